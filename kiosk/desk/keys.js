// SPDX-License-Identifier: Apache-2.0

/** No key of a scan comes later than this after the one before it, in milliseconds. */
const pause = 120;

/**
 * Calls `onKey` with each letter that a person pressed by itself, in lower case; returns what ends it.
 *
 * The first letters of a scan reach the page like any other. They are told by what follows: of the later ones, which
 * are kept away, at least that they were let go.
 */
export function listenForLoneKeys(onKey) {
  const leaving = new AbortController();
  let pending;
  let isLetGo = false;

  function cancel() {
    clearTimeout(pending);
    pending = undefined;
  }

  function down(event) {
    cancel();
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || event.target.matches("input, select, textarea")) return;
    if (!/^[a-z]$/i.test(event.key)) return;
    isLetGo = false;
    pending = setTimeout(() => {
      pending = undefined;
      onKey(event.key.toLowerCase());
    }, pause);
  }

  function up(event) {
    if (event.key === "Shift") return;
    if (isLetGo) cancel();
    isLetGo = true;
  }

  document.addEventListener("keydown", down, { signal: leaving.signal });
  document.addEventListener("keyup", up, { signal: leaving.signal });
  return () => {
    cancel();
    leaving.abort();
  };
}
