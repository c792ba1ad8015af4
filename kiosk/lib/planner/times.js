// SPDX-License-Identifier: Apache-2.0
// Moments at the event: days and quarters of an hour in its time zone, whatever the clocks do there.

import { language } from "../strings.js";

export const minute = 60_000;
export const quarter = 15 * minute;

const days = new Map();

/** The day that a moment is of at the event, as `2016-10-07`. */
export function dayOf(moment, timeZone) {
  if (!days.has(timeZone)) {
    days.set(timeZone, new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit", timeZone }));
  }
  return days.get(timeZone).format(moment);
}

/** The day so many days after another one. */
export function dayAfter(day, count) {
  const noon = new Date(`${day}T12:00:00Z`);
  noon.setUTCDate(noon.getUTCDate() + count);
  return noon.toISOString().slice(0, 10);
}

/** A day in words; `length` is `long` or `short`. */
export function dayWords(day, length = "long") {
  const form = { weekday: length, day: "numeric", month: length, timeZone: "UTC" };
  return new Intl.DateTimeFormat(language, form).format(new Date(`${day}T12:00:00Z`));
}

const quarters = new Map();

/** Each quarter of an hour of a day as milliseconds: 96 of them, but for a day on which clocks are changed. */
export function quartersOf(day, timeZone) {
  const key = `${day} ${timeZone}`;
  if (!quarters.has(key)) quarters.set(key, findQuarters(day, timeZone));
  return quarters.get(key);
}

function findQuarters(day, timeZone) {
  // No zone is further from Greenwich than that.
  let moment = Date.parse(`${day}T00:00:00Z`) - 14 * 60 * minute;
  while (dayOf(moment, timeZone) < day) moment += quarter;
  const found = [];
  for (; dayOf(moment, timeZone) === day; moment += quarter) found.push(moment);
  return found;
}

/** The first quarter of an hour that is not before a moment. */
export const nextQuarter = (moment) => Math.ceil(moment / quarter) * quarter;
