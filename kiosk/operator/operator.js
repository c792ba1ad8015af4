// SPDX-License-Identifier: Apache-2.0
// The operator's screen: all stations, how each stands, and what can be done with it.

import { get, session, toPairing } from "/kiosk/lib/api.js";
import { byID, element } from "/kiosk/lib/dom.js";
import { watchLine } from "/kiosk/lib/line.js";
import { offerLock, whenUnlocked } from "/kiosk/lib/lock.js";
import { shape, verdict } from "/kiosk/lib/shapes.js";
import { isolated, loadStrings, t, timeOfDay } from "/kiosk/lib/strings.js";
import { askForNew, askToRename, askToRevoke, offerAgain } from "./dialogs.js";

const beat = 2000;
/** In which order stations stand: those in service first. */
const order = ["paired", "waiting", "lapsed", "revoked"];
const marks = { paired: "good", waiting: "look", lapsed: "look", revoked: "stop" };

await loadStrings();
watchLine("line.operator");

const open = await session();
if (!open) toPairing();
await whenUnlocked(open);
byID("station").textContent = open.station.name;
byID("event").textContent = open.event.name;
document.title = `${open.station.name} · ${open.event.name}`;
offerLock(open, document.querySelector("header"));

const { timeZone } = open.event;
/** What each station's card shows, so that one that is the same stays, with the focus in it. */
const shown = new Map();
let dialog = null;

byID("add").addEventListener("click", async () => {
  const { places } = await get("/places");
  show(askForNew(places, { timeZone, done }));
});

function show(opened) {
  dialog = opened;
}

/** Says what was done, and shows the stations as they are then. */
async function done(words) {
  byID("word").replaceChildren(verdict("good", words));
  await look();
}

async function look() {
  const { stations } = await get("/stations");
  list(stations);
  dialog?.update?.(stations);
}

function list(stations) {
  const sorted = stations.toSorted((one, other) => order.indexOf(one.state) - order.indexOf(other.state));
  const cards = sorted.map((station) => {
    const news = JSON.stringify(station);
    const known = shown.get(station.id);
    if (known?.news === news) return known.card;
    const held = known?.card.contains(document.activeElement) && document.activeElement.dataset.act;
    const card = makeCard(station);
    // A card is made in the old one's place, so that whoever was at its buttons still is.
    known?.card.replaceWith(card);
    if (held) card.querySelector(`[data-act="${held}"]`)?.focus();
    shown.set(station.id, { news, card });
    return card;
  });
  const there = [...byID("stations").children];
  if (cards.some((card, index) => card !== there[index]) || cards.length !== there.length) {
    const focused = document.activeElement;
    byID("stations").replaceChildren(...cards);
    if (focused?.isConnected) focused.focus();
  }
}

function makeCard(station) {
  const name = isolated(station.name);
  const button = (act, words, label, onclick, kind = "second") =>
    element("button", { type: "button", class: kind, "data-act": act, "aria-label": label, onclick }, words);
  const isOut = station.state === "revoked";
  const isMine = station.id === open.station.id;
  return element(
    "li",
    { class: "station", "data-station": station.id, "data-state": station.state },
    element("h3", { dir: "auto" }, station.name),
    element("p", { class: "quiet" }, duty(station)),
    element("p", { class: `state ${marks[station.state]}` }, shape(marks[station.state]), element("span", {}, standing(station))),
    element(
      "div",
      { class: "buttons" },
      button("rename", t("operator.rename"), t("operator.renameNamed", { name }), () => show(askToRename(station, { done }))),
      button("offer", t("operator.offer"), t("operator.offerNamed", { name }), async () => show(await offerAgain(station, { timeZone, done }))),
      isOut ? null : button("revoke", t("operator.revoke"), t("operator.revokeNamed", { name }), () => show(askToRevoke(station, { isMine, done })), "second stop"),
    ),
  );
}

/** What the station is for, and where. */
function duty({ role, place, placeName, board }) {
  if (role !== "door") return t(`operator.role.${role}`);
  const at = isolated(placeName ?? place);
  return board === null ? t("operator.doorAt", { place: at }) : t("operator.boardAt", { board, place: at });
}

function standing({ state, connected, locked, lastSeenAt, codeExpiresAt, revokedAt }) {
  const more = [locked && t("operator.locked"), codeExpiresAt && t("operator.codeWaits", { time: timeOfDay(codeExpiresAt, timeZone) })];
  if (state === "waiting") return t("operator.waiting", { time: timeOfDay(codeExpiresAt, timeZone) });
  if (state === "lapsed") return t("operator.lapsed");
  if (state === "revoked") return t("operator.revokedAt", { time: timeOfDay(revokedAt, timeZone) });
  const seen = lastSeenAt ? t("operator.lastSeen", { time: timeOfDay(lastSeenAt, timeZone) }) : t("operator.unseen");
  return [connected ? t("operator.connected") : seen, ...more].filter(Boolean).join(" · ");
}

// The line's own banner says when it is down; the next look comes soon.
setInterval(() => look().catch(() => {}), beat);
await look().catch(() => {});
byID("add").focus();
