// SPDX-License-Identifier: Apache-2.0
// Numbers for the kitchen on the board: how many with which need, and how many of them had their meal today.

import { get } from "/kiosk/lib/api.js";
import { element, write } from "/kiosk/lib/dom.js";
import { t } from "/kiosk/lib/strings.js";

/** After so many milliseconds the figures are asked for anew. */
const age = 10_000;

/** Fills `panel`, a details element, and keeps it fresh. */
export function showMeals(panel) {
  const summary = element("summary", {});
  const table = element("table", { class: "figures" });
  panel.append(summary, element("div", { class: "panel", tabindex: "0", role: "region", "aria-label": t("board.mealsFile") }, table));
  let told = "";

  async function refresh() {
    try {
      const report = await get("/meals");
      const news = JSON.stringify(report);
      if (news !== told) show(report);
      told = news;
    } catch {
      // The board says itself when the line is down; the next look comes soon.
    }
  }

  function show({ expected, checkedIn, needs, places }) {
    panel.hidden = places.length === 0 && needs.length < 2;
    // Today is the last day that is told, unless a clock was set back.
    const today = places.map(({ name, days }) => ({ name, ...days.at(-1) }));
    write(summary, [t("board.meals", { expected }), ...today.map((place) => t("board.mealsTaken", place))].join(", "));
    const row = (kind, cells) => element("tr", {}, ...cells.map((cell, index) => element(index ? kind : "th", { scope: kind === "th" ? "col" : index ? null : "row" }, String(cell))));
    const head = [t("board.need"), t("board.needExpected"), t("board.needIn"), ...today.map(({ name }) => t("board.needHad", { name }))];
    const lines = needs.map((need, index) => [need.need ?? t("board.needNone"), need.expected, need.checkedIn, ...today.map(({ byNeed }) => byNeed[index].taken)]);
    table.replaceChildren(
      element("thead", {}, row("th", head)),
      element("tbody", {}, ...lines.map((cells) => row("td", cells))),
      element("tfoot", {}, row("td", [t("board.needAll"), expected, checkedIn, ...today.map(({ taken }) => taken)])),
    );
  }

  refresh();
  setInterval(refresh, age);
}
