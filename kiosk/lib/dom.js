// SPDX-License-Identifier: Apache-2.0

/** An element with attributes and children; names of people get their own direction by `dir: "auto"`. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (value === true) made.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}

/** Writes `text` where another stands; what is read out on each change is left alone otherwise. */
export function write(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

export const byID = (id) => document.getElementById(id);
