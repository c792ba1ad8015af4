// SPDX-License-Identifier: Apache-2.0
// What stands in the panel of a door's sessions at each step, each with one next action.

import { station } from "/kiosk/lib/api.js";
import { element } from "/kiosk/lib/dom.js";
import { t } from "/kiosk/lib/strings.js";

/** At most so many ideas are listed: those that most would come to. */
const mostIdeas = 6;

/** How many would come, in words. */
export const wouldCome = ({ interested }) => (interested === 1 ? t("sessions.wouldComeOne") : t("sessions.wouldCome", { count: interested }));

const heading = (words) => element("h2", { id: "session-heading" }, words);
const titleOf = (title) => element("p", { class: "title", dir: "auto" }, title);
const button = (id, kind, words, press) => element("button", { id, type: "button", class: kind, onclick: press }, words);
const closing = (words, press) => element("button", { id: "session-close", type: "button", class: "second", onclick: press }, words, " ", element("kbd", {}, "Esc"));
const actions = (...buttons) => element("div", { class: "actions" }, ...buttons.filter(Boolean));

/** The form for a new session; `next` takes what was typed. */
export function formParts(draft, next, close) {
  const title = element("input", { id: "session-title", autocomplete: "off", maxlength: 120, dir: "auto", value: draft.title });
  const description = element("textarea", { id: "session-description", rows: 2, maxlength: 2000, dir: "auto" }, draft.description);
  const form = element(
    "form",
    {},
    element("label", {}, t("sessions.title"), title),
    element("label", {}, t("sessions.description"), description),
    actions(element("button", { id: "session-next-step" }, t("sessions.nextStep")), closing(t("sessions.cancel"), close)),
  );
  form.addEventListener("submit", (submitted) => {
    submitted.preventDefault();
    next({ title: title.value.trim(), description: description.value.trim() });
    if (title.isConnected) title.focus();
  });
  return [heading(t("sessions.startTitle")), form];
}

/** A badge is waited for. */
export function waitingParts(words, title, hint, close, back) {
  return [
    heading(words),
    titleOf(title),
    element("p", { class: "scan large" }, t("sessions.scan")),
    element("p", { class: "medium" }, hint),
    actions(closing(t("sessions.cancel"), close), back && button("session-back", "second", t("sessions.change"), back)),
  ];
}

export function ideasParts(ideas, choose, close) {
  const rows = ideas.slice(0, mostIdeas).map((idea) =>
    element(
      "li",
      {},
      element(
        "button",
        { type: "button", class: "second idea", "data-session": idea.id, onclick: () => choose(idea) },
        element("span", { class: "title", dir: "auto" }, idea.title),
        element("span", { class: "figures" }, idea.host && element("bdi", {}, idea.host), idea.host && " · ", wouldCome(idea)),
      ),
    ),
  );
  return [heading(t("sessions.ideasTitle")), element("ol", { class: "ideas" }, ...rows), actions(closing(t("sessions.cancel"), close))];
}

/** One idea; without `start` the room is not free for it. */
export function ideaParts(idea, { start, come, back }) {
  return [
    heading(t("sessions.ideaTitle")),
    titleOf(idea.title),
    idea.description && element("p", { class: "text", dir: "auto", tabindex: 0 }, idea.description),
    element("p", { class: "medium figures" }, idea.host && element("bdi", {}, idea.host), idea.host && " · ", wouldCome(idea)),
    actions(
      button("idea-come", "", t("sessions.iWouldCome"), come),
      start && button("idea-start", "second", t("sessions.startIt"), start),
      button("session-back", "second", t("sessions.back"), back),
    ),
  ].filter(Boolean);
}

/** The host is asked for notes. */
export function endedParts(session, close) {
  const query = station ? `?station=${station}` : "";
  return [
    element(
      "div",
      { class: "notes" },
      element("img", { src: `/api/v1/sessions/${session.id}/qr.svg${query}`, alt: t("sessions.notesCode") }),
      element("div", {}, heading(t("sessions.notesTitle")), titleOf(session.title), element("p", { class: "medium" }, t("sessions.notes"))),
    ),
    actions(closing(t("sessions.done"), close)),
  ];
}
