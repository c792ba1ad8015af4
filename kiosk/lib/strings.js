// SPDX-License-Identifier: Apache-2.0
// Words come from one table per language; English stands in for a word that a language lacks.

const languages = ["en", "de"];
const tables = [];

export const language = choose();

function choose() {
  const wanted = new URLSearchParams(location.search).get("lang");
  const offered = [wanted, ...navigator.languages].filter(Boolean).map((each) => each.slice(0, 2).toLowerCase());
  return offered.find((each) => languages.includes(each)) ?? "en";
}

/** Loads the tables and fills every element with `data-text`, `data-placeholder` or `data-label`. */
export async function loadStrings() {
  for (const each of new Set([language, "en"])) {
    const response = await fetch(`/kiosk/lib/strings/${each}.json`);
    tables.push(await response.json());
  }
  document.documentElement.lang = language;
  fill(document);
}

/** The sentence for `key`, with `{name}` replaced by the parameters; the key itself when there is none. */
export function t(key, parameters = {}) {
  const sentence = tables.map((table) => table[key]).find((each) => each !== undefined) ?? key;
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => parameters[name] ?? whole);
}

/** `number` as one says which in a row somebody is. */
export const ordinal = (number) => t(`ordinal.${new Intl.PluralRules(language, { type: "ordinal" }).select(number)}`, { number });

/** The sentence for `key` with a number in it; `…One` and `…None` have words of their own. */
export function counted(key, count, parameters = {}) {
  const kind = { 0: "None", 1: "One" }[count] ?? "";
  return known(`${key}${kind}`) ? t(`${key}${kind}`, { count, ...parameters }) : t(key, { count, ...parameters });
}

/** A person's name for use within a sentence, whichever way either is written. */
export const isolated = (name) => `\u2068${name}\u2069`;

/** The sentence for `key`, or `undefined` when no table has one. */
export function known(key, parameters) {
  return tables.some((table) => table[key] !== undefined) ? t(key, parameters) : undefined;
}

function fill(root) {
  for (const each of root.querySelectorAll("[data-text]")) each.textContent = t(each.dataset.text);
  for (const each of root.querySelectorAll("[data-placeholder]")) each.placeholder = t(each.dataset.placeholder);
  for (const each of root.querySelectorAll("[data-label]")) each.setAttribute("aria-label", t(each.dataset.label));
}

/** A time of day at the event. */
export function timeOfDay(text, timeZone) {
  return new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone }).format(new Date(text));
}
