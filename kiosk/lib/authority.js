// SPDX-License-Identifier: Apache-2.0
// The box's own certificate authority, and the fingerprint by which a person knows it.

import { get } from "./api.js";
import { element } from "./dom.js";

/** The authority, or `null` where the box has none of its own or does not answer: then there is nothing to say of it. */
export async function boxAuthority() {
  const { authority } = await get("/public/certificate").catch(() => ({ authority: null }));
  return authority;
}

/** A fingerprint in fours of pairs, which a person compares one by one. */
export function fingerprint(authority) {
  const fours = authority.fingerprint.match(/(?:\w\w:?){1,4}/g);
  return element("p", { class: "fingerprint" }, ...fours.map((four) => element("span", {}, four)));
}
