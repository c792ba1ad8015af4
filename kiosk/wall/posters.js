// SPDX-License-Identifier: Apache-2.0
// The posters of the sessions that are on: board by board, with the poster itself where it was handed in.

import { get, station } from "/kiosk/lib/api.js";
import { element } from "/kiosk/lib/dom.js";
import { t } from "/kiosk/lib/strings.js";

/** How often the daemon is asked, in milliseconds. */
const pause = 10_000;

export function makePostersPage({ renew }) {
  let told = "";
  let sessions = [];
  let rows = [];

  async function ask() {
    // Cut off, the wall shows what it knows, and says so.
    const fresh = await get("/posters").catch(() => null);
    if (!fresh) return;
    const on = fresh.sessions.filter(({ on }) => on);
    const hanging = fresh.posters.flatMap((poster) => poster.hangings.filter(({ place }) => on.some((session) => session.place === place)).map((hanging) => ({ ...poster, ...hanging })));
    hanging.sort((a, b) => a.session - b.session || a.board - b.board);
    const now = JSON.stringify([on.map(({ name }) => name), hanging]);
    if (now === told) return;
    told = now;
    sessions = on;
    rows = hanging.map((poster) => makeRow(poster, on.length > 1));
    renew();
  }

  ask();
  setInterval(ask, pause);
  return {
    name: "posters",
    title: () => t("wall.posters", { sessions: sessions.map(({ name }) => name).join(" · ") }),
    rows: () => rows,
  };
}

/** Where two sessions are on at once, each poster says which is its own. */
function makeRow(poster, saysSession) {
  const owner = [poster.badgeName, poster.affiliation].filter(Boolean).flatMap((words, index) => [index ? " · " : "", element("bdi", {}, words)]);
  return element(
    "li",
    { class: "poster", "data-board": poster.board },
    element("span", { class: "board figures" }, String(poster.board)),
    element(
      "span",
      { class: "what" },
      element("span", { class: "title", dir: "auto" }, poster.title),
      element("span", { class: "owner quiet" }, ...owner, ...(saysSession ? [" · ", poster.name] : [])),
    ),
    poster.preview ? element("img", { src: picture(poster), alt: "", loading: "lazy" }) : null,
  );
}

const picture = ({ registration, document }) => `/api/v1/posters/${registration}/preview?version=${document.slice(0, 8)}${station ? `&station=${station}` : ""}`;
