// SPDX-License-Identifier: Apache-2.0
// The venue's map with the figures: each element with data-place gets a label in its middle, and a colour when it is full.
// Whoever hears the map instead hears each place with its name and its figure.

import { station } from "/kiosk/lib/api.js";
import { element } from "/kiosk/lib/dom.js";
import { t } from "/kiosk/lib/strings.js";

const svgNamespace = "http://www.w3.org/2000/svg";
const nearlyFull = 0.85;
/** The map is drawn on white, so its colours are those of a light page. */
const colours = { stop: "#fde5e6", look: "#fff0d6" };

/** Puts the event's map into `frame`; `null` when there is none. */
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
  const showAll = () => figures.forEach((each) => labels.get(each.id)?.show(each));
  // Boxes have no size while the map is folded away.
  frame.addEventListener("toggle", showAll);
  return {
    show(places) {
      figures = places;
      if (frame.open) showAll();
    },
  };
}

function makeLabel(svg, place) {
  const label = drawn("text", { "text-anchor": "middle", fill: "#14181f", "font-weight": 700, "aria-hidden": true }, "");
  place.setAttribute("role", "img");
  const colour = place.getAttribute("fill");
  svg.append(label);
  return {
    show({ name, inside, capacity, open }) {
      const box = place.getBBox();
      const share = inside / capacity;
      const kind = !open ? null : share >= 1 ? "stop" : share >= nearlyFull ? "look" : null;
      // Nothing depends on the colour alone.
      const figure = `${kind === "look" ? "▲ " : ""}${inside} / ${capacity}`;
      const word = !open ? t("hours.closed") : kind === "stop" ? t("board.full") : null;
      const words = !open ? t("hours.closed") : kind && t(kind === "stop" ? "board.full" : "board.nearlyFull", { free: capacity - inside });
      place.setAttribute("aria-label", [`${name}: ${t("place.inside", { inside, capacity })}`, words].filter(Boolean).join(", "));
      const size = Math.min(box.height / 4, box.width / 7);
      const line = (text, height, share) => drawn("tspan", { x: box.x + box.width / 2, y: box.y + box.height * height, "font-size": size * share }, text);
      // A word has a line of its own: beside the figure it would be wider than the room.
      label.replaceChildren(...(word ? [line(figure, 0.67, 1), line(word, 0.88, 0.7)] : [line(figure, 0.75, 1)]));
      if (kind) place.setAttribute("fill", colours[kind]);
      else if (colour === null) place.removeAttribute("fill");
      else place.setAttribute("fill", colour);
    },
  };
}

function drawn(name, attributes, text) {
  const made = document.createElementNS(svgNamespace, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.textContent = text;
  return made;
}
