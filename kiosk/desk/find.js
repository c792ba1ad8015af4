// SPDX-License-Identifier: Apache-2.0
// Find: one input, always ready. Typing answers from the second letter; a scan answers at once.

import { insist, post } from "/kiosk/lib/api.js";
import { element } from "/kiosk/lib/dom.js";
import { wordsFor } from "/kiosk/lib/problems.js";
import { nextKey } from "/kiosk/lib/scanner.js";
import { verdict } from "/kiosk/lib/shapes.js";
import { sound } from "/kiosk/lib/sounds.js";
import { t } from "/kiosk/lib/strings.js";
import { candidateLines } from "./people.js";
import { mayBeOfRoster } from "./roster.js";

const mostShown = 5;
/** One character of these is a whole syllable or word, and enough to look for. */
const writtenInSyllables = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const evidenceOf = { aamva: "aamva", mrz: "mrz", code: "code", email: "typed", name: "typed" };

/** The first step; looks `text` up at once if there is one. */
export function findStep(desk, text) {
  let asked = 0;
  let waiting;
  let typing;
  /** The answer on the screen, and whether it is one to what stands in the input. */
  let answer = null;
  let isCurrent = false;
  /** That Enter was pressed before the answer came. */
  let isEnterDue = false;
  let selected = 0;

  const input = element("input", {
    id: "find",
    role: "combobox",
    "aria-expanded": "false",
    "aria-controls": "candidates",
    "aria-autocomplete": "list",
    "aria-label": t("find.label"),
    placeholder: t("find.placeholder"),
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    dir: "auto",
  });
  const list = element("ul", { id: "candidates", class: "candidates", role: "listbox", "aria-label": t("find.candidates"), hidden: true });
  const word = element("div", { role: "status" });
  const hint = element("p", { class: "hint" }, t("find.hint"));
  const walkIn = desk.takesWalkIns
    ? element("button", { id: "walk-in", class: "second", onclick: () => desk.walkIn(known()) }, t("find.walkIn"))
    : null;
  const beyond = element("div", { class: "actions", hidden: true }, walkIn);
  const root = element("div", { class: "step" }, input, hint, word, list, beyond);

  // While an input method is composing, what stands in the input is not yet what is meant.
  input.addEventListener("input", (event) => event.isComposing || lookUpTyped());
  input.addEventListener("compositionend", () => lookUpTyped());
  input.addEventListener("scan-taken", () => forget());
  input.addEventListener("paste", (event) => {
    const pasted = event.clipboardData?.getData("text/plain") ?? "";
    // An input drops line breaks, and documents need theirs.
    if (!/[\n\r]/.test(pasted.trim())) return;
    event.preventDefault();
    lookUpScanned(pasted);
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else if (event.key === "Enter") enter();
    else return;
    event.preventDefault();
  });

  function lookUpTyped() {
    const typed = input.value.trim();
    if ([...typed].length < (writtenInSyllables.test(typed) ? 1 : 2)) return forget();
    outdate();
    // No longer than a key takes; the first keys of a scan, which come faster, are not asked for.
    typing = setTimeout(() => ask(typed, false), nextKey);
  }

  /** Chooses from the answer to what stands in the input, never from an older one. */
  function enter() {
    if (isCurrent) choose(selected);
    else isEnterDue = true;
  }

  function lookUpScanned(scanned) {
    input.value = "";
    outdate();
    ask(scanned, true);
  }

  /** What is on the screen is no answer any more to what stands in the input. */
  function outdate() {
    asked += 1;
    clearTimeout(typing);
    waiting?.abort();
    isCurrent = false;
    isEnterDue = false;
  }

  /** A late answer never overwrites a newer one: the older request is abandoned. */
  async function ask(text, isScan) {
    const turn = asked;
    waiting = new AbortController();
    const { signal } = waiting;
    try {
      const found = await insist(() => post("/lookups", { input: text }, { signal }));
      if (turn === asked) tell(found, isScan);
    } catch (error) {
      if (turn !== asked || error.name === "AbortError") return;
      forget();
      word.replaceChildren(verdict("stop", wordsFor(error)));
    }
  }

  function tell(found, isScan) {
    answer = found;
    isCurrent = true;
    const isSure = found.decision === "exact" || (found.decision === "likely" && found.candidates.length === 1);
    if (isScan && isSure) return choose(0);
    // Whoever pressed Enter has not seen this list: it decides alone where there is nothing to decide.
    if (isEnterDue && found.candidates.length === 1) return choose(0);
    if (isScan) sound("look");
    isEnterDue = false;
    show(isScan);
  }

  function show(isScan) {
    const candidates = answer.candidates.slice(0, mostShown);
    selected = 0;
    hint.hidden = true;
    list.hidden = candidates.length === 0;
    input.setAttribute("aria-expanded", String(candidates.length > 0));
    list.replaceChildren(...candidates.map(option));
    word.replaceChildren(...comment(candidates.length, isScan));
    beyond.hidden = !walkIn;
    mark();
  }

  function comment(count, isScan) {
    if (count === 0) {
      const isDocument = isScan && ["aamva", "mrz"].includes(answer.source);
      const words = [t(isDocument ? "find.noneOnDocument" : "find.none"), t(desk.takesWalkIns ? "find.tryAgainHere" : "find.tryAgain")];
      return [verdict("look", words.join(" "))];
    }
    if (isScan) return [verdict("look", t("find.notSure"))];
    const more = answer.candidates.length - count;
    return more > 0 ? [t("find.more", { count: more })] : [];
  }

  function option(candidate, index) {
    return element(
      "li",
      { role: "option", id: `candidate-${index}`, "data-candidate": candidate.registration.id, onclick: () => choose(index) },
      ...candidateLines(candidate, desk.event.timeZone),
    );
  }

  function mark() {
    [...list.children].forEach((each, index) => each.setAttribute("aria-selected", String(index === selected)));
    const chosen = list.children[selected];
    if (chosen) input.setAttribute("aria-activedescendant", chosen.id);
    else input.removeAttribute("aria-activedescendant");
    chosen?.scrollIntoView({ block: "nearest" });
  }

  function move(by) {
    const count = list.children.length;
    if (count === 0) return;
    selected = (selected + by + count) % count;
    mark();
  }

  /** What is known of a walk-in: a whole address, but no name, which may be half typed and would be printed so. */
  function known() {
    return answer?.source === "email" ? { email: input.value.trim() } : {};
  }

  function choose(index) {
    const candidate = answer?.candidates[index];
    if (candidate) desk.compare(candidate.registration.id, evidenceOf[answer.source] ?? "typed");
  }

  function forget() {
    outdate();
    answer = null;
    list.hidden = true;
    beyond.hidden = true;
    list.replaceChildren();
    word.replaceChildren();
    hint.hidden = false;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  return {
    element: root,
    isBetween: true,
    enter() {
      input.focus();
      if (text) lookUpScanned(text);
    },
    leave: outdate,
    focus: () => input.focus(),
    scan: (scanned) => (mayBeOfRoster(scanned) ? desk.find(scanned) : lookUpScanned(scanned)),
  };
}
