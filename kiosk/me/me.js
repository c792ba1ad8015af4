// SPDX-License-Identifier: Apache-2.0
// The attendee's own page: what is held about them, where they count, and what they can do about it.

import { get, insist, Problem, request } from "/kiosk/lib/api.js";
import { byID, element } from "/kiosk/lib/dom.js";
import { watchLine } from "/kiosk/lib/line.js";
import { wordsFor } from "/kiosk/lib/problems.js";
import { verdict } from "/kiosk/lib/shapes.js";
import { isolated, known, language, loadStrings, t, timeOfDay } from "/kiosk/lib/strings.js";
import { badge, forget, isRemembered, remember, takeFromAddress } from "./holder.js";

takeFromAddress();
await loadStrings();
document.title = t("me.title");
watchLine("line.me");

const page = byID("page");
/** How often the page asks where its owner counts, in milliseconds. */
const beat = 5000;
let shown = "";
const word = element("div", { id: "word", role: "status" });

await renew();
setInterval(() => document.visibilityState === "visible" && badge() && renew(), beat);

async function renew() {
  if (!badge()) return nobody();
  try {
    show(await insist(() => get("/me", { badge: badge() })));
  } catch (error) {
    refuse(error);
  }
}

function refuse(error) {
  if (error instanceof Problem && error.status === 401) {
    forget();
    return nobody();
  }
  word.replaceChildren(verdict("look", wordsFor(error)));
  if (!word.isConnected) page.prepend(word);
}

/** Without a badge that counts there is nothing to see. */
function nobody() {
  shown = "";
  page.setAttribute("aria-busy", "false");
  page.replaceChildren(element("h1", { class: "large" }, t("me.title")), verdict("look", t("me.nobody")));
}

async function act(button, method, path, body, done) {
  button.disabled = true;
  try {
    const requestId = crypto.randomUUID();
    show(await insist(() => request(method, path, { ...body, requestId }, { badge: badge() })));
    word.replaceChildren(verdict("good", done));
  } catch (error) {
    refuse(error);
  } finally {
    button.disabled = false;
  }
  word.scrollIntoView({ block: "nearest" });
}

function show(me) {
  const now = JSON.stringify(me);
  if (now === shown) return;
  // A person's finger may be on it: what is open stays open, and the focus stays where it was.
  const open = new Set([...page.querySelectorAll("details[open]")].map((each) => each.id));
  const focused = document.activeElement?.id;
  shown = now;
  page.setAttribute("aria-busy", "false");
  page.replaceChildren(
    element("p", { class: "quiet", dir: "auto" }, me.event.name),
    element("h1", { class: "large", dir: "auto" }, me.badgeName),
    word,
    whereabouts(me),
    sessions("hosted", me.hosted, me, t("me.hosted"), t("me.hostedNone")),
    sessions("attended", me.attended, me, t("me.attended"), t("me.attendedNone")),
    ...poster(me),
    ...links(me),
    recording(me),
    naming(me),
    held(me),
    privacy(me),
    phone(),
  );
  for (const each of page.querySelectorAll("details")) each.open = open.has(each.id);
  if (focused) byID(focused)?.focus();
}

function time(text, me) {
  return timeOfDay(text, me.event.timeZone);
}

function moment(text, me) {
  const form = { dateStyle: "medium", timeStyle: "short", hourCycle: "h23", timeZone: me.event.timeZone };
  return new Intl.DateTimeFormat(language, form).format(new Date(text));
}

function whereabouts(me) {
  const panel = element("section", { class: "panel", id: "now", "aria-labelledby": "now-title" }, element("h2", { id: "now-title" }, t("me.now")));
  if (!me.recorded) {
    panel.append(element("p", {}, t("me.nowUnrecorded")));
  } else if (me.place) {
    panel.append(element("p", { class: "medium" }, t("me.nowIn", { place: isolated(me.place), time: time(me.stays.at(-1).from, me) })));
  } else {
    panel.append(element("p", { class: "medium" }, t("me.nowNowhere")));
  }
  if (me.place || !me.recorded) {
    const leave = element("button", { id: "count-out", class: "main", type: "button" }, t("me.countOut"));
    leave.addEventListener("click", () => act(leave, "POST", "/me/departures", {}, t("me.countedOut")));
    panel.append(leave, element("p", { class: "quiet" }, t("me.countOutHow")));
  }
  return panel;
}

function sessions(id, list, me, title, none) {
  const items = list.map((session) => {
    const end = session.phase === "running" && id === "hosted" && element("button", { class: "second", type: "button" }, t("me.end"));
    if (end) end.addEventListener("click", () => endSession(end, session));
    return element(
      "li",
      { "data-session": session.id },
      element("a", { class: "medium", href: `/s/${session.id}`, dir: "auto" }, session.title),
      element("p", { class: "quiet" }, [t(`page.phase.${session.phase}`), session.starts && moment(session.starts, me)].filter(Boolean).join(" · ")),
      element("p", {}, session.notes ? t("me.notes", { count: session.notes }) : t("me.noNotes")),
      end || null,
    );
  });
  return element(
    "section",
    { class: "panel", id, "aria-labelledby": `${id}-title` },
    element("h2", { id: `${id}-title` }, title),
    items.length ? element("ul", { class: "items" }, ...items) : element("p", { class: "quiet" }, none),
  );
}

async function endSession(button, session) {
  button.disabled = true;
  try {
    const requestId = crypto.randomUUID();
    await insist(() => request("POST", `/me/sessions/${session.id}/ends`, { requestId }, { badge: badge() }));
    await renew();
    word.replaceChildren(verdict("good", t("me.ended")));
  } catch (error) {
    refuse(error);
  } finally {
    button.disabled = false;
  }
}

