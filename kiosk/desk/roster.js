// SPDX-License-Identifier: Apache-2.0
// The paper roster comes back: one scan of a ticked name's code is one check-in, one after the other.

import { insist, post, Problem } from "/kiosk/lib/api.js";
import { element } from "/kiosk/lib/dom.js";
import { dayOf } from "/kiosk/lib/planner/times.js";
import { wordsFor } from "/kiosk/lib/problems.js";
import { verdict } from "/kiosk/lib/shapes.js";
import { sound } from "/kiosk/lib/sounds.js";
import { isolated, known, t, timeOfDay } from "/kiosk/lib/strings.js";

const mostShown = 6;
const minute = 60_000;

/** Whether a scan may be a code of the roster: 37 letters and digits that begin so on all keyboards; the daemon decides. */
export const mayBeOfRoster = (text) => /^(\]Q\d)?k[ijkl][^\s]{35}$/i.test(text.trim());

/** The step in which ticks are scanned; begins with the code `first`. */
export function rosterStep(desk, first) {
  let isOpen = true;
  const zone = desk.event.timeZone;

  const time = element("input", { id: "ticked-at", type: "time", "aria-describedby": "ticked-at-hint" });
  const print = element("input", { id: "print-badges", type: "checkbox" });
  const word = element("div", { role: "status" });
  const list = element("ul", { id: "ticks", class: "candidates", "aria-label": t("roster.scanned") });
  const back = element("button", { type: "button", class: "main", onclick: () => desk.find() }, t("roster.done"), " ", element("kbd", {}, "Esc"));
  const root = element(
    "section",
    { id: "roster", class: "step", "aria-label": t("roster.title"), tabindex: "-1" },
    element("h2", {}, t("roster.title")),
    element("p", { class: "hint" }, t("roster.how")),
    word,
    element(
      "div",
      { class: "panel options" },
      element("label", { class: "medium" }, t("roster.tickedAt"), " ", time),
      element("label", { class: "medium" }, print, " ", t("roster.print")),
      element("p", { id: "ticked-at-hint", class: "quiet" }, t("roster.tickedAtHint")),
    ),
    list,
    element("div", { class: "actions" }, back),
  );

  const clocks = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: zone });

  /** The last moment at which clocks at the event showed the time in the field; none when it is empty. */
  function tickedAt() {
    if (!time.value) return null;
    const now = Date.now();
    const start = now - (now % minute);
    for (let back = 0; back < 24 * 60; back += 1) {
      const moment = start - back * minute;
      if (clocks.format(moment) === time.value) return new Date(moment).toISOString();
    }
    return null;
  }

  async function scan(code) {
    if (!mayBeOfRoster(code)) return desk.find(code);
    // Made once for each scan: however often the line breaks, it is one check-in.
    const body = { code, requestId: crypto.randomUUID(), print: print.checked, at: tickedAt() };
    try {
      const answer = await insist(() => post("/roster/ticks", body));
      if (isOpen) tell(answer);
    } catch (error) {
      if (!isOpen) return;
      // It only looked like one.
      if (error instanceof Problem && error.code === "notOfRoster" && code === first) return desk.find(code, { isNoTick: true });
      show("stop", wordsFor(error));
    }
  }

  function tell(answer) {
    const { kind, words } = wordsOf(answer);
    const name = answer.registration.badgeName;
    show(kind, element("strong", {}, isolated(name)), element("p", {}, words));
    const line = element("li", { class: `tick ${kind}` }, element("span", { class: "name", dir: "auto" }, name), element("span", { class: "status" }, words));
    list.prepend(line);
    while (list.children.length > mostShown) list.lastChild.remove();
  }

  function wordsOf(answer) {
    switch (answer.outcome) {
      case "admitted":
        return { kind: "good", words: t(answer.printJob ? "roster.inWithBadge" : "roster.in", { time: when(answer.checkIn.at) }) };
      case "alreadyCheckedIn":
        return { kind: "look", words: t("status.checkedIn", { time: when(answer.at), station: answer.station?.name ?? t("desk.unknownStation") }) };
      default:
        return { kind: "stop", words: known(`problem.${answer.code}`) ?? t("failed") };
    }
  }

  /** The time of day, with the day where that is another. */
  function when(text) {
    const day = dayOf(new Date(text), zone);
    return day === dayOf(Date.now(), zone) ? timeOfDay(text, zone) : `${day} ${timeOfDay(text, zone)}`;
  }

  function show(kind, ...words) {
    sound(kind);
    word.replaceChildren(verdict(kind, ...words));
  }

  const focus = () => root.focus();

  return {
    element: root,
    enter() {
      focus();
      if (first) scan(first);
    },
    leave() {
      isOpen = false;
    },
    focus,
    scan,
  };
}
