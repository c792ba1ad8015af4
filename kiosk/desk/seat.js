// SPDX-License-Identifier: Apache-2.0
// What a desk can do for somebody who has no seat: the waiting list, or a seat over the count by somebody's word.

import { insist, post } from "/kiosk/lib/api.js";
import { element } from "/kiosk/lib/dom.js";
import { sound } from "/kiosk/lib/sounds.js";
import { t, timeOfDay } from "/kiosk/lib/strings.js";

/** The parts of the compare page below the verdict; `onChange` is called once something was asked for. */
export function seatActions(desk, registration, seat, { back, row, onChange, onProblem }) {
  const requestId = crypto.randomUUID();

  async function ask(what, button) {
    button.disabled = true;
    try {
      await insist(() => post(`/registrations/${registration.id}/${what}`, { requestId }));
      sound("good");
      await onChange();
    } catch (error) {
      button.disabled = false;
      onProblem(error);
    }
  }

  function action(id, kind, what, ...words) {
    const button = element("button", { id, class: kind, onclick: () => ask(what, button) }, ...words);
    return button;
  }

  /** Two words are needed: to open this, and to say yes. */
  function overCount() {
    return element(
      "details",
      { id: "over-count", class: "panel" },
      element("summary", { class: "medium" }, t("compare.overCount")),
      element("div", { class: "step" }, element("p", {}, t("compare.overCountAsk")), action("over-count-yes", "second", "seat", t("compare.overCountYes"))),
    );
  }

  const mayJoin = seat.state === "forfeited" && !seat.inLine;
  const sentences = [sentence(seat, mayJoin, desk), desk.takesWalkIns ? null : t(seat.state === "declined" ? "compare.problemDesk" : "compare.byWord")];
  return [
    ...sentences.filter(Boolean).map((words) => element("p", { class: "medium" }, words)),
    mayJoin ? row(action("join", "main", "waitlist-place", t("compare.join"), " ", element("kbd", {}, "↵")), back("second")) : row(back()),
    ...(desk.takesWalkIns ? [overCount()] : []),
  ];
}

function sentence(seat, mayJoin, desk) {
  if (seat.state === "declined") return desk.takesWalkIns ? t("compare.organizer") : null;
  if (mayJoin) return t("compare.canWait");
  return seat.freeAt ? t("compare.waits", { time: timeOfDay(seat.freeAt, desk.event.timeZone) }) : t("compare.waitsOn");
}
