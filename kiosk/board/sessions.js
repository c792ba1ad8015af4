// SPDX-License-Identifier: Apache-2.0
// Sessions on the board: what is on in each room, the planner, and a room's day with how many came.

import { get, station } from "/kiosk/lib/api.js";
import { element } from "/kiosk/lib/dom.js";
import { makePlanner } from "/kiosk/lib/planner/planner.js";
import { holdsItsRoom } from "/kiosk/lib/planner/rooms.js";
import { dayOf } from "/kiosk/lib/planner/times.js";
import { listenForScans } from "/kiosk/lib/scanner.js";
import { isolated, t, timeOfDay } from "/kiosk/lib/strings.js";

/** After so many milliseconds the figures of a room's sessions are asked for anew. */
const tableAge = 5000;

/** What is on in a room and until when, or else what is next on this day; nothing where nothing is. */
export function sessionWords(place, programme, { timeZone }) {
  const here = programme.sessions.filter((each) => each.place === place && holdsItsRoom(each));
  const on = here.find(({ phase }) => phase === "running");
  if (on) return [element("strong", { dir: "auto" }, on.title), element("span", { class: "until" }, " · ", t("planner.until", { time: timeOfDay(on.ends, timeZone) }))];
  const today = dayOf(programme.now(), timeZone);
  const [next] = here.filter(({ starts }) => dayOf(Date.parse(starts), timeZone) === today).sort((a, b) => a.starts.localeCompare(b.starts));
  return next ? [element("span", {}, t("planner.next", { time: timeOfDay(next.starts, timeZone), title: isolated(next.title) }))] : [];
}

/** Makes `button`, and F2, open the planner. */
export function openPlanner(button, event, programme) {
  let planner = null;
  let dialog = null;

  function open() {
    if (dialog || document.querySelector("dialog[open]")) return;
    const leave = () => element("button", { id: "close-planner", type: "button", class: "second", onclick: () => dialog.close() }, t("place.back"), " ", element("kbd", {}, "Esc"));
    planner = makePlanner({ event, programme, leave, listsNotes: true });
    dialog = element("dialog", { id: "planner-dialog", "aria-label": t("planner.title") }, planner.element);
    dialog.addEventListener("close", close);
    document.body.append(dialog);
    dialog.showModal();
    planner.enter();
  }

  function close() {
    planner.leave();
    dialog.remove();
    planner = dialog = null;
    button.focus();
  }

  button.append(t("planner.title"), " ", element("kbd", {}, "F2"));
  button.hidden = false;
  button.addEventListener("click", open);
  document.addEventListener("keydown", (pressed) => {
    if (pressed.key !== "F2") return;
    pressed.preventDefault();
    open();
  });
  listenForScans((text) => planner?.scan(text));
}

/** A room's sessions of this day, with how many came; `leave` when they are not shown any more. */
export function placeSessions(place, { timeZone }, programme) {
  const root = element("section", { id: "place-sessions", "aria-label": t("planner.title"), hidden: true });
  const timer = setInterval(show, tableAge);
  let shown = "";
  if (place.kind === "room") show();

  async function show() {
    if (place.kind !== "room") return;
    // The next one comes soon.
    const all = await get("/export/sessions.json").catch(() => null);
    if (!all) return;
    const today = dayOf(programme.now(), timeZone);
    const here = all.filter((each) => each.place === place.id && each.phase !== "withdrawn" && each.starts && dayOf(Date.parse(each.starts), timeZone) === today);
    const news = JSON.stringify(here);
    if (news === shown) return;
    shown = news;
    root.hidden = here.length === 0;
    root.replaceChildren(element("h3", {}, t("planner.ofThisDay")), table(here.sort((a, b) => a.starts.localeCompare(b.starts))), exports());
  }

  function table(rows) {
    const columns = { "planner.time": "time", "planner.session": "title", "planner.host": "host", "planner.peak": "peak", "planner.visitors": "visitors" };
    const head = Object.entries(columns).map(([key, name]) => element("th", { scope: "col", class: name }, t(key)));
    const body = rows.map(({ id, title, host, starts, ends, peak, visitors }) =>
      element(
        "tr",
        { "data-session": id },
        element("td", { class: "time" }, `${timeOfDay(starts, timeZone)}–${timeOfDay(ends, timeZone)}`),
        element("th", { scope: "row", class: "title", dir: "auto" }, title),
        element("td", { class: "host", dir: "auto" }, host ?? "–"),
        element("td", { class: "peak" }, String(peak ?? "–")),
        element("td", { class: "visitors" }, String(visitors ?? "–")),
      ),
    );
    const made = element("table", { class: "figures" }, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...body));
    return element("div", { class: "sheet", tabindex: 0, role: "region", "aria-label": t("planner.ofThisDay") }, made);
  }

  /** Where the figures are, they can be taken away. */
  function exports() {
    const link = (file, words) => element("a", { download: file, href: `/api/v1/export/${file}${station ? `?station=${station}` : ""}` }, words);
    return element("p", { class: "quiet" }, t("board.export"), link("sessions.csv", "CSV"), link("sessions.json", "JSON"));
  }

  return { element: root, leave: () => clearInterval(timer) };
}
