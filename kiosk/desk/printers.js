// SPDX-License-Identifier: Apache-2.0
// How printers are spoken of at the desk.

import { element } from "/kiosk/lib/dom.js";
import { shape } from "/kiosk/lib/shapes.js";
import { known } from "/kiosk/lib/strings.js";

/** IPP's words for what is wrong, as sentences that say what to do. */
export function sentences(reasons) {
  return reasons.map((reason) => known(`printer.${reason}`) ?? reason.replaceAll("-", " ")).join(" ");
}

/** A line for a printer that needs somebody, or soon will; nothing for any other. */
export function printerTrouble({ id, name, reasons, isFit }) {
  if (reasons.length === 0) return [];
  const words = element("span", {}, element("strong", {}, name), " ", sentences(reasons));
  return [element("p", { class: isFit ? "trouble" : "trouble bad", "data-printer": id }, shape(isFit ? "look" : "stop"), words)];
}
