// SPDX-License-Identifier: Apache-2.0
// A walk-in: somebody who is not on the list is put on it, once it is sure that they are not there under another name.

import { get, insist, post } from "/kiosk/lib/api.js";
import { element } from "/kiosk/lib/dom.js";
import { wordsFor } from "/kiosk/lib/problems.js";
import { verdict } from "/kiosk/lib/shapes.js";
import { sound } from "/kiosk/lib/sounds.js";
import { counted, t } from "/kiosk/lib/strings.js";
import { candidateLines } from "./people.js";

const mostShown = 5;
const fieldNames = ["givenName", "familyName", "badgeName", "affiliation", "email"];

/** A form filled with what is `known` of the person. */
export function walkInStep(desk, known = {}) {
  const leaving = new AbortController();
  const { signal } = leaving;

  const fields = Object.fromEntries(fieldNames.map((name) => [name, field(name)]));
  const send = element("button", { id: "register", class: "main" }, t("walkIn.register"), " ", element("kbd", {}, "↵"));
  const back = element("button", { type: "button", class: "second", onclick: () => desk.find() }, t("compare.back"), " ", element("kbd", {}, "Esc"));
  const word = element("div", { role: "status" });
  const space = element("div", { id: "seats-left", role: "status" });
  const likes = element("div", { id: "duplicates", class: "candidates" });
  const actions = element("div", { class: "actions" }, send, back);
  const form = element(
    "form",
    { id: "walk-in-form", class: "step", autocomplete: "off", novalidate: true, "aria-label": t("walkIn.title"), onsubmit: submit, oninput: forget },
    element("h2", {}, t("walkIn.title")),
    space,
    element("div", { class: "fields" }, ...Object.values(fields).map(({ label }) => label)),
    word,
    likes,
    actions,
  );

  function field(name) {
    const input = element("input", {
      id: name,
      name,
      value: known[name] ?? "",
      maxlength: 200,
      autocomplete: "off",
      spellcheck: "false",
      dir: "auto",
      inputmode: name === "email" ? "email" : null,
      autocapitalize: name === "email" ? "off" : "words",
    });
    return { input, label: element("label", { class: name }, element("span", {}, t(`walkIn.${name}`)), input) };
  }

  const typed = (name) => fields[name].input.value.trim();

  /** What is sent: without a name for the badge, the badge shows the name on the photo ID. */
  function person() {
    const values = Object.fromEntries(fieldNames.map((name) => [name, typed(name)]));
    values.badgeName ||= `${values.givenName} ${values.familyName}`.trim();
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value || null]));
  }

  async function submit(event) {
    event.preventDefault();
    if (send.disabled) return;
    const walkIn = person();
    if (!walkIn.badgeName) return refuse(t("problem.badgeNameMissing"), "givenName");
    await busy(async () => {
      const candidates = await duplicates(walkIn);
      if (candidates.length === 0) await register(walkIn);
      else show(candidates, walkIn);
    });
  }

  /** Everybody on the list who may be this person: by the name on the photo ID, on the badge, and by e-mail. */
  async function duplicates({ givenName, familyName, badgeName, email }) {
    const texts = new Set([[givenName, familyName].filter(Boolean).join(" "), badgeName, email].filter(Boolean));
    const answers = await Promise.all([...texts].map((input) => insist(() => post("/lookups", { input }, { signal }))));
    const found = new Map(answers.flatMap(({ candidates }) => candidates).map((each) => [each.registration.id, each]));
    return [...found.values()];
  }

  async function register(walkIn, overCount = false) {
    // Made once for each try: however often the line breaks, it is one person.
    const requestId = crypto.randomUUID();
    try {
      const { registration } = await insist(() => post("/registrations", { ...walkIn, overCount, requestId }, { signal }));
      desk.compare(registration.id, "typed");
    } catch (error) {
      if (error.code !== "noSeatFree") throw error;
      askOverCount(walkIn);
    }
  }

  /** No seat is free: whoever may goes over the count by a second word; Enter in haste goes back. */
  function askOverCount(walkIn) {
    sound("look");
    word.replaceChildren(verdict("look", t("problem.noSeatFree"), " ", t("walkIn.overCountAsk")));
    likes.replaceChildren();
    const over = element("button", { id: "register-over-count", type: "button", class: "second", onclick: () => busy(() => register(walkIn, true)) }, t("walkIn.overCount"));
    actions.replaceChildren(back, over);
    back.focus();
  }

  /** Says before anything is typed that no seat is free, if so. */
  async function showSeats() {
    const { counted: isCounted, free, waiting } = await insist(() => get("/seats", { signal }));
    if (!signal.aborted && isCounted && free <= waiting) space.replaceChildren(verdict("look", counted("walkIn.noSeat", waiting)));
  }

  async function busy(work) {
    // What is disabled loses the focus.
    const focused = document.activeElement;
    send.disabled = true;
    try {
      await work();
    } catch (error) {
      if (!signal.aborted) refuse(wordsFor(error), { emailMalformed: "email", badgeNameMissing: "badgeName" }[error.code]);
    } finally {
      send.disabled = false;
      if (document.activeElement === document.body) focused.focus();
    }
  }

  function show(candidates, walkIn) {
    sound("look");
    word.replaceChildren(verdict("look", t("walkIn.duplicates")));
    const rows = candidates.slice(0, mostShown).map((candidate) =>
      element(
        "button",
        { type: "button", class: "candidate", "data-candidate": candidate.registration.id, onclick: () => desk.compare(candidate.registration.id, "typed") },
        ...candidateLines(candidate, desk.event.timeZone),
      ),
    );
    likes.replaceChildren(...rows);
    const anyway = element("button", { id: "register-anyway", type: "button", class: "second", onclick: () => busy(() => register(walkIn)) }, t("walkIn.anyway"));
    actions.replaceChildren(anyway, back);
    // Enter in haste opens who is there, it does not make a second one.
    rows[0].focus();
  }

  /** What was found holds for what was typed then. */
  function forget() {
    word.replaceChildren();
    likes.replaceChildren();
    actions.replaceChildren(send, back);
  }

  function refuse(words, name) {
    sound("stop");
    word.replaceChildren(verdict("stop", words));
    if (name) fields[name].input.focus();
  }

  const focus = () => fields.givenName.input.focus();

  return {
    element: form,
    enter() {
      focus();
      // Whether a seat is free is told again when it is asked for.
      showSeats().catch(() => {});
    },
    leave: () => leaving.abort(),
    focus,
  };
}