function poster(me) {
  if (!me.list.poster) return [];
  return [
    element(
      "section",
      { class: "panel", id: "poster", "aria-labelledby": "poster-title" },
      element("h2", { id: "poster-title" }, t("me.poster")),
      element("p", { class: "medium", dir: "auto" }, me.list.poster.title),
      ...me.boards.map(({ place, board }) => element("p", {}, t("me.board", { place: isolated(place), board }))),
      ...(me.boards.length ? [] : [element("p", { class: "quiet" }, t("me.noBoard"))]),
      element("p", { class: "quiet" }, t(me.posterKept ? "me.posterKept" : "me.posterNotKept")),
    ),
  ];
}

function links(me) {
  if (!me.event.links.length) return [];
  const items = me.event.links.map(({ name, url, text }) =>
    element(
      "li",
      {},
      url ? element("a", { class: "medium", href: url, rel: "noopener noreferrer", target: "_blank", dir: "auto" }, name) : element("span", { class: "medium", dir: "auto" }, name),
      text ? element("p", { dir: "auto" }, text) : null,
    ),
  );
  return [
    element("section", { class: "panel", id: "links", "aria-labelledby": "links-title" }, element("h2", { id: "links-title" }, t("me.links")), element("ul", { class: "items" }, ...items)),
  ];
}

function recording(me) {
  const panel = element("details", { class: "panel", id: "recording" }, element("summary", {}, t("me.recording")));
  if (!me.recorded) {
    panel.append(element("p", {}, t("me.recordingStopped")));
    return panel;
  }
  const stop = element("button", { id: "stop-recording", type: "button" }, t("me.stopRecording"));
  stop.addEventListener("click", () => act(stop, "POST", "/me/recording-stops", {}, t("me.recordingStoppedNow")));
  panel.append(...["me.stop1", "me.stop2", "me.stop3", "me.stop4"].map((key) => element("p", {}, t(key))), stop);
  return panel;
}

function naming(me) {
  const box = element("input", { id: "naming", type: "checkbox", checked: me.named });
  box.addEventListener("change", () => act(box, "PUT", "/me/naming", { named: box.checked }, t(box.checked ? "me.named" : "me.notNamed")));
  return element(
    "section",
    { class: "panel", "aria-labelledby": "naming-title" },
    element("h2", { id: "naming-title" }, t("me.report")),
    element("label", { class: "choice" }, box, element("span", {}, t("me.name"))),
    element("p", { class: "quiet" }, t("me.nameHow")),
  );
}

function held(me) {
  const yesNo = (value) => (value === null ? t("me.notAsked") : t(value ? "me.yes" : "me.no"));
  const rows = [
    ["me.heldBadgeName", me.badgeName],
    ["me.heldPronouns", me.list.pronouns],
    ["me.heldAffiliation", me.list.affiliation],
    ["me.heldEmail", me.list.email],
    ["me.heldOrder", me.list.orderCode],
    ["me.heldRole", known(`role.${me.list.role}`) ?? me.list.role],
    ["me.heldStatus", known(`status.${me.list.status}`) ?? me.list.status],
    ["me.heldDiet", me.list.dietaryNeeds],
    ["me.heldStream", yesNo(me.list.livestreamConsent)],
    ["me.heldCheckIn", me.checkedInAt && moment(me.checkedInAt, me)],
    ["me.heldConduct", me.codeOfConduct],
  ];
  const stays = me.stays.map(({ place, from, to }) =>
    element("li", {}, element("span", { dir: "auto" }, place), element("span", { class: "quiet figures" }, `${moment(from, me)} – ${to ? time(to, me) : t("me.stillThere")}`)),
  );
  return element(
    "details",
    { class: "panel", id: "held" },
    element("summary", {}, t("me.held")),
    element("dl", { class: "rows" }, ...rows.filter(([, value]) => value).flatMap(([key, value]) => [element("dt", {}, t(key)), element("dd", { dir: "auto" }, value)])),
    element("p", { class: "quiet" }, t("me.heldName")),
    element("h3", {}, t("me.rooms")),
    stays.length ? element("ol", { class: "items", id: "stays" }, ...stays) : element("p", { class: "quiet" }, t("me.roomsNone")),
  );
}

/** What is held why and how long, who sees it, and whom to ask. */
function privacy({ event }) {
  const day = event.erasedFrom && new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" }).format(new Date(`${event.erasedFrom}T00:00:00Z`));
  const ask = event.privacyContact ? t("me.privacyAsk", { contact: isolated(event.privacyContact) }) : t("me.privacyAskDesk");
  return element(
    "section",
    { class: "panel", id: "privacy", "aria-labelledby": "privacy-title" },
    element("h2", { id: "privacy-title" }, t("me.privacy")),
    day ? element("p", { class: "medium" }, t("me.privacyUntil", { day })) : null,
    element("p", {}, t("me.privacyUntilHow")),
    element("p", {}, ask),
    element("details", { id: "privacy-more" }, element("summary", {}, t("me.privacyMore")), ...["me.privacyWhy", "me.privacyWho", "me.privacyID", "me.privacyOut"].map((key) => element("p", {}, t(key)))),
  );
}

function phone() {
  const box = element("input", { id: "remember", type: "checkbox", checked: isRemembered() });
  box.addEventListener("change", () => remember(box.checked));
  const out = element("button", { id: "forget", class: "second", type: "button" }, t("me.forget"));
  out.addEventListener("click", () => {
    forget();
    nobody();
  });
  return element(
    "section",
    { class: "panel", "aria-labelledby": "phone-title" },
    element("h2", { id: "phone-title" }, t("me.phone")),
    element("label", { class: "choice" }, box, element("span", {}, t("me.remember"))),
    element("p", { class: "quiet" }, t("me.rememberHow")),
    out,
  );
}
