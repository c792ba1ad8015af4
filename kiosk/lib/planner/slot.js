// SPDX-License-Identifier: Apache-2.0
// The fields for a room and a time in steps of a quarter of an hour, and what stands against them, in words.

import { element } from "../dom.js";
import { verdict } from "../shapes.js";
import { sound } from "../sounds.js";
import { isolated, language, t, timeOfDay } from "../strings.js";
import { freeRooms, inTheWay, nextFree, openTime } from "./rooms.js";
import { dayAfter, dayOf, dayWords, minute, nextQuarter, quarter, quartersOf } from "./times.js";
import { clock, lengthWords, timeWords } from "./words.js";

const usual = 60 * minute;
const longest = 4 * 60 * minute;
/** Nobody needs a room for less. */
const shortest = 5 * minute;
/** On a day that has not come yet, the day's quarter of an hour at which people begin: ten o'clock. */
const morning = 40;
const daysAhead = 7;
const roomsOffered = 3;

/**
 * Fields for where and when; `onKind` is told what saving them would be: `now`, `later`, `idea` or `move`.
 * A session that has begun keeps its beginning.
 */
export function slotFields(planner, session, wish, onKind) {
  const { event, programme } = planner;
  const { timeZone } = event;
  const now = () => programme.now();
  const hasBegun = session?.phase === "running";
  const isNew = session === null;
  const old = session?.place ? { place: session.place, starts: Date.parse(session.starts), ends: Date.parse(session.ends) } : null;
  let length = old ? old.ends - old.starts : usual;

  const room = element("select", { id: "room", onchange: () => (fillEnds(), refresh()) });
  const day = element("select", { id: "day", onchange: () => (fillStarts(), fillEnds(), refresh()) });
  const start = element("select", { id: "start", onchange: () => (fillEnds(), refresh()) });
  const end = element("select", { id: "end", onchange: () => ((length = Number(end.value) - startOf()), refresh()) });
  const hint = element("div", { id: "slot-hint", role: "status", class: "wide" });
  const label = (key, field) => element("label", {}, t(key), field);
  const labels = { room: label("planner.room", room), day: label("planner.day", day), start: label("planner.start", start), end: label("planner.end", end) };

  const option = (value, words, chosen) => element("option", { value, selected: chosen }, words);
  const startOf = () => (hasBegun ? old.starts : start.value === "now" ? now() : Number(start.value));
  const but = session?.id;

  function fillDays() {
    const today = dayOf(now(), timeZone);
    const first = old && !hasBegun ? dayOf(old.starts, timeZone) : (wish.day ?? today);
    const days = Array.from({ length: daysAhead }, (_, number) => dayAfter(today, number));
    if (first > days.at(-1)) days.push(first);
    day.replaceChildren(...days.map((each) => option(each, dayWords(each, "short"), each === first)));
  }

  function fillStarts(wanted) {
    const present = now();
    const isToday = day.value === dayOf(present, timeZone);
    const quarters = quartersOf(day.value, timeZone).filter((each) => each > present);
    if (wanted > present && !quarters.includes(wanted) && dayOf(wanted, timeZone) === day.value) quarters.push(wanted);
    quarters.sort((a, b) => a - b);
    const usualStart = isToday ? null : (quarters[morning] ?? quarters[0]);
    const chosen = quarters.includes(wanted) ? wanted : usualStart;
    const first = isToday ? [option("now", t("planner.now", { time: clock(present, timeZone) }), chosen === null)] : [];
    start.replaceChildren(...first, ...labelled(quarters).map(([each, words]) => option(each, words, each === chosen)));
  }

  /** Times of day; where the clocks are set back, one comes twice and needs its zone's name. */
  function labelled(moments) {
    const words = moments.map((each) => clock(each, timeZone));
    return moments.map((each, index) => [each, words.filter((other) => other === words[index]).length > 1 ? withZone(each) : words[index]]);
  }

  function withZone(moment) {
    const form = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short", timeZone };
    return new Intl.DateTimeFormat(language, form).format(moment);
  }

  function fillEnds() {
    const from = startOf();
    const earliest = Math.max(from, now()) + shortest;
    const ends = [];
    for (let each = nextQuarter(earliest); each <= Math.max(from, now()) + longest; each += quarter) ends.push(each);
    if (old && old.ends > earliest && !ends.includes(old.ends) && (hasBegun || from === old.starts)) ends.push(old.ends);
    ends.sort((a, b) => a - b);
    const wanted = hasBegun ? old.ends : from + Math.max(length, shortest);
    const latest = room.value ? latestEnd(from, wanted) : wanted;
    // The nearest to what is wanted that is not beyond what there is.
    const chosen = ends.findLast((each) => each <= Math.max(latest, ends[0]) && each <= wanted + quarter / 2) ?? ends[0];
    end.replaceChildren(...labelled(ends).map(([each, words]) => option(each, t("planner.endOption", { time: words, length: lengthWords(each - from) }), each === chosen)));
  }

  /** Until when the room is free from a moment on, if that is before what is wanted. */
  function latestEnd(from, wanted) {
    const [next] = inTheWay(programme.sessions, { place: room.value, starts: from, ends: wanted }, but);
    const free = next && Date.parse(next.starts) - from >= quarter ? Date.parse(next.starts) : wanted;
    const figures = programme.room(room.value);
    const open = figures && openTime(figures, from, wanted, now());
    return open && open.to - from >= quarter ? Math.min(free, open.to) : free;
  }

  function fillRooms() {
    const chosen = room.options.length ? room.value : (old?.place ?? wish.place ?? (isNew ? "" : firstFree()));
    const none = isNew ? [option("", t("planner.noRoom"), chosen === "")] : [];
    room.replaceChildren(...none, ...programme.rooms.map((each) => option(each.id, roomWords(each), each.id === chosen)));
  }

  const firstFree = () => freeRooms(programme.rooms, programme.sessions, { place: null, starts: now(), ends: now() + usual }, but, now())[0]?.id;

  function roomWords({ id, name, capacity, open }) {
    const words = t("planner.roomOption", { room: name, capacity });
    const slot = times();
    const [other] = slot ? inTheWay(programme.sessions, { ...slot, place: id }, but) : [];
    if (other) return t("planner.roomTaken", { room: words, time: timeOfDay(other.ends, timeZone) });
    return slot && slot.starts <= now() && !open ? t("planner.roomClosed", { room: words }) : words;
  }

  const times = () => (end.value ? { starts: startOf(), ends: Number(end.value) } : null);
  const chosen = () => ({ place: room.value, ...times() });

  function refresh() {
    const kind = !room.value ? "idea" : hasBegun ? "move" : start.value === "now" ? "now" : isNew || !old ? "later" : "move";
    onKind(kind);
    for (const name of ["day", "start", "end"]) labels[name].hidden = !room.value || (hasBegun && name !== "end");
    fillRooms();
    hint.replaceChildren();
    const slot = chosen();
    if (!slot.place) return;
    const [other] = inTheWay(programme.sessions, slot, but);
    const open = openTime(programme.room(slot.place), Math.max(slot.starts, now()), slot.ends, now());
    const stays = hasBegun && slot.place === old.place;
    if (!stays && !(open && open.from <= Math.max(slot.starts, now()) && open.to >= slot.ends)) toldShut("look", slot);
    else if (other) told("look", other, slot);
  }

  function told(kind, other, slot) {
    const room = programme.room(slot.place)?.name;
    hint.replaceChildren(verdict(kind, t("planner.takenBy", { room: isolated(room), title: isolated(other.title), time: timeWords(other, timeZone) })), offers(slot, true));
  }

  function toldShut(kind, slot) {
    hint.replaceChildren(verdict(kind, t("planner.closedThen", { room: isolated(programme.room(slot.place)?.name) })), offers(slot, false));
  }

  /** What would be free instead: the room later, or others at that time. */
  function offers(slot, hasLater) {
    const buttons = freeRooms(programme.rooms, programme.sessions, { ...slot, starts: Math.max(slot.starts, now()) }, but, now())
      .slice(0, roomsOffered)
      .map(({ id, name }) => offer(`offer-${id}`, t("planner.offerRoom", { room: name }), () => (room.value = id)));
    const later = hasLater && !hasBegun ? nextFree(programme.sessions, slot, but) : null;
    if (later && dayOf(later, timeZone) === day.value) {
      buttons.unshift(offer("offer-later", t("planner.offerLater", { time: clock(later, timeZone) }), () => startAt(later)));
    }
    return element("div", { class: "offers" }, ...buttons);
  }

  function startAt(moment) {
    fillStarts(moment);
    fillEnds();
  }

  function offer(id, words, take) {
    const press = () => {
      take();
      refresh();
      hint.closest("form").querySelector("#save").focus();
    };
    return element("button", { id, type: "button", class: "second", onclick: press }, words);
  }

  /** Says why the daemon does not give the room, if that is what it says. */
  function refuse(error) {
    const slot = chosen();
    if (error.code === "roomTaken" && error.session) told("stop", error.session, slot);
    else if (["closed", "closedThen"].includes(error.code) && slot.place) toldShut("stop", slot);
    else return false;
    sound("stop");
    hint.querySelector("button")?.focus();
    return true;
  }

  fillDays();
  fillStarts(old && !hasBegun ? old.starts : wish.from);
  fillRooms();
  fillEnds();
  refresh();

  return {
    elements: [element("div", { class: "slot-fields wide" }, ...Object.values(labels)), hint],
    first: room,
    refuse,
    /** What would be sent. */
    value() {
      const slot = chosen();
      const isNow = !hasBegun && start.value === "now";
      const text = (moment) => new Date(moment).toISOString();
      return slot.place ? { place: slot.place, starts: hasBegun ? session.starts : text(slot.starts), ends: text(slot.ends), isNow } : {};
    },
    wish: () => ({ place: room.value, day: day.value, from: start.value === "now" ? null : Number(start.value) }),
  };
}
