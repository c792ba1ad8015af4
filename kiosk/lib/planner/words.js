// SPDX-License-Identifier: Apache-2.0
// How a planner speaks of sessions.

import { isolated, language, t, timeOfDay } from "../strings.js";
import { dayOf, dayWords, minute } from "./times.js";

/** A moment's time of day. */
export const clock = (moment, timeZone) => timeOfDay(new Date(moment).toISOString(), timeZone);

/** "14:00–15:00", with the day where it is not the one that is `shown`. */
export function timeWords({ starts, ends }, timeZone, shown = dayOf(Date.parse(starts), timeZone)) {
  const day = dayOf(Date.parse(starts), timeZone);
  const times = `${timeOfDay(starts, timeZone)}–${timeOfDay(ends, timeZone)}`;
  return day === shown ? times : `${dayWords(day)}, ${times}`;
}

/** Where and when a session is, for a sentence. */
export function slotWords(session, programme, timeZone, today) {
  return t("planner.slot", { room: isolated(programme.room(session.place)?.name ?? session.place), time: timeWords(session, timeZone, today) });
}

/** A length as hours and minutes. */
export function lengthWords(milliseconds) {
  const minutes = Math.round(milliseconds / minute);
  const parts = [[Math.floor(minutes / 60), "hour"], [minutes % 60, "minute"]].filter(([count]) => count > 0);
  return parts.map(([count, unit]) => new Intl.NumberFormat(language, { style: "unit", unit, unitDisplay: "short" }).format(count)).join(" ");
}

/** How many would come, in words. */
export function interestWords(count) {
  return count === 1 ? t("planner.wouldComeOne") : t("planner.wouldCome", { count });
}

export const quoted = (session) => isolated(session.title);
