// SPDX-License-Identifier: Apache-2.0
// A wedge scanner is a fast keyboard. A burst of keys is taken as one scan wherever the focus is, with the control
// characters that ID barcodes hold; what a person types goes its usual way.

/** Keys closer together than this, in milliseconds, belong to one burst. */
const nextKey = 45;
/** So many keys in a row at that pace were not typed by a person. */
const burstLength = 6;
/** A burst is over after so much silence. */
const silence = 80;

/** Calls `onScan` with the text of each scan. */
export function listenForScans(onScan) {
  let keys = "";
  let last = 0;
  let field = null;
  let fieldBefore = "";
  let timer;

  function finish() {
    const text = keys;
    keys = "";
    if (text.length < burstLength) return;
    // The keys before the burst was known for one had gone into the field.
    if (field && "value" in field) {
      field.value = fieldBefore;
      field.dispatchEvent(new Event("scan-taken", { bubbles: true }));
    }
    onScan(text.replace(/\n+$/, ""));
  }

  addEventListener(
    "keydown",
    (event) => {
      const character = characterOf(event);
      if (character === null) return;
      if (event.timeStamp - last > nextKey) {
        if (keys.length >= burstLength) finish();
        keys = "";
        field = document.activeElement;
        fieldBefore = field && "value" in field ? field.value : "";
      }
      last = event.timeStamp;
      keys += character;
      clearTimeout(timer);
      timer = setTimeout(finish, silence);
      if (keys.length >= burstLength || (character === "\n" && keys.length > 1)) {
        event.preventDefault();
        event.stopImmediatePropagation();
      }
    },
    { capture: true },
  );
}

/** The character that a key stands for, or `null` when it is none of a scan. */
export function characterOf(event) {
  if (event.isComposing || event.metaKey) return null;
  if (event.key === "Enter") return "\n";
  if (event.key === "Tab") return null;
  if (event.key.length !== 1) return null;
  if (event.ctrlKey && !event.altKey) return controlCharacter(event);
  return event.key;
}

/** Scanners send control characters as Ctrl with a key: Ctrl-J is a line feed, Ctrl-^ a record separator. */
function controlCharacter(event) {
  const code = event.key.toUpperCase().charCodeAt(0);
  if (event.key.toLowerCase() === "v" || event.key.toLowerCase() === "c") return null;
  return code >= 0x40 && code < 0x60 ? String.fromCharCode(code & 0x1f) : null;
}
