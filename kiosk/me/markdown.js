// SPDX-License-Identifier: Apache-2.0
// A part of Markdown as elements: headings, lists, quotes, code, emphasis and web links. All text becomes text nodes, and
// no attribute but a web link's address comes from it, so that nothing that is written runs or loads anything.

import { element } from "/kiosk/lib/dom.js";

/** Emphasis within emphasis is taken so far; deeper it is text. */
const deepest = 6;

/** The note as one element. */
export function rendered(markdown) {
  const note = element("div", { class: "note", dir: "auto" });
  note.append(...blocks(markdown.split("\n")));
  return note;
}

const starts = {
  fence: /^```/,
  heading: /^#{1,6}\s+(.*)$/,
  rule: /^(?:-{3,}|\*{3,}|_{3,})$/,
  bullet: /^[-*+]\s+(.*)$/,
  number: /^\d{1,9}[.)]\s+(.*)$/,
  quote: /^>\s?(.*)$/,
};

const begins = (line) => Object.values(starts).some((start) => start.test(line.trim()));

function blocks(lines) {
  const made = [];
  for (let at = 0; at < lines.length; ) {
    const line = lines[at].trim();
    if (line === "") at += 1;
    else if (starts.fence.test(line)) at = fenced(lines, at, made);
    else if (starts.rule.test(line)) made.push(element("hr")), (at += 1);
    else if (starts.heading.test(line)) made.push(element("h3", { dir: "auto" }, ...inline(starts.heading.exec(line)[1]))), (at += 1);
    else if (starts.bullet.test(line)) at = listed(lines, at, made, "ul", starts.bullet);
    else if (starts.number.test(line)) at = listed(lines, at, made, "ol", starts.number);
    else if (starts.quote.test(line)) at = quoted(lines, at, made);
    else at = paragraph(lines, at, made);
  }
  return made;
}

function fenced(lines, at, made) {
  let end = at + 1;
  while (end < lines.length && !starts.fence.test(lines[end].trim())) end += 1;
  made.push(element("pre", {}, element("code", {}, lines.slice(at + 1, end).join("\n"))));
  return end + 1;
}

function listed(lines, at, made, kind, start) {
  const list = element(kind);
  for (let item; at < lines.length && (item = start.exec(lines[at].trim())) && !starts.rule.test(lines[at].trim()); at += 1) {
    list.append(element("li", { dir: "auto" }, ...inline(item[1])));
  }
  made.push(list);
  return at;
}

function quoted(lines, at, made) {
  const said = [];
  for (let line; at < lines.length && (line = starts.quote.exec(lines[at].trim())); at += 1) said.push(line[1]);
  made.push(element("blockquote", {}, paragraphOf(said)));
  return at;
}

function paragraph(lines, at, made) {
  const said = [lines[at]];
  for (at += 1; at < lines.length && lines[at].trim() !== "" && !begins(lines[at]); at += 1) said.push(lines[at]);
  made.push(paragraphOf(said));
  return at;
}

function paragraphOf(lines) {
  const made = element("p", { dir: "auto" });
  lines.forEach((line, index) => made.append(...(index ? [element("br")] : []), ...inline(line.trim())));
  return made;
}

const marks = [
  ["**", "strong"],
  ["__", "strong"],
  ["*", "em"],
  ["_", "em"],
];

function inline(text, depth = 0) {
  const made = [];
  let plain = "";
  const put = (node) => {
    if (plain) made.push(document.createTextNode(plain));
    plain = "";
    made.push(node);
  };
  for (let at = 0; at < text.length; ) {
    const piece = depth < deepest ? pieceAt(text, at, depth) : null;
    if (piece) put(piece.node), (at = piece.end);
    else plain += text[at++];
  }
  if (plain) made.push(document.createTextNode(plain));
  return made;
}

/** What begins at `at` and is no plain text, with where it ends. */
function pieceAt(text, at, depth) {
  const character = text[at];
  if (character === "`") return codeAt(text, at);
  if (character === "[") return linkAt(text, at, depth);
  if (character === "h") return addressAt(text, at);
  if (character === "\\" && /[!-/:-@[-`{-~]/.test(text[at + 1] ?? "")) return { node: document.createTextNode(text[at + 1]), end: at + 2 };
  if (character === "*" || character === "_") return emphasisAt(text, at, depth);
  return null;
}

function codeAt(text, at) {
  const end = text.indexOf("`", at + 1);
  return end > at + 1 ? { node: element("code", {}, text.slice(at + 1, end)), end: end + 1 } : null;
}

function emphasisAt(text, at, depth) {
  for (const [mark, name] of marks) {
    if (!text.startsWith(mark, at)) continue;
    // Within a word an underscore is a letter.
    if (mark[0] === "_" && /\w/.test(text[at - 1] ?? "")) continue;
    const end = text.indexOf(mark, at + mark.length + 1);
    if (end < 0 || /\s/.test(text[at + mark.length]) || /\s/.test(text[end - 1])) continue;
    return { node: element(name, {}, ...inline(text.slice(at + mark.length, end), depth + 1)), end: end + mark.length };
  }
  return null;
}

function linkAt(text, at, depth) {
  const middle = text.indexOf("](", at);
  const end = middle < 0 ? -1 : text.indexOf(")", middle);
  if (end < 0) return null;
  const words = text.slice(at + 1, middle);
  const node = link(text.slice(middle + 2, end).trim(), inline(words, deepest));
  return node && words ? { node, end: end + 1 } : null;
}

function addressAt(text, at) {
  const found = /^https?:\/\/[^\s<>"`)\]]+[^\s<>"`)\].,;:!?]/.exec(text.slice(at, at + 2000))?.[0];
  const node = found && link(found, [document.createTextNode(found)]);
  return node ? { node, end: at + found.length } : null;
}

/** A link to a page of the web, which learns nothing of where it was followed; `null` for any other address. */
function link(address, words) {
  if (!/^https?:\/\//i.test(address) || !URL.canParse(address)) return null;
  return element("a", { href: new URL(address).href, rel: "noopener noreferrer nofollow", target: "_blank" }, ...words);
}
