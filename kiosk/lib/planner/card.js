// SPDX-License-Identifier: Apache-2.0
// A session's card for the whiteboard: printed, and followed until it is in the tray; or as a PDF.

import { get, insist, post, Problem, station } from "../api.js";
import { element } from "../dom.js";
import { wordsFor } from "../problems.js";
import { verdict } from "../shapes.js";
import { sound } from "../sounds.js";
import { known, t } from "../strings.js";

const lookAgainAfter = 700;
const hasEnded = (state) => ["printed", "failed", "unknown"].includes(state);

/** What is done with the card of the session `id`; `print` is nothing where no printer prints cards. */
export function cardOf(planner, id) {
  const leaving = new AbortController();
  const { signal } = leaving;
  const query = station ? `?station=${station}` : "";
  const link = element("a", { id: "card-pdf", class: "button second", download: "card.pdf", href: `/api/v1/sessions/${id}/card.pdf${query}` }, t("card.pdf"));
  let isBusy = false;
  let told = "";

  async function press() {
    if (isBusy) return;
    isBusy = true;
    told = "";
    // Made once: however often it is sent, it is one card.
    const requestId = crypto.randomUUID();
    try {
      const { printJob } = await insist(() => post(`/sessions/${id}/cards`, { requestId }, { signal }));
      await follow(printJob);
    } catch (error) {
      if (error instanceof Problem) tell("failed", "stop", wordsFor(error));
      else if (error.name !== "AbortError") throw error;
    } finally {
      isBusy = false;
    }
  }

  /** Until the job has ended, or nobody looks any more. */
  async function follow(job) {
    for (;;) {
      if (signal.aborted) return;
      tell(job.state, ...describe(job));
      if (hasEnded(job.state)) return;
      await new Promise((resolve) => setTimeout(resolve, lookAgainAfter));
      const path = `/print-jobs/${job.id}`;
      job = await insist(() => get(path, { signal }));
    }
  }

  function describe({ state, reasons, printer }) {
    const words = reasons.map((reason) => known(`card.reason.${reason}`) ?? known(`printer.${reason}`) ?? reason.replaceAll("-", " ")).join(" ");
    const named = { printer: printer.name };
    if (state === "printed") return ["good", t("card.printed", named)];
    if (state === "failed") return ["stop", `${t("card.failed", named)} ${words}`];
    if (state === "unknown") return ["look", t("card.unknown", named)];
    return words ? ["look", `${t("card.waits", named)} ${words}`] : ["look", t("card.printing", named)];
  }

  function tell(state, kind, words) {
    const news = `${state} ${words}`;
    if (told === news) return;
    told = news;
    planner.word.replaceChildren(element("div", { id: "card-state", "data-state": state }, verdict(kind, words)));
    if (hasEnded(state)) sound(kind);
  }

  return { link, print: planner.event.printsCards ? press : null, leave: () => leaving.abort() };
}
