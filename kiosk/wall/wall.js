// SPDX-License-Identifier: Apache-2.0
// The wall: what everybody may know, in letters for five metres; it turns its pages by itself.

import { session, station, toPairing } from "/kiosk/lib/api.js";
import { byID, element } from "/kiosk/lib/dom.js";
import { watchLine } from "/kiosk/lib/line.js";
import { followEvents } from "/kiosk/lib/events.js";
import { followSessions } from "/kiosk/lib/sessions.js";
import { loadStrings, t, timeOfDay } from "/kiosk/lib/strings.js";
import { makeNews } from "./news.js";
import { makePages } from "./pages.js";

/** How long a page stays, in milliseconds. */
const pageTime = 12_000;

await loadStrings();
watchLine("line.board");

const open = await session();
if (!open) toPairing();
byID("event").textContent = open.event.name;
document.title = `${t("wall.title")} · ${open.event.name}`;

/** On a phone all pages are one, which a thumb moves. */
const isPhone = matchMedia("(max-width: 30rem)");
const pages = makePages({ event: open.event, renew: () => lay() });
const news = makeNews();
const sheets = new Map(pages.map((page) => [page, makeSheet(page)]));
/** The page that is up, its first row that is shown, and how many are. */
let up = pages[0];
let first = 0;
let count = 0;

followEvents("occupancy/events", "occupancy", station, (occupancy) => {
  byID("building").textContent = occupancy.building;
  byID("as-of").textContent = timeOfDay(occupancy.asOf, open.event.timeZone);
  tell({ occupancy });
});
followSessions(station, (programme) => tell({ programme }));

function tell(state) {
  news(state);
  const others = pages.filter((page) => page.tell?.(state));
  if (others.includes(up) || (isPhone.matches && others.length)) lay();
}

function makeSheet({ name }) {
  const [title, list] = [element("h2"), element("ol", { class: `rows ${name}` })];
  return { title, list, element: element("section", { class: "sheet" }, title, list) };
}

/** Fills the sheet of a page. */
function fill(page, rows) {
  const sheet = sheets.get(page);
  sheet.title.textContent = page.title();
  sheet.list.replaceChildren(...rows);
  return sheet;
}

/** Lays out the page that is up from its first shown row on, as many rows as fit. */
function lay({ begins = false } = {}) {
  if (isPhone.matches) return layAll(begins);
  const rows = up.rows({ begins });
  if (first >= rows.length) first = 0;
  const { list, element: sheet } = fill(up, rows.slice(first));
  if (byID("sheets").children.length !== 1 || byID("sheets").firstChild !== sheet) byID("sheets").replaceChildren(sheet);
  count = fitting(list);
  while (list.children.length > count) list.lastChild.remove();
  byID("page").textContent = count === rows.length ? "" : t("wall.page", { from: first + 1, to: first + count, count: rows.length });
}

function layAll(begins) {
  const shown = pages.map((page) => [page, (page.all ?? page.rows)({ begins })]).filter(([, rows]) => rows.length);
  byID("sheets").replaceChildren(...shown.map(([page, rows]) => fill(page, rows).element));
  [first, count] = [0, 0];
  byID("page").textContent = "";
}

/** How many of the list's rows are seen whole; one at least. */
function fitting(list) {
  const bottom = list.getBoundingClientRect().bottom + 1;
  const hidden = [...list.children].findIndex((row) => row.getBoundingClientRect().bottom > bottom);
  return Math.min(list.children.length, hidden < 0 ? Infinity : Math.max(1, hidden));
}

/** Turns to what comes next: more rows of the page that is up, or the next page that has any. */
function turn() {
  if (isPhone.matches) return layAll(true);
  if (first + count < up.rows({ begins: false }).length) {
    first += count;
    lay();
  } else {
    const next = pages.indexOf(up) + 1;
    begin([...pages.slice(next), ...pages.slice(0, next)].find((page) => page.rows({ begins: false }).length) ?? up);
  }
  appear();
}

function begin(page) {
  up = page;
  first = 0;
  lay({ begins: true });
}

function appear() {
  const { list } = sheets.get(up);
  list.classList.remove("appears");
  // Read, so that the browser takes the class off before it comes again.
  void list.offsetWidth;
  list.classList.add("appears");
}

let timer = setInterval(turn, pageTime);
addEventListener("resize", () => lay());
// The banner takes of the rows' space.
for (const change of ["line-down", "line-up"]) document.addEventListener(change, () => lay());
addEventListener("keydown", ({ key }) => {
  if (key !== "ArrowRight" && key !== "ArrowLeft") return;
  clearInterval(timer);
  timer = setInterval(turn, pageTime);
  if (key === "ArrowRight") return turn();
  begin(pages[0]);
  appear();
});
