// SPDX-License-Identifier: Apache-2.0
// All posters for organizers: who hangs where and how often that was visited, and who has no board and why.

import { get, station } from "/kiosk/lib/api.js";
import { element } from "/kiosk/lib/dom.js";
import { shape } from "/kiosk/lib/shapes.js";
import { t } from "/kiosk/lib/strings.js";
import { openPoster } from "./poster.js";

const here = station ? `?station=${station}` : "";

/** Makes `button` open the posters, where the event has poster sessions. */
export async function openPosters(button) {
  const told = await get("/posters").catch(() => null);
  if (told && !told.sessions.length) return;
  button.textContent = t("posters.title");
  button.hidden = false;
  button.addEventListener("click", show);
}

async function show() {
  const sheet = element("div", { class: "sheet", tabindex: 0, role: "region", "aria-labelledby": "posters-title" });
  const close = element("button", { type: "button", onclick: () => dialog.close() }, t("posters.close"));
  const dialog = element(
    "dialog",
    { id: "posters-dialog", "aria-labelledby": "posters-title" },
    element("div", { class: "title" }, element("h2", { id: "posters-title" }, t("posters.title")), close),
    element(
      "p",
      { class: "links" },
      element("a", { download: "poster-labels.pdf", href: `/api/v1/posters/labels.pdf${here}` }, t("posters.labels")),
      element("a", { download: "posters.csv", href: `/api/v1/export/posters.csv${here}` }, t("posters.table")),
    ),
    sheet,
  );
  document.getElementById(dialog.id)?.remove();
  document.body.append(dialog);
  dialog.showModal();
  /** One dialog at a time: the list makes room for a poster, and comes back as it is then. */
  const open = (poster) => {
    dialog.close();
    openPoster(poster, () => {
      dialog.showModal();
      fill(sheet, open);
    });
  };
  await fill(sheet, open);
}

async function fill(sheet, open) {
  // What cannot be had is said by the line's own banner.
  const told = await get("/posters").catch(() => null);
  if (!told) return;
  const counts = new Map(await Promise.all(told.sessions.map(async ({ place }) => [place, (await get(`/places/${place}/boards`).catch(() => null))?.boards ?? []])));
  const rows = told.posters.flatMap((poster) => poster.hangings.map((hanging) => ({ poster, hanging })));
  const troubled = rows.filter(({ hanging }) => hanging.standing !== "hangs");
  const parts = told.sessions.map((session) => sessionTable(session, rows, counts.get(session.place), open));
  sheet.replaceChildren(...(troubled.length ? [troubleTable(troubled, open)] : []), ...parts, ...(rows.length ? [] : [element("p", {}, t("posters.none"))]));
}

const sessionName = ({ name, session }) => name ?? t("posters.session", { session });

/** Those without a board, or with one that nobody uses, each with the reason. */
function troubleTable(rows, open) {
  const missing = rows.filter(({ hanging }) => hanging.board === null).length;
  const lines = rows.map(({ poster, hanging }) =>
    element(
      "tr",
      { "data-standing": hanging.standing },
      element("td", {}, sessionName(hanging)),
      element("td", { class: "board figures" }, hanging.board === null ? "–" : String(hanging.board)),
      ...posterCells(poster, open, element("span", { class: "why" }, shape("look"), t(`posters.${hanging.standing}`, { session: hanging.session }))),
    ),
  );
  return element("section", {}, element("h3", {}, t("posters.missing", { count: missing })), element("table", {}, element("tbody", {}, ...lines)));
}

function sessionTable(session, rows, counts, open) {
  const own = rows.filter(({ hanging }) => hanging.place === session.place && hanging.standing === "hangs").sort((a, b) => a.hanging.board - b.hanging.board);
  const head = ["board", "poster", "by", "visits", "document"].map((key) => element("th", { scope: "col", class: key }, t(`posters.${key}`)));
  const lines = own.map(({ poster, hanging }) => {
    const count = counts.find(({ board }) => board === hanging.board);
    return element(
      "tr",
      { "data-board": hanging.board },
      element("td", { class: "board figures" }, String(hanging.board)),
      ...posterCells(poster, open),
      element("td", { class: "visits figures" }, String(count?.visits ?? 0)),
      element("td", { class: "document" }, poster.document ? t("posters.handedIn") : "–"),
    );
  });
  return element("section", { "data-session": session.place }, element("h3", {}, session.name), element("table", {}, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...lines)));
}

function posterCells(poster, open, why = null) {
  const button = element("button", { type: "button", class: "open", dir: "auto", onclick: () => open(poster) }, poster.title ?? t("posters.untitled"));
  return [element("th", { scope: "row", class: "poster" }, button, why), element("td", { dir: "auto" }, [poster.badgeName, poster.affiliation].filter(Boolean).join(" · "))];
}
