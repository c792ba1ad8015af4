// SPDX-License-Identifier: Apache-2.0
// Seats on the board: where they are, when those of no-shows are released, and the release by an organizer's word.

import { get, insist, post } from "/kiosk/lib/api.js";
import { element, write } from "/kiosk/lib/dom.js";
import { wordsFor } from "/kiosk/lib/problems.js";
import { verdict } from "/kiosk/lib/shapes.js";
import { sound } from "/kiosk/lib/sounds.js";
import { t, timeOfDay } from "/kiosk/lib/strings.js";

/** After so many milliseconds the figures are asked for anew. */
const age = 5000;
const figures = [
  ["board.seatsAll", "seats"],
  ["board.seatsIn", "checkedIn"],
  ["board.seatsFree", "free"],
  ["board.seatsAbsent", "absent"],
  ["board.seatsReleased", "released"],
  ["board.seatsWaiting", "waiting"],
  ["board.seatsForfeited", "forfeited"],
];

/** Fills `panel`, a details element, and keeps it fresh. */
export function showSeats(panel, event) {
  const summary = element("summary", {});
  const numbers = Object.fromEntries(figures.map(([, name]) => [name, element("dd", { class: "figures", "data-seats": name })]));
  const last = element("p", { class: "quiet" });
  const word = element("div", { role: "status" });
  const button = element("button", { id: "release", onclick: () => askRelease() }, t("board.release"));
  panel.append(
    summary,
    element(
      "div",
      { class: "panel" },
      element("dl", { class: "numbers" }, ...figures.map(([words, name]) => element("div", {}, element("dt", {}, t(words)), numbers[name]))),
      last,
      element("div", { class: "actions" }, button),
      word,
    ),
  );
  let latest = null;

  async function refresh() {
    try {
      show(await get("/seats"));
    } catch {
      // The board says itself when the line is down; the next look comes soon.
    }
  }

  function show(seats) {
    latest = seats;
    panel.hidden = !seats.counted && seats.waiting === 0;
    const next = seats.nextReleaseAt && t("board.nextRelease", { time: timeOfDay(seats.nextReleaseAt, event.timeZone) });
    write(summary, [t("board.seats", seats), next].filter(Boolean).join(", "));
    for (const [, name] of figures) write(numbers[name], String(seats[name]));
    write(last, seats.lastRelease ? t("board.lastRelease", { ...seats.lastRelease, time: timeOfDay(seats.lastRelease.at, event.timeZone) }) : "");
    last.hidden = !seats.lastRelease;
  }

  async function askRelease() {
    await refresh();
    if (!latest) return;
    if (latest.releaseNow.released === 0) return tell("look", t("board.releaseNothing"));
    openConfirmation(latest.releaseNow);
  }

  /** Says what will happen; what is done in haste, by Enter, is to leave everything as it is. */
  function openConfirmation(change) {
    // Made once: however often it is pressed, it is one release.
    const requestId = crypto.randomUUID();
    const yes = element("button", { id: "release-yes", type: "button", onclick: () => release(requestId, yes, dialog) }, t("board.releaseYes", change));
    const no = element("button", { id: "release-no", type: "button", class: "second", onclick: () => dialog.close() }, t("board.releaseNo"), " ", element("kbd", {}, "Esc"));
    const dialog = element(
      "dialog",
      { id: "release-dialog", "aria-labelledby": "release-title" },
      element("h2", { id: "release-title" }, t("board.releaseTitle")),
      element("p", { class: "medium" }, t("board.releaseLose", change)),
      element("p", { class: "medium" }, t("board.releaseGet", change)),
      element("p", {}, t("board.releaseStays")),
      element("div", { class: "actions" }, no, yes),
    );
    dialog.addEventListener("close", () => {
      dialog.remove();
      button.focus();
      button.scrollIntoView({ block: "nearest" });
    });
    document.body.append(dialog);
    dialog.showModal();
    no.focus();
  }

  async function release(requestId, yes, dialog) {
    yes.disabled = true;
    try {
      const done = await insist(() => post("/seat-releases", { requestId }));
      show(done.seats);
      tell("good", t("board.released", done));
    } catch (error) {
      tell("stop", wordsFor(error));
    }
    dialog.close();
  }

  function tell(kind, words) {
    sound(kind);
    word.replaceChildren(verdict(kind, words));
  }

  refresh();
  setInterval(refresh, age);
}
