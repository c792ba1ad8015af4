// SPDX-License-Identifier: Apache-2.0
// The sessions as the daemon tells them: what is on in a room, what comes next, and which ideas look for one.

import { followEvents } from "./events.js";
import { isToday } from "./opening.js";
import { language, t, timeOfDay } from "./strings.js";

/** Follows the sessions; `onChange` is called with a `Programme` at once and after each change. */
export function followSessions(station, onChange) {
  let isDown = false;
  let told = [];
  const tell = () => onChange(new Programme(told, isDown));
  followEvents("sessions/events", "sessions", station, ({ sessions }) => {
    told = sessions;
    tell();
  });
  document.addEventListener("line-down", () => ((isDown = true), tell()));
  document.addEventListener("line-up", () => ((isDown = false), tell()));
}

/** All sessions at one moment. */
export class Programme {
  #isOld;

  /** `isOld` when the line is down: what the daemon told last goes on by this machine's clock. */
  constructor(sessions, isOld = false) {
    this.all = sessions;
    this.#isOld = isOld;
  }

  /** `proposed`, `planned`, `running`, `over`, `withdrawn` or `merged`. */
  phase(session) {
    if (!this.#isOld || !["planned", "running"].includes(session.phase)) return session.phase;
    if (Date.parse(session.ends) <= Date.now()) return "over";
    return Date.parse(session.starts) <= Date.now() ? "running" : session.phase;
  }

  /** The session that has the room now, if any. */
  running(place) {
    return this.all.findLast((session) => session.place === place && this.phase(session) === "running");
  }

  /** The next session that is planned in the room, if any. */
  next(place) {
    const planned = this.all.filter((session) => session.place === place && this.phase(session) === "planned");
    return planned.sort((a, b) => Date.parse(a.starts) - Date.parse(b.starts))[0];
  }

  /** The ideas that have no room yet, what most would come to first. */
  get proposals() {
    return this.all.filter((session) => session.phase === "proposed").sort((a, b) => b.interested - a.interested);
  }
}

/** When a session is, in words: until when it goes on, or from when to when it is planned. */
export function timeWords(session, timeZone, isRunning = session.phase === "running") {
  const [from, to] = [session.starts, session.ends].map((time) => timeOfDay(time, timeZone));
  if (isRunning) return t("sessions.until", { time: to });
  const words = t("sessions.fromTo", { from, to });
  return isToday(session.starts, timeZone) ? words : `${weekday(session.starts, timeZone)} ${words}`;
}

const weekday = (text, timeZone) => new Intl.DateTimeFormat(language, { weekday: "short", timeZone }).format(new Date(text));
