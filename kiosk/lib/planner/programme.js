// SPDX-License-Identifier: Apache-2.0
// What a planner knows: all sessions, all rooms with their figures, and what time it is at the daemon.

import { get, insist, station } from "../api.js";
import { followEvents } from "../events.js";

/** After so many milliseconds a desk asks for the rooms' figures anew. */
const figuresAge = 5000;

/**
 * Follows the sessions, and asks for the rooms' figures from time to time unless whoever opens it `hasFigures`; `end`
 * stops both, and `signal` the wait for the line.
 */
export async function openProgramme({ hasFigures = false, signal } = {}) {
  const ask = (path) => insist(() => get(path, { signal }));
  const [told, figures] = await Promise.all([ask("/sessions"), ask("/occupancy")]);
  const programme = new Programme(told, figures);
  const close = followEvents("sessions/events", "sessions", station, ({ sessions }) => programme.takeSessions(sessions));
  const timer = hasFigures ? undefined : setInterval(async () => {
    // The next one comes soon.
    const fresh = await get("/occupancy").catch(() => null);
    if (fresh) programme.takeFigures(fresh);
  }, figuresAge);
  programme.end = () => {
    close();
    clearInterval(timer);
  };
  return programme;
}

class Programme {
  #ahead;
  #listeners = new Set();

  constructor({ asOf, sessions }, figures) {
    // Screens' clocks may be wrong; what is free now is the daemon's to say.
    this.#ahead = Date.parse(asOf) - Date.now();
    this.sessions = sessions;
    this.takeFigures(figures);
  }

  now() {
    return Date.now() + this.#ahead;
  }

  session(id) {
    return this.sessions.find((each) => each.id === id);
  }

  room(id) {
    return this.rooms.find((each) => each.id === id);
  }

  takeSessions(sessions) {
    this.sessions = sessions;
    this.#tell();
  }

  /** What the daemon answered goes before what its stream told. */
  take(session) {
    const known = this.sessions.some(({ id }) => id === session.id);
    this.takeSessions(known ? this.sessions.map((each) => (each.id === session.id ? session : each)) : [...this.sessions, session]);
  }

  takeFigures({ places }) {
    this.rooms = places.filter(({ kind }) => kind === "room");
    this.#tell();
  }

  onChange(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell() {
    for (const listener of this.#listeners) listener();
  }
}
