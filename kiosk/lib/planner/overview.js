// SPDX-License-Identifier: Apache-2.0
// The overview: each room's day with its gaps, ideas without a room, and what is over.

import { element } from "../dom.js";
import { shape } from "../shapes.js";
import { isolated, t } from "../strings.js";
import { endOf, gaps, holdsItsRoom, openTime, startOf } from "./rooms.js";
import { dayAfter, dayOf, dayWords, nextQuarter, quartersOf } from "./times.js";
import { clock, interestWords, timeWords } from "./words.js";

/** Gaps shrink as time goes by. */
const redrawnAfter = 10_000;

/** The day that is shown stays the same from one look to the next. */
let chosenDay = null;

export function openOverview(planner) {
  const { event, programme } = planner;
  const { timeZone } = event;
  const today = () => dayOf(programme.now(), timeZone);
  let shown = chosenDay ?? today();
  let drawn = "";

  const day = element("h2", { id: "planner-day" });
  const turn = (id, by, sign, words) => element("button", { id, type: "button", class: "second", "aria-label": t(words), onclick: () => go(by) }, sign);
  const fresh = element("button", { id: "new-session", type: "button", onclick: () => planner.fresh({ day: shown }) }, t("planner.new"));
  const head = element(
    "div",
    { class: "planner-head" },
    element("div", { class: "day" }, turn("day-before", -1, "‹", "planner.dayBefore"), day, turn("day-after", 1, "›", "planner.dayAfter")),
    fresh,
    planner.leave(),
  );
  const body = element("div", { class: "planner-body" });
  const root = element("div", { class: "overview" }, head, body);
  /** Whether the folded lists are open; drawing them anew leaves them so. */
  const folds = new Map();

  function go(by) {
    shown = dayAfter(shown, by);
    chosenDay = shown === today() ? null : shown;
    draw();
  }

  function draw() {
    const model = look();
    const news = JSON.stringify(model);
    if (news === drawn) return;
    drawn = news;
    day.textContent = shown === today() ? t("planner.today", { day: dayWords(shown) }) : dayWords(shown);
    const focused = body.contains(document.activeElement) ? document.activeElement.dataset.key : null;
    body.replaceChildren(...[ideas(model), rooms(model), fold("without-notes", model.unnoted), fold("is-over", model.past)].filter(Boolean));
    if (focused) (find(focused) ?? fresh).focus();
  }

  const find = (key) => body.querySelector(`[data-key="${CSS.escape(key)}"]`);

  /** All that is shown, as plain values. */
  function look() {
    const now = programme.now();
    const quarters = quartersOf(shown, timeZone);
    const [first, last] = [quarters[0], nextQuarter(quarters.at(-1) + 1)];
    const onDay = (session) => session.starts && startOf(session) < last && endOf(session) > first;
    const { sessions } = programme;
    return {
      shown,
      isPast: last <= now,
      ideas: sessions.filter(({ phase }) => phase === "proposed").sort((a, b) => b.interested - a.interested),
      rooms: programme.rooms.map((room) => roomOf(room, sessions, { first, last, now })),
      unnoted: planner.listsNotes ? sessions.filter((each) => each.phase === "over" && each.notes === 0 && onDay(each)) : [],
      past: sessions.filter((each) => ["over", "withdrawn", "merged"].includes(each.phase) && (each.starts ? onDay(each) : shown === today())),
    };
  }

  function roomOf({ id, name, capacity, inside, open, until }, sessions, { first, last, now }) {
    const isToday = first <= now && now < last;
    const here = sessions.filter((each) => each.place === id && holdsItsRoom(each) && startOf(each) < last && endOf(each) > first);
    const time = openTime({ open, until }, Math.max(first, now), last, now);
    const free = time && time.to > time.from ? gaps(sessions, id, time.from, time.to) : [];
    // Only its end and whether it is now are shown of a gap, so that it stays the same for a while.
    const spaces = free.map((gap) => ({ from: gap.from > now ? gap.from : null, to: gap.to < last ? gap.to : null, at: gap.from }));
    const running = here.find(({ phase }) => phase === "running");
    return {
      id, name, capacity, first,
      inside: isToday && running ? inside : null,
      isShut: isToday && !open,
      blocks: [...here.map((session) => ({ session, at: startOf(session) })), ...spaces.map(({ at, ...space }) => ({ space, at: space.from ?? 0 }))].sort((a, b) => a.at - b.at),
    };
  }

  function ideas({ ideas }) {
    if (ideas.length === 0) return null;
    return element(
      "section",
      { id: "ideas", "aria-labelledby": "ideas-title" },
      element("h3", { id: "ideas-title" }, t("planner.ideas")),
      element("ul", { class: "slots" }, ...ideas.map((session) => element("li", {}, chip(session, [session.host && isolated(session.host), session.interested > 0 && interestWords(session.interested)])))),
    );
  }

  function rooms({ rooms, isPast }) {
    const rows = rooms.map((room) => {
      const blocks = room.blocks.map(({ session, space }) => element("li", {}, session ? sessionChip(session, room) : spaceChip(space, room)));
      const words = room.isShut ? element("span", { class: "shut" }, shape("stop"), t("hours.closed")) : element("span", { class: "quiet" }, t("planner.capacity", { capacity: room.capacity }));
      return element("li", { class: "room", "data-room": room.id }, element("h3", {}, room.name), words, element("ul", { class: "slots" }, ...blocks));
    });
    return element("ul", { class: "rooms", "aria-label": t("board.rooms"), "data-past": isPast }, ...rows);
  }

  function sessionChip(session, room) {
    const isOn = session.phase === "running";
    const words = [timeWords(session, timeZone, shown), isOn && room.inside !== null && t("planner.inside", { inside: room.inside }), session.interested > 0 && interestWords(session.interested)];
    const warning = room.isShut ? element("span", { class: "warning" }, shape("look"), t("planner.shut")) : null;
    return chip(session, words, isOn ? "slot on" : "slot", warning);
  }

  /** A session as a button that opens it; in a room's row its time comes first. */
  function chip(session, words, kind = "", warning = null) {
    const mark = kind === "slot on" ? element("span", { class: "mark" }, t("planner.on"), " · ") : null;
    const lines = [
      element("span", { class: "title", dir: "auto" }, session.title),
      element("span", { class: "figures quiet" }, mark, words.filter(Boolean).join(" · ")),
    ];
    return element(
      "button",
      { type: "button", class: `chip ${session.phase} ${kind}`, "data-key": session.id, "data-session": session.id, onclick: () => planner.session(session.id) },
      ...(kind ? lines.reverse() : lines),
      warning,
    );
  }

  function spaceChip({ from, to }, room) {
    const isWhole = from === room.first || from === null;
    const times = { from: from && clock(from, timeZone), to: to && clock(to, timeZone) };
    const words = to ? (isWhole ? t("planner.freeUntil", times) : t("planner.freeBetween", times)) : isWhole ? t("planner.free") : t("planner.freeFrom", times);
    const wish = { place: room.id, day: shown, from: isWhole ? null : from };
    const key = `${room.id} ${from ?? "now"}`;
    return element("button", { type: "button", class: "chip space", "data-key": key, "data-space": room.id, "aria-label": `${room.name}: ${words}`, onclick: () => planner.fresh(wish) }, words);
  }

  function fold(id, sessions) {
    if (sessions.length === 0) return null;
    const words = t(id === "is-over" ? "planner.past" : "planner.unnoted", { count: sessions.length });
    const items = sessions.map((session) => {
      const place = session.place && programme.room(session.place)?.name;
      const phase = id === "is-over" ? t(`planner.phase.${session.phase}`) : session.host && isolated(session.host);
      return element("li", {}, chip(session, [phase, place, session.starts && timeWords(session, timeZone, shown)]));
    });
    const details = element("details", { id, open: folds.get(id) ?? false, ontoggle: () => folds.set(id, details.open) }, element("summary", { "data-key": id }, words), element("ul", { class: "slots" }, ...items));
    return details;
  }

  const stop = programme.onChange(draw);
  const timer = setInterval(draw, redrawnAfter);

  return {
    element: root,
    enter(key) {
      draw();
      ((key && find(key)) || fresh).focus();
    },
    leave() {
      stop();
      clearInterval(timer);
    },
    focus: () => fresh.focus(),
  };
}
