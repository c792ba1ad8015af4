// SPDX-License-Identifier: Apache-2.0
// A session's page on a phone: what it is about for everybody; notes, interest and feedback for who has a badge here.

import { get, insist, Problem, request } from "/kiosk/lib/api.js";
import { byID, element } from "/kiosk/lib/dom.js";
import { watchLine } from "/kiosk/lib/line.js";
import { wordsFor } from "/kiosk/lib/problems.js";
import { verdict } from "/kiosk/lib/shapes.js";
import { isolated, language, loadStrings, t, timeOfDay } from "/kiosk/lib/strings.js";
import { badge, forget } from "./holder.js";
import { rendered } from "./markdown.js";

await loadStrings();
watchLine("line.me");

const id = encodeURIComponent(location.pathname.split("/")[2] ?? "");
const page = byID("page");
const beat = 5000;
const longestNote = 20_000;
const word = element("div", { id: "word", role: "status" });
const head = element("section", { class: "panel", id: "session" });
const own = element("div", { class: "items", id: "own" });
/** What changes, around forms that stay where they are. */
const parts = { ahead: element("div"), notes: element("div"), feedback: element("div") };
/** Kept while the page is renewed: somebody may be writing. */
const noteForm = makeNoteForm();
let feedbackForm = null;
let shown = "";

await renew();
setInterval(() => document.visibilityState === "visible" && renew(), beat);

async function renew() {
  try {
    const open = await insist(() => get(`/public/sessions/${id}`));
    const mine = badge() ? await attended() : null;
    show(open, mine);
  } catch (error) {
    page.setAttribute("aria-busy", "false");
    page.replaceChildren(element("h1", {}, t("page.title")), verdict("look", wordsFor(error)));
    document.title = t("page.title");
    shown = "";
  }
}

async function attended() {
  try {
    return await insist(() => get(`/me/sessions/${id}`, { badge: badge() }));
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 401) throw error;
    forget();
    return null;
  }
}

function show(open, mine) {
  const now = JSON.stringify([open, mine]);
  if (now === shown) return;
  shown = now;
  document.title = `${open.session.title} · ${open.event.name}`;
  if (!head.isConnected) page.replaceChildren(element("p", { class: "quiet", dir: "auto" }, open.event.name), head, word, own);
  page.setAttribute("aria-busy", "false");
  showSession(open);
  if (mine) showOwn(mine);
  else own.replaceChildren(element("section", { class: "panel", id: "no-badge" }, element("p", {}, t("page.noBadge"))));
}

function showSession({ session, event, placeName, livestreamed, inside }) {
  const time = (text) => timeOfDay(text, event.timeZone);
  const day = session.starts && new Intl.DateTimeFormat(language, { dateStyle: "full", timeZone: event.timeZone }).format(new Date(session.starts));
  head.replaceChildren(
    element("h1", { class: "medium", dir: "auto" }, session.title),
    element("p", { class: "medium", "data-phase": session.phase }, t(`page.phase.${session.phase}`)),
    ...(session.host ? [element("p", {}, t("page.host", { name: isolated(session.host) }))] : []),
    ...(placeName ? [element("p", { dir: "auto" }, placeName)] : []),
    ...(livestreamed ? [element("p", {}, t("page.livestreamed"))] : []),
    ...(day ? [element("p", { class: "figures" }, `${day}, ${time(session.starts)} – ${time(session.ends)}`)] : []),
    ...(inside !== null ? [element("p", { id: "inside", class: "figures" }, t("page.inside", { count: inside }))] : []),
    ...(session.interested ? [element("p", { class: "figures" }, t("page.interested", { count: session.interested }))] : []),
    ...(session.description ? [element("p", { class: "plain", dir: "auto", id: "description" }, session.description)] : []),
  );
  head.dataset.phase = session.phase;
}

function showOwn(mine) {
  if (!noteForm.isConnected) {
    const toMe = element("a", { class: "button second", id: "to-me", href: "/me" }, t("page.toMe"));
    own.replaceChildren(parts.ahead, parts.notes, noteForm, parts.feedback, toMe);
  }
  const isAhead = ["proposed", "planned"].includes(head.dataset.phase);
  parts.ahead.replaceChildren(...(isAhead ? [interest(mine)] : []));
  parts.notes.replaceChildren(notes(mine.notes));
  const form = feedback(mine);
  if (form === null || parts.feedback.firstChild !== form) parts.feedback.replaceChildren(...(form ? [form] : []));
}

