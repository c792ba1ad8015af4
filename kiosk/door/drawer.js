// SPDX-License-Identifier: Apache-2.0
// The volunteers' drawer of a door: behind a PIN, the head count, opening and closing the place, and letting one in over
// the limit. All of it is the daemon's to decide; cut off, the drawer says so and the door goes on.

import { LineDown, post, Problem, request } from "/kiosk/lib/api.js";
import { byID, element, write } from "/kiosk/lib/dom.js";
import { keypad, lockedWords } from "/kiosk/lib/keypad.js";
import { openingWords } from "/kiosk/lib/opening.js";
import { wordsFor } from "/kiosk/lib/problems.js";
import { verdict } from "/kiosk/lib/shapes.js";
import { sound } from "/kiosk/lib/sounds.js";
import { isolated, t } from "/kiosk/lib/strings.js";

/** Before a PIN is known to be right, an open page closes after so many seconds. */
const pinSeconds = 60;
/** A badge that was refused so many milliseconds ago is still in its owner's hand. */
const justRefused = 60_000;

/**
 * The drawer of a door: `judge` scans a text again, `standing` tells what the door knows of its place, and `lock` locks
 * the screen.
 */
export const makeDrawer = (door) => new Drawer(door);

class Drawer {
  #place;
  #board;
  #event;
  #judge;
  #standing;
  #lock;
  /** What opened it: key, holder and idle seconds; `null` while it is closed. */
  #opened = null;
  #isArmed = false;
  #refused = null;
  #timer;
  #button = element("button", { id: "volunteers", type: "button", class: "second", onclick: () => this.#ask() }, t("drawer.button"));
  #panel = element("section", { id: "drawer", role: "dialog", "aria-labelledby": "drawer-title", hidden: true });
  #armed = element("div", { id: "armed", role: "status", hidden: true });

