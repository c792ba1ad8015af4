// SPDX-License-Identifier: Apache-2.0
// Judges badges at one door. While the line is up the daemon decides; while it is down, this does, by the signature and
// by what the daemon told last. Each scan is kept before it is delivered and forgotten only when it was answered; its
// identifier is the same however often it is sent, so it is counted once.

import { get, LineDown, post, Problem } from "/kiosk/lib/api.js";
import { badgeReader } from "/kiosk/lib/badge.js";
import { timedIdentifier } from "/kiosk/lib/identifiers.js";

/** A person does not wait longer than this for a verdict. */
const livePatience = 1500;
const batchPatience = 5000;
const mostInBatch = 100;
const beat = 1000;
const keysAge = 20_000;
/** A badge seen again within so many milliseconds is one scan, held up twice. */
const doubleScan = 5000;

/**
 * The keeper of `place`'s door, which calls `onChange` whenever what it says about itself changed.
 *
 * At a `board` of a poster session each scan is a visit, and nobody leaves.
 */
export async function openKeeper(place, board, memory, onChange) {
  const keeper = new Keeper(place, board, memory, onChange);
  await keeper.recall();
  return keeper;
}

class Keeper {
  /**
   * What survives: the daemon's keys, the serials of those inside, the last figure, since when it is cut off, and
   * whether the place was open when that was told.
   */
  #state = { keys: null, inside: new Set(), figure: null, downSince: null, told: null };
  #place;
  #board;
  /** What the memory knows this door by. */
  #name;
  #memory;
  #onChange;
  #read = null;
  /** Scans without an answer, in order; `kept` are those on which this door has decided. */
  #waiting = [];
  /** When and how each badge was last answered here. */
  #answered = new Map();
  #turn = Promise.resolve();
  #isDelivering = false;
  /** Until when the daemon wants nothing of this door, on the clock that nobody sets. */
  #notBefore = -Infinity;
  #answers = 0;
  #refreshed = -Infinity;
  /** Why the daemon takes no scans although it answers. */
  trouble = null;

  constructor(place, board, memory, onChange) {
    this.#place = place;
    this.#board = board;
    this.#name = board ? `${place.id}#${board}` : place.id;
    this.#memory = memory;
    this.#onChange = onChange;
  }

