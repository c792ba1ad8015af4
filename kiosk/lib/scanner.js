// SPDX-License-Identifier: Apache-2.0
// A wedge scanner is a fast keyboard. A burst of keys is taken as one scan wherever the focus is, with the control
// characters that documents hold; what a person types goes its usual way. Keys are handed on as the keyboard's layout
// has them: the reader of documents knows the layouts that scanners mistake for each other.

/** Keys closer together than this, in milliseconds, belong to one burst. */
export const nextKey = 45;
/** So many keys in a row at that pace were not typed by a person. */
const burstLength = 6;
/** With no text field in focus nobody types words: fewer keys are a scan if Enter ends them. */
const shortestOutsideFields = 3;
/** A burst is over after so much silence. */
const silence = 80;

/** Separators of documents, which a browser would take for shortcuts: EOT, LF, CR, FS, GS, RS, US. */
const separators = "\x04\n\r\x1c\x1d\x1e\x1f";

const modifiers = ["Alt", "AltGraph", "Control", "Shift", "CapsLock", "NumLock"];

/** Calls `onScan` with the text of each scan. */
export function listenForScans(onScan) {
  let text = "";
  let last = -Infinity;
  /** Where the keys went before the burst was known for one, and what stood there. */
  let place = placeOf(document.activeElement);
  /** The digits of a character that is being given by its number, on the keypad under Alt. */
  let keypad = "";
  let wasNumbered = false;
  /** Where Enter has to go after all if this was a person's. */
  let heldEnter = null;
  let timer;

  const isBurst = () => text.length >= burstLength;
  const isInPace = (event) => text !== "" && event.timeStamp - last <= (isBurst() ? silence : nextKey);

  function finish() {
    clearTimeout(timer);
    const scanned = text;
    const enter = heldEnter;
    text = "";
    heldEnter = null;
    const isShortScan = !place.isField && scanned.length >= shortestOutsideFields && scanned.endsWith("\n");
    if (scanned.length >= burstLength || isShortScan) {
      onScan(scanned.replace(/[\n\r\t]+$/, ""));
    } else if (enter) {
      pressEnter(enter);
    }
  }

  function take(character, event) {
    if (!isInPace(event)) {
      finish();
      place = placeOf(document.activeElement);
    }
    const wasBurst = isBurst();
    text += character;
    if (isBurst() && !wasBurst) place.restore();
    goOn(event);
    if (keepsAway(character, event)) keepAway(event);
  }

  function goOn(event) {
    last = event.timeStamp;
    clearTimeout(timer);
    timer = setTimeout(finish, silence);
  }

  /** Whether nothing else may see the key: it might press a button, send a form or be a shortcut of the browser's. */
  function keepsAway(character, event) {
    if (isBurst()) return true;
    if (character === "\t") return false;
    if (text.length === 1) return separators.includes(character) && event.key !== "Enter" && !isZoom(event);
    return character < " " || (character === " " && !place.isField);
  }

  function keepAway(event) {
    if (event.key === "Enter" && !isBurst()) heldEnter = event.target;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  function onKeyDown(event) {
    if (!event.isTrusted || event.isComposing || event.key === "Process") return;
    if (event.key === "Alt" && !event.repeat) keypad = "";
    wasNumbered = false;
    const digit = event.altKey && !event.ctrlKey && /^Numpad(\d)$/.exec(event.code)?.[1];
    if (digit) {
      keypad += digit;
      keepAway(event);
    }
    const character = digit ? null : characterOf(event);
    if (event.repeat && !isBurst()) {
      // A key that a person holds down.
      if (!modifiers.includes(event.key)) finish();
    } else if (character !== null) {
      take(character, event);
    } else if (isInPace(event)) {
      // No character yet, but a part of one takes its time too.
      goOn(event);
      if (isBurst() && !modifiers.includes(event.key)) keepAway(event);
    }
  }

  function onKeyUp(event) {
    if (event.key !== "Alt" || keypad === "") return;
    const character = characterNumbered(keypad);
    keypad = "";
    wasNumbered = true;
    event.preventDefault();
    if (character) take(character, event);
  }

  /** Some systems type the character of an Alt code themselves; none of them may send a form. */
  function onKeyPress(event) {
    if (wasNumbered && event.charCode < 0x20) event.preventDefault();
  }

  addEventListener("keydown", onKeyDown, { capture: true });
  addEventListener("keyup", onKeyUp, { capture: true });
  addEventListener("keypress", onKeyPress, { capture: true });
}

/** A field that keys change, or any other place. */
function placeOf(element) {
  const isField = !!element?.matches("input, textarea, select");
  const before = isField ? element.value : null;
  return {
    isField,
    restore() {
      if (!isField) return;
      element.value = before;
      element.dispatchEvent(new Event("scan-taken", { bubbles: true }));
    },
  };
}

/** What Enter does: whoever listens decides, or else the button is pressed or the field's form sent. */
function pressEnter(element) {
  const wasFree = element.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", code: "Enter", bubbles: true, cancelable: true }));
  if (!wasFree) return;
  if (element.matches("button, summary, a")) element.click();
  else element.form?.requestSubmit();
}

const isZoom = (event) => event.ctrlKey && ["+", "-", "=", "0"].includes(event.key);

/** The character that a key stands for, or `null` when it is none of a scan. */
function characterOf(event) {
  if (event.metaKey) return null;
  if (event.key === "Dead" && !event.ctrlKey) return null;
  if (event.key === "Enter") return "\n";
  if (event.key === "Tab") return "\t";
  const isShortcut = event.ctrlKey && !event.altKey && !event.getModifierState("AltGraph");
  if (isShortcut) return controlCharacter(event);
  if (event.altKey && !event.ctrlKey && !event.getModifierState("AltGraph")) return null;
  return event.key.length === 1 ? event.key : null;
}

/** The keys of an American keyboard that stand for control characters together with Ctrl, as scanners send them. */
const controlKeys = {
  BracketLeft: "\x1b",
  Backslash: "\x1c",
  BracketRight: "\x1d",
  Digit3: "\x1b",
  Digit4: "\x1c",
  Digit5: "\x1d",
  Digit6: "\x1e",
  Digit7: "\x1f",
  Slash: "\x1f",
};

/** Ctrl-J is a line feed and Ctrl-^ a record separator, by the key's character or else by its place. */
function controlCharacter(event) {
  if (event.key === "Dead") return "\x1e";
  if (/^[@A-Za-z[\\\]^_]$/.test(event.key)) return String.fromCharCode(event.key.charCodeAt(0) & 0x1f);
  const letter = /^Key([A-Z])$/.exec(event.code)?.[1];
  if (letter) return String.fromCharCode(letter.charCodeAt(0) & 0x1f);
  if (event.code === "Minus" && event.shiftKey) return "\x1f";
  return controlKeys[event.code] ?? null;
}

/** The character with this number: Unicode's, and for 128 to 159 those that Windows puts there. */
function characterNumbered(digits) {
  const number = Number(digits);
  if (number > 0x7f && number < 0xa0) return new TextDecoder("windows-1252").decode(Uint8Array.of(number));
  const isScalar = number > 0 && number <= 0x10ffff && !(number >= 0xd800 && number < 0xe000);
  return isScalar ? String.fromCodePoint(number) : null;
}
