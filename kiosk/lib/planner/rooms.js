// SPDX-License-Identifier: Apache-2.0
// Which session has which room when, and where there is space for another one. Moments are milliseconds.

import { minute, nextQuarter } from "./times.js";

/** A gap shorter than this is not offered. */
const shortest = 15 * minute;
/** A session whose time ran out may get more of it for so long. */
const afterwards = 30 * minute;

export const startOf = (session) => Date.parse(session.starts);
export const endOf = (session) => Date.parse(session.endedAt && session.phase !== "withdrawn" ? session.endedAt : session.ends);

/** Whether a session has its room for itself, now or later. */
export const holdsItsRoom = ({ phase }) => phase === "planned" || phase === "running";

/** Whether a session that is over can still go on. */
export const mayGoOn = (session, now) => session.phase === "over" && !session.endedAt && now - Date.parse(session.ends) < afterwards;

/** The sessions that have a room for a part of the time, the earliest first; `but` is the session that asks. */
export function inTheWay(sessions, { place, starts, ends }, but) {
  return sessions
    .filter((each) => each.id !== but && each.place === place && holdsItsRoom(each) && startOf(each) < ends && endOf(each) > starts)
    .sort((a, b) => startOf(a) - startOf(b));
}

/** When a place is open between two moments, by how it stands now and what its hours say next; `null` for not at all. */
export function openTime({ open, until }, from, to, now) {
  const turns = until ? Date.parse(until) : Infinity;
  // What comes after the next turn is not known here; the daemon knows.
  if (open) return { from, to: turns > now && turns <= from ? to : Math.min(to, turns) };
  return turns < to ? { from: Math.max(from, turns), to } : null;
}

/** When nothing is in a room between two moments. */
export function gaps(sessions, place, from, to) {
  const found = [];
  let free = from;
  for (const session of inTheWay(sessions, { place, starts: from, ends: to })) {
    if (startOf(session) - free >= shortest) found.push({ from: free, to: startOf(session) });
    free = Math.max(free, endOf(session));
  }
  if (to - free >= shortest) found.push({ from: free, to });
  return found;
}

/** The next time from which the room is free for as long; a quarter of an hour, or the moment that was asked for. */
export function nextFree(sessions, { place, starts, ends }, but) {
  const length = ends - starts;
  let free = starts;
  for (;;) {
    const others = inTheWay(sessions, { place, starts: free, ends: free + length }, but);
    if (others.length === 0) return free;
    free = nextQuarter(Math.max(...others.map(endOf)));
  }
}

/** The other rooms that are free and open for that time, those of about the same size first. */
export function freeRooms(rooms, sessions, slot, but, now) {
  const size = rooms.find(({ id }) => id === slot.place)?.capacity ?? 0;
  const isFree = (room) => {
    const open = openTime(room, slot.starts, slot.ends, now);
    return open?.from <= slot.starts && open.to >= slot.ends && inTheWay(sessions, { ...slot, place: room.id }, but).length === 0;
  };
  return rooms.filter((room) => room.id !== slot.place && isFree(room)).sort((a, b) => Math.abs(a.capacity - size) - Math.abs(b.capacity - size));
}
