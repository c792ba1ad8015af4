// SPDX-License-Identifier: Apache-2.0
// One session: what is known of it, and what can be done with it now.

import { element } from "../dom.js";
import { isolated, t } from "../strings.js";
import { cardOf } from "./card.js";
import { mayGoOn } from "./rooms.js";
import { dayOf, quarter } from "./times.js";
import { interestWords, quoted, slotWords } from "./words.js";

export function openSession(planner, id) {
  const { event, programme } = planner;
  const title = element("h2", { id: "session-title", tabindex: "-1", dir: "auto" });
  const facts = element("dl", { class: "facts" });
  const about = element("p", { class: "about", dir: "auto" });
  const actions = element("div", { class: "actions" });
  const card = cardOf(planner, id);
  const root = element("article", { id: "session", class: "session", "aria-labelledby": "session-title" }, title, facts, about, actions);
  let drawn = "";

  const today = () => dayOf(programme.now(), event.timeZone);
  const where = (session) => slotWords(session, programme, event.timeZone, today());

  function draw() {
    const session = programme.session(id);
    if (!session) return;
    const inside = session.phase === "running" ? programme.room(session.place)?.inside : null;
    const can = deeds(session);
    const news = JSON.stringify([session, inside, can.map(({ key }) => key)]);
    if (news === drawn) return;
    drawn = news;
    const focused = actions.contains(document.activeElement) ? document.activeElement.id : null;
    title.textContent = session.title;
    about.textContent = session.description ?? "";
    about.hidden = !session.description;
    const rows = [
      ["planner.state", t(`planner.phase.${session.phase}`)],
      ["planner.where", session.place && where(session)],
      ["planner.host", session.host ?? t("planner.noHost")],
      ["planner.interest", interestWords(session.interested)],
      ["planner.insideNow", inside ?? null],
      ["planner.mergedInto", session.mergedInto && programme.session(session.mergedInto)?.title],
    ].filter(([, value]) => value !== null && value !== undefined);
    facts.replaceChildren(...rows.flatMap(([key, value]) => [element("dt", {}, t(key)), element("dd", { dir: "auto" }, String(value))]));
    const buttons = can.map(({ key, press }, index) => element("button", { id: `do-${key}`, type: "button", class: index === 0 ? "" : "second", onclick: press }, t(`planner.do.${key}`)));
    const printing = card.print && element("button", { id: "print-card", type: "button", class: "second", onclick: card.print }, t("card.print"));
    actions.replaceChildren(...buttons, ...[printing, card.link].filter(Boolean), element("button", { id: "to-overview", type: "button", class: "second", onclick: () => planner.overview(id) }, t("planner.back")));
    if (focused) (actions.querySelector(`#${focused}`) ?? title).focus();
  }

  /** What can be done, the likeliest first. */
  function deeds(session) {
    const place = { key: session.phase === "proposed" ? "place" : "move", press: () => planner.place(session) };
    const merge = { key: "merge", press: () => planner.merge(session) };
    const reword = { key: "reword", press: () => planner.reword(session) };
    const longer = { key: "longer", press: () => lengthen(session) };
    const end = { key: session.phase === "running" ? "end" : "withdraw", press: () => finish(session) };
    switch (session.phase) {
      case "proposed":
        return [place, merge, reword, end];
      case "planned":
        return [{ key: "start", press: () => start(session) }, place, longer, merge, reword, end];
      case "running":
        return [longer, place, merge, reword, end];
      case "over":
        return mayGoOn(session, programme.now()) ? [longer, reword] : session.endedAt && Date.parse(session.ends) > programme.now() ? [reopening(session), reword] : [reword];
      default:
        return [reopening(session), reword];
    }
  }

  const path = (what) => `/sessions/${id}/${what}`;
  const slotOf = ({ place, starts, ends }) => ({ place, starts, ends });

  function start(session) {
    planner.act({
      path: path("starts"),
      body: { place: session.place },
      words: (fresh) => t("planner.started", { title: quoted(fresh), slot: where(fresh) }),
      undo: () => (Date.parse(session.starts) > programme.now() ? { path: path("moves"), body: slotOf(session) } : undefined),
    });
  }

  /** A quarter of an hour more; when the time has run out, from now on. */
  function lengthen(session) {
    const end = Date.parse(session.ends);
    const ends = new Date(session.phase === "over" ? Math.max(end, programme.now()) + quarter : end + quarter).toISOString();
    planner.act({
      path: path("moves"),
      body: { ...slotOf(session), ends },
      words: (fresh) => t("planner.moved", { title: quoted(fresh), slot: where(fresh) }),
      undo: () => (end > programme.now() ? { path: path("moves"), body: slotOf(session) } : { path: path("ends"), body: {} }),
    });
  }

  function finish(session) {
    planner.act({
      path: path("ends"),
      body: {},
      words: (fresh) => t(fresh.phase === "withdrawn" ? "planner.withdrawn" : "planner.ended", { title: quoted(fresh) }),
      undo: () => ({ path: path("reopenings"), body: {} }),
    });
  }

  function reopening(session) {
    return {
      key: "reopen",
      press: () =>
        planner.act({
          path: path("reopenings"),
          body: {},
          words: (fresh) => t("planner.reopened", { title: quoted(fresh) }),
          undo: () => (session.mergedInto ? { path: path("merges"), body: { into: session.mergedInto } } : { path: path("ends"), body: {} }),
        }),
    };
  }

  const stop = programme.onChange(draw);
  draw();

  return {
    element: root,
    enter: () => title.focus(),
    leave() {
      stop();
      card.leave();
    },
    focus: () => title.focus(),
    /** Whoever holds up a badge here would come. */
    takeBadge: ({ text, name }) =>
      planner.act({
        path: path("interests"),
        body: { badge: text },
        stays: true,
        words: (fresh) => t("planner.comes", { name: name ? isolated(name) : t("planner.somebody"), title: quoted(fresh), interest: interestWords(fresh.interested) }),
      }),
  };
}
