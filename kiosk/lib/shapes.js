// SPDX-License-Identifier: Apache-2.0
// The verdicts' shapes: a check, a triangle, an octagon. They repeat a word, so they are hidden from screen readers.

const paths = {
  good: "M12 1a11 11 0 1 0 0 22 11 11 0 0 0 0-22zm-1.6 16.2-5-5 2-2 3 3 6.4-6.4 2 2z",
  look: "M12 1.5 23.5 22H.5zm-1.4 7 .5 7h1.8l.5-7zm1.4 8.4a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3z",
  stop: "M7.4 1h9.2L23 7.4v9.2L16.6 23H7.4L1 16.6V7.4zM6 10.3v3.4h12v-3.4z",
};

/** The shape for `good`, `look` or `stop`, as an SVG element. */
export function shape(kind) {
  const namespace = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(namespace, "svg");
  picture.setAttribute("viewBox", "0 0 24 24");
  picture.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(namespace, "path");
  path.setAttribute("d", paths[kind]);
  path.setAttribute("fill", "currentColor");
  path.setAttribute("fill-rule", "evenodd");
  picture.append(path);
  return picture;
}

/** A verdict: shape, colour and words. */
export function verdict(kind, ...words) {
  const element = document.createElement("div");
  element.className = `verdict ${kind}`;
  const text = document.createElement("div");
  text.append(...words);
  element.append(shape(kind), text);
  return element;
}
