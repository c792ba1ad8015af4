// SPDX-License-Identifier: Apache-2.0
// Where there is space: all places, the one with the most first.

import { element } from "/kiosk/lib/dom.js";
import { openingWords } from "/kiosk/lib/opening.js";
import { shape } from "/kiosk/lib/shapes.js";
import { language, t } from "/kiosk/lib/strings.js";

/** From this share of its capacity on, a place is nearly full. */
const nearlyFull = 0.85;

/** How many more get in; a closed place comes behind a full one. */
const free = (place) => (place.open ? Math.max(0, place.capacity - place.inside) : -1);

/** Whether there is space, as the kind of a verdict and in words. */
export function space(figures) {
  const share = figures.inside / figures.capacity;
  if (!figures.open) return { kind: "stop", words: t("hours.closed") };
  if (share >= 1) return { kind: "stop", words: t("board.full") };
  return { kind: share >= nearlyFull ? "look" : "good", words: t("board.space", { free: free(figures) }) };
}

export function makeSpacePage({ event }) {
  const rows = new Map();
  let places = [];
  /** The places' ids in the order in which they stand; it changes when the first page comes, not under a reader's eyes. */
  let order = [];
  return {
    name: "space",
    title: () => t("wall.where"),
    tell({ occupancy }) {
      if (!occupancy) return false;
      places = occupancy.places.filter(({ kind }) => kind !== "meal");
      for (const place of places) {
        if (!rows.has(place.id)) rows.set(place.id, makeRow(place, event));
        rows.get(place.id).show(place);
      }
      return order.length === 0;
    },
    rows({ begins }) {
      if (begins || !order.length) order = [...places].sort((a, b) => free(b) - free(a) || a.name.localeCompare(b.name, language)).map(({ id }) => id);
      return order.map((id) => rows.get(id).element);
    },
  };
}

function makeRow(place, event) {
  const mark = element("span", { class: "mark" });
  const word = element("span", { class: "word figures" });
  const when = element("span", { class: "when quiet figures" });
  const row = element("li", { "data-place": place.id }, mark, element("span", { class: "name" }, element("span", { dir: "auto" }, place.name), when), word);
  let shown;
  return {
    element: row,
    show(figures) {
      const { kind, words } = space(figures);
      // What is on, or when it will be; that it is closed is a word of its own.
      when.textContent = figures.open || figures.until ? openingWords(figures, event.timeZone) : "";
      word.textContent = words;
      if (kind === shown) return;
      shown = kind;
      row.className = `place ${kind}`;
      mark.replaceChildren(shape(kind));
    },
  };
}
