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
  const label = document.createElementNS(svgNamespace, "text");
  label.setAttribute("text-anchor", "middle");
  label.setAttribute("fill", "#14181f");
  label.setAttribute("font-weight", "700");
  label.setAttribute("aria-hidden", "true");
  place.setAttribute("role", "img");
  const colour = place.getAttribute("fill");
  svg.append(label);
  return {
    show({ name, inside, capacity, open }) {
      const box = place.getBBox();
      const share = inside / capacity;
      const kind = !open ? null : share >= 1 ? "stop" : share >= nearlyFull ? "look" : null;
      // Nothing depends on the colour alone.
      label.textContent = `${kind === "look" ? "▲ " : ""}${inside} / ${capacity}${!open ? ` · ${t("hours.closed")}` : kind === "stop" ? ` · ${t("board.full")}` : ""}`;
      const words = !open ? t("hours.closed") : kind && t(kind === "stop" ? "board.full" : "board.nearlyFull", { free: capacity - inside });
      place.setAttribute("aria-label", [`${name}: ${t("place.inside", { inside, capacity })}`, words].filter(Boolean).join(", "));
      label.setAttribute("x", box.x + box.width / 2);
      label.setAttribute("y", box.y + box.height * 0.75);
      label.setAttribute("font-size", Math.min(box.height / 4, box.width / 7));
      if (kind) place.setAttribute("fill", colours[kind]);
      else if (colour === null) place.removeAttribute("fill");
      else place.setAttribute("fill", colour);
    },
  };
}
