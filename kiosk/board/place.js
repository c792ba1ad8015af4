// SPDX-License-Identifier: Apache-2.0
// One place: its day as a step line with head counts, and what a volunteer can set right.

import { get, insist, post } from "/kiosk/lib/api.js";
import { element } from "/kiosk/lib/dom.js";
import { openingWords } from "/kiosk/lib/opening.js";
import { wordsFor } from "/kiosk/lib/problems.js";
import { verdict } from "/kiosk/lib/shapes.js";
import { sound } from "/kiosk/lib/sounds.js";
import { isolated, t, timeOfDay } from "/kiosk/lib/strings.js";

const svgNamespace = "http://www.w3.org/2000/svg";
const margin = 36;
/** The chart is drawn narrow on a phone, and low on a low screen, so that its figures stay large enough to read. */
const isPhone = matchMedia("(max-width: 30rem)");
const isLow = matchMedia("(max-height: 45rem)");
/** After so many milliseconds the boards' figures are asked for anew. */
const boardsAge = 5000;
/** So many boards stand in one table. */
const tableLength = 8;

/** Opens a dialog on `place`, with its `sessions` if they are known; `update` keeps its figures fresh while it is open. */
export function openPlace(place, event, sessions) {
  let requestId = crypto.randomUUID();
  const figures = element("p", { class: "medium figures", role: "status" });
  const chart = element("div", { class: "chart" });
  const dwell = element("p", { class: "quiet" });
  const boards = element("div", { class: "boards", tabindex: 0, role: "region", "aria-label": t("place.boards"), hidden: true });
  let isOpen = place.open;
  const turn = element("button", { id: "turn-place", type: "button", class: "second", onclick: () => send(isOpen ? "closings" : "openings", {}) });
  const word = element("div", { role: "status" });
  const count = element("input", { id: "head-count", inputmode: "numeric", autocomplete: "off" });
  const form = element(
    "form",
    { class: "actions" },
    element("label", {}, t("place.headCount"), count),
    element("button", { id: "set-count" }, t("place.setCount")),
    element("button", { id: "empty", type: "button", class: "second", onclick: () => send("clearances", {}) }, t("place.empty")),
    turn,
  );
  const close = element("button", { id: "close", type: "button", class: "second", onclick: () => dialog.close() }, t("place.back"), " ", element("kbd", {}, "Esc"));
  const dialog = element("dialog", { id: "place-dialog", "aria-label": place.name }, element("div", { class: "title" }, element("h2", {}, place.name), close), figures, chart, dwell, form, word, boards, sessions?.element ?? "");
  // Visits by people who are inside already change no figure that would be told.
  const hasBoards = place.kind === "posterSession";
  const timer = hasBoards ? setInterval(showBoards, boardsAge) : undefined;
  if (hasBoards) showBoards();
  dialog.addEventListener("close", () => {
    clearInterval(timer);
    sessions?.leave();
    for (const shape of [isPhone, isLow]) shape.removeEventListener("change", redraw);
    dialog.remove();
  });
  form.addEventListener("submit", (submitted) => {
    submitted.preventDefault();
    const counted = /^\d{1,6}$/.test(count.value.trim()) ? Number(count.value) : NaN;
    if (Number.isNaN(counted)) return tell("stop", t("place.noNumber"));
    send("recounts", { count: counted });
  });

  async function send(what, body) {
    try {
      const fresh = await insist(() => post(`/places/${place.id}/${what}`, { ...body, requestId }));
      count.value = "";
      tell("good", t(done[what], { inside: fresh.inside }));
      update(fresh);
    } catch (error) {
      tell("stop", wordsFor(error));
    }
    requestId = crypto.randomUUID();
  }

  function tell(kind, words) {
    sound(kind);
    word.replaceChildren(verdict(kind, words));
  }

  function update(fresh) {
    figures.textContent = [t("place.inside", { inside: fresh.inside, capacity: fresh.capacity }), openingWords(fresh, event.timeZone), recountWords(fresh, event)].filter(Boolean).join(" · ");
    isOpen = fresh.open;
    turn.textContent = t(isOpen ? "place.closeIt" : "place.openIt");
    draw();
  }

  let drawn = 0;
  /** Draws what is known again, in another shape. */
  let drawing = () => {};
  const redraw = () => drawing();
  for (const shape of [isPhone, isLow]) shape.addEventListener("change", redraw);

  async function draw() {
    const turn = ++drawn;
    const series = await insist(() => get(`/places/${place.id}/series`));
    if (turn !== drawn || !dialog.isConnected) return;
    drawing = () => chart.replaceChildren(lines(series, place, event), table(series, event));
    drawing();
    dwell.textContent = series.medianDwellSeconds === null ? "" : t("place.dwell", { minutes: Math.round(series.medianDwellSeconds / 60) });
  }

  async function showBoards() {
    // The next one comes soon.
    const told = await get(`/places/${place.id}/boards`).catch(() => null);
    if (!told?.boards.length) return;
    boards.replaceChildren(element("h3", {}, t("place.boards")), ...boardTables(told));
    boards.hidden = false;
  }

  document.body.append(dialog);
  dialog.showModal();
  count.focus();
  update(place);
  return { update, isOpen: () => dialog.open };
}