function interest(mine) {
  if (mine.interested) return element("section", { class: "panel" }, verdict("good", t("page.youWouldCome")));
  const button = element("button", { id: "interest", class: "main", type: "button" }, t("page.wouldCome"));
  button.addEventListener("click", () => act(button, `/me/sessions/${id}/interests`, {}, t("page.interestNoted")));
  return element("section", { class: "panel" }, button);
}

function notes(list) {
  const items = list.map((note) => {
    const remove = note.mine && element("button", { class: "second", type: "button" }, t("page.takeBack"));
    if (remove) remove.addEventListener("click", () => act(remove, `/me/notes/${note.id}/removals`, {}, t("page.takenBack")));
    return element("li", { "data-note": note.id }, rendered(note.markdown), remove || null);
  });
  return element(
    "section",
    { class: "panel", id: "notes", "aria-labelledby": "notes-title" },
    element("h2", { id: "notes-title" }, t("page.notes")),
    items.length ? element("ul", { class: "items" }, ...items) : element("p", { class: "quiet" }, t("page.notesNone")),
  );
}

function makeNoteForm() {
  const text = element("textarea", { id: "note", maxlength: longestNote, dir: "auto" });
  const send = element("button", { id: "add-note" }, t("page.addNote"));
  const form = element(
    "form",
    { class: "panel", autocomplete: "off" },
    element("label", { class: "over", for: "note" }, element("span", { class: "medium" }, t("page.write"))),
    element("p", { class: "quiet", id: "note-how" }, t("page.writeHow")),
    text,
    send,
  );
  text.setAttribute("aria-describedby", "note-how");
  let requestId = crypto.randomUUID();
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!text.value.trim()) return text.focus();
    const isDone = await act(send, `/me/sessions/${id}/notes`, { markdown: text.value, requestId }, t("page.noteAdded"));
    if (!isDone) return;
    text.value = "";
    requestId = crypto.randomUUID();
  });
  return form;
}

function feedback(mine) {
  if (mine.feedbackGiven) return element("section", { class: "panel", id: "said" }, element("p", {}, t("page.feedbackThere")));
  if (!mine.hasBegun || mine.hosting) return null;
  feedbackForm ??= makeFeedbackForm();
  return feedbackForm;
}

function makeFeedbackForm() {
  const choices = [1, 2, 3, 4, 5].map((rating) =>
    element("label", {}, element("input", { type: "radio", name: "rating", value: rating, required: true }), String(rating)),
  );
  const comment = element("textarea", { id: "comment", maxlength: 2000, dir: "auto" });
  const send = element("button", { id: "say" }, t("page.say"));
  const form = element(
    "form",
    { class: "panel", id: "feedback", autocomplete: "off" },
    element("h2", {}, t("page.feedback")),
    element("p", { class: "quiet" }, t("page.feedbackHow")),
    element("fieldset", { class: "stars" }, element("legend", {}, t("page.rating")), ...choices),
    element("label", { class: "over", for: "comment" }, t("page.comment")),
    comment,
    send,
  );
  const requestId = crypto.randomUUID();
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const rating = Number(new FormData(form).get("rating"));
    act(send, `/me/sessions/${id}/feedback`, { rating, comment: comment.value.trim() || null, requestId }, t("page.thanks"));
  });
  return form;
}

/** Whether it was done. */
async function act(button, path, body, done) {
  button.disabled = true;
  try {
    const requestId = body.requestId ?? crypto.randomUUID();
    await insist(() => request("POST", path, { ...body, requestId }, { badge: badge() }));
    word.replaceChildren(verdict("good", done));
    await renew();
    return true;
  } catch (error) {
    word.replaceChildren(verdict("look", wordsFor(error)));
    return false;
  } finally {
    button.disabled = false;
    word.scrollIntoView({ block: "nearest" });
  }
}
