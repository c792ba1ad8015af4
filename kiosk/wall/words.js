// SPDX-License-Identifier: Apache-2.0
// What the event file has for everybody: where to find the chat and its like, and the code of conduct.

import { element } from "/kiosk/lib/dom.js";
import { t } from "/kiosk/lib/strings.js";

export function makeLinksPage({ event }) {
  const rows = event.links.map(({ name, url, text }) =>
    element("li", { class: "link" }, element("bdi", { class: "name" }, name), element("span", { class: "where" }, url && element("bdi", { class: "url" }, shown(url)), text && element("bdi", {}, text))),
  );
  return { name: "links", title: () => t("wall.links"), rows: () => rows };
}

/** An address as people write it down. */
const shown = (url) => url.replace(/^https?:\/\//, "").replace(/\/$/, "");

/** A part of the code of conduct is so wide in Latin letters: a page holds that at five metres' size. */
const partWidth = 520;

/** The code of conduct: a long one goes on each time that its page comes up. */
export function makeConductPage({ event }) {
  const { text, version } = event.codeOfConduct;
  const parts = partsOf(text);
  let part = -1;
  const rows = (some) => some.map((words) => element("li", { class: "conduct-part", dir: "auto" }, words));
  return {
    name: "conduct",
    title: () => [t("wall.conduct", { version }), parts.length > 1 && part >= 0 && t("wall.part", { part: part + 1, count: parts.length })].filter(Boolean).join(" · "),
    rows({ begins }) {
      if (begins) part = (part + 1) % parts.length;
      return rows([parts[Math.max(0, part)]]);
    },
    all() {
      part = -1;
      return rows(parts);
    },
  };
}

/** The text in parts of about the same length that end where a sentence does, or at least a word. */
function partsOf(text) {
  const goal = widthOf(text) / Math.ceil(widthOf(text) / partWidth);
  const pieces = text.split(/(?<=[.!?。]\s)|\n+/u).map((piece) => piece.trim()).filter(Boolean);
  const parts = [""];
  for (const piece of pieces.flatMap(short)) {
    const longer = `${parts.at(-1)} ${piece}`.trim();
    if (widthOf(longer) <= partWidth && widthOf(parts.at(-1)) < goal * 0.95) parts[parts.length - 1] = longer;
    else parts.push(piece);
  }
  return parts.filter(Boolean).length ? parts.filter(Boolean) : [text.trim()];
}

/** A sentence that is longer than a part, word by word, and a word that is, in pieces. */
function short(piece) {
  if (widthOf(piece) <= partWidth) return [piece];
  const longest = new RegExp(`.{1,${partWidth / 2}}`, "gsu");
  return piece.split(/\s+/).flatMap((word) => word.match(longest) ?? []);
}

/** Chinese, Japanese and Korean characters are as wide as two letters. */
const widthOf = (text) => [...text].reduce((sum, character) => sum + (character >= "\u2E80" ? 2 : 1), 0);
