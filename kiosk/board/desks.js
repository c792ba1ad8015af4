// SPDX-License-Identifier: Apache-2.0
// Look-ups on the board: how many each desk made in the last hour, and which look like leafing through the list.

import { get } from "/kiosk/lib/api.js";
import { element, write } from "/kiosk/lib/dom.js";
import { shape } from "/kiosk/lib/shapes.js";
import { t } from "/kiosk/lib/strings.js";

/** After so many milliseconds the figures are asked for anew. */
const age = 10_000;
const columns = ["lookups", "shown", "opened", "checkIns"];

/** Fills `panel`, a details element, and shows in `box` what stands out, whether the panel is open or not. */
export function watchDesks(panel, box) {
  const summary = element("summary", {}, t("board.desks"));
  const unrecorded = element("p", { class: "quiet", hidden: true });
  const heads = ["desk", ...columns].map((name) => element("th", { scope: "col" }, t(`board.desks.${name}`)));
  const rows = element("tbody", {});
  const table = element("table", {}, element("thead", {}, element("tr", {}, ...heads)), rows);
  panel.append(summary, element("div", { class: "panel" }, element("p", { class: "quiet" }, t("board.desks.about")), table, unrecorded));

  function show(answer) {
    panel.hidden = answer.desks.length === 0 && answer.unrecorded === 0;
    rows.replaceChildren(...answer.desks.map(row));
    unrecorded.hidden = answer.unrecorded === 0;
    write(unrecorded, t("board.desks.unrecorded", { count: answer.unrecorded }));
    const lines = answer.desks.flatMap((desk) => desk.marks.slice(0, 1).map((mark) => t(`board.desks.${mark}`, { ...desk, name: nameOf(desk) })));
    if (lines.join("\n") === box.dataset.told) return;
    box.dataset.told = lines.join("\n");
    box.hidden = lines.length === 0;
    box.replaceChildren(...lines.map((line) => element("p", {}, shape("look"), element("span", {}, line))));
  }

  async function refresh() {
    try {
      show(await get("/desk-watch"));
    } catch {
      // The board says itself when the line is down; the next look comes soon.
    }
  }

  refresh();
  setInterval(refresh, age);
}

const nameOf = (desk) => desk.name ?? t("desk.unknownStation");

function row(desk) {
  const name = element("th", { scope: "row" }, ...(desk.marks.length > 0 ? [shape("look")] : []), nameOf(desk));
  return element("tr", { class: desk.marks.length > 0 ? "marked" : "", "data-desk": desk.id }, name, ...columns.map((column) => element("td", { class: "figures" }, String(desk[column]))));
}
