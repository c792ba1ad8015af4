// SPDX-License-Identifier: Apache-2.0
// The badge that this phone shows: for as long as the window is open, or for longer where its owner wants that.

const place = "lanyard-badge";

/** Takes the badge out of the address, so that it is in no history, no picture of the screen and no link sent on. */
export function takeFromAddress() {
  const found = /^\/b\/([^/]+)$/i.exec(location.pathname)?.[1];
  if (!found) return;
  history.replaceState(null, "", `/me${location.search}`);
  keep(found.toUpperCase());
}

function keep(badge) {
  const remembered = localStorage.getItem(place);
  // Another's badge on the same phone is not remembered by itself.
  if (remembered !== null && remembered !== badge) localStorage.removeItem(place);
  sessionStorage.setItem(place, badge);
}

/** The badge's text, or `null` when there is none here. */
export const badge = () => sessionStorage.getItem(place) ?? localStorage.getItem(place);

export const isRemembered = () => localStorage.getItem(place) !== null;

/** Whether the badge stays on this phone when the window is closed. */
export function remember(wanted) {
  if (wanted) localStorage.setItem(place, badge());
  else localStorage.removeItem(place);
}

export function forget() {
  sessionStorage.removeItem(place);
  localStorage.removeItem(place);
}
