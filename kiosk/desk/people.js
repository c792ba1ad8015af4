// SPDX-License-Identifier: Apache-2.0
// How people are spoken of at the desk.

import { element } from "/kiosk/lib/dom.js";
import { counted, ordinal, t, timeOfDay } from "/kiosk/lib/strings.js";

/** A registration's status in words, and the verdict that it calls for. */
export function statusOf(seat, checkedIn, timeZone) {
  if (checkedIn) {
    const parameters = { time: timeOfDay(checkedIn.at, timeZone), station: checkedIn.stationName ?? t("desk.unknownStation") };
    return { kind: "look", words: t("status.checkedIn", parameters) };
  }
  const kind = seat.state === "seat" || seat.admits ? "good" : "stop";
  switch (seat.state) {
    case "waiting":
      return { kind, words: [t("status.waiting", { place: ordinal(seat.position) }), freeWords(seat, timeZone)].join("; ") };
    case "forfeited": {
      const line = seat.inLine ? t("status.waitsAgain", { place: ordinal(seat.position) }) : counted("status.before", seat.position - 1);
      const gone = t("status.forfeited", { time: timeOfDay(seat.since, timeZone) });
      return { kind, words: [gone, seat.admits ? t("status.freeForThem") : line].join("; ") };
    }
    case "declined":
      return { kind, words: t("status.declined") };
    default:
      return { kind, words: seat.since ? t("status.seatSince", { time: timeOfDay(seat.since, timeZone) }) : t("status.accepted") };
  }
}

/** What there is to hope for whoever waits. */
function freeWords({ admits, free, freeAt }, timeZone) {
  if (admits) return t("status.freeForThem");
  return freeAt ? counted("status.freeThen", free, { time: timeOfDay(freeAt, timeZone) }) : t("status.noneFree");
}

/** One line that says why a candidate matches or what differs. */
export function reasonsOf(reasons) {
  // While a name is being typed, most of it is missing; that says nothing.
  const telling = reasons.includes("starts-with") ? ["starts-with"] : reasons;
  return telling
    .map((reason) => {
      const [code, detail] = reason.split(/: (.*)/s);
      const words = t(`reason.${code}`);
      return detail ? `${words} (${detail})` : words;
    })
    .join(" · ");
}

/** A candidate in a list: the badge name, where the person is from, and why it may be them. Never the legal name. */
export function candidateLines({ registration, reasons, seat, checkedIn }, timeZone) {
  const status = statusOf(seat, checkedIn, timeZone);
  return [
    element("span", { class: "name", dir: "auto" }, registration.badgeName),
    element("span", { class: "status" }, status.words),
    element("span", { class: "quiet", dir: "auto" }, [registration.affiliation, reasonsOf(reasons)].filter(Boolean).join(" · ")),
  ];
}

export const roleOf = (registration) => t(`role.${registration.role}`);
