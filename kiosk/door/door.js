// SPDX-License-Identifier: Apache-2.0
// One door: idle with the live count, and for two seconds the verdict on a badge; cut off from the daemon it goes on.

import { get, Problem, session, station, toPairing } from "/kiosk/lib/api.js";
import { byID, element, write } from "/kiosk/lib/dom.js";
import { watchLine } from "/kiosk/lib/line.js";
import { lockStation } from "/kiosk/lib/lock.js";
import { followEvents } from "/kiosk/lib/events.js";
import { openingWords } from "/kiosk/lib/opening.js";
import { wordsFor } from "/kiosk/lib/problems.js";
import { listenForScans } from "/kiosk/lib/scanner.js";
import { shape } from "/kiosk/lib/shapes.js";
import { sound } from "/kiosk/lib/sounds.js";
import { isolated, loadStrings, t, timeOfDay } from "/kiosk/lib/strings.js";
import { openCamera } from "./camera.js";
import { makeDrawer } from "./drawer.js";
import { openKeeper } from "./keeper.js";
import { lockDoorWhenIdle, showDoorLock } from "./lock.js";
import { openMemory } from "./memory.js";
import { makeSessions } from "./sessions.js";

const verdictMilliseconds = 2000;
const refusalMilliseconds = 4000;

await loadStrings();
watchLine("line.door");

const memory = await openMemory();
const open = await openSession();
if (!open?.place) toPairing();
// Whose page this is stands in the address, where a reload finds it.
else if (!station) location.replace(`?station=${open.station.id}`);
const { event, place } = open;
const { board } = open.station;

byID("place").textContent = place.name;
byID("description").textContent = board ? t("door.board", { board }) : (place.description ?? "");
document.body.dataset.kind = place.kind;
byID("livestream").textContent = t("door.livestream");
byID("livestream").hidden = !place.livestreamed;
document.title = `${place.name} · ${event.name}`;

let keeper = null;
let drawer = null;
let sessions = null;
keeper = await openKeeper(place, board, memory, showStanding);
const isLocked = open.lock?.locked ?? false;
if (isLocked) showDoorLock();
else if (open.lock) lockDoorWhenIdle(open.lock);
if (open.hasDrawer && !isLocked) drawer = makeDrawer({ place, board, event, judge: scan, standing, lock: lockStation });
if (place.kind === "room" && !isLocked) sessions = makeSessions({ place, event, standing, present });
showStanding();
// Hours begin and end without anybody telling.
setInterval(showStanding, 5000);
followEvents("occupancy/events", "occupancy", station, (occupancy) => {
  const figures = occupancy.places.find((each) => each.id === place.id);
  if (figures) keeper.tell(figures);
});
listenForScans(scan);
openCamera(({ sight, badge }) => (badge ? scan(badge) : refuse(sight)));
// Where the browser forbids it, over plain HTTP, the door works but does not start without the daemon.
navigator.serviceWorker?.register("/kiosk/door/service-worker.js").catch(() => {});
navigator.storage?.persist?.();

/** The station's session, from the browser's own memory while the daemon does not answer. */
async function openSession() {
  try {
    const open = await get("/session", { signal: AbortSignal.timeout(1500) });
    if (open.place) await memory.keepSession(open);
    return open;
  } catch (error) {
    if (error instanceof Problem && error.status < 500) return null;
    return (await memory.session(station)) ?? session();
  }
}

/** What this door knows of its place; `fresh` figures are the daemon's answer. */
function standing(fresh) {
  if (fresh) keeper.tell(fresh);
  return keeper;
}

/** The figure, and what there is to say about the place and the line. */
function showStanding() {
  if (!keeper) return;
  byID("count").textContent = keeper.inside ?? "–";
  byID("full").hidden = !["hard", "oneInOneOut"].includes(place.limit) || keeper.inside < place.capacity;
  byID("of").textContent = t("door.inside", { capacity: place.capacity });
  write(byID("opening"), openingWords(keeper.opening, event.timeZone));
  byID("opening").hidden = !byID("opening").textContent;
  drawer?.update();
  sessions?.update();
  const count = keeper.waitingCount;
  const since = keeper.downSince && t("door.cutOff", { time: timeOfDay(keeper.downSince, event.timeZone) });
  const waits = count && (count === 1 ? t("door.waitsOne") : t("door.waitMany", { count }));
  const words = [since, waits, keeper.trouble && wordsFor(keeper.trouble)].filter(Boolean);
  write(byID("waiting"), words.join(" "));
  byID("waiting").dataset.count = count;
  byID("waiting").hidden = !words.length;
}

