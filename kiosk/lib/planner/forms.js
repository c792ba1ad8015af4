// SPDX-License-Identifier: Apache-2.0
// The planner's forms: a new session or another room and time, what a session says, what it becomes part of.

import { element } from "../dom.js";
import { isolated, t } from "../strings.js";
import { slotFields } from "./slot.js";
import { dayOf } from "./times.js";
import { interestWords, quoted, slotWords } from "./words.js";

const longestTitle = 120;
const longestDescription = 2000;

/** What a session says, as two fields. */
function wordingFields({ title = "", description = "" }) {
  const input = element("input", { id: "title", maxlength: longestTitle, autocomplete: "off", dir: "auto", value: title });
  const area = element("textarea", { id: "description", maxlength: longestDescription, rows: 2, dir: "auto" });
  area.value = description ?? "";
  return {
    input,
    labels: [element("label", { class: "wide" }, t("planner.titleLabel"), input), element("label", { class: "wide" }, t("planner.descriptionLabel"), area)],
    values: () => ({ title: input.value.trim(), description: area.value.trim() || null }),
  };
}

function form(planner, id, { title, fields, save, submit, back }) {
  const actions = element("div", { class: "actions" }, save, element("button", { id: "form-back", type: "button", class: "second", onclick: back }, t("planner.back")));
  return element(
    "form",
    { id, class: "planner-form", novalidate: true, autocomplete: "off", "aria-labelledby": "form-title", onsubmit: (event) => (event.preventDefault(), submit()) },
    element("h2", { id: "form-title" }, title),
    ...fields,
    actions,
  );
}

/** Whose session it is: nobody's until a badge is scanned. */
function hostField(first) {
  let badge = first ?? null;
  const words = element("span", { id: "host", dir: "auto" });
  const remove = element("button", { id: "no-host", type: "button", class: "second", onclick: () => set(null) }, t("planner.removeHost"));
  const root = element("div", { class: "host wide", role: "status" }, words, remove);
  function set(fresh) {
    badge = fresh;
    remove.hidden = !badge;
    words.textContent = badge ? (badge.name ? t("planner.hostIs", { name: isolated(badge.name) }) : t("planner.hostRead")) : t("planner.scanHost");
  }
  set(badge);
  return { root, set, badge: () => badge };
}

/** A new session where there is none, else another room or time for one. */
export function roomForm(planner, session, wish = {}) {
  const { event, programme } = planner;
  const isNew = session === null;
  const wording = isNew ? wordingFields(wish) : null;
  const host = isNew ? hostField(wish.badge) : null;
  const save = element("button", { id: "save" });
  const slot = slotFields(planner, session, wish, (kind) => (save.textContent = t(`planner.save.${kind}`)));
  const today = () => dayOf(programme.now(), event.timeZone);
  const title = isNew ? t("planner.new") : t(session.phase === "proposed" ? "planner.placeTitle" : "planner.moveTitle", { title: quoted(session) });
  const root = form(planner, "room-form", {
    title,
    fields: [...(isNew ? [...wording.labels, host.root] : []), ...slot.elements],
    save,
    submit,
    back: () => (isNew ? planner.overview() : planner.session(session.id)),
  });

  const done = (key) => (fresh) => t(key, { title: quoted(fresh), slot: fresh.place && slotWords(fresh, programme, event.timeZone, today()) });
  const opened = (fresh) => done({ running: "planner.started", planned: "planner.planned" }[fresh.phase] ?? "planner.noted")(fresh);

  function submit() {
    const chosen = slot.value();
    const failed = (error) => {
      if (!slot.refuse(error)) planner.fail(error);
      if (error.code === "titleMissing") wording.input.focus();
    };
    if (isNew) return open(chosen, failed);
    const body = { place: chosen.place, ends: chosen.ends };
    if (chosen.isNow) {
      return planner.act({ path: `/sessions/${session.id}/starts`, body, words: done("planner.started"), undo: () => before(), failed });
    }
    planner.act({ path: `/sessions/${session.id}/moves`, body: { ...body, starts: chosen.starts }, words: done("planner.moved"), undo: () => before(), failed });
  }

  function open({ place, starts, ends, isNow }, failed) {
    const words = wording.values();
    if (!words.title) {
      planner.tell("stop", t("problem.titleMissing"));
      return wording.input.focus();
    }
    const when = place ? (isNow ? { place, ends } : { place, starts, ends }) : {};
    const body = { ...words, badge: host.badge()?.text ?? null, ...when };
    planner.act({ path: "/sessions", body, words: opened, undo: ({ id }) => ({ path: `/sessions/${id}/ends`, body: {} }), failed });
  }

  /** What takes it back to where it was, if it can be there again. */
  function before() {
    const { place, starts, ends } = session;
    if (!place || Date.parse(ends) <= programme.now()) return undefined;
    return { path: `/sessions/${session.id}/moves`, body: { place, starts, ends } };
  }

  return {
    element: root,
    enter: () => (isNew ? wording.input : slot.first).focus(),
    focus: () => (isNew ? wording.input : slot.first).focus(),
    takeBadge: isNew ? host.set : () => planner.tell("look", t("planner.noBadgeHere")),
    draft: () => (isNew ? { ...wording.values(), badge: host.badge(), ...slot.wish() } : null),
  };
}

