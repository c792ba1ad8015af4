// SPDX-License-Identifier: Apache-2.0
// The sessions at a room's door: what is on and what comes next, and starting and ending one by a badge. All of it is the
// daemon's to decide; cut off, the door says so and goes on counting.

import { LineDown, post, Problem, station } from "/kiosk/lib/api.js";
import { byID, element, write } from "/kiosk/lib/dom.js";
import { wordsFor } from "/kiosk/lib/problems.js";
import { followSessions, Programme, timeWords } from "/kiosk/lib/sessions.js";
import { verdict } from "/kiosk/lib/shapes.js";
import { sound } from "/kiosk/lib/sounds.js";
import { isolated, t } from "/kiosk/lib/strings.js";
import { endedParts, formParts, ideaParts, ideasParts, waitingParts, wouldCome } from "./session-steps.js";

/** An open panel without input closes after so many seconds. */
const idleSeconds = 60;
/** How long a host is asked for notes. */
const notesSeconds = 20;
/** A planned session may be started so long before its time. */
const earlyMilliseconds = 30 * 60_000;
/** The same badge again within so many milliseconds is one scan, held up twice. */
const doubleScan = 5000;
const patience = 2500;
const verdictMilliseconds = 4000;
/** After these the badge was not the right one, and another may be held up. */
const badgeProblems = ["unreadable", "foreign", "forged", "revoked", "unknownBadge", "notIssued", "notCheckedIn", "notTheHost"];
const wordingProblems = ["titleMissing", "textTooLong", "textUnprintable"];

/**
 * The sessions of a room's door: `standing` tells what the door knows of its place, and `present` shows a verdict.
 */
export const makeSessions = (door) => new Sessions(door);

