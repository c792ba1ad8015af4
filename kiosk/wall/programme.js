// SPDX-License-Identifier: Apache-2.0
// Now and next, room by room: first what is on, then the rooms that are free.

import { element, write } from "/kiosk/lib/dom.js";
import { openingWords } from "/kiosk/lib/opening.js";
import { timeWords } from "/kiosk/lib/sessions.js";
import { shape } from "/kiosk/lib/shapes.js";
import { t } from "/kiosk/lib/strings.js";
import { space } from "./space.js";

export function makeProgrammePage({ event }) {
  const rows = new Map();
  let rooms = [];
  let programme = null;
  let order = "";

  function tell(state) {
    if (state.occupancy) rooms = state.occupancy.places.filter((place) => place.kind === "room");
    if (state.programme) programme = state.programme;
    if (!programme) return false;
    for (const room of rooms) {
      if (!rows.has(room.id)) rows.set(room.id, makeRow(room, event));
      rows.get(room.id).show(room, programme.running(room.id), programme.next(room.id));
    }
    const before = order;
    order = inOrder().map(({ id }) => id + rows.get(id).kind).join(" ");
    return order !== before;
  }

  /** Rooms with a session first, then those that are free, each in the event file's order; closed ones come last. */
  function inOrder() {
    const rank = { on: 0, free: 1, closed: 2 };
    return [...rooms].sort((a, b) => rank[rows.get(a.id).kind] - rank[rows.get(b.id).kind]);
  }

  return {
    name: "programme",
    title: () => t("wall.programme"),
    tell,
    rows: () => (programme ? inOrder().map(({ id }) => rows.get(id).element) : []),
  };
}

function makeRow(room, event) {
  const mark = element("span", { class: "mark" });
  const word = element("span", { class: "word figures" });
  const live = room.livestreamed ? element("span", { class: "live" }, t("wall.live")) : null;
  const title = element("bdi", { class: "title" });
  const who = element("span", { class: "who figures" });
  const next = element("span", { class: "next quiet figures" });
  const row = element(
    "li",
    { "data-room": room.id },
    mark,
    element("div", { class: "what" }, element("span", { class: "name" }, element("bdi", {}, room.name), " ", live), title, who, next),
    word,
  );
  return {
    element: row,
    kind: null,
    show(figures, running, following) {
      const free = space(figures);
      this.kind = running ? "on" : figures.open ? "free" : "closed";
      row.className = `room ${this.kind} ${free.kind}`;
      mark.replaceChildren(shape(free.kind));
      write(title, running?.title ?? "");
      write(who, running ? [running.host, timeWords(running, event.timeZone, true)].filter(Boolean).join(" · ") : "");
      write(next, following ? `${t("sessions.next")} ${timeWords(following, event.timeZone, false)} ${following.title}` : closedWords(figures, event));
      // A free room says so, unless it is full of people, and how many are there; one with a session says whether there is space.
      const words = running ? [t("wall.there", { count: figures.inside }), free.words] : [this.kind === "closed" || free.kind === "stop" ? free.words : t("wall.free"), figures.inside ? t("wall.there", { count: figures.inside }) : ""];
      const told = words.filter(Boolean).join("\n");
      if (word.dataset.told === told) return;
      word.dataset.told = told;
      word.replaceChildren(...words.filter(Boolean).map((each) => element("span", {}, each)));
    },
  };
}

/** When a closed room opens. */
const closedWords = (figures, event) => (!figures.open && figures.until ? openingWords(figures, event.timeZone) : "");
