// SPDX-License-Identifier: Apache-2.0
// The lock of a door: locked, it shows its door and counts, and nothing else can be done at it.

import { whenLocked } from "/kiosk/lib/api.js";
import { byID, element } from "/kiosk/lib/dom.js";
import { lockStation, lockWhenIdle, unlockForm } from "/kiosk/lib/lock.js";
import { t } from "/kiosk/lib/strings.js";

/** A field for the PIN that nobody uses closes after so many milliseconds. */
const patience = 60_000;

/** A scanner types, too: what touches a door is a finger, or a key in a field. */
const touches = ({ type, target }) => type === "pointerdown" || Boolean(target.closest?.("input, textarea, select"));

/** Locks the door when nobody touched it for long; it goes on unlocked while the daemon does not answer. */
export function lockDoorWhenIdle(lock) {
  whenLocked(() => location.reload());
  lockWhenIdle(lock, ["pointerdown", "keydown"], touches, lockStation);
}

/** Shows the one button of a locked door, which asks for a PIN. */
export function showDoorLock() {
  document.body.dataset.locked = "";
  const button = element("button", { id: "volunteers", type: "button", class: "second", onclick: open }, t("lock.unlockDoor"));
  // The drawer's place and look are free while there is none.
  const panel = element("section", { id: "drawer", role: "dialog", "aria-labelledby": "drawer-title", hidden: true });
  byID("idle").after(panel);
  byID("camera").after(button);
  panel.addEventListener("keydown", ({ key }) => (key === "Escape" ? close() : wait()));
  panel.addEventListener("pointerdown", wait);
  let timer;

  function open() {
    const back = element("button", { id: "drawer-close", type: "button", class: "second", onclick: close }, t("drawer.back"), " ", element("kbd", {}, "Esc"));
    panel.replaceChildren(element("h2", { id: "drawer-title" }, t("lock.unlockDoor")), unlockForm(wait, back));
    panel.hidden = false;
    byID("pin").focus();
    wait();
  }

  function wait() {
    clearTimeout(timer);
    timer = setTimeout(close, patience);
  }

  function close() {
    clearTimeout(timer);
    const hadFocus = panel.contains(document.activeElement);
    panel.hidden = true;
    panel.replaceChildren();
    if (hadFocus) button.focus();
  }
}
