// SPDX-License-Identifier: Apache-2.0
// Makes this browser a station, by a link or a typed code. The token stays in a cookie that no script can read.

import { post, Problem } from "/kiosk/lib/api.js";
import { byID } from "/kiosk/lib/dom.js";
import { wordsFor } from "/kiosk/lib/problems.js";
import { verdict } from "/kiosk/lib/shapes.js";
import { loadStrings, t } from "/kiosk/lib/strings.js";

const screens = { desk: "desk", "supervisor": "desk", door: "door", organizer: "board", wall: "wall" };

await loadStrings();
document.title = t("pair.title");

// The code stands behind the #, which browsers never send; it leaves the address bar at once.
const code = decodeURIComponent(location.hash.slice(1));
history.replaceState(null, "", location.pathname + location.search);
if (code) {
  byID("code").value = code;
  await pair(code);
}
byID("code").focus();

byID("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const typed = byID("code").value.trim();
  if (typed) pair(typed);
});

async function pair(code) {
  byID("pair").disabled = true;
  try {
    const { station } = await post("/stations", { code });
    location.replace(`/kiosk/${screens[station.role]}/?station=${station.id}`);
  } catch (error) {
    const word = error instanceof Problem ? wordsFor(error) : t("line.down");
    byID("answer").replaceChildren(verdict("stop", word));
    byID("code").focus();
    byID("code").select();
  } finally {
    byID("pair").disabled = false;
  }
}