class Sessions {
  #place;
  #event;
  #standing;
  #present;
  #programme = new Programme([]);
  #isDown = false;
  /** What the next badge is for: `{ path, body, done }`; `null` while badges are counted as ever. */
  #waits = null;
  /** Whether a badge is asked for, and the number of the step, which tells whether an answer still finds it. */
  #asksForBadge = false;
  #step = 0;
  /** The badge that was taken last, with when, and what was said to it. */
  #taken = null;
  /** What was typed, and the identifier of the session that it is to be. */
  #draft = null;
  /** Shows the open step anew when the sessions have changed; `null` where that changes nothing. */
  #renew = null;
  #timer;
  #words = element("div", { id: "session-words" });
  #buttons = {
    start: this.#button("session-start", "", () => this.#ask()),
    early: this.#button("session-early", "second", () => this.#startPlanned()),
    ideas: this.#button("session-ideas", "second", () => this.#showIdeas()),
    end: this.#button("session-end", "second", () => this.#askToEnd()),
  };
  #panel = element("section", { id: "session-panel", role: "dialog", "aria-labelledby": "session-heading", hidden: true });

  constructor({ place, event, standing, present }) {
    this.#place = place;
    this.#event = event;
    this.#standing = standing;
    this.#present = present;
    byID("idle").append(element("div", { id: "sessions" }, this.#words, element("div", { class: "actions" }, ...Object.values(this.#buttons))));
    byID("idle").after(this.#panel);
    document.addEventListener("keydown", ({ key }) => {
      if (key === "Escape" && !this.#panel.hidden) this.close();
    });
    for (const kind of ["keydown", "input", "pointerdown"]) this.#panel.addEventListener(kind, () => this.#panel.hidden || this.#wait());
    document.addEventListener("line-down", () => this.#lineIs(false));
    document.addEventListener("line-up", () => this.#lineIs(true));
    followSessions(station, (programme) => {
      this.#programme = programme;
      this.update();
      this.#renew?.();
    });
  }

  /** Shows anew what is on, and what can be done. */
  update() {
    const { running, next } = this.#here();
    const lines = [
      running && element("p", { id: "session-now" }, titleOf(running), quiet(this.#wordsOf(running, true))),
      next && element("p", { id: "session-next" }, quiet(t("sessions.next")), titleOf(next), quiet(this.#wordsOf(next, false))),
      this.#isDown && element("p", { class: "cut-off" }, t("sessions.needsLine")),
    ].filter(Boolean);
    const told = lines.map((line) => line.outerHTML).join("");
    if (this.#words.dataset.told !== told) this.#words.replaceChildren(...lines);
    this.#words.dataset.told = told;
    const isFree = !running && this.#standing().opening.open;
    const isEarly = isFree && next && Date.parse(next.starts) - Date.now() < earlyMilliseconds;
    const ideas = this.#programme.proposals.length;
    this.#offer("start", isFree, t("sessions.start"));
    this.#offer("early", isEarly, t("sessions.early"));
    this.#offer("ideas", ideas > 0, t("sessions.ideas", { count: ideas }));
    // A session of the organizers has no badge that could end it here.
    this.#offer("end", running?.host, t("sessions.end"));
  }

  /** Takes a scanned text if it is meant for a session; of any other, nothing is known here. */
  takes(text) {
    const isTwin = this.#taken?.text === text && performance.now() - this.#taken.at < doubleScan;
    if (isTwin) {
      this.#taken.again?.();
      return true;
    }
    if (!this.#waits) return false;
    this.#taken = { text, at: performance.now() };
    this.#send(this.#waits, this.#taken);
    return true;
  }

  /** Closes the panel; what was typed is forgotten. */
  close() {
    clearTimeout(this.#timer);
    this.#step += 1;
    this.#waits = this.#renew = this.#draft = null;
    this.#asksForBadge = false;
    const hadFocus = this.#panel.contains(document.activeElement);
    this.#panel.hidden = true;
    this.#panel.replaceChildren();
    if (hadFocus) Object.values(this.#buttons).find((button) => !button.hidden)?.focus();
  }

  // What is on

  #here() {
    return { running: this.#programme.running(this.#place.id), next: this.#programme.next(this.#place.id) };
  }

  #wordsOf(session, isRunning) {
    return [session.host && isolated(session.host), timeWords(session, this.#event.timeZone, isRunning)].filter(Boolean).join(" · ");
  }

  #button(id, kind, press) {
    return element("button", { id, type: "button", class: kind, hidden: true, onclick: press });
  }

  #offer(name, isOffered, words) {
    const button = this.#buttons[name];
    button.hidden = !isOffered || this.#isDown;
    if (isOffered) write(button, words);
  }

  // The panel

  #show(parts, { waits = null, renew = null, focus, seconds = idleSeconds } = {}) {
    this.#step += 1;
    this.#waits = waits;
    this.#asksForBadge = waits !== null;
    this.#renew = renew;
    this.#panel.replaceChildren(...parts, element("div", { id: "session-word", role: "status" }));
    this.#panel.hidden = false;
    this.#panel.scrollTop = 0;
    this.#wait(seconds);
    (focus ? this.#panel.querySelector(focus) : null)?.focus();
  }

  /** Begins the time anew after which it closes by itself. */
  #wait(seconds = idleSeconds) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.close(), 1000 * seconds);
  }

  #tell(kind, words) {
    sound(kind);
    byID("session-word")?.replaceChildren(verdict(kind, words));
  }

  #lineIs(up) {
    this.#isDown = !up;
    this.update();
    if (this.#panel.hidden) return;
    if (up) return byID("session-word").replaceChildren();
    // Badges are counted again; what was typed stands.
    if (this.#asksForBadge) this.#draft ? this.#ask() : this.close();
    if (!this.#panel.hidden) this.#tell("stop", t("sessions.needsLine"));
  }

  // Starting a new one

  #ask(problem) {
    this.#draft ??= { title: "", description: "" };
    const next = (typed) => {
      Object.assign(this.#draft, typed, { requestId: crypto.randomUUID() });
      if (!typed.title) return this.#tell("stop", t("problem.titleMissing"));
      if (this.#isDown) return this.#tell("stop", t("sessions.needsLine"));
      this.#waitForHost();
    };
    this.#show(formParts(this.#draft, next, () => this.close()), { focus: "#session-title" });
    if (problem) this.#tell("stop", problem);
  }

  #waitForHost() {
    const { title, description, requestId } = this.#draft;
    const { next } = this.#here();
    const body = { title, description: description || null, place: this.#place.id, requestId };
    const hint = next ? t("sessions.hostUntilNext", { time: timeWords(next, this.#event.timeZone) }) : t("sessions.host");
    this.#show(waitingParts(t("sessions.startTitle"), title, hint, () => this.close(), () => this.#ask()), {
      waits: { path: "", body, done: (session) => this.#hasStarted(session) },
      focus: "#session-close",
    });
  }

  #hasStarted(session) {
    this.close();
    return ["started", t("sessions.started"), `${isolated(session.title)} · ${timeWords(session, this.#event.timeZone)}`];
  }

  // Starting a planned one, or an idea

  #startPlanned() {
    const { next } = this.#here();
    if (next) this.#start(next, { ends: next.ends });
  }

  #start(session, { ends = null } = {}) {
    const body = { place: this.#place.id, ends, requestId: crypto.randomUUID() };
    this.#send({ path: `/${session.id}/starts`, body, done: (started) => this.#hasStarted(started) });
  }

  #showIdeas(from) {
    const ideas = this.#programme.proposals;
    if (!ideas.length) return this.close();
    const focused = document.activeElement?.dataset?.session;
    this.#show(ideasParts(ideas, (idea) => this.#showIdea(idea), () => this.close()), { renew: () => this.#showIdeas() });
    const wanted = this.#panel.querySelector(`[data-session="${from ?? focused}"]`) ?? this.#panel.querySelector("[data-session]");
    wanted.focus();
  }

  #showIdea({ id }) {
    const idea = this.#programme.proposals.find((each) => each.id === id);
    if (!idea) return this.#showIdeas();
    const isFree = !this.#here().running && this.#standing().opening.open;
    const focused = this.#panel.contains(document.activeElement) && document.activeElement.id;
    const back = () => this.#showIdeas(id);
    this.#show(ideaParts(idea, { start: isFree && (() => this.#start(idea)), come: () => this.#askWhoComes(idea), back }), { renew: () => this.#showIdea(idea) });
    (this.#panel.querySelector(`#${focused || "none"}`) ?? this.#panel.querySelector("#idea-come")).focus();
  }

  #askWhoComes(idea) {
    const done = (session) => {
      if (!this.#panel.hidden) this.#showIdea(session);
      return ["interested", t("sessions.noted"), wouldCome(session)];
    };
    const body = { requestId: crypto.randomUUID() };
    this.#show(waitingParts(t("sessions.comeTitle"), idea.title, t("sessions.come"), () => this.close(), () => this.#showIdea(idea)), {
      waits: { path: `/${idea.id}/interests`, body, done },
      focus: "#session-close",
    });
  }

  // Ending

  #askToEnd() {
    const { running } = this.#here();
    if (!running) return;
    const done = (session) => {
      this.#show(endedParts(session, () => this.close()), { focus: "#session-close", seconds: notesSeconds });
      return ["ended", t("sessions.ended"), isolated(session.title)];
    };
    this.#show(waitingParts(t("sessions.endTitle"), running.title, t("sessions.endHint", { name: isolated(running.host) }), () => this.close()), {
      waits: { path: `/${running.id}/ends`, body: { requestId: crypto.randomUUID() }, done },
      focus: "#session-close",
    });
  }

  // Asking the daemon

  /** Asks once, and once more if no answer comes: the same request twice is one. */
  async #send(wish, taken) {
    this.#waits = null;
    if (!this.#panel.hidden) this.#wait();
    const step = this.#step;
    const body = taken ? { ...wish.body, badge: taken.text } : wish.body;
    const ask = () => post(`/sessions${wish.path}`, body, { signal: AbortSignal.timeout(patience) });
    try {
      const { session } = await ask().catch((error) => (passes(error) ? ask() : Promise.reject(error)));
      this.#say(taken, "good", ...wish.done(session));
    } catch (error) {
      this.#refused(wish, taken, error, step === this.#step && !this.#panel.hidden);
    }
  }

  /** `isThere` while the step that asked is still shown. */
  #refused(wish, taken, error, isThere) {
    const { code } = error;
    if (wordingProblems.includes(code) && isThere && this.#draft) {
      this.#taken = null;
      return this.#ask(wordsFor(error));
    }
    if (passes(error)) {
      // Whether it is on record stands here when the line is back; the badge may be held up again at once.
      this.#taken = null;
      if (isThere && taken && !this.#isDown) this.#waits = wish;
      return this.#present("stop", "refused", t("sessions.noAnswer"), t("sessions.notCounted"), verdictMilliseconds);
    }
    if (badgeProblems.includes(code)) {
      if (isThere) this.#waits = wish;
      return this.#say(taken, "stop", "refused", wordsFor(error), t("sessions.notCounted"));
    }
    this.close();
    this.#say(taken, "stop", "refused", wordsFor(error), code === "roomTaken" ? this.#takenWords() : "");
  }

  #takenWords() {
    const { running, next } = this.#here();
    const session = running ?? next;
    return session ? `${isolated(session.title)} · ${this.#wordsOf(session, session === running)}` : "";
  }

  #say(taken, kind, outcome, word, more) {
    const say = () => this.#present(kind, outcome, word, more, verdictMilliseconds);
    if (taken) taken.again = say;
    say();
  }
}

const titleOf = ({ title }) => element("bdi", { class: "title" }, title);
const quiet = (words) => element("span", { class: "quiet figures" }, words);

/** Whether the same request may be answered later. */
const passes = (error) => error instanceof LineDown || (error instanceof Problem && error.status >= 500);
