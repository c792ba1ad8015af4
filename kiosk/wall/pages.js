// SPDX-License-Identifier: Apache-2.0
// The wall's pages, in the order in which they are turned.
//
// A page is an object with
//   name            a class of its list
//   title()         the words above it
//   rows({begins})  the list items that it shows, in order; without any it is passed over. As many as fit are shown, and
//                   the rest at the next turns. `begins` when it comes up: under a reader's eyes rows keep their order.
//   all()           the same for a phone, where all pages stand below one another; without it, `rows` is asked
//   tell(state)     takes what the daemon told: `{occupancy}` or `{programme}`; true when its rows are others from then on

import { makeIdeasPage } from "./ideas.js";
import { makeMapPage } from "./map.js";
import { makePostersPage } from "./posters.js";
import { makeProgrammePage } from "./programme.js";
import { makeSpacePage } from "./space.js";
import { makeConductPage, makeLinksPage } from "./words.js";

/** All pages; `wall` has the `event`, and `renew()` for a page that has other rows without being told anything. */
export const makePages = (wall) => [
  makeSpacePage(wall),
  makeProgrammePage(wall),
  makeIdeasPage(wall),
  makePostersPage(wall),
  makeLinksPage(wall),
  makeMapPage(wall),
  makeConductPage(wall),
];
