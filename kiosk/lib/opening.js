// SPDX-License-Identifier: Apache-2.0
// What is on, in words: until when a place is open by its hours, or when it opens.

import { language, t, timeOfDay } from "./strings.js";

/** The words for a place's opening, or nothing where it is open for good. */
export function openingWords({ open, until }, timeZone) {
  if (!until) return open ? "" : t("hours.closed");
  const time = timeOfDay(until, timeZone);
  if (open) return t("hours.until", { time });
  return isToday(until, timeZone) ? t("hours.opens", { time }) : t("hours.opensOn", { time: dayAndTime(until, timeZone) });
}

/** Whether the moment is of this day at the event. */
export function isToday(text, timeZone) {
  const day = new Intl.DateTimeFormat("en", { dateStyle: "short", timeZone });
  return day.format(new Date(text)) === day.format(new Date());
}

function dayAndTime(text, timeZone) {
  const form = { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone };
  return new Intl.DateTimeFormat(language, form).format(new Date(text));
}
