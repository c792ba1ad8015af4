// SPDX-License-Identifier: Apache-2.0
// Event streams of the daemon: the whole state at once and after each change.

import { get } from "./api.js";

const pause = 2000;
/** What comes over one connection where a page follows it all: a browser opens six to one host, over all its windows. */
const together = { path: "events", of: ["occupancy/events", "sessions/events"] };
/** Those that this page follows of them. */
const followed = [];
let endShared = null;

/**
 * Calls `onChange` with each state that `/api/v1/<path>` tells as `<name>`; a broken stream is opened again by itself.
 * The answer is a function that ends it.
 */
export function followEvents(path, name, station, onChange) {
  const wish = { path, name, onChange };
  if (!together.of.includes(path)) return openStream(path, station, [wish]);
  followed.push(wish);
  share(station);
  return () => {
    followed.splice(followed.indexOf(wish), 1);
    share(station);
  };
}

/** Opens one stream for all that are followed together. */
function share(station) {
  endShared?.();
  const paths = new Set(followed.map(({ path }) => path));
  endShared = paths.size ? openStream(paths.size > 1 ? together.path : [...paths][0], station, [...followed]) : null;
}

function openStream(path, station, wishes) {
  let source;
  let timer;

  function open() {
    source?.close();
    source = new EventSource(station ? `/api/v1/${path}?station=${station}` : `/api/v1/${path}`);
    for (const { name, onChange } of wishes) {
      source.addEventListener(name, (event) => {
        onChange(JSON.parse(event.data));
      });
    }
    // The browser opens it again by itself after most errors, but not after an answer that is none of a stream.
    source.onerror = () => {
      clearTimeout(timer);
      askWhy();
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

let isAsking = false;

/** A stream tells nothing of why it ended; the daemon does, so that the screen of a revoked station is left at once. */
async function askWhy() {
  if (isAsking) return;
  isAsking = true;
  // What is wrong with the line is told by the line's own banner.
  await get("/session").catch(() => {});
  isAsking = false;
}
