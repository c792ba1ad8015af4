// SPDX-License-Identifier: Apache-2.0
// The venue's map with the figures: each element with data-place gets a label in its middle, and a colour when it is full.
// Rooms say whether a session has them; what is livestreamed or without a step is marked. Whoever hears the map instead
// hears each place with its name and its figure.

import { station } from "/kiosk/lib/api.js";
import { element } from "/kiosk/lib/dom.js";
import { t, timeOfDay } from "/kiosk/lib/strings.js";

const svgNamespace = "http://www.w3.org/2000/svg";
const nearlyFull = 0.85;
/** The map is drawn on white, so its colours are those of a light page. */
const colours = { stop: "#fde5e6", look: "#fff0d6" };

/** Drawn in a square of 24. */
const marks = {
  stepFree: "M10 2.2a2 2 0 1 1 0 4 2 2 0 0 1 0-4zM9 7.5h2.6v3.2H17v2.2h-5.4v1.6h6l2.7 5 1.6-.6.8 2-3.5 1.4-3-5.6H9zM7.6 11.3v2.5a4.4 4.4 0 1 0 5.9 5.5l1.1 2.1A6.6 6.6 0 1 1 7.6 11.3z",
  livestream: "M12 8.5a3.5 3.5 0 1 1 0 7 3.5 3.5 0 0 1 0-7zM6.3 5.3l1.5 1.6a7 7 0 0 0 0 10.2l-1.5 1.6a9.2 9.2 0 0 1 0-13.4zm11.4 0a9.2 9.2 0 0 1 0 13.4l-1.5-1.6a7 7 0 0 0 0-10.2zM3.2 2.2l1.5 1.6a11.3 11.3 0 0 0 0 16.4l-1.5 1.6a13.5 13.5 0 0 1 0-19.6zm17.6 0a13.5 13.5 0 0 1 0 19.6l-1.5-1.6a11.3 11.3 0 0 0 0-16.4z",
};

/** Puts the event's map into `frame`, which may be one that folds; `null` when there is none. */
export async function openMap(frame) {
  const response = await fetch("/api/v1/map", { headers: station ? { "Lanyard-Station": station } : {} }).catch(() => null);
  if (!response?.ok) return null;
  const drawing = new DOMParser().parseFromString(await response.text(), "image/svg+xml").documentElement;
  if (drawing.localName !== "svg") return null;
  const svg = document.importNode(drawing, true);
  svg.setAttribute("role", "group");
  svg.setAttribute("aria-label", t("board.map"));
  const sheet = element("div", { class: "sheet" }, svg);
  frame.append(sheet);
  frame.hidden = false;
  // What has to be moved about can be moved by keys.
  new ResizeObserver(() => (sheet.tabIndex = sheet.scrollWidth > sheet.clientWidth ? 0 : -1)).observe(sheet);
  const labels = new Map([...svg.querySelectorAll("[data-place]")].map((place) => [place.dataset.place, makeLabel(svg, place)]));
  let figures = [];
  let until;
  const showAll = () => figures.forEach((each) => labels.get(each.id)?.show(each, until?.(each.id)));
  // Boxes have no size while the map is folded away.
  frame.addEventListener("toggle", showAll);
  return {
    /** `endOfSession` tells, for a room's id, until when a session has it, as it is shown; `null` for a free one. */
    show(places, endOfSession) {
      figures = places;
      until = endOfSession ?? until;
      if (frame.open !== false) showAll();
    },
  };
}

/** For a room's id, until when a session has it, in words, or `null`. */
export function endsOfSessions(sessions, timeZone) {
  const ends = new Map(sessions.filter(({ phase }) => phase === "running").map(({ place, ends }) => [place, timeOfDay(ends, timeZone)]));
  return (id) => ends.get(id) ?? null;
}

function makeLabel(svg, place) {
  const label = drawn("text", { "text-anchor": "middle", fill: "#14181f", "font-weight": 700, "aria-hidden": true }, "");
  const signs = drawn("g", { fill: "#14181f", "aria-hidden": true }, "");
  place.setAttribute("role", "img");
  const colour = place.getAttribute("fill");
  svg.append(label, signs);
  return {
    show({ name, kind: sort, inside, capacity, open, livestreamed, stepFree }, until) {
      const box = place.getBBox();
      const share = inside / capacity;
      const kind = !open ? null : share >= 1 ? "stop" : share >= nearlyFull ? "look" : null;
      // Nothing depends on the colour alone.
      const figure = `${kind === "look" ? "▲ " : ""}${inside} / ${capacity}`;
      const use = sort !== "room" || until === undefined ? null : until ? t("map.taken", { time: until }) : t("map.free");
      const word = !open ? t("hours.closed") : kind === "stop" ? t("board.full") : use;
      const words = !open ? t("hours.closed") : kind && t(kind === "stop" ? "board.full" : "board.nearlyFull", { free: capacity - inside });
      place.setAttribute("aria-label", [`${name}: ${t("place.inside", { inside, capacity })}`, words, open && kind !== "stop" && use, livestreamed && t("board.livestream"), stepFree && t("board.stepFree")].filter(Boolean).join(", "));
      const size = Math.min(box.height / 4, box.width / 7);
      const line = (text, height, share) => drawn("tspan", { x: box.x + box.width / 2, y: box.y + box.height * height, "font-size": size * share }, text);
      // A word has a line of its own: beside the figure it would be wider than the room.
      mark(signs, box, [livestreamed && marks.livestream, stepFree && marks.stepFree].filter(Boolean));
      label.replaceChildren(...(word ? [line(figure, 0.67, 1), line(word, 0.88, 0.7)] : [line(figure, 0.75, 1)]));
      if (kind) place.setAttribute("fill", colours[kind]);
      else if (colour === null) place.removeAttribute("fill");
      else place.setAttribute("fill", colour);
    },
  };
}

/** The signs in a row in the box's lower right corner. */
function mark(signs, box, paths) {
  const size = Math.min(box.height / 6, box.width / 8);
  signs.replaceChildren(
    ...paths.map((path, index) =>
      drawn("path", { d: path, transform: `translate(${box.x + box.width - (index + 1) * size * 1.15} ${box.y + box.height - size * 1.15}) scale(${size / 24})` }, ""),
    ),
  );
}

function drawn(name, attributes, text) {
  const made = document.createElementNS(svgNamespace, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}
