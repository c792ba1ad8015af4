// SPDX-License-Identifier: Apache-2.0
// One poster: moved to another board, its board freed, its PDF handed in.

import { insist, post, Problem, request, station } from "/kiosk/lib/api.js";
import { element } from "/kiosk/lib/dom.js";
import { wordsFor } from "/kiosk/lib/problems.js";
import { verdict } from "/kiosk/lib/shapes.js";
import { sound } from "/kiosk/lib/sounds.js";
import { t } from "/kiosk/lib/strings.js";

/** No document is larger. */
const mostBytes = 30_000_000;
const here = station ? `?station=${station}` : "";

/** Opens a poster as the daemon told of it; calls `closed` afterwards. */
export function openPoster(poster, closed) {
  const path = `/posters/${poster.registration}`;
  const word = element("div", { role: "status" });
  const forms = element("div", {});
  const close = element("button", { type: "button", onclick: () => dialog.close() }, t("posters.close"));
  const dialog = element(
    "dialog",
    { id: "poster-dialog", "aria-labelledby": "poster-title" },
    element("div", { class: "title" }, element("h2", { id: "poster-title", dir: "auto" }, poster.title ?? t("posters.untitled")), close),
    element("p", { dir: "auto" }, [poster.badgeName, poster.affiliation].filter(Boolean).join(" · ")),
    word,
    forms,
    sending(path, say),
    ...(poster.document ? [element("p", {}, element("a", { download: "poster.pdf", href: `/api/v1${path}/document${here}` }, t("posters.save")))] : []),
    ...(poster.preview ? [element("img", { src: `/api/v1${path}/preview${here}`, alt: t("posters.picture") })] : []),
  );
  dialog.addEventListener("close", () => {
    dialog.remove();
    closed();
  });

  function say(kind, words) {
    sound(kind);
    word.replaceChildren(verdict(kind, words));
  }

  function show({ hangings }) {
    forms.replaceChildren(...hangings.filter(({ place }) => place).map((hanging) => moving(hanging, path, change)));
  }

  /** The same request again changes nothing, so that it can be sent until an answer comes. */
  async function change(what, body, words) {
    const requestId = crypto.randomUUID();
    try {
      const { poster: fresh } = await insist(() => post(`${path}/${what}`, { ...body, requestId }));
      show(fresh ?? { hangings: [] });
      say("good", words);
    } catch (error) {
      say("stop", wordsFor(error));
    }
  }

  show(poster);
  document.body.append(dialog);
  dialog.showModal();
}

/** Where it hangs in one session, and how that is changed. */
function moving({ place, name, board, standing }, path, change) {
  const number = element("input", { type: "number", inputmode: "numeric", min: 1, max: 10_000, required: true, autocomplete: "off" });
  const actions =
    standing === "withdrawn"
      ? [element("button", { type: "button", onclick: () => change("freedBoards", { place }, t("posters.freed", { board })) }, t("posters.free", { board }))]
      : [element("label", {}, t("posters.move"), number), element("button", { type: "submit" }, t("posters.moveIt"))];
  const form = element("form", { class: "actions", "data-place": place }, element("p", {}, board === null ? t("posters.withoutBoard", { session: name }) : t("posters.at", { session: name, board })), ...actions);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    change("boards", { place, board: number.valueAsNumber }, t("posters.moved", { board: number.value }));
  });
  return form;
}

/** Takes a file from this machine. */
function sending(path, say) {
  const file = element("input", { type: "file", accept: "application/pdf,.pdf", required: true });
  const form = element("form", { class: "actions" }, element("label", {}, t("posters.file"), file), element("button", { type: "submit" }, t("posters.send")));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const [chosen] = file.files;
      if (chosen.size > mostBytes) throw new Problem(413, { code: "documentTooLarge" });
      // Not sent by itself again: a line that breaks may be the answer to what is no poster.
      await request("PUT", `${path}/document`, new Uint8Array(await chosen.arrayBuffer()));
      say("good", t("posters.sent"));
    } catch (error) {
      say("stop", wordsFor(error));
    }
  });
  return form;
}