/** What a session says. */
export function rewordForm(planner, session) {
  const wording = wordingFields(session);
  const path = `/sessions/${session.id}/text`;
  const root = form(planner, "reword-form", {
    title: t("planner.do.reword"),
    fields: wording.labels,
    save: element("button", { id: "save" }, t("planner.save.words")),
    back: () => planner.session(session.id),
    submit() {
      const words = (fresh) => t("planner.reworded", { title: quoted(fresh) });
      const { title, description } = session;
      planner.act({ path, method: "PUT", body: wording.values(), words, undo: () => ({ path, method: "PUT", body: { title, description } }) });
    },
  });
  return { element: root, enter: () => wording.input.focus(), focus: () => wording.input.focus(), takeBadge: () => planner.tell("look", t("planner.noBadgeHere")) };
}

/** The sessions that one may become part of: what has a room goes to what has one. */
export function mergeForm(planner, session) {
  const { event, programme } = planner;
  const today = dayOf(programme.now(), event.timeZone);
  const phases = session.place ? ["running", "planned"] : ["running", "planned", "proposed"];
  const others = programme.sessions.filter((each) => each.id !== session.id && phases.includes(each.phase));
  others.sort((a, b) => phases.indexOf(a.phase) - phases.indexOf(b.phase) || (a.starts ?? "").localeCompare(b.starts ?? ""));
  const path = `/sessions/${session.id}`;
  const merge = (other) =>
    planner.act({
      path: `${path}/merges`,
      body: { into: other.id },
      words: (fresh) => t("planner.merged", { title: quoted(fresh), other: quoted(other) }),
      undo: () => ({ path: `${path}/reopenings`, body: {} }),
    });
  const rows = others.map((other) => {
    const about = [other.place ? slotWords(other, programme, event.timeZone, today) : t("planner.phase.proposed"), interestWords(other.interested)];
    return element(
      "li",
      {},
      element(
        "button",
        { type: "button", class: `chip ${other.phase}`, "data-into": other.id, onclick: () => merge(other) },
        element("span", { class: "title", dir: "auto" }, other.title),
        element("span", { class: "quiet" }, about.join(" · ")),
      ),
    );
  });
  const back = element("button", { id: "form-back", type: "button", class: "second", onclick: () => planner.session(session.id) }, t("planner.back"));
  const root = element(
    "section",
    { id: "merge-form", class: "planner-form", "aria-labelledby": "form-title" },
    element("h2", { id: "form-title", tabindex: "-1" }, t("planner.mergeTitle", { title: quoted(session) })),
    rows.length ? element("ul", { class: "slots" }, ...rows) : element("p", {}, t("planner.nothingToMerge")),
    element("div", { class: "actions" }, back),
  );
  const focus = () => (root.querySelector("[data-into]") ?? back).focus();
  return { element: root, enter: focus, focus };
}
