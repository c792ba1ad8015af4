// SPDX-License-Identifier: Apache-2.0
// The planner: the sessions of a day, room by room, and what can be done with them. The desk and the organizers' board
// show it; `host` is whichever does, with its event and what it leaves by.

import { insist, post, Problem, request } from "../api.js";
import { element } from "../dom.js";
import { wordsFor } from "../problems.js";
import { verdict } from "../shapes.js";
import { sound } from "../sounds.js";
import { isolated, t } from "../strings.js";
import { mergeForm, rewordForm, roomForm } from "./forms.js";
import { openOverview } from "./overview.js";
import { openProgramme } from "./programme.js";
import { openSession } from "./session.js";
import { timeWords } from "./words.js";

/** A badge's text is longer than anything else that is scanned on one line without being a document. */
const shortestBadge = 100;

/** What somebody was typing when the next person's document was scanned. */
let draft = null;

/**
 * A planner that is loading. `host` has the `event`, a `leave` button and whether it `listsNotes`; a `programme` if it
 * follows one anyway; and where it may look people up, `lookUp`, which answers what a text is, and `pass`, which
 * takes a text that is no badge.
 */
export function makePlanner(host) {
  const leaving = new AbortController();
  const { signal } = leaving;
  const word = element("div", { id: "planner-word", role: "status" });
  const stage = element("div", { id: "planner-stage" });
  const root = element("section", { id: "planner", class: "planner", tabindex: "-1", "aria-label": t("planner.title") }, stage);
  let programme = null;
  let view = null;
  let isBusy = false;

  const planner = {
    event: host.event,
    listsNotes: host.listsNotes,
    leave: host.leave,
    word,
    get programme() {
      return programme;
    },
    overview: (key) => show(openOverview(planner), key),
    session: (id) => show(openSession(planner, id)),
    fresh: (wish) => show(roomForm(planner, null, wish)),
    place: (session) => show(roomForm(planner, session)),
    merge: (session) => show(mergeForm(planner, session)),
    reword: (session) => show(rewordForm(planner, session)),
    act,
    tell,
    fail,
  };

  function show(next, key) {
    view?.leave?.();
    view = next;
    // What was told belongs to what was done before.
    word.replaceChildren();
    stage.replaceChildren(word, next.element);
    next.enter?.(key);
  }

  /**
   * Asks the daemon for a change, however often the line breaks, and tells what came of it. `words` says what was done
   * to the session that the daemon answers with, `undo` is what would take it back.
   */
  async function act({ path, body, method = "POST", words, undo, failed, stays }) {
    if (isBusy) return;
    isBusy = true;
    root.setAttribute("aria-busy", "true");
    // Made once: however often it is sent, it is one change.
    const requestId = crypto.randomUUID();
    try {
      const { session } = await insist(() => request(method, path, { ...body, requestId }, { signal }));
      done(session, words, undo, stays);
    } catch (error) {
      if (error instanceof Problem) (failed ?? fail)(error);
      else if (error.name !== "AbortError") throw error;
    } finally {
      isBusy = false;
      root.removeAttribute("aria-busy");
    }
  }

  function done(session, words, undo, stays) {
    programme.take(session);
    if (!stays) planner.overview(session.id);
    tell("good", words(session), undo?.(session));
  }

  function tell(kind, words, undo) {
    sound(kind);
    const back = undo && element("button", { id: "undo", type: "button", class: "second", onclick: () => act({ ...undo, words: () => t("planner.undone") }) }, t("planner.undo"));
    word.replaceChildren(element("div", { class: "told" }, verdict(kind, words), back));
  }

  function fail(error) {
    const { session } = error;
    if (error.code !== "roomTaken" || !session) return tell("stop", wordsFor(error));
    tell("stop", t("planner.taken", { title: isolated(session.title), time: timeWords(session, host.event.timeZone) }));
  }

  /** A badge is a host's or a guest's; what else somebody can be looked up by is for the desk's find step. */
  async function scan(text) {
    if (!programme) return host.pass?.(text);
    const isLong = text.length >= shortestBadge;
    const found = host.lookUp ? await host.lookUp(text, signal).catch(() => null) : { isCode: isLong };
    if (signal.aborted) return;
    if (found?.isCode && isLong) return takeBadge({ text, name: found.name });
    // Half a scan is told, and sends nobody away from what they are typing.
    if (!found?.isDocument && !found?.isCode) return tell("stop", t("planner.noBadge"));
    draft = view.draft?.() ?? null;
    host.pass(text);
  }

  function takeBadge(badge) {
    if (view.takeBadge) view.takeBadge(badge);
    else planner.fresh({ badge });
  }

  async function open() {
    stage.replaceChildren(element("p", { class: "quiet" }, t("compare.loading")), host.leave());
    try {
      programme = host.programme ?? (await openProgramme({ signal }));
    } catch (error) {
      if (!signal.aborted) stage.replaceChildren(verdict("stop", wordsFor(error)), host.leave());
      return;
    }
    if (signal.aborted) return close();
    const kept = draft;
    draft = null;
    if (kept) planner.fresh(kept);
    else planner.overview();
  }

  function close() {
    if (!host.programme) programme?.end();
  }

  return {
    element: root,
    enter() {
      root.focus();
      open();
    },
    leave() {
      leaving.abort();
      view?.leave?.();
      close();
    },
    focus: () => (view?.focus ? view.focus() : root.focus()),
    scan,
  };
}

/** What a text is, and whose if it is a badge, for a desk, which may look people up. */
export async function badgeAtDesk(input, signal) {
  const { source, candidates } = await insist(() => post("/lookups", { input }, { signal }));
  return { isDocument: ["aamva", "mrz"].includes(source), isCode: source === "code", name: candidates[0]?.registration.badgeName };
}
