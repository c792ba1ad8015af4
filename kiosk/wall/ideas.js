// SPDX-License-Identifier: Apache-2.0
// Ideas that look for a room, what most would come to first.

import { element } from "/kiosk/lib/dom.js";
import { t } from "/kiosk/lib/strings.js";

export function makeIdeasPage() {
  let rows = [];
  return {
    name: "ideas",
    title: () => t("wall.ideas"),
    tell({ programme }) {
      if (!programme) return false;
      rows = programme.proposals.map(makeRow);
      return true;
    },
    rows: () => rows,
  };
}

function makeRow({ id, title, host, interested }) {
  const words = interested === 1 ? t("sessions.wouldComeOne") : t("sessions.wouldCome", { count: interested });
  return element(
    "li",
    { class: "wall-idea", "data-session": id },
    element("span", { class: "name" }, element("bdi", { class: "title" }, title), host && element("bdi", { class: "who quiet" }, host)),
    element("span", { class: "word figures" }, words),
  );
}
