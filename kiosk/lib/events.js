// SPDX-License-Identifier: Apache-2.0
// Event streams of the daemon: the whole state at once and after each change.

/**
 * Calls `onChange` with each state that `/api/v1/<path>` tells as `<name>`; a broken stream is opened again by itself.
 * The answer is a function that ends it.
 */
export function followEvents(path, name, station, onChange) {
  const pause = 2000;
  let source;
  let timer;

  function open() {
    source?.close();
    source = new EventSource(station ? `/api/v1/${path}?station=${station}` : `/api/v1/${path}`);
    source.addEventListener(name, (event) => {
      onChange(JSON.parse(event.data));
    });
    // The browser opens it again by itself after most errors, but not after an answer that is none of a stream.
    source.onerror = () => {
      clearTimeout(timer);
      if (source.readyState === EventSource.CLOSED) timer = setTimeout(open, pause);
    };
  }

  open();
  document.addEventListener("line-up", open);
  return () => {
    document.removeEventListener("line-up", open);
    clearTimeout(timer);
    source.close();
  };
}