async function scan(text) {
  if (sessions?.takes(text)) return;
  try {
    const verdict = await keeper.judge(text, drawer?.letsIn);
    drawer?.saw(text, verdict);
    showStanding();
    show(verdict);
  } catch (error) {
    drawer?.saw(text);
    present("stop", "failed", wordsFor(error), "", refusalMilliseconds);
  }
}

/** A code in front of the camera that is no badge of this event: a word for it, and nothing more. */
function refuse(sight) {
  present("look", "refused", t(sight === "foreign" ? "refused.foreign" : "camera.noBadge"), t("camera.holdBadge"), refusalMilliseconds);
}

function show(result) {
  // Cut off, this door knows nobody by name.
  const name = result.badgeName && isolated(result.badgeName);
  const outcome = result.outcome === "duplicate" ? result.previous : result.outcome;
  const count = [result.kept && t("door.kept"), t("door.nowInside", { inside: result.inside, capacity: result.capacity })].filter(Boolean).join(" ");
  const welcome = name ? t("door.welcome", { name }) : t("door.welcomeNobody");
  const goodbye = name ? t("door.goodbye", { name }) : t("door.goodbyeNobody");
  switch (outcome) {
    case "entered":
      // A soft limit: in, and with a word about where there is more space.
      if (place.limit === "soft" && result.inside > result.capacity) return present("look", outcome, welcome, fullWords(result), refusalMilliseconds);
      if (result.declinesLivestream) return present("look", outcome, welcome, t("door.livestreamDeclined"), refusalMilliseconds);
      return present("good", outcome, welcome, place.livestreamed ? t("door.livestream") : count, verdictMilliseconds);
    case "visited":
      return present("good", outcome, welcome, [t("door.visited", { board }), result.kept && t("door.kept")].filter(Boolean).join(" "), verdictMilliseconds);
    case "served":
      return present("good", outcome, name ? t("door.served", { name }) : t("door.servedNobody"), result.kept ? t("door.kept") : "", verdictMilliseconds);
    case "left":
      return present("good", outcome, goodbye, count, verdictMilliseconds);
    default:
      return present("stop", "refused", t(`refused.${result.reason}`), moreOn(result), refusalMilliseconds);
  }
}

/** How full it is here, and where to go instead. */
function fullWords({ inside, capacity, elsewhere }) {
  return [t("door.full", { inside, capacity }), elsewhereWords(elsewhere)].filter(Boolean).join(" ");
}

const elsewhereWords = (elsewhere) => elsewhere && t("door.elsewhere", { name: isolated(elsewhere.name), free: elsewhere.free });

function moreOn(result) {
  if (result.reason === "full") return [place.limit === "oneInOneOut" && t("door.oneInOneOut"), fullWords(result)].filter(Boolean).join(" ");
  if (result.reason === "closed") {
    const opens = result.opensAt && `${openingWords({ open: false, until: result.opensAt }, event.timeZone)}.`;
    return [opens, elsewhereWords(result.elsewhere)].filter(Boolean).join(" ");
  }
  if (result.reason === "mealTaken") return result.since ? t("refused.mealAt", { time: timeOfDay(result.since, event.timeZone) }) : "";
  if (result.reason === "unreadable") return t("refused.again");
  return result.since ? t("refused.since", { time: timeOfDay(result.since, event.timeZone) }) : t("refused.desk");
}

let timer;

function present(kind, outcome, word, more, milliseconds) {
  const verdict = byID("verdict");
  verdict.className = `${kind} appears`;
  verdict.dataset.outcome = outcome;
  verdict.replaceChildren(shape(kind), element("h1", { class: "word", dir: "auto" }, word), element("p", { class: "more medium" }, more));
  verdict.hidden = false;
  sound(kind);
  clearTimeout(timer);
  timer = setTimeout(() => {
    verdict.hidden = true;
  }, milliseconds);
}
