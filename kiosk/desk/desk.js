// SPDX-License-Identifier: Apache-2.0
// The desk: find, compare, hand over, and back to find by itself.

import { session, station, toPairing } from "/kiosk/lib/api.js";
import { byID, element } from "/kiosk/lib/dom.js";
import { followEvents } from "/kiosk/lib/events.js";
import { watchLine } from "/kiosk/lib/line.js";
import { offerLock, whenUnlocked } from "/kiosk/lib/lock.js";
import { badgeAtDesk, makePlanner } from "/kiosk/lib/planner/planner.js";
import { listenForScans } from "/kiosk/lib/scanner.js";
import { loadStrings, t } from "/kiosk/lib/strings.js";
import { compareStep } from "./compare.js";
import { findStep } from "./find.js";
import { handOverStep } from "./handover.js";
import { printerTrouble } from "./printers.js";
import { mayBeOfRoster, rosterStep } from "./roster.js";
import { walkInStep } from "./walkin.js";

await loadStrings();
watchLine("line.desk");

const main = byID("main");
const open = await session();
if (!open) toPairing();
await whenUnlocked(open);
byID("station").textContent = open.station.name;
byID("event").textContent = open.event.name;
document.title = `${open.station.name} · ${open.event.name}`;
offerLock(open, document.querySelector("header"));

/** What the steps share: the event, what this desk may, and how to go from one to the next. */
const desk = {
  event: open.event,
  /** At the problem desk, whoever is not on the list can be put on it. */
  takesWalkIns: open.station.role === "supervisor",
  /** A code of the paper roster is a tick that comes back, wherever it is scanned. */
  find: (text, { isNoTick = false } = {}) => show(text && !isNoTick && mayBeOfRoster(text) ? rosterStep(desk, text) : findStep(desk, text)),
  compare: (registration, evidence) => show(compareStep(desk, registration, evidence)),
  walkIn: (known) => show(walkInStep(desk, known)),
  sessions: () => show(makePlanner({ event: open.event, leave: toPeople, listsNotes: false, lookUp: badgeAtDesk, pass: (text) => desk.find(text) })),
  handOver: (badge, printJob, registration, how) => show(handOverStep(desk, badge, printJob, registration, how)),
};

let current;

const toPeople = () => element("button", { id: "to-people", type: "button", class: "second", onclick: () => desk.find() }, t("planner.toPeople"), " ", element("kbd", {}, "Esc"));
const sessions = byID("sessions");
sessions.append(t("planner.title"), " ", element("kbd", {}, "F2"));
sessions.addEventListener("click", () => desk.sessions());
// A name that is typed belongs in the find box, also from here.
sessions.addEventListener("keydown", ({ key, ctrlKey, altKey, metaKey }) => {
  if (key.length === 1 && key !== " " && !ctrlKey && !altKey && !metaKey) current.focus();
});

const troubles = byID("printers");
followEvents("desk/events", "desk", station, ({ printers, printJobs }) => {
  showTroubles(printers);
  current?.printJobs?.(printJobs);
});

let told = "";

/** Leaves the lines alone while they say the same, so that a button in them can be reached. */
function showTroubles(printers) {
  const news = JSON.stringify(printers);
  if (news === told) return;
  told = news;
  const hadFocus = troubles.contains(document.activeElement);
  troubles.replaceChildren(...printers.flatMap(printerTrouble));
  if (hadFocus) current?.focus?.();
}

function show(step) {
  current?.leave?.();
  current = step;
  // Between two people alone: nobody's check-in is left half done by it.
  sessions.hidden = !step.isBetween;
  main.replaceChildren(step.element);
  step.enter();
}

listenForScans((text) => {
  if (current.scan) current.scan(text);
  else desk.find(text);
});
document.addEventListener("keydown", (event) => {
  if (event.key === "F2" && current.isBetween) {
    event.preventDefault();
    desk.sessions();
  }
  if (event.key !== "Escape") return;
  event.preventDefault();
  desk.find();
});
// Whatever is clicked, keys find their way.
document.addEventListener("click", (event) => {
  if (!event.target.closest("button, a, input, label, select, summary, textarea")) current.focus?.();
});

desk.find();
