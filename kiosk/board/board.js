// SPDX-License-Identifier: Apache-2.0
// The board: all places with live counts; what is nearly full stands out before it is.

import { session, station, toPairing } from "/kiosk/lib/api.js";
import { byID, element } from "/kiosk/lib/dom.js";
import { watchLine } from "/kiosk/lib/line.js";
import { offerLock, whenUnlocked } from "/kiosk/lib/lock.js";
import { followEvents } from "/kiosk/lib/events.js";
import { openProgramme } from "/kiosk/lib/planner/programme.js";
import { openingWords } from "/kiosk/lib/opening.js";
import { shape } from "/kiosk/lib/shapes.js";
import { language, loadStrings, t, timeOfDay } from "/kiosk/lib/strings.js";
import { endsOfSessions, openMap } from "/kiosk/lib/map.js";
import { watchDesks } from "./desks.js";
import { showMeals } from "./meals.js";
import { openPlace, recountWords } from "./place.js";
import { openPosters } from "./posters.js";
import { showSeats } from "./seats.js";
import { openPlanner, placeSessions, sessionWords } from "./sessions.js";
import { makeTrend } from "./trend.js";
import { watchWebhooks } from "./webhooks.js";

/** From this share of its capacity on, a place is nearly full. */
const nearlyFull = 0.85;
/** The shape beside a place's word. */
const marks = { stop: "stop", look: "look", shut: "stop" };
const svgNamespace = "http://www.w3.org/2000/svg";

await loadStrings();
watchLine("line.board");

const open = await session();
if (!open) toPairing();
await whenUnlocked(open);
byID("event").textContent = open.event.name;
document.title = `${t("board.title")} · ${open.event.name}`;
offerLock(open, document.querySelector("header"));

const cards = new Map();
const latest = new Map();
const venue = await openMap(byID("map"));
showSeats(byID("seats"), open.event);
showMeals(byID("meals"));
watchDesks(byID("desks"), byID("desk-marks"));
let opened;
/** Until when a session has a room; unknown at first. */
let ends;
const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23", timeZone: open.event.timeZone });

followEvents("occupancy/events", "occupancy", station, (occupancy) => {
  byID("building").textContent = occupancy.building;
  byID("checked-in").textContent = occupancy.checkedIn;
  byID("registered").textContent = t("board.ofRegistered", { registered: occupancy.registered });
  byID("as-of").textContent = clock.format(new Date(occupancy.asOf));
  for (const place of occupancy.places.filter(({ kind }) => kind !== "meal")) show(place);
  venue?.show(occupancy.places, ends);
  programme?.takeFigures(occupancy);
  if (opened?.dialog.isOpen()) {
    const fresh = occupancy.places.find(({ id }) => id === opened.id);
    if (fresh && JSON.stringify(fresh) !== opened.told) {
      opened.told = JSON.stringify(fresh);
      opened.dialog.update(fresh);
    }
  }
});

/** What is on in the rooms; comes after the figures. */
let programme = null;
openProgramme({ hasFigures: true }).then((fresh) => {
  programme = fresh;
  const tell = () => {
    cards.forEach((card, id) => card.tell(sessionWords(id, programme, open.event)));
    ends = endsOfSessions(programme.sessions, open.event.timeZone);
    venue?.show([...latest.values()], ends);
  };
  programme.onChange(tell);
  tell();
  openPlanner(byID("sessions"), open.event, programme);
});

openPosters(byID("posters"));
watchWebhooks(byID("webhooks"), open.event.timeZone);

const exports = {
  "occupancy.csv": "CSV", "occupancy.json": "JSON", "rooms.json": t("board.rooms"), "boards.csv": t("board.boards"), "sessions.csv": t("planner.title"),
  "meals.csv": t("board.mealsFile"), "schedule.ics": t("board.calendar"), "schedule.xml": t("board.scheduleXML"), "schedule.json": t("board.scheduleJSON"),
};
byID("exports").append(
  t("board.export"),
  ...Object.entries(exports).map(([file, words]) => element("a", { download: file, href: `/api/v1/export/${file}${station ? `?station=${station}` : ""}` }, words)),
  // For the day when everything fails: at hand before it does.
  ...[["a4", t("board.rosterA4")], ["letter", t("board.rosterLetter")]].map(([paper, words]) =>
    element("a", { download: `roster-${paper}.pdf`, href: `/api/v1/roster.pdf?paper=${paper}${station ? `&station=${station}` : ""}` }, words),
  ),
);