/** What was done, by what was asked for. */
const done = { recounts: "place.counted", clearances: "place.emptied", openings: "place.opened", closings: "place.closed" };

/** "34, counted 37 at 14:05", where somebody counted. */
export function recountWords({ lastRecount }, event) {
  return lastRecount && t("place.recounted", { before: lastRecount.before, count: lastRecount.count, time: timeOfDay(lastRecount.at, event.timeZone) });
}

/** The step line, with a mark at each head count. */
function lines(series, place, event) {
  const [width, height] = [isPhone.matches ? 340 : 720, isLow.matches ? 132 : 240];
  const svg = draw("svg", { viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": t("place.chart", { name: place.name }) });
  const steps = series.steps;
  const end = new Date(series.to).getTime();
  const start = steps.length > 0 ? new Date(steps[0].at).getTime() : end - 3_600_000;
  const top = Math.max(place.capacity, ...steps.map((step) => step.inside), 1);
  const x = (time) => margin + ((time - start) / Math.max(1, end - start)) * (width - 2 * margin);
  const y = (inside) => height - margin - (inside / top) * (height - 2 * margin);
  svg.append(draw("line", { class: "limit", x1: margin, x2: width - margin, y1: y(place.capacity), y2: y(place.capacity) }));
  svg.append(label(margin - 6, y(place.capacity) + 4, "end", place.capacity), label(margin - 6, y(0) + 4, "end", 0));
  svg.append(label(margin, height - 10, "start", timeOfDay(new Date(start).toISOString(), event.timeZone)), label(width - margin, height - 10, "end", timeOfDay(series.to, event.timeZone)));
  let path = `M ${x(start)} ${y(0)}`;
  for (const step of steps) path += ` H ${x(new Date(step.at).getTime())} V ${y(step.inside)}`;
  svg.append(draw("path", { class: "figure", d: `${path} H ${x(end)}` }));
  for (const step of steps.filter(({ cause }) => cause === "recounted")) {
    svg.append(draw("circle", { class: "recount", cx: x(new Date(step.at).getTime()), cy: y(step.inside), r: 6 }));
  }
  return svg;
}

/** The same for whoever does not see the picture: each head count and clearance, and how many came and went. */
function table(series, event) {
  const came = series.steps.filter(({ cause }) => cause === "entered").length;
  const went = series.steps.filter(({ cause }) => cause === "left").length;
  const at = (time) => timeOfDay(time, event.timeZone);
  const counts = series.steps.filter(({ cause }) => cause === "recounted" || cause === "cleared");
  const turns = series.turns.map((turn) => ({ at: turn.at, words: turnWords(turn, at(turn.at)) }));
  const marks = [...counts.map((step) => ({ at: step.at, words: t(`place.${step.cause}At`, { time: at(step.at), inside: step.inside }) })), ...turns];
  marks.sort((a, b) => a.at.localeCompare(b.at));
  return element(
    "ul",
    { class: "quiet" },
    element("li", {}, t("place.flow", { came, went })),
    ...(series.letIns.length ? [element("li", { class: "let-ins" }, letInWords(series.letIns))] : []),
    ...marks.slice(-5).map(({ words }) => element("li", {}, words)),
  );
}

/** How many were let in over the limit, and who let them in. */
function letInWords(letIns) {
  const counts = new Map();
  for (const { by } of letIns) counts.set(by, (counts.get(by) ?? 0) + 1);
  const names = [...counts].map(([name, count]) => (counts.size > 1 ? `${isolated(name)} (${count})` : isolated(name)));
  return t("place.letIns", { count: letIns.length, names: names.join(", ") });
}

function turnWords({ open, by }, time) {
  if (by === null) return t(open ? "place.openedAt" : "place.closedAt", { time });
  return t(open ? "place.openedBy" : "place.closedBy", { time, name: isolated(by) });
}

/** How often each board was visited, and by how many people: a table for some boards each, which stand side by side. */
function boardTables({ boards }) {
  const rows = boards.map(({ board, visits, people }) => {
    const cells = [visits, people].map((figure) => element("td", {}, String(figure)));
    return element("tr", { "data-board": board }, element("th", { scope: "row" }, String(board)), ...cells);
  });
  const tables = [];
  for (let first = 0; first < rows.length; first += tableLength) {
    const head = ["place.board", "place.visits", "place.people"].map((key) => element("th", { scope: "col" }, t(key)));
    const body = element("tbody", {}, ...rows.slice(first, first + tableLength));
    tables.push(element("table", { class: "figures" }, element("thead", {}, element("tr", {}, ...head)), body));
  }
  return tables;
}

function draw(name, attributes) {
  const made = document.createElementNS(svgNamespace, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function label(x, y, anchor, text) {
  const made = draw("text", { x, y, "text-anchor": anchor });
  made.textContent = text;
  return made;
}
