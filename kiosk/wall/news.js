// SPDX-License-Identifier: Apache-2.0
// A session that has just begun is told at the top of every page, in place of the event's name.

import { byID, element } from "/kiosk/lib/dom.js";
import { shape } from "/kiosk/lib/shapes.js";
import { isolated, t } from "/kiosk/lib/strings.js";

/** How long it stands there, in milliseconds. */
const newsTime = 30_000;

export function makeNews() {
  let names = new Map();
  let known = null;
  let timer;

  function tell(session) {
    const words = t("wall.news", { title: isolated(session.title), room: isolated(names.get(session.place) ?? session.place) });
    byID("news").replaceChildren(shape("good"), element("span", {}, words));
    show(true);
    clearTimeout(timer);
    timer = setTimeout(show, newsTime, false);
  }

  function show(isNews) {
    byID("news").hidden = !isNews;
    byID("event").hidden = isNews;
  }

  /** Takes what the daemon told; what ran when the wall came up is no news. */
  return ({ occupancy, programme }) => {
    if (occupancy) names = new Map(occupancy.places.map(({ id, name }) => [id, name]));
    if (!programme) return;
    const running = programme.all.filter((session) => programme.phase(session) === "running");
    const fresh = known && running.filter(({ id }) => !known.has(id)).at(-1);
    known = new Set(running.map(({ id }) => id));
    if (fresh) tell(fresh);
  };
}
