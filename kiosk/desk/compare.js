// SPDX-License-Identifier: Apache-2.0
// Compare: one person, large, to be held against the photo ID. The legal name stands here and nowhere else.

import { get, insist, post } from "/kiosk/lib/api.js";
import { element } from "/kiosk/lib/dom.js";
import { wordsFor } from "/kiosk/lib/problems.js";
import { verdict } from "/kiosk/lib/shapes.js";
import { sound } from "/kiosk/lib/sounds.js";
import { t } from "/kiosk/lib/strings.js";
import { roleOf, statusOf } from "./people.js";

export function compareStep(desk, id, evidence) {
  // Made once: however often the button is pressed or the line breaks, it is one check-in.
  const requestId = crypto.randomUUID();
  const root = element("section", { id: "compare", class: "step", "aria-label": t("compare.title"), tabindex: "-1" });
  let isOpen = true;
  let mainAction = null;

  async function load() {
    try {
      const found = await insist(() => get(`/registrations/${id}`));
      if (isOpen) show(found);
    } catch (error) {
      if (isOpen) showProblem(error);
    }
  }

  function show({ registration, checkedIn, badge }) {
    const status = statusOf(registration, checkedIn, desk.event.timeZone);
    if (status.kind !== "good") sound(status.kind);
    root.replaceChildren(person(registration), verdict(status.kind, status.words), ...actions(registration, checkedIn, badge, status));
    focus();
  }

  function person(registration) {
    const rows = [
      ["compare.badgeName", registration.badgeName],
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

  function actions(registration, checkedIn, badge, status) {
    if (checkedIn) return badge ? [replacement(registration, badge), row(back("second"))] : [row(back())];
    if (status.kind === "stop") return [element("p", { class: "medium" }, t(desk.takesWalkIns ? "compare.organizer" : "compare.problemDesk")), row(back())];
    mainAction = element("button", { id: "check-in", class: "main", onclick: () => checkIn(registration) }, t("compare.checkIn"), " ", element("kbd", {}, "↵"));
    return [codeOfConduct(), row(mainAction, back("second"))];
  }

  const row = (...buttons) => element("div", { class: "actions" }, ...buttons);
  const back = (kind) => element("button", { class: kind ?? "main", onclick: () => desk.find() }, t("compare.back"), " ", element("kbd", {}, "Esc"));

  function codeOfConduct() {
    const { version, text } = desk.event.codeOfConduct;
    return element(
      "details",
      { id: "code-of-conduct" },
      element("summary", { class: "medium" }, t("compare.codeOfConduct", { version }), " ", element("kbd", {}, "C")),
      element("p", { id: "code-of-conduct-text", class: "panel", tabindex: "0" }, text),
    );
  }

  async function checkIn(registration) {
    if (mainAction.disabled) return;
    mainAction.disabled = true;
    const body = { registration: registration.id, evidence, codeOfConduct: true, requestId };
    try {
      const answer = await insist(() => post("/check-ins", body));
      if (!isOpen) return;
      if (answer.outcome === "admitted") desk.handOver(answer.badge, answer.printJob, registration);
      else load();
    } catch (error) {
      if (isOpen) showProblem(error);
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
      const answer = await insist(() => post(`/badges/${badge.serial}/replacements`, { reason, requestId }));
      if (isOpen) desk.handOver(answer.badge, answer.printJob, registration);
    } catch (error) {
      if (isOpen) showProblem(error);
    }
  }

  function showProblem(error) {
    sound("stop");
    root.replaceChildren(verdict("stop", wordsFor(error)), row(back()));
    focus();
  }

  function focus() {
    (root.querySelector(".main") ?? root.querySelector(".actions button") ?? root).focus();
  }

  function onKey(event) {
    if (event.key.toLowerCase() !== "c" || event.ctrlKey || event.metaKey) return;
    const details = root.querySelector("#code-of-conduct");
    if (details) details.open = !details.open;
  }

  root.append(element("p", { class: "medium quiet", role: "status" }, t("compare.loading")));

  return {
    element: root,
    enter() {
      root.focus();
      document.addEventListener("keydown", onKey);
      load();
    },
    leave() {
      isOpen = false;
      document.removeEventListener("keydown", onKey);
    },
    focus,
  };
}
