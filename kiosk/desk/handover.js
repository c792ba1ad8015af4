// SPDX-License-Identifier: Apache-2.0
// Hand over: follow the badge until it is in the tray, scan it, give it to its owner; then back by itself.

import { get, insist, post, Problem, station } from "/kiosk/lib/api.js";
import { element } from "/kiosk/lib/dom.js";
import { wordsFor } from "/kiosk/lib/problems.js";
import { verdict } from "/kiosk/lib/shapes.js";
import { sound } from "/kiosk/lib/sounds.js";
import { isolated, t } from "/kiosk/lib/strings.js";

import { remarkSentences } from "./correct.js";
import { sentences } from "./printers.js";

const backAfterMilliseconds = 6000;

/** `badge` is `null` for whoever was checked in without one; `isGiven` says that it was scanned and is active already. */
export function handOverStep(desk, badge, firstJob, registration, { isGiven = false } = {}) {
  let isOpen = true;
  let job = firstJob;
  let timer;
  const reprintId = crypto.randomUUID();

  const state = element("div", { id: "print-state", role: "status" });
  const trouble = element("div", { class: "actions" });
  const scanned = element("div", { role: "status" });
  const next = element("button", { id: "next", class: "second main", onclick: () => desk.find() }, t("handover.next"), " ", element("kbd", {}, "Esc"));
  const remarks = element("div", { id: "remarks", role: "status" });
  const hint = element("p", { id: "spare", class: "quiet", hidden: true }, t("print.spare"));
  const preview = badge && element("img", { id: "preview", src: `/api/v1/badges/${badge.serial}.png?station=${station}`, alt: t("handover.preview") });
  const root = element(
    "section",
    { id: "handover", class: "step", "aria-label": t("handover.title") },
    element("p", { class: "large", dir: "auto" }, registration.badgeName),
    element("div", { class: "handover" }, element("div", { class: "step" }, state, trouble, hint, remarks, scanned), preview),
    element("div", { class: "actions" }, next),
  );

  function show() {
    const name = job?.state ?? (badge ? "preprinted" : "none");
    if (state.dataset.state === name && state.dataset.reasons === String(job?.reasons) && state.dataset.printer === String(job?.printer.id)) return;
    const isNew = state.dataset.state !== name;
    state.dataset.state = name;
    state.dataset.reasons = String(job?.reasons);
    state.dataset.printer = String(job?.printer.id);
    const [kind, ...words] = describe();
    state.replaceChildren(verdict(kind, ...words));
    // Whoever pressed one of these goes on at the next thing to do.
    const hadFocus = trouble.contains(document.activeElement);
    trouble.replaceChildren(...remedies());
    if (hadFocus) next.focus();
    // A spare badge helps whoever cannot wait for a printer.
    hint.hidden = !job || job.state === "printed" || (job.reasons.length === 0 && !["failed", "unknown"].includes(job.state));
    if (name === "printed" && job.activation === "printed") finish(registration);
    if (isNew && ["printed", "failed", "unknown"].includes(name)) sound(kind);
  }

  function describe() {
    if (isGiven) return ["good", t("print.given")];
    if (!badge) return ["good", t("print.none")];
    if (!job) return ["look", t("print.preprinted")];
    const printer = job.printer.name;
    const reasons = sentences(job.reasons);
    const isElsewhere = printer !== firstJob.printer.name;
    switch (job.state) {
      case "printed":
        return ["good", t(isElsewhere ? "print.printedElsewhere" : "print.printed", { printer })];
      case "failed":
        return ["stop", t("print.failed", { printer }), " ", reasons];
      case "unknown":
        return ["look", t("print.unknown", { printer })];
      default:
        if (reasons) return ["look", t("print.waits", { printer }), " ", reasons];
        return ["look", t(isElsewhere ? "print.elsewhere" : `print.${job.state}`, { printer })];
    }
  }

  function remedies() {
    if (isGiven || !badge) return [];
    switch (job?.state) {
      case undefined:
        return [element("button", { onclick: reprint }, t("print.isNotThere"))];
      case "failed":
        return [element("button", { onclick: reprint }, t("print.again"))];
      case "unknown":
        return [true, false].map((printed) => element("button", { onclick: () => resolve(printed) }, t(printed ? "print.yes" : "print.no")));
      default:
        return [];
    }
  }

  /** Takes what became of the desk's badges. */
  function printJobs(all) {
    const fresh = all.find(({ id }) => id === job?.id);
    if (!fresh) return;
    job = fresh;
    show();
  }

  async function resolve(printed) {
    try {
      job = await insist(() => post(`/print-jobs/${job.id}/resolution`, { printed }));
      // What never came out may still do so: another badge takes its place, and it stops working.
      if (printed) show();
      else await reprint();
    } catch (error) {
      tell(error);
    }
  }

  /** Another badge takes this one's place: a spare one that was scanned, or one that is printed. */
  async function replaceWith(spare) {
    try {
      const body = { reason: "notPrinted", requestId: reprintId, ...(spare && { badge: spare }) };
      const answer = await insist(() => post(`/badges/${badge.serial}/replacements`, body));
      if (isOpen) desk.handOver(answer.badge, answer.printJob, registration, { isGiven: Boolean(spare) });
    } catch (error) {
      tell(error);
    }
  }

  const reprint = () => replaceWith(null);

  /** The volunteer scans the fresh badge: that proves paper, readability and the right person. */
  async function scan(text) {
    if (!badge || isGiven) return desk.find(text);
    try {
      const answer = await insist(() => post(`/badges/${badge.serial}/activation`, { badge: text }));
      if (isOpen) finish(answer.registration ?? registration);
    } catch (error) {
      if (!isOpen) return;
      // Not a badge at all: the next person's document.
      if (error instanceof Problem && error.code === "unreadable") desk.find(text);
      else if (error instanceof Problem && error.code === "badgeOfThePool" && job?.state !== "printed") replaceWith(text);
      else tell(error);
    }
  }

  /** Whoever was not told with the scan is asked for; without an answer what is known is said. */
  async function finish(known) {
    const person = known.boards ? known : await get(`/registrations/${registration.id}/hand-over`).catch(() => known);
    if (!isOpen) return;
    sound("good");
    const lines = [
      person.pronouns && t("handover.pronouns", { pronouns: person.pronouns }),
      person.poster && t("handover.poster", { title: person.poster.title, sessions: person.poster.sessions.join(" + ") }),
      ...(person.boards ?? []).map((board) => t("handover.board", board)),
      ...(person.meals ?? []).map((name) => t("handover.meal", { name })),
      person.dietaryNeeds && t("handover.diet", { needs: person.dietaryNeeds }),
      livestreamWords(person),
    ].filter(Boolean);
    scanned.replaceChildren(
      verdict("good", element("strong", {}, t("handover.done", { name: isolated(person.badgeName) })), ...lines.map((line) => element("p", { dir: "auto" }, line))),
    );
    timer = setTimeout(() => isOpen && desk.find(), backAfterMilliseconds);
  }

  function livestreamWords({ livestream, livestreamed }) {
    if (livestream === true && livestreamed) return t("handover.livestreamYes");
    return livestream === false && livestreamed ? t("handover.livestreamNo", { name: livestreamed.join(", ") }) : null;
  }

  async function showRemarks() {
    const known = await insist(() => get(`/badges/${badge.serial}`));
    const sentences = remarkSentences(known.remarks);
    if (!isOpen || sentences.length === 0) return;
    const correct = element("button", { id: "correct-it", class: "second", onclick: () => desk.compare(registration.id, "known") }, t("remark.correct"));
    remarks.replaceChildren(...sentences.map((sentence) => verdict("look", sentence)), correct);
  }

  function tell(error) {
    sound("stop");
    scanned.replaceChildren(verdict("stop", wordsFor(error)));
  }

  return {
    element: root,
    enter() {
      show();
      next.focus();
      if (isGiven) finish(registration);
      else if (badge) showRemarks().catch(tell);
    },
    leave() {
      isOpen = false;
      clearTimeout(timer);
    },
    focus: () => next.focus(),
    printJobs,
    scan,
  };
}
