// SPDX-License-Identifier: Apache-2.0

import { element } from "./dom.js";
import { t } from "./strings.js";

/** Digits for fingers; what they type goes where the keyboard's goes. */
export function keypad(pin) {
  const key = (words, attributes, press) =>
    element("button", { type: "button", class: "second", tabindex: -1, ...attributes, onclick: () => (press(), pin.focus()) }, words);
  const digit = (number) => key(String(number), { "data-digit": number }, () => (pin.value = (pin.value + number).slice(0, pin.maxLength)));
  return element(
    "div",
    { class: "keypad" },
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map(digit),
    key("⌫", { "aria-label": t("drawer.delete") }, () => (pin.value = pin.value.slice(0, -1))),
    digit(0),
  );
}

/** For how long no PIN is looked at. */
export function lockedWords(seconds) {
  return seconds > 120 ? t("drawer.lockedLong", { minutes: Math.ceil(seconds / 60) }) : t("drawer.locked", { seconds });
}
