// SPDX-License-Identifier: Apache-2.0
// Makes this browser a station, by a link or a typed code. The token stays in a cookie that no script can read.

import { get, post, Problem, request, station, stayWhenRevoked } from "/kiosk/lib/api.js";
import { boxAuthority, fingerprint } from "/kiosk/lib/authority.js";
import { byID } from "/kiosk/lib/dom.js";
import { forgetStation } from "/kiosk/lib/forget.js";
import { wordsFor } from "/kiosk/lib/problems.js";
import { verdict } from "/kiosk/lib/shapes.js";
import { counted, loadStrings, t } from "/kiosk/lib/strings.js";

const screens = { desk: "desk", "supervisor": "desk", door: "door", organizer: "board", wall: "wall", operator: "operator" };

await loadStrings();
document.title = t("pair.title");
stayWhenRevoked();

// The code stands behind the #, which browsers never send; it leaves the address bar at once.
const code = decodeURIComponent(location.hash.slice(1));
history.replaceState(null, "", location.pathname + location.search);
await forgetIfRevoked();
if (code) {
  byID("code").value = code;
  await pair(code);
}
byID("code").focus();
tellOfAuthority();

byID("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const typed = byID("code").value.trim();
  if (typed) pair(typed);
});

/** How this device comes to trust the box, where the box vouches for itself. */
async function tellOfAuthority() {
  const authority = await boxAuthority();
  if (!authority) return;
  byID("fingerprint").replaceWith(fingerprint(authority));
  byID("authority").href = authority.url;
  byID("trust").hidden = false;
}

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

/** Forgets what this browser held for its station, on the daemon's word that it was revoked and on nothing else. */
async function forgetIfRevoked() {
  try {
    await get("/session");
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== "stationRevoked") return;
    const lost = await forgetStation(station);
    // Last: the cookie is what the daemon knows by that this browser has something to forget.
    await request("DELETE", "/session").catch(() => {});
    history.replaceState(null, "", "/pair");
    byID("answer").replaceChildren(verdict("look", [t("pair.revoked"), lost ? counted("pair.lost", lost) : ""].filter(Boolean).join(" ")));
  }
}
