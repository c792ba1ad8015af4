// SPDX-License-Identifier: Apache-2.0
// The screen's lock. The daemon holds it, so that no reload and no other window opens a screen; a page that is locked
// starts nothing and shows the field for the PIN alone.

import { get, insist, LineDown, post, Problem, whenLocked } from "./api.js";
import { byID, element } from "./dom.js";
import { keypad, lockedWords } from "./keypad.js";
import { wordsFor } from "./problems.js";
import { verdict } from "./shapes.js";
import { sound } from "./sounds.js";
import { t } from "./strings.js";

const beat = 1000;
const pinForm = /^\d{6,12}$/;
/** While a screen waits for the daemon to lock it, it takes nothing. */
const inputs = ["keydown", "keyup", "keypress", "beforeinput", "input", "paste", "drop", "pointerdown", "mousedown", "click", "submit"];

/** Goes on at once when the screen is not locked; otherwise it shows the lock, which ends with the page. */
export async function whenUnlocked({ lock, station }) {
  if (!lock?.locked) return;
  const form = unlockForm(() => {});
  const words = [element("h1", { id: "lock-title", class: "large" }, t("lock.title")), element("p", { class: "medium quiet" }, t("lock.how", { name: station.name }))];
  document.body.replaceChildren(...document.querySelectorAll("#line-down"), element("main", { id: "lock", "aria-labelledby": "lock-title" }, ...words, form));
  byID("pin").focus();
  followOtherWindows();
  await new Promise(() => {});
}

/** Another window of this station may have been unlocked. */
function followOtherWindows() {
  setInterval(async () => {
    const open = await get("/session").catch(() => null);
    if (open && !open.lock?.locked) location.reload();
  }, 5 * beat);
}

/**
 * Lets the screen be locked by a button in `place` and, where the event file says so, when nobody touched it for long.
 */
export function offerLock({ lock }, place, lockIt = lockScreen) {
  if (!lock) return;
  whenLocked(() => location.reload());
  place.append(element("button", { id: "lock-screen", type: "button", class: "second", onclick: () => lockIt() }, t("lock.button")));
  lockWhenIdle(lock, ["pointerdown", "keydown"], () => true, lockIt);
}

/** Calls `lockIt` when nothing of `kinds` that `counts` happened for as long as the event file says. */
export function lockWhenIdle({ afterSeconds }, kinds, counts, lockIt) {
  if (afterSeconds === null) return;
  let touched = performance.now();
  for (const kind of kinds) addEventListener(kind, (event) => counts(event) && (touched = performance.now()), { capture: true, passive: true });
  const timer = setInterval(() => {
    if (performance.now() - touched < 1000 * afterSeconds) return;
    clearInterval(timer);
    lockIt();
  }, beat);
}

/** Locks the screen: what it shows is gone at once, also while the daemon does not answer. */
export async function lockScreen() {
  const banner = document.querySelectorAll("#line-down");
  document.body.replaceChildren(...banner, element("main", { id: "lock" }, element("h1", { class: "large" }, t("lock.title"))));
  for (const kind of inputs) addEventListener(kind, swallow, { capture: true });
  await lockStation();
}

/** Tells the daemon to lock the station, as soon as it answers; the page begins anew, locked. */
export async function lockStation() {
  // Whatever else it answers, the page that is loaded then says it.
  await insist(() => post("/session/lock", {})).catch(() => {});
  location.reload();
}

function swallow(event) {
  event.stopImmediatePropagation();
  event.preventDefault();
}

/** The field for the PIN that unlocks the screen, with the digits and a word for what went wrong; `onTouch` at each try. */
export function unlockForm(onTouch, ...more) {
  const pin = element("input", { id: "pin", type: "password", inputmode: "numeric", autocomplete: "off", maxlength: 12 });
  const word = element("div", { id: "lock-word", role: "status" });
  const actions = element("div", { class: "actions" }, element("button", { id: "unlock" }, t("lock.unlock")), ...more);
  const form = element("form", { class: "pin" }, element("label", {}, t("drawer.pin"), pin), actions, word);
  form.addEventListener("submit", async (submitted) => {
    submitted.preventDefault();
    const typed = pin.value.trim();
    pin.value = "";
    if (!typed) return;
    onTouch();
    try {
      // A badge that is scanned into the field is no try, of which there are few.
      if (!pinForm.test(typed)) throw new Problem(403, { code: "pinWrong" });
      await post("/session/unlock", { pin: typed });
      location.reload();
    } catch (error) {
      sound("stop");
      word.replaceChildren(verdict("stop", wordsForTry(error)));
      pin.focus();
    }
  });
  return element("div", { class: "unlock" }, form, keypad(pin));
}

function wordsForTry(error) {
  if (error instanceof LineDown) return t("lock.needsLine");
  if (error.code === "drawerLocked" && error.retryAfter) return lockedWords(error.retryAfter);
  return wordsFor(error);
}
