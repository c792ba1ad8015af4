// SPDX-License-Identifier: Apache-2.0
// What the operator is asked before a station is added, renamed or revoked, and what is shown to pair one.

import { get, post, request } from "/kiosk/lib/api.js";
import { boxAuthority, fingerprint } from "/kiosk/lib/authority.js";
import { element } from "/kiosk/lib/dom.js";
import { wordsFor } from "/kiosk/lib/problems.js";
import { verdict } from "/kiosk/lib/shapes.js";
import { isolated, t, timeOfDay } from "/kiosk/lib/strings.js";

const roles = ["desk", "supervisor", "door", "organizer", "wall", "operator"];
const longestName = 60;

/** A dialog with a title; it goes when it is closed, and the focus returns. */
function openDialog(title, ...parts) {
  const heading = element("h2", { id: "dialog-title" }, title);
  const word = element("div", { id: "dialog-word", role: "status" });
  const dialog = element("dialog", { id: "station-dialog", "aria-labelledby": "dialog-title" }, heading, ...parts, word);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
  return {
    close: () => dialog.close(),
    /** Runs `work`, and says what went wrong. */
    async attempt(work) {
      try {
        await work();
      } catch (error) {
        word.replaceChildren(verdict("stop", wordsFor(error)));
      }
    },
  };
}

const closeButton = (words) =>
  element("button", { id: "dialog-close", type: "button", class: "second", onclick: ({ target }) => target.closest("dialog").close() }, words, " ", element("kbd", {}, "Esc"));

const nameField = (value) => element("input", { id: "name", maxlength: longestName, autocomplete: "off", spellcheck: "false", dir: "auto", value });

function form(fields, button, onsubmit) {
  const made = element("form", {}, ...fields, element("div", { class: "actions" }, button, closeButton(t("operator.back"))));
  made.addEventListener("submit", (submitted) => {
    submitted.preventDefault();
    onsubmit();
  });
  return made;
}

/** Asks what a new station is for, and offers its code. */
export function askForNew(places, { timeZone, done }) {
  const role = element("select", { id: "role" }, ...roles.map((each) => element("option", { value: each }, t(`operator.role.${each}`))));
  const place = element("select", { id: "place" }, ...places.map(({ id, name }) => element("option", { value: id }, name)));
  const board = element("input", { id: "board", inputmode: "numeric", autocomplete: "off", maxlength: 4 });
  const name = nameField("");
  const [placeLabel, boardLabel] = [element("label", {}, t("operator.place"), place), element("label", {}, t("operator.board"), board)];
  const fit = () => {
    const isDoor = role.value === "door";
    placeLabel.hidden = !isDoor;
    boardLabel.hidden = !isDoor || places.find(({ id }) => id === place.value)?.kind !== "posterSession";
  };
  for (const each of [role, place]) each.addEventListener("change", fit);
  fit();
  let shown = null;
  const send = () =>
    dialog.attempt(async () => {
      const isDoor = role.value === "door";
      const number = boardLabel.hidden || !board.value.trim() ? null : Number(board.value);
      // A name that there is makes a new code for that station, which may be paired already.
      const { stations } = await get("/stations");
      const offer = await post("/stations/offers", { role: role.value, place: isDoor ? place.value : null, board: number, name: name.value.trim() || null });
      dialog.close();
      const before = stations.find(({ id }) => id === offer.station.id)?.pairedAt ?? null;
      shown = showInvitation(offer, before, { timeZone, done });
    });
  const button = element("button", { id: "offer" }, t("operator.makeCode"));
  const fields = [element("label", {}, t("operator.role"), role), placeLabel, boardLabel, element("label", {}, t("operator.name"), name)];
  const dialog = openDialog(t("operator.add"), form(fields, button, send));
  role.focus();
  return { update: (stations) => shown?.update(stations) };
}

/** Offers a new code for a station that exists. */
export async function offerAgain(station, more) {
  try {
    return showInvitation(await post(`/stations/${station.id}/offers`, {}), station.pairedAt, more);
  } catch (error) {
    openDialog(isolated(station.name), verdict("stop", wordsFor(error)), closeButton(t("operator.back")));
    return null;
  }
}

/** Shows the code and the QR code by which a screen becomes the station, until one has that had not `pairedBefore`. */
function showInvitation({ station, code, link, svg, expiresAt }, pairedBefore, { timeZone, done }) {
  const drawing = document.importNode(new DOMParser().parseFromString(svg, "image/svg+xml").documentElement, true);
  drawing.setAttribute("role", "img");
  drawing.setAttribute("aria-label", t("operator.qr"));
  const words = element(
    "div",
    { class: "words" },
    element("p", {}, t("operator.scanIt")),
    element("p", { class: "link medium" }, link.split("#")[0]),
    element("p", {}, t("operator.typeIt")),
    element("p", { class: "code" }, code),
    element("p", { class: "quiet" }, t("operator.worksOnce", { time: timeOfDay(expiresAt, timeZone) })),
    station.role === "door" ? element("p", { class: "quiet" }, t("operator.pairDoor")) : "",
  );
  const name = isolated(station.name);
  const dialog = openDialog(t("operator.pairIt", { name }), element("div", { class: "invitation" }, drawing, words), closeButton(t("operator.close")));
  document.getElementById("dialog-close").focus();
  boxAuthority().then((authority) => authority && words.append(element("p", { class: "quiet" }, t("operator.trustIt")), fingerprint(authority)));
  let before = pairedBefore;
  return {
    update(stations) {
      const now = stations.find(({ id }) => id === station.id);
      if (!now?.pairedAt || now.pairedAt === before) return;
      dialog.close();
      before = now.pairedAt;
      done(t("operator.isPaired", { name }));
    },
  };
}

/** Asks for another name. */
export function askToRename(station, { done }) {
  const name = nameField(station.name);
  const send = () =>
    dialog.attempt(async () => {
      const renamed = await request("PATCH", `/stations/${station.id}`, { name: name.value });
      dialog.close();
      await done(t("operator.isCalled", { name: isolated(renamed.name) }));
    });
  const hint = station.role === "desk" || station.role === "supervisor" ? element("p", { class: "quiet" }, t("operator.printersByName")) : null;
  const fields = [element("label", {}, t("operator.name"), name), hint].filter(Boolean);
  const dialog = openDialog(t("operator.renameNamed", { name: isolated(station.name) }), form(fields, element("button", { id: "save" }, t("operator.save")), send));
  name.focus();
  name.select();
  return {};
}

/** Asks whether the station is to be taken out of service. */
export function askToRevoke(station, { isMine, done }) {
  const name = isolated(station.name);
  const send = () =>
    dialog.attempt(async () => {
      await request("DELETE", `/stations/${station.id}`);
      dialog.close();
      await done(t("operator.isRevoked", { name }));
    });
  const words = [t("operator.revokeWhat"), station.role === "door" && t("operator.revokeDoor"), isMine && t("operator.revokeMine")];
  const buttons = element("div", { class: "actions" }, element("button", { id: "revoke", type: "button", class: "stop", onclick: send }, t("operator.revokeIt")), closeButton(t("operator.back")));
  const dialog = openDialog(t("operator.revokeAsk", { name }), ...words.filter(Boolean).map((each) => element("p", {}, each)), buttons);
  // What takes something away is not what Enter does.
  document.getElementById("dialog-close").focus();
  return {};
}
