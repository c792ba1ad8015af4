// SPDX-License-Identifier: Apache-2.0
// The venue's map: where the rooms are, which are free, and the way without steps.

import { element } from "/kiosk/lib/dom.js";
import { endsOfSessions, openMap } from "/kiosk/lib/map.js";
import { t } from "/kiosk/lib/strings.js";

export function makeMapPage({ event, renew }) {
  const frame = element("li", { class: "venue" });
  let venue = null;
  let places = [];
  let ends;
  openMap(frame).then((map) => {
    venue = map;
    if (venue) renew();
  });
  /** What is drawn is measured, so it must be seen. */
  const draw = () => frame.isConnected && venue?.show(places, ends);
  return {
    name: "map",
    title: () => t("board.map"),
    tell({ occupancy, programme }) {
      if (occupancy) places = occupancy.places;
      if (programme) ends = endsOfSessions(programme.all, event.timeZone);
      draw();
      return false;
    },
    rows() {
      if (!venue) return [];
      requestAnimationFrame(draw);
      return [frame];
    },
  };
}
