// SPDX-License-Identifier: Apache-2.0
// How people are spoken of at the desk.

import { element } from "/kiosk/lib/dom.js";
import { t, timeOfDay } from "/kiosk/lib/strings.js";

/** A registration's status in words, and the verdict that it calls for. */
export function statusOf(registration, checkedIn, timeZone) {
  if (checkedIn) {
    const parameters = { time: timeOfDay(checkedIn.at, timeZone), station: checkedIn.stationName ?? t("desk.unknownStation") };
    return { kind: "look", words: t("status.checkedIn", parameters) };
  }
  switch (registration.status) {
    case "waitlisted":
      return {
        kind: "stop",
        words: registration.waitlistPosition
          ? t("status.waitlistedAt", { position: registration.waitlistPosition })
          : t("status.waitlisted"),
      };
    case "declined":
      return { kind: "stop", words: t("status.declined") };
    default:
      return { kind: "good", words: t("status.accepted") };
  }
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
export function candidateLines({ registration, reasons, checkedIn }, timeZone) {
  const status = statusOf(registration, checkedIn, timeZone);
  return [
    element("span", { class: "name", dir: "auto" }, registration.badgeName),
    element("span", { class: "status" }, status.words),
    element("span", { class: "quiet", dir: "auto" }, [registration.affiliation, reasonsOf(reasons)].filter(Boolean).join(" · ")),
  ];
}

export const roleOf = (registration) => t(`role.${registration.role}`);
