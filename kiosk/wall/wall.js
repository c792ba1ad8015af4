// SPDX-License-Identifier: Apache-2.0
// The wall: where there is space, for everybody, in letters for five metres; it turns its pages by itself.

import { session, station } from "/kiosk/lib/api.js";
import { byID, element } from "/kiosk/lib/dom.js";
import { watchLine } from "/kiosk/lib/line.js";
import { followEvents } from "/kiosk/lib/events.js";
import { openingWords } from "/kiosk/lib/opening.js";
import { shape } from "/kiosk/lib/shapes.js";
import { language, loadStrings, t } from "/kiosk/lib/strings.js";

/** From this share of its capacity on, a place is nearly full. */
const nearlyFull = 0.85;
/** How long a page stays, in milliseconds. */
const pageTime = 12_000;

await loadStrings();
watchLine("line.board");

const open = await session();
if (!open) location.replace("/pair");
byID("event").textContent = open.event.name;
document.title = `${t("wall.title")} · ${open.event.name}`;

const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: open.event.timeZone });
/** On a phone all places are one page, which a thumb moves. */
const isPhone = matchMedia("(max-width: 30rem)");
const rows = new Map();
let places = [];
/** The places' ids in the order in which they stand; it changes when the first page comes, not under a reader's eyes. */
let order = [];
let first = 0;

followEvents("occupancy/events", "occupancy", station, (occupancy) => {
  byID("building").textContent = occupancy.building;
  byID("as-of").textContent = clock.format(new Date(occupancy.asOf));
  const isFirst = places.length === 0;
  places = occupancy.places;
  for (const place of places) show(place);
  if (isFirst) turnTo(0);
});

/** How many more get in; a closed place comes behind a full one. */
const free = (place) => (place.open ? Math.max(0, place.capacity - place.inside) : -1);

function show(place) {
  if (!rows.has(place.id)) rows.set(place.id, makeRow(place));
  rows.get(place.id).show(place);
}

function makeRow(place) {
  const mark = element("span", { class: "mark" });
  const word = element("span", { class: "word figures" });
  const when = element("span", { class: "when quiet figures" });
  const row = element("li", { "data-place": place.id }, mark, element("span", { class: "name" }, element("span", { dir: "auto" }, place.name), when), word);
  let shown;
  return {
    element: row,
    show(figures) {
      const share = figures.inside / figures.capacity;
      const kind = !figures.open || share >= 1 ? "stop" : share >= nearlyFull ? "look" : "good";
      // What is on, or when it will be; that it is closed is a word of its own.
      when.textContent = figures.open || figures.until ? openingWords(figures, open.event.timeZone) : "";
      word.textContent = !figures.open ? t("hours.closed") : kind === "stop" ? t("board.full") : t("board.space", { free: free(figures) });
      if (kind === shown) return;
      shown = kind;
      row.className = `place ${kind}`;
      mark.replaceChildren(shape(kind));
    },
  };
}

/** Shows the page that begins with the place of this number, as many as fit. */
function turnTo(index) {
  first = index < order.length || index === 0 ? index : 0;
  if (first === 0) order = [...places].sort((a, b) => free(b) - free(a) || a.name.localeCompare(b.name, language)).map(({ id }) => id);
  const list = byID("places");
  list.replaceChildren(...order.slice(first).map((id) => rows.get(id).element));
  const count = isPhone.matches ? list.children.length : fitting(list);
  while (list.children.length > count) list.lastChild.remove();
  list.classList.remove("appears");
  // Read, so that the browser takes the class off before it comes again.
  void list.offsetWidth;
  list.classList.add("appears");
  const isAll = list.children.length === order.length;
  byID("page").textContent = isAll ? "" : t("wall.page", { from: first + 1, to: first + list.children.length, count: order.length });
}

/** How many of the list's rows are seen whole; one at least. */
function fitting(list) {
  const bottom = list.getBoundingClientRect().bottom + 1;
  return Math.max(1, [...list.children].filter((row) => row.getBoundingClientRect().bottom <= bottom).length);
}

const turn = () => turnTo(first + byID("places").children.length);

let timer = setInterval(turn, pageTime);
addEventListener("resize", () => turnTo(first));
// The banner takes of the rows' space.
for (const change of ["line-down", "line-up"]) document.addEventListener(change, () => turnTo(first));
addEventListener("keydown", ({ key }) => {
  if (key !== "ArrowRight" && key !== "ArrowLeft") return;
  clearInterval(timer);
  timer = setInterval(turn, pageTime);
  if (key === "ArrowRight") turn();
  else turnTo(0);
});