function show(place) {
  if (!cards.has(place.id)) {
    const card = makeCard(place);
    cards.set(place.id, card);
    byID("places").append(card.element);
  }
  cards.get(place.id).show(place);
}

function look(id) {
  opened = { id, told: JSON.stringify(latest.get(id)), dialog: openPlace(latest.get(id), open.event, programme && placeSessions(latest.get(id), open.event, programme)) };
}

function makeCard(place) {
  const inside = element("span", { class: "inside" });
  const word = element("span", { class: "word" });
  const note = element("p", { class: "note" });
  const bar = makeBar();
  const trend = makeTrend();
  const on = element("p", { class: "on" });
  const about = element("span", { class: "about" });
  const lately = element("span", { class: "lately" });
  const card = element(
    "li",
    { class: "place", "data-place": place.id },
    element("h2", {}, element("button", { class: "open", onclick: () => look(place.id) }, place.name)),
    element("p", { class: "figure figures" }, inside, ` / ${place.capacity}`),
    bar.element,
    note,
    trend.element,
    on,
    element("p", { class: "more quiet" }, about, lately),
  );
  return {
    element: card,
    tell: (words) => on.replaceChildren(...words),
    show(figures) {
      latest.set(place.id, figures);
      const share = figures.inside / figures.capacity;
      const kind = !figures.open ? "shut" : share >= 1 ? "stop" : share >= nearlyFull ? "look" : "";
      inside.textContent = figures.inside;
      card.className = `place ${kind}`;
      const space = { stop: "board.full", look: "board.nearlyFull", "": "board.space" }[kind];
      word.textContent = space ? t(space, { free: Math.max(0, figures.capacity - figures.inside) }) : openingWords(figures, open.event.timeZone);
      note.replaceChildren(...(kind in marks ? [shape(marks[kind])] : []), word);
      about.textContent = aboutWords(figures);
      bar.fill(share);
      trend.draw(figures);
      lately.replaceChildren(...latelyWords(figures));
    },
  };
}

function aboutWords(figures) {
  const words = [figures.open && openingWords(figures, open.event.timeZone), recountWords(figures, open.event), figures.peak > 0 && t("board.peak", { peak: figures.peak }), figures.livestreamed && t("board.livestream")];
  return words.filter(Boolean).join(" · ");
}

/** Who came and went, and who may have gone unseen. */
function latelyWords({ lately }) {
  if (!lately) return [];
  const words = [];
  if (lately.entered + lately.left > 0) words.push(t("board.flow", lately));
  if (lately.unseen > 0) words.push(t("board.unseen", { unseen: lately.unseen, time: timeOfDay(lately.unseenSince, open.event.timeZone) }));
  return words.length > 0 ? [words.join(" · ")] : [];
}

/** A bar whose length is set without inline styles, which the page's policy forbids. */
function makeBar() {
  const bar = document.createElementNS(svgNamespace, "svg");
  bar.setAttribute("class", "bar");
  bar.setAttribute("viewBox", "0 0 100 6");
  bar.setAttribute("preserveAspectRatio", "none");
  bar.setAttribute("aria-hidden", "true");
  const [ground, fill] = ["ground", "fill"].map((name) => {
    const part = document.createElementNS(svgNamespace, "rect");
    part.setAttribute("class", name);
    part.setAttribute("width", name === "ground" ? "100" : "0");
    part.setAttribute("height", "6");
    bar.append(part);
    return part;
  });
  ground.setAttribute("rx", "1");
  return { element: bar, fill: (share) => fill.setAttribute("width", String(Math.min(100, 100 * share))) };
}