  constructor({ place, board, event, judge, standing, lock }) {
    this.#place = place;
    this.#board = board;
    this.#event = event;
    this.#judge = judge;
    this.#standing = standing;
    this.#lock = lock;
    byID("idle").append(this.#armed);
    byID("idle").after(this.#panel);
    byID("camera").after(this.#button);
    this.#panel.addEventListener("keydown", ({ key }) => {
      if (key === "Escape") this.close();
      else this.#wait();
    });
    this.#panel.addEventListener("pointerdown", () => this.#wait());
    document.addEventListener("line-down", () => (this.#isArmed ? this.close() : this.#tell("stop", t("drawer.needsLine"))));
  }

  /** The key by which the next badge gets in over the limit, or nothing. */
  get letsIn() {
    return this.#isArmed ? this.#opened?.key : undefined;
  }

  /** Takes what a scanned text came to. */
  saw(text, result) {
    const isRefused = result?.outcome === "refused" && result.reason === "full";
    this.#refused = isRefused ? { text, at: Date.now() } : null;
    if (this.#isArmed && (result?.letInBy || result?.outcome === "entered" || !result)) this.close();
  }

  /** Shows the figures anew. */
  update() {
    const figures = byID("drawer-figures");
    if (!figures) return;
    const { inside, opening } = this.#standing();
    const words = [t("place.inside", { inside: inside ?? "–", capacity: this.#place.capacity }), openingWords(opening, this.#event.timeZone)];
    write(figures, words.filter(Boolean).join(" · "));
    byID("turn-place").textContent = t(opening.open ? "place.closeIt" : "place.openIt");
    // A closed place is opened first.
    for (const button of this.#panel.querySelectorAll(".let-in")) button.hidden = !opening.open;
  }

  /** Closes it, here and at the daemon. */
  close() {
    clearTimeout(this.#timer);
    // A daemon that does not hear this closes the drawer by itself.
    if (this.#opened) request("DELETE", "/drawer", undefined, { drawer: this.#opened.key }).catch(() => {});
    this.#opened = null;
    this.#isArmed = false;
    this.#armed.hidden = true;
    const hadFocus = this.#panel.contains(document.activeElement) || this.#armed.contains(document.activeElement);
    this.#panel.hidden = true;
    this.#panel.replaceChildren();
    this.#button.hidden = false;
    if (hadFocus) this.#button.focus();
  }

  /** Begins the time anew after which it closes by itself. */
  #wait() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.close(), 1000 * (this.#opened?.idleSeconds ?? pinSeconds));
  }

  #show(...parts) {
    this.#panel.replaceChildren(...parts, element("div", { id: "drawer-word", role: "status" }));
    this.#panel.hidden = false;
    this.#wait();
  }

  #tell(kind, words) {
    const place = byID("drawer-word");
    if (!place) return;
    sound(kind);
    place.replaceChildren(verdict(kind, words));
  }

  // The PIN

  #ask(word) {
    const pin = element("input", { id: "pin", type: "password", inputmode: "numeric", autocomplete: "off", maxlength: 12 });
    const form = element(
      "form",
      { class: "pin" },
      element("label", {}, t("drawer.pin"), pin),
      element("div", { class: "actions" }, element("button", { id: "unlock" }, t("drawer.unlock")), this.#back(t("drawer.back"))),
    );
    form.addEventListener("submit", (submitted) => {
      submitted.preventDefault();
      if (pin.value.trim()) this.#open(pin);
    });
    this.#show(element("h2", { id: "drawer-title" }, t("drawer.title")), form, keypad(pin));
    const trouble = word ?? (this.#standing().downSince !== null && t("drawer.needsLine"));
    if (trouble) this.#tell("stop", trouble);
    pin.focus();
  }

  #back(words) {
    return element("button", { id: "drawer-close", type: "button", class: "second", onclick: () => this.close() }, words, " ", element("kbd", {}, "Esc"));
  }

  async #open(pin) {
    const typed = pin.value.trim();
    pin.value = "";
    this.#wait();
    try {
      this.#opened = await post("/drawer", { pin: typed });
      if (this.#panel.hidden) return this.close();
      this.#offer();
    } catch (error) {
      this.#tell("stop", error.code === "drawerLocked" && error.retryAfter ? lockedWords(error.retryAfter) : this.#words(error));
      pin.focus();
    }
  }

  #words(error) {
    return error instanceof LineDown ? t("drawer.needsLine") : wordsFor(error);
  }

  // What it holds

  #offer() {
    const { holder, idleSeconds } = this.#opened;
    const count = element("input", { id: "head-count", inputmode: "numeric", autocomplete: "off", maxlength: 6 });
    const form = element("form", { class: "actions" }, element("label", {}, t("place.headCount"), count), element("button", { id: "set-count" }, t("place.setCount")));
    form.addEventListener("submit", (submitted) => {
      submitted.preventDefault();
      const counted = /^\d{1,6}$/.test(count.value.trim()) ? Number(count.value) : NaN;
      if (Number.isNaN(counted)) return this.#tell("stop", t("place.noNumber"));
      this.#send("recounts", { count: counted }, (fresh) => {
        count.value = "";
        return t("place.counted", { inside: fresh.inside });
      });
    });
    this.#show(
      element("h2", { id: "drawer-title" }, t("drawer.opened", { name: isolated(holder.name) })),
      element("p", { class: "quiet" }, t("drawer.idle", { seconds: idleSeconds })),
      element("p", { id: "drawer-figures", class: "medium figures", role: "status" }),
      form,
      element("div", { class: "actions buttons" }, this.#turnButton(), ...this.#letInButtons(), this.#lockButton()),
      this.#back(t("drawer.close")),
    );
    this.update();
    count.focus();
  }

  #turnButton() {
    const turn = () => {
      const isOpen = this.#standing().opening.open;
      return this.#send(isOpen ? "closings" : "openings", {}, () => t(isOpen ? "place.closed" : "place.opened"));
    };
    return element("button", { id: "turn-place", type: "button", class: "second", onclick: turn });
  }

  #lockButton() {
    return element("button", { id: "lock-screen", type: "button", class: "second", onclick: () => (this.close(), this.#lock()) }, t("lock.button"));
  }

  #letInButtons() {
    if (this.#board || !["hard", "oneInOneOut"].includes(this.#place.limit)) return [];
    const refused = this.#refused && Date.now() - this.#refused.at < justRefused && this.#refused.text;
    const button = (id, words, onclick) => element("button", { id, type: "button", class: "second let-in", onclick }, words);
    const again = () => {
      this.#arm();
      this.#judge(refused);
    };
    return [button("let-in", t("drawer.letIn"), () => this.#arm()), ...(refused ? [button("let-in-refused", t("drawer.letInJust"), again)] : [])];
  }

  async #send(what, body, words) {
    this.#wait();
    try {
      const fresh = await post(`/places/${this.#place.id}/${what}`, { ...body, requestId: crypto.randomUUID() }, { drawer: this.#opened.key });
      this.#standing(fresh);
      this.update();
      this.#tell("good", words(fresh));
    } catch (error) {
      if (error instanceof Problem && error.code === "drawerClosed") {
        this.#opened = null;
        return this.#ask(this.#words(error));
      }
      this.#tell("stop", this.#words(error));
    }
  }

  // Letting one in

  /** Shows the door again, where the next badge gets in. */
  #arm() {
    this.#isArmed = true;
    this.#panel.hidden = true;
    this.#panel.replaceChildren();
    const cancel = element("button", { id: "cancel", type: "button", class: "second", onclick: () => this.close() }, t("drawer.cancel"));
    this.#armed.replaceChildren(element("p", { class: "medium" }, t("drawer.armed", { name: isolated(this.#opened.holder.name) })), cancel);
    this.#armed.hidden = false;
    this.#button.hidden = true;
    this.#wait();
    cancel.focus();
  }
}
