// SPDX-License-Identifier: Apache-2.0
// One door: idle with the live count, and for two seconds the verdict on a badge.

import { insist, post, session, station } from "/kiosk/lib/api.js";
import { byID, element } from "/kiosk/lib/dom.js";
import { watchLine } from "/kiosk/lib/line.js";
import { followEvents } from "/kiosk/lib/events.js";
import { wordsFor } from "/kiosk/lib/problems.js";
import { listenForScans } from "/kiosk/lib/scanner.js";
import { shape } from "/kiosk/lib/shapes.js";
import { sound } from "/kiosk/lib/sounds.js";
import { isolated, loadStrings, t, timeOfDay } from "/kiosk/lib/strings.js";

const verdictMilliseconds = 2000;
const refusalMilliseconds = 4000;

await loadStrings();
watchLine("line.door");

const open = await session();
if (!open?.place) location.replace("/pair");
const { event, place } = open;

byID("place").textContent = place.name;
byID("description").textContent = place.description ?? "";
byID("livestream").textContent = t("door.livestream");
byID("livestream").hidden = !place.livestreamed;
document.title = `${place.name} · ${event.name}`;

followEvents("occupancy/events", "occupancy", station, (occupancy) => {
  const figures = occupancy.places.find((each) => each.id === place.id);
  if (figures) showCount(figures.inside, figures.capacity);
});
listenForScans(scan);

function showCount(inside, capacity) {
  byID("count").textContent = inside;
  byID("of").textContent = t("door.inside", { capacity });
}

/** Delivers a scan until it is answered; however often that takes, it is counted once. */
async function scan(badge) {
  const item = { id: crypto.randomUUID(), badge, place: place.id, direction: "auto" };
  try {
    const { results } = await insist(() => post("/scans", { scans: [item] }));
    showCount(results[0].inside, results[0].capacity);
    show(results[0]);
  } catch (error) {
    present("stop", "failed", wordsFor(error), "", refusalMilliseconds);
  }
}

function show(result) {
  const name = isolated(result.badgeName ?? "");
  const outcome = result.outcome === "duplicate" ? result.previous : result.outcome;
  const count = t("door.nowInside", { inside: result.inside, capacity: result.capacity });
  switch (outcome) {
    case "entered":
      // A soft limit: in, and with a word about where there is more space.
      if (place.limit === "soft" && result.inside > result.capacity) return present("look", result.outcome, t("door.welcome", { name }), fullWords(result), refusalMilliseconds);
      return present("good", result.outcome, t("door.welcome", { name }), place.livestreamed ? t("door.livestream") : count, verdictMilliseconds);
    case "left":
      return present("good", result.outcome, t("door.goodbye", { name }), count, verdictMilliseconds);
    default:
      return present("stop", "refused", t(`refused.${result.reason}`), moreOn(result), refusalMilliseconds);
  }
}

/** How full it is here, and where to go instead. */
function fullWords({ inside, capacity, elsewhere }) {
  const here = t("door.full", { inside, capacity });
  return elsewhere ? `${here} ${t("door.elsewhere", { name: isolated(elsewhere.name), free: elsewhere.free })}` : here;
}

function moreOn(result) {
  if (result.reason === "full") return [place.limit === "oneInOneOut" && t("door.oneInOneOut"), fullWords(result)].filter(Boolean).join(" ");
  return result.since ? t("refused.since", { time: timeOfDay(result.since, event.timeZone) }) : t("refused.desk");
}

let timer;

function present(kind, outcome, word, more, milliseconds) {
  const verdict = byID("verdict");
  verdict.className = `${kind} appears`;
  verdict.dataset.outcome = outcome;
  verdict.replaceChildren(shape(kind), element("p", { class: "word", dir: "auto" }, word), element("p", { class: "more medium" }, more));
  verdict.hidden = false;
  sound(kind);
  clearTimeout(timer);
  timer = setTimeout(() => {
    verdict.hidden = true;
  }, milliseconds);
}