  async recall() {
    const known = await this.#memory.place(this.#name);
    if (known) this.#state = known;
    this.#waiting = (await this.#memory.scans(this.#name)).map((scan) => ({ ...scan, kept: true }));
    if (this.#state.keys) await this.#hold(this.#state.keys);
    document.addEventListener("line-down", () => this.#lineIs(false));
    document.addEventListener("line-up", () => this.#lineIs(true));
    const asked = this.#refresh();
    if (!this.#state.keys) await asked;
    setInterval(() => this.#tend(), beat);
  }

  /** Since when this door is cut off; `null` while it is not. */
  get downSince() {
    return this.#state.downSince;
  }

  get waitingCount() {
    return this.#waiting.filter((scan) => scan.kept).length;
  }

  /** People inside: the daemon's last figure with what this door has seen since; `null` when it never had one. */
  get inside() {
    if (this.#state.figure === null) return null;
    const kept = this.#waiting.filter((scan) => scan.kept);
    const more = kept.reduce((sum, scan) => sum + (scan.step ?? (scan.direction === "in" ? 1 : -1)), 0);
    return Math.max(0, this.#state.figure + more);
  }

  /** Whether the place lets people in, and until when: as the daemon told last, and by its hours since. */
  get opening() {
    const { open, at } = this.#state.told ?? { open: true, at: 0 };
    const now = Date.now();
    const hours = this.#state.keys?.hours ?? [];
    const changes = hours.flatMap(({ opens, closes }) => [{ at: Date.parse(opens), open: true }, { at: Date.parse(closes), open: false }]);
    const last = changes.findLast((change) => change.at <= now);
    const isOpen = last && last.at > at ? last.open : open;
    const next = changes.find((change) => change.at > now && change.open !== isOpen);
    return { open: isOpen, until: next ? new Date(next.at).toISOString() : null };
  }

  /** Takes the figures that the daemon tells. */
  tell({ inside, open }) {
    if (this.#state.figure === inside && this.opening.open === open) return;
    this.#state.figure = inside;
    this.#state.told = { open, at: Date.now() };
    this.#save();
    this.#onChange();
  }

  /**
   * The verdict on a scanned text; throws what the daemon answered instead of one. The key of an open drawer lets its
   * owner in over the limit.
   */
  async judge(text, drawer) {
    // What waits stays in order, also when the time of day is set back meanwhile.
    const at = Math.max(Date.now(), (this.#waiting.at(-1)?.at ?? 0) + 1);
    const tick = performance.now();
    // Without the keys, or where the browser does no cryptography, the daemon alone can tell.
    const reading = this.#read ? await this.#read(text) : { kind: "unchecked", token: text };
    if (reading.kind !== "genuine") return this.#refuse(reading);
    const twin = this.#waiting.findLast((scan) => scan.serial === reading.serial && isSoonAfter(scan, { at, tick }));
    if (twin) return twin.verdict ?? this.#kept(twin);
    const refusal = this.downSince !== null && this.#refusal(reading.serial);
    return refusal || this.#admit(reading, at, tick, drawer).verdict;
  }

  /** Of what is no badge, nothing leaves the page; that something was refused may be known. */
  async #refuse({ kind, token = "" }) {
    try {
      const [result] = await this.#send([{ id: timedIdentifier(Date.now()), badge: token, place: this.#place.id }], livePatience);
      return result;
    } catch (error) {
      if (!passes(error)) throw error;
      return this.#verdict("refused", { reason: kind });
    }
  }

  #admit({ token, serial }, at, tick, drawer) {
    const isInside = this.#isInside(serial);
    const staysIn = this.#board || this.#isMeal;
    const direction = isInside && !staysIn ? "out" : "in";
    const step = isInside ? (staysIn ? 0 : -1) : 1;
    const scan = { id: timedIdentifier(at), place: this.#place.id, door: this.#name, badge: token, serial, direction, step, at };
    // A scan that cannot be kept, on a full disk, is still delivered if it can be.
    const stored = this.#memory.add({ ...scan }).then((number) => (scan.number = number), () => {});
    scan.tick = tick;
    this.#waiting.push(scan);
    scan.verdict = this.#turn.then(() => stored).then(() => this.#decide(scan, drawer));
    this.#turn = scan.verdict.catch(() => {});
    return scan;
  }

  /** Asks the daemon if nothing waits before this scan, and decides alone if it does not answer. */
  async #decide(scan, drawer) {
    if (this.downSince === null && this.#waiting[0] === scan && performance.now() >= this.#notBefore) {
      try {
        const item = { id: scan.id, badge: scan.badge, place: scan.place, direction: "auto", ...(drawer && { letIn: true }) };
        const [result] = await this.#send([item], livePatience, drawer);
        this.#settle([scan], [result]);
        return result;
      } catch (error) {
        if (!passes(error)) {
          // The daemon let nobody in, and so says the screen.
          this.#forget(scan);
          throw error;
        }
      }
    }
    const last = this.#answered.get(scan.serial);
    const refusal = this.#refusal(scan.serial);
    if (refusal || (last && isSoonAfter(last, scan))) {
      this.#forget(scan);
      return refusal || this.#verdict(last.outcome, { kept: true });
    }
    scan.kept = true;
    this.#onChange();
    return this.#kept(scan);
  }

  #kept(scan) {
    const outcome = this.#isMeal ? "served" : this.#board ? "visited" : scan.direction === "in" ? "entered" : "left";
    return this.#verdict(outcome, { kept: true });
  }

  /** Why a genuine badge does not count, by what this door knows. */
  #refusal(serial) {
    const { revoked, notCheckedIn } = this.#state.keys.refused;
    const revocation = revoked.find((each) => each.serial === serial);
    if (revocation) return this.#verdict("refused", { reason: "revoked", since: revocation.since });
    if (notCheckedIn.includes(serial)) return this.#verdict("refused", { reason: "notCheckedIn" });
    if (this.#isMeal && this.#hadMeal(serial)) return this.#verdict("refused", { reason: "mealTaken" });
    const isInside = !this.#isMeal && this.#isInside(serial, true);
    const { open, until } = this.opening;
    if (!open && (!isInside || this.#board)) return this.#verdict("refused", { reason: "closed", opensAt: until });
    const refuses = !this.#board && ["hard", "oneInOneOut"].includes(this.#place.limit);
    const isFull = refuses && !isInside && this.inside >= this.#place.capacity;
    return isFull ? this.#verdict("refused", { reason: "full" }) : null;
  }

  /** Whether the badge's owner is inside, by the last scan here or else by what the daemon told. */
  #isInside(serial, keptAlone = false) {
    const last = this.#waiting.findLast((scan) => scan.serial === serial && (scan.kept || !keptAlone));
    return last ? last.direction === "in" : this.#state.inside.has(serial);
  }

  get #isMeal() {
    return this.#place.kind === "meal";
  }

  /** Whether the badge's owner had the meal today, by the scans here or by what the daemon told; a new day begins anew. */
  #hadMeal(serial) {
    const again = Date.parse(this.#state.keys.mealAgainAt);
    const isNewDay = Date.now() >= again;
    const kept = this.#waiting.some((scan) => scan.serial === serial && scan.kept && (!isNewDay || scan.at >= again));
    return kept || (!isNewDay && this.#state.inside.has(serial));
  }

  #verdict(outcome, more) {
    return { outcome, inside: this.inside ?? 0, capacity: this.#place.capacity, ...more };
  }

  // Delivery

  async #tend() {
    if (performance.now() < this.#notBefore) return;
    if (this.waitingCount) await this.#deliver();
    else if (this.downSince !== null || performance.now() - this.#refreshed > keysAge) await this.#refresh();
  }

  /** Delivers what waits, in order, with the times at which it was scanned. */
  async #deliver() {
    if (this.#isDelivering) return;
    this.#isDelivering = true;
    try {
      for (let batch = this.#batch(); batch.length; batch = this.#batch()) {
        const items = batch.map(({ id, badge, place, direction, at }) => ({ id, badge, place, direction, at: new Date(at).toISOString() }));
        this.#settle(batch, await this.#send(items, batchPatience));
      }
      this.trouble = null;
      await this.#refresh();
    } catch (error) {
      this.trouble = passes(error) ? null : error;
    } finally {
      this.#isDelivering = false;
      this.#onChange();
    }
  }

  #batch() {
    return this.#waiting.filter((scan) => scan.kept).slice(0, mostInBatch);
  }

  async #send(scans, patience, drawer) {
    try {
      const { results } = await post("/scans", { scans }, { signal: AbortSignal.timeout(patience), drawer });
      this.#lineIs(true);
      return results;
    } catch (error) {
      if (error instanceof LineDown) this.#lineIs(false);
      if (asksToWait(error)) this.#notBefore = performance.now() + 1000 * (error.retryAfter || 1);
      throw error;
    }
  }

  #settle(scans, results) {
    this.#answers += 1;
    scans.forEach((scan, index) => {
      const { outcome, previous, inside } = results[index];
      const came = outcome === "duplicate" ? previous : outcome;
      if (["entered", "visited", "served"].includes(came)) this.#state.inside.add(scan.serial);
      if (came === "left") this.#state.inside.delete(scan.serial);
      if (came !== "refused") this.#answered.set(scan.serial, { at: scan.at, tick: scan.tick, outcome: came });
      this.#state.figure = inside;
    });
    this.#forget(...scans);
  }

  /** Nobody waits for the disk here: what it has not forgotten is delivered once more, and counted once all the same. */
  #forget(...scans) {
    this.#waiting = this.#waiting.filter((scan) => !scans.includes(scan));
    this.#memory.settle(scans.map((scan) => scan.number), this.#name, this.#state).catch(() => {});
    this.#onChange();
  }

  // What the daemon tells

  /** Asks for the keys anew; who is inside is believed only if no scan was answered meanwhile or waits. */
  async #refresh() {
    const before = this.#answers;
    this.#refreshed = performance.now();
    try {
      const keys = await get("/door/keys", { signal: AbortSignal.timeout(livePatience) });
      this.#lineIs(true);
      await this.#hold(keys);
      this.#state.told = { open: keys.open, at: Date.now() };
      if (this.#answers === before && !this.#waiting.length) this.#state.inside = new Set(keys.inside);
      this.#save();
    } catch (error) {
      if (error instanceof LineDown) this.#lineIs(false);
    }
  }

  async #hold(keys) {
    if (!this.#read || this.#state.keys?.publicKey !== keys.publicKey) {
      this.#read = await badgeReader(keys).catch(() => null);
    }
    this.#state.keys = keys;
  }

  #lineIs(up) {
    if (up === (this.downSince === null)) return;
    this.#state.downSince = up ? null : Date.now();
    this.#save();
    this.#onChange();
    if (up) this.#tend();
  }

  #save() {
    // The next change saves it all again.
    this.#memory.keepPlace(this.#name, this.#state).catch(() => {});
  }
}

/** Whether a scan is an earlier one, held up twice; the time of day, which may be set, tells it across a reload alone. */
function isSoonAfter(earlier, scan) {
  return earlier.tick === undefined ? Math.abs(scan.at - earlier.at) < doubleScan : scan.tick - earlier.tick < doubleScan;
}

/** Whether more came from this door than the daemon takes from one. */
const asksToWait = (error) => error instanceof Problem && error.status === 429;

/** Whether the same request may be answered later. */
const passes = (error) => error instanceof LineDown || asksToWait(error) || (error instanceof Problem && error.status >= 500);
