// SPDX-License-Identifier: Apache-2.0
// Compare: one person, large, to be held against the photo ID. The legal name stands here and nowhere else.

import { get, insist, post, Problem } from "/kiosk/lib/api.js";
import { element } from "/kiosk/lib/dom.js";
import { wordsFor } from "/kiosk/lib/problems.js";
import { verdict } from "/kiosk/lib/shapes.js";
import { sound } from "/kiosk/lib/sounds.js";
import { t } from "/kiosk/lib/strings.js";
import { livestreamConsent } from "./consent.js";
import { correctionPanel, remarkSentences } from "./correct.js";
import { listenForLoneKeys } from "./keys.js";
import { roleOf, statusOf } from "./people.js";
import { seatActions } from "./seat.js";

/** What was scanned is no badge to give: it is the next person's document, or somebody's badge to look up. */
const isForTheNext = ["unreadable", "badgeTaken", "revoked"];

export function compareStep(desk, id, evidence) {
  // Made once: however often the button is pressed or the line breaks, it is one check-in.
  const requestId = crypto.randomUUID();
  const root = element("section", { id: "compare", class: "step", "aria-label": t("compare.title"), tabindex: "-1" });
  let isOpen = true;
  let mainAction = null;
  /** What was said about the livestream, where the event has one. */
  let consent = null;
  let stopKeys = () => {};
  /** Who is compared, once that is known; what a scanned badge would be given for. */
  let found = null;
  const remarks = element("div", { id: "remarks", role: "status" });
  const word = element("div", { role: "status" });

  async function load() {
    try {
      found = await insist(() => get(`/registrations/${id}`));
      if (isOpen) show(found);
      if (isOpen && !found.checkedIn && mayCheckIn(found.seat)) await showRemarks();
    } catch (error) {
      if (isOpen) showProblem(error);
    }
  }

  const mayCheckIn = ({ state, admits }) => state === "seat" || admits;

  function show({ registration, seat, checkedIn, badge }) {
    const status = statusOf(seat, checkedIn, desk.event.timeZone);
    if (status.kind !== "good") sound(status.kind);
    remarks.replaceChildren();
    word.replaceChildren();
    consent = desk.event.livestreamed && mayCheckIn(seat) ? livestreamConsent(registration, found.livestream, { onAnswered: focus, onProblem: tell }) : null;
    root.replaceChildren(person(registration), verdict(status.kind, status.words), remarks, ...actions(registration, seat, checkedIn, badge), word);
    focus();
  }

  /** What will not look right on the badge, before a label is spent on it. */
  async function showRemarks() {
    const text = await insist(() => get(`/registrations/${id}/badge-text`));
    if (isOpen) remarks.replaceChildren(...remarkSentences(text.remarks).map((sentence) => verdict("look", sentence)));
  }

  function person(registration) {
    const rows = [
      ["compare.badgeName", registration.badgeName],
      ["compare.pronouns", registration.pronouns],
      ["compare.affiliation", registration.affiliation],
      ["compare.role", registration.role === "attendee" ? null : roleOf(registration)],
    ].filter(([, value]) => value);
    return element(
      "div",
      { class: "person panel" },
      element("div", {}, element("p", { class: "quiet" }, t("compare.hold")), element("p", { class: "legal", dir: "auto" }, registration.legalName)),
      element("dl", {}, ...rows.flatMap(([key, value]) => [element("dt", {}, t(key)), element("dd", { dir: "auto" }, value)])),
    );
  }

  function actions(registration, seat, checkedIn, badge) {
    if (checkedIn && badge) return [row(back()), replacement(registration, badge), correction(registration, badge, true), ...said()];
    if (checkedIn) return withoutBadge(registration);
    if (!mayCheckIn(seat)) return seatActions(desk, registration, seat, { back, row, onChange: load, onProblem: tell });
    mainAction = element("button", { id: "check-in", class: "main", onclick: () => checkIn() }, t(badge ? "compare.checkInWithBadge" : "compare.checkIn"), " ", element("kbd", {}, "↵"));
    const preprinted = badge ? [element("p", { class: "medium" }, t("compare.preprinted"))] : [];
    const asked = found.livestream === null ? said() : [];
    return [...preprinted, ...asked, codeOfConduct(), row(mainAction, back("second")), more(registration, badge)];
  }

  const said = () => (consent ? [consent.element] : []);

  function withoutBadge(registration) {
    mainAction = element("button", { id: "print-badge", class: "main", onclick: () => printBadge() }, t("compare.printBadge"), " ", element("kbd", {}, "↵"));
    return [element("p", { class: "medium" }, t("compare.noBadge")), row(mainAction, back("second")), correction(registration, null, false), ...said()];
  }

  /** What is seldom wanted. */
  function more(registration, badge) {
    const without = element("button", { id: "without-badge", class: "second", onclick: () => checkIn({ print: false }) }, t("compare.withoutBadge"));
    return element(
      "details",
      { id: "more" },
      element("summary", { class: "medium" }, t("compare.more"), " ", element("kbd", {}, "E")),
      element("div", { class: "step" }, correction(registration, badge, false), ...(badge ? [] : [without]), ...(found.livestream === null ? [] : said())),
    );
  }

  /** Corrects the badge's text; `badge` is one that is on paper, and is replaced where the person holds it already. */
  function correction(registration, badge, isHeld) {
    return correctionPanel(registration, t(isHeld ? "correct.saveAndPrint" : "correct.save"), async () => {
      if (badge) await replaceNow(badge, "nameCorrected", registration);
      else await load();
    });
  }

  const row = (...buttons) => element("div", { class: "actions" }, ...buttons);
  const back = (kind) => element("button", { class: kind ?? "main", onclick: () => desk.find() }, t("compare.back"), " ", element("kbd", {}, "Esc"));

  function codeOfConduct() {
    const { version, text } = desk.event.codeOfConduct;
    if (found.agreedTo === version) return element("p", { id: "agreed", class: "medium" }, t("compare.agreed", { version }));
    return element(
      "details",
      { id: "code-of-conduct" },
      element("summary", { class: "medium" }, t("compare.codeOfConduct", { version }), " ", element("kbd", {}, "C")),
      element("p", { id: "code-of-conduct-text", class: "panel", tabindex: "0" }, text),
    );
  }

  const checkInBody = (options) => ({ registration: id, evidence, codeOfConduct: true, requestId, ...options });

  async function checkIn(options = {}) {
    if (mainAction.disabled) return;
    mainAction.disabled = true;
    try {
      const answer = await insist(() => post("/check-ins", checkInBody(options)));
      if (!isOpen) return;
      if (answer.outcome === "admitted") desk.handOver(answer.badge, answer.printJob, found.registration);
      else load();
    } catch (error) {
      if (isOpen) showProblem(error);
    }
  }

  async function printBadge() {
    if (mainAction.disabled) return;
    mainAction.disabled = true;
    try {
      const answer = await insist(() => post(`/registrations/${id}/badges`, { requestId }));
      if (isOpen) desk.handOver(answer.badge, answer.printJob, found.registration);
    } catch (error) {
      if (isOpen) showProblem(error);
    }
  }

  /** A spare badge, or the one that was printed beforehand, is given by scanning it; anything else is the next person's. */
  async function scan(text) {
    if (!mainAction || mainAction.disabled) return desk.find(text);
    const isIn = Boolean(found.checkedIn);
    try {
      const answer = await insist(() => (isIn ? post(`/registrations/${id}/badges`, { requestId, badge: text }) : post("/check-ins", checkInBody({ badge: text }))));
      if (!isOpen) return;
      if (answer.outcome === "alreadyCheckedIn") load();
      else desk.handOver(answer.badge, answer.printJob, found.registration, { isGiven: true });
    } catch (error) {
      if (!isOpen) return;
      if (error instanceof Problem && isForTheNext.includes(error.code)) return desk.find(text);
      sound("stop");
      word.replaceChildren(verdict("stop", wordsFor(error)));
    }
  }

  function replacement(registration, badge) {
    const reasons = ["lost", "damaged", "misprinted", "notPrinted"];
    const select = element("select", { id: "reason", "aria-label": t("replace.reason") }, ...reasons.map((reason) => element("option", { value: reason }, t(`replace.${reason}`))));
    const button = element("button", { id: "replace", onclick: () => replace(registration, badge, select.value, button) }, t("replace.button"));
    return element(
      "details",
      { class: "panel" },
      element("summary", { class: "medium" }, t("replace.title")),
      element("div", { class: "step" }, element("p", {}, t("replace.consequence")), select, button),
    );
  }

  async function replace(registration, badge, reason, button) {
    button.disabled = true;
    try {
      await replaceNow(badge, reason, registration);
    } catch (error) {
      if (isOpen) showProblem(error);
    }
  }

  async function replaceNow(badge, reason, registration) {
    const answer = await insist(() => post(`/badges/${badge.serial}/replacements`, { reason, requestId }));
    if (isOpen) desk.handOver(answer.badge, answer.printJob, registration);
  }

  function tell(error) {
    if (!isOpen) return;
    sound("stop");
    word.replaceChildren(verdict("stop", wordsFor(error)));
  }

  function showProblem(error) {
    sound("stop");
    root.replaceChildren(verdict("stop", wordsFor(error)), row(back()));
    focus();
  }

  function focus() {
    (root.querySelector(".main") ?? root.querySelector(".actions button") ?? root).focus();
  }

  function onKey(key) {
    if (key === "c") {
      const details = root.querySelector("#code-of-conduct");
      if (details) details.open = !details.open;
    } else if (key === "e") {
      correctNow();
    } else {
      consent?.press(key);
    }
  }

  /** What stands on the badge is set right before the first one is printed. */
  function correctNow() {
    for (const details of root.querySelectorAll("#more, #correct")) details.open = true;
    root.querySelector("#correct-badgeName")?.focus();
  }

  root.append(element("p", { class: "medium quiet", role: "status" }, t("compare.loading")));

  return {
    element: root,
    enter() {
      root.focus();
      stopKeys = listenForLoneKeys(onKey);
      load();
    },
    leave() {
      isOpen = false;
      stopKeys();
    },
    focus,
    scan,
  };
}
