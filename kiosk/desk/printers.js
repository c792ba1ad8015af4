// SPDX-License-Identifier: Apache-2.0
// How printers are spoken of at the desk.

import { insist, post } from "/kiosk/lib/api.js";
import { element } from "/kiosk/lib/dom.js";
import { wordsFor } from "/kiosk/lib/problems.js";
import { shape } from "/kiosk/lib/shapes.js";
import { known, t } from "/kiosk/lib/strings.js";

/** IPP's words for what is wrong, as sentences that say what to do. */
export function sentences(reasons) {
  return reasons.map((reason) => known(`printer.${reason}`) ?? reason.replaceAll("-", " ")).join(" ");
}

/** What is wrong with a printer: as its reasons say, but with the number of labels where it is known. */
function troubles(reasons, labelsLeft) {
  const others = reasons.filter((reason) => reason !== "media-low" || labelsLeft === null);
  const low = others.length < reasons.length ? [t("printer.labelsLeft", { count: labelsLeft })] : [];
  return [...low, sentences(others)].filter(Boolean).join(" ");
}

/** A line for a printer that needs somebody, or soon will; nothing for any other. */
export function printerTrouble({ id, name, reasons, isFit, labelsLeft, fullRoll }) {
  if (reasons.length === 0) return [];
  const words = element("span", {}, element("strong", {}, name), " ", troubles(reasons, labelsLeft));
  const button = reasons.includes("media-low") && fullRoll !== null ? newRoll(id, fullRoll) : null;
  return [element("p", { class: isFit ? "trouble" : "trouble bad", "data-printer": id }, shape(isFit ? "look" : "stop"), words, button)];
}

/** The button by which a volunteer says that a full roll is in; the line goes away with the next event. */
function newRoll(printer, count) {
  let isLoading = false;
  const load = async ({ currentTarget: button }) => {
    // Not disabled, which would lose the focus.
    if (isLoading) return;
    isLoading = true;
    try {
      await insist(() => post(`/printers/${printer}/labels`, { count }));
    } catch (error) {
      isLoading = false;
      button.after(element("span", { role: "alert" }, wordsFor(error)));
    }
  };
  return element("button", { type: "button", onclick: load }, t("printer.newRoll"));
}
