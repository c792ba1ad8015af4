# SPDX-License-Identifier: Apache-2.0
"""Sessions at the desk and on the organizers' board: planned, moved, merged and ended, and told where it cannot be."""

import csv
import datetime
import io
import json
import uuid

import pytest

import axe
import documents
from afternoon import NOON, Afternoon
from browser import SIZES
from keyboard import Keyboard
from looks import faults

HOSTILE = "=1+1 <img src=x onerror=alert(1)> אב \"A\", B"
MINUTE = 187
"""Seven minutes past two."""


@pytest.fixture
def day(event, printer, tmp_path):
    """Two o'clock and seven minutes on the event's first day; four people are there."""
    day = Afternoon(event, printer, tmp_path, 5)
    day.is_at(MINUTE + 0.5)
    return day


def _moment(minutes):
    """So many minutes after the doors opened."""
    return (NOON + datetime.timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")


def _open(day, title, **more):
    answer = day.organizer.post("/api/v1/sessions", {"title": title, "requestId": str(uuid.uuid4()), **more})
    assert answer.status == 201, answer.body
    return answer.json["session"]


def _session(day, identifier):
    return next(each for each in day.organizer.get("/api/v1/sessions").json["sessions"] if each["id"] == identifier)


def _sessions(day):
    return {each["title"]: each for each in day.organizer.get("/api/v1/sessions").json["sessions"]}


def _desk(day, browser, language="en"):
    page = browser.open("about:blank")
    page.speak(language)
    page.go(day.event.link("desk"))
    page.until(lambda: page.is_shown("#find"), "the find step")
    return page


def _planner(page):
    page.click("#sessions")
    page.until(lambda: page.is_shown("#new-session"), "the planner")


def _choose(page, field, value):
    """Chooses an option by its value, or by what its words begin with."""
    found = page.script(
        """const field = document.querySelector(arguments[0]);
        const option = [...field.options].find(({value, label}) => value === arguments[1] || label.startsWith(arguments[1]));
        if (!option) return [...field.options].map(({label}) => label);
        field.value = option.value; field.dispatchEvent(new Event("change", {bubbles: true})); return true""",
        field,
        value,
    )
    assert found is True, (value, found)


def _scan(page, badge, came):
    """Scans a badge; again where this machine was too busy to type it at a scanner's pace, which the page then tells."""
    for _ in range(3):
        page.scan(badge)
        page.until(lambda: came() or page.is_shown("#planner .verdict.stop"), "what comes of the scan")
        if came():
            return
    raise AssertionError(f"not taken: {page.text('#planner .verdict')}")


def _told(page, kind, words):
    told = lambda: page.text(f"#planner .verdict.{kind}") or ""
    page.until(lambda: words in told(), f"“{words}” ({told()})")


class Look:
    """Pictures in every size, and what axe and a program find wrong in them."""

    def __init__(self):
        self.wrong = []

    def take(self, page, name, sizes=SIZES):
        page.until(lambda: page.script("return document.getAnimations().length === 0"), "a page at rest")
        for size in sizes:
            for scheme in ("light", "dark"):
                page.emulate(size, scheme)
                self.wrong += faults(page, f"{name}, {size}, {scheme}")
                self.wrong += [f"{name}, {size}, {scheme}: {each}" for each in axe.violations(page)]
                page.picture(f"{name}-{size}{'' if scheme == 'light' else '-dark'}")
        page.emulate(None, "light")


@pytest.fixture
def look():
    look = Look()
    yield look
    assert not look.wrong, "\n".join(look.wrong)


def test_the_desk_plans_a_session_and_is_told_who_has_the_room(day, browser, look):
    _open(day, "Normalizing flows", place="gradient", ends=_moment(240))
    page = _desk(day, browser)
    _planner(page)
    page.until(lambda: page.is_shown('[data-room="gradient"] .chip.running'), "the running session")
    look.take(page, "overview")
    page.click("#new-session")
    page.until(lambda: page.is_shown("#title"), "the form")
    page.type("Optimal transport")
    _scan(page, day.badges[1][1], lambda: "欧阳俊宇" in (page.text("#host") or ""))
    assert page.script("return document.querySelector('#title').value") == "Optimal transport", "the scan is no text"
    _choose(page, "#room", "gradient")
    _told(page, "look", "⁨Gradient⁩ is taken: “⁨Normalizing flows⁩”, 14:07–15:00.")
    look.take(page, "conflict")
    # The daemon says so, too.
    page.click("#save")
    _told(page, "stop", "Normalizing flows")
    assert len(_sessions(day)) == 1
    page.click("#offer-later")
    assert page.script("return document.querySelector('#start').selectedOptions[0].label") == "15:00"
    page.click("#save")
    _told(page, "good", "“⁨Optimal transport⁩” is planned: ⁨Gradient⁩, 15:00–16:00.")
    planned = _sessions(day)["Optimal transport"]
    assert (planned["host"], planned["place"], planned["starts"]) == ("欧阳俊宇", "gradient", _moment(240).replace("Z", ".000Z"))
    look.take(page, "planned")
    page.click("#undo")
    _told(page, "good", "Taken back.")
    assert _sessions(day)["Optimal transport"]["phase"] == "withdrawn"
    page.type("Escape")
    page.until(lambda: page.script("return document.activeElement.id") == "find", "the find box")


def test_a_session_is_moved_given_more_time_merged_and_ended_with_a_way_back(day, browser, look):
    flows = _open(day, "Normalizing flows", place="gradient", ends=_moment(240))
    bounds = _open(day, "Variational bounds", place="backprop", starts=_moment(240), ends=_moment(300))
    page = _desk(day, browser)
    _planner(page)

    def session(identifier):
        page.click(f'[data-session="{identifier}"]')
        page.until(lambda: page.is_shown("#session"), "the session")

    session(flows["id"])
    look.take(page, "session")
    page.click("#do-longer")
    _told(page, "good", "⁨Gradient⁩, 14:07–15:15")
    assert _session(day, flows["id"])["ends"] == _moment(255).replace("Z", ".000Z")
    page.click("#undo")
    _told(page, "good", "Taken back.")
    assert _session(day, flows["id"])["ends"] == flows["ends"]

    session(flows["id"])
    page.click("#do-move")
    page.until(lambda: page.is_shown("#room-form"), "the form")
    assert not page.is_shown("#start"), "it has begun"
    _choose(page, "#room", "chain-rule")
    look.take(page, "move")
    page.click("#save")
    _told(page, "good", "⁨Chain Rule⁩, 14:07–15:00")
    assert (_session(day, flows["id"])["place"], _session(day, flows["id"])["phase"]) == ("chain-rule", "running")

    session(bounds["id"])
    page.click("#do-merge")
    page.until(lambda: page.is_shown("[data-into]"), "the others")
    look.take(page, "merge")
    page.click(f'[data-into="{flows["id"]}"]')
    _told(page, "good", "“⁨Variational bounds⁩” is part of “⁨Normalizing flows⁩” now.")
    page.click("#undo")
    _told(page, "good", "Taken back.")
    assert _session(day, bounds["id"])["phase"] == "planned"

    session(flows["id"])
    page.click("#do-end")
    _told(page, "good", "“⁨Normalizing flows⁩” is over.")
    assert _session(day, flows["id"])["phase"] == "over"
    page.click("#undo")
    _told(page, "good", "Taken back.")
    assert _session(day, flows["id"])["phase"] == "running"
    session(flows["id"])
    page.click("#do-reword")
    page.until(lambda: page.is_shown("#reword-form"), "the words")
    page.script("document.querySelector('#title').value = ''")
    page.click("#title")
    page.type("Flows", "Enter")
    _told(page, "good", "It is called “⁨Flows⁩”.")
    page.click("#undo")
    _told(page, "good", "Taken back.")
    assert _session(day, flows["id"])["title"] == "Normalizing flows"


def test_a_session_whose_time_ran_out_goes_on_while_nobody_has_its_room(day, browser):
    flows = _open(day, "Normalizing flows", place="gradient", ends=_moment(MINUTE + 8))
    day.is_at(MINUTE + 12.5)
    page = _desk(day, browser)
    _planner(page)
    page.until(lambda: page.is_shown("#is-over summary"), "what is over")
    page.click("#is-over summary")
    page.click(f'[data-session="{flows["id"]}"]')
    page.until(lambda: page.is_shown("#do-longer"), "more time")
    page.click("#do-longer")
    _told(page, "good", "14:07–14:3")
    assert _session(day, flows["id"])["phase"] == "running"
    page.click("#undo")
    _told(page, "good", "Taken back.")
    assert _session(day, flows["id"])["phase"] == "over"


def test_an_idea_gathers_interest_by_badge_and_gets_a_room(day, browser, look):
    page = _desk(day, browser)
    page.type("F2")
    page.until(lambda: page.is_shown("#new-session"), "the planner")
    page.click("#new-session")
    page.until(lambda: page.is_shown("#title"), "the form")
    page.type(HOSTILE)
    assert not page.is_shown("#start"), "an idea has no time"
    look.take(page, "idea")
    page.click("#save")
    _told(page, "good", "is noted as an idea")
    idea = _sessions(day)[HOSTILE]
    page.click(f'[data-session="{idea["id"]}"]')
    page.until(lambda: page.is_shown("#session"), "the session")
    assert page.text("#session-title") == HOSTILE and page.script("return document.querySelector('#planner img')") is None
    for number in (0, 2, 0):
        page.script("document.querySelector('#planner-word').replaceChildren()")
        _scan(page, day.badges[number][1], lambda: "would come to" in (page.text("#planner .verdict.good") or ""))
    page.until(lambda: "2 would come" in page.text("#session .facts"), "their number")
    look.take(page, "interest")
    page.click("#do-place")
    page.until(lambda: page.is_shown("#room-form"), "the form")
    _choose(page, "#room", "lstm")
    page.click("#save")
    _told(page, "good", "is on: ⁨LSTM⁩")
    assert (_session(day, idea["id"])["phase"], _session(day, idea["id"])["interested"]) == ("running", 2)
    # Another badge outside of any session begins one of that host's, a document is the next person in the queue.
    _scan(page, day.badges[0][1], lambda: "Maximiliane" in (page.text("#host") or ""))
    page.type("A draft")
    page.scan("HALF A BADGE 0123456789")
    _told(page, "stop", "This is not a badge of this event, or not all of it.")
    assert page.script("return document.querySelector('#title').value") == "A draft"
    page.scan(documents.td3("Nobody", "Whatsoever"))
    page.until(lambda: "Nobody on the list has the name on this document." in (page.text(".verdict") or ""), "the next person")
    page.type("Escape")
    page.type("F2")
    page.until(lambda: page.is_shown("#title"), "the form again")
    assert page.script("return document.querySelector('#title').value") == "A draft"
    assert "Maximiliane" in page.text("#host")
    assert not page.script("return document.querySelector('#planner').innerHTML.includes('<img')")


def test_the_planner_by_keys_alone(day, browser):
    _open(day, "Normalizing flows", place="gradient", ends=_moment(240))
    page = _desk(day, browser)
    page.emulate("kiosk")
    keys = Keyboard(page)
    page.type("F2")
    keys.expect("#new-session")
    keys.walk()
    keys.press("#new-session")
    keys.expect("#title")
    keys.walk()
    keys.to("#title")
    page.type("Bounds")
    keys.to("#room")
    page.type("G")
    page.until(lambda: page.is_shown("#slot-hint .verdict.look"), "the conflict")
    keys.walk()
    keys.press("#offer-later")
    keys.expect("#save")
    page.type("Enter")
    _told(page, "good", "is planned")
    keys.expect(".chip.planned")
    page.type("Enter")
    page.until(lambda: page.is_shown("#session"), "the session")
    keys.walk()
    keys.press("#do-withdraw")
    _told(page, "good", "is withdrawn")
    keys.press("#undo")
    _told(page, "good", "Taken back.")
    assert _sessions(day)["Bounds"]["phase"] == "planned"
    page.type("Escape")
    keys.expect("#find")


def _local(text):
    """A time as the event's clocks show it."""
    return (datetime.datetime.fromisoformat(text.replace("Z", "+00:00")) - datetime.timedelta(hours=7)).strftime("%H:%M")


def _board(day, browser, language="en"):
    page = browser.open("about:blank")
    page.speak(language)
    page.go(day.event.link("organizer"))
    page.until(lambda: page.is_shown("#sessions"), "the board")
    return page


def test_the_board_tells_what_is_on_and_how_many_came(day, browser, look):
    over = _open(day, HOSTILE, place="gradient", badge=day.badges[2][1], ends=_moment(MINUTE + 10))
    for number in (0, 1):
        day.pass_by(number, "gradient")
    day.is_at(MINUTE + 5.5)
    day.pass_by(2, "gradient")
    day.pass_by(0, "gradient", "out")
    day.is_at(MINUTE + 11.5)
    flows = _open(day, "Normalizing flows", place="gradient", ends=_moment(255))
    _open(day, "Variational bounds", place="lstm", starts=_moment(240), ends=_moment(300))
    day.pass_by(3, "gradient")
    page = _board(day, browser)
    on = lambda place: page.script("return document.querySelector(`[data-place='${arguments[0]}'] .on`)?.textContent", place)
    page.until(lambda: on("gradient") == "Normalizing flows · until 15:15", "what is on")
    assert on("lstm") == "15:00: ⁨Variational bounds⁩" and on("backprop") == ""
    look.take(page, "board")
    page.click('[data-place="gradient"] .open')
    page.until(lambda: page.is_shown("#place-sessions table"), "its sessions")
    row = lambda session: page.script(
        "return [...document.querySelectorAll(`#place-sessions tr[data-session='${arguments[0]}'] > *`)].map((each) => each.textContent)", session
    )
    hours = lambda session: "–".join(_local(session[end]) for end in ("starts", "ends"))
    assert row(over["id"]) == [hours(over), HOSTILE, "عبد الرحمن بن محمد الأنصاري", "3", "3"]
    assert row(flows["id"]) == [hours(flows), "Normalizing flows", "–", "3", "3"]
    look.take(page, "place")
    links = page.script("return [...document.querySelectorAll('#place-sessions a')].map((link) => link.getAttribute('href'))")
    table, rows = [
        page.script("const request = new XMLHttpRequest(); request.open('GET', arguments[0], false); request.send(); return request.responseText", link)
        for link in links
    ]
    cells = list(csv.DictReader(io.StringIO(table, newline="")))
    assert [each["title"] for each in cells] == ["'" + HOSTILE, "Normalizing flows", "Variational bounds"]
    assert [(each["peak"], each["visitors"], each["phase"]) for each in cells] == [("3", "3", "over"), ("3", "3", "running"), ("", "", "planned")]
    assert [(each["id"], each["title"], each["peak"]) for each in json.loads(rows)][0] == (over["id"], HOSTILE, 3)
    page.type("Escape")
    page.until(lambda: not page.is_shown("#place-dialog"), "the board")
    page.type("F2")
    page.until(lambda: page.is_shown("#without-notes summary"), "sessions without notes")
    page.click("#without-notes summary")
    assert page.text("#without-notes .title") == HOSTILE
    look.take(page, "planner")
    page.click("#new-session")
    page.until(lambda: page.is_shown("#title"), "the form")
    page.type("By the organizers")
    page.scan("CODE0123456789ABC")
    _told(page, "stop", "This is not a badge of this event, or not all of it.")
    _choose(page, "#room", "backprop")
    page.click("#save")
    _told(page, "good", "“⁨By the organizers⁩” is on: ⁨Backprop⁩")
    page.type("Escape")
    page.until(lambda: on("backprop").startswith("By the organizers · until"), "what is on there", seconds=3)
    assert page.script("return document.activeElement.id") == "sessions"
    assert not page.script("return !!document.querySelector('main img, dialog img')")


def test_a_room_that_a_volunteer_closed_is_told_and_its_session_moved(day, browser, look):
    flows = _open(day, "Normalizing flows", place="gradient", starts=_moment(195), ends=_moment(240))
    assert day.organizer.post("/api/v1/places/gradient/closings", {"requestId": str(uuid.uuid4())}).status == 201
    page = _desk(day, browser)
    _planner(page)
    page.until(lambda: page.is_shown('[data-room="gradient"] .warning'), "the warning")
    assert not page.is_shown('[data-space="gradient"]'), "there is no free time in a closed room"
    look.take(page, "closed")
    page.click("#new-session")
    page.until(lambda: page.is_shown("#title"), "the form")
    page.type("Another")
    _choose(page, "#room", "gradient")
    _told(page, "look", "⁨Gradient⁩ is not open for all of that time.")
    page.click("#save")
    _told(page, "stop", "⁨Gradient⁩ is not open for all of that time.")
    page.click("#offer-chain-rule")
    page.click("#save")
    _told(page, "good", "“⁨Another⁩” is on: ⁨Chain Rule⁩")
    page.click(f'[data-session="{flows["id"]}"]')
    page.until(lambda: page.is_shown("#do-move"), "the session")
    page.click("#do-move")
    _choose(page, "#room", "backprop")
    page.click("#save")
    _told(page, "good", "⁨Backprop⁩, 14:15–15:00")


def test_a_change_is_made_once_over_a_line_that_breaks(day, browser):
    page = _desk(day, browser)
    _planner(page)
    page.click("#new-session")
    page.until(lambda: page.is_shown("#title"), "the form")
    page.type("Over a broken line")
    _choose(page, "#room", "gradient")
    # The daemon hears it, and its answer is lost; then it is gone for a while.
    page.script(
        """const real = window.fetch; let lost = 0;
        window.fetch = async (...all) => { const answer = await real(...all);
          if (all[1]?.method === "POST" && lost++ < 2) throw new TypeError("lost"); return answer; }"""
    )
    page.click("#save")
    _told(page, "good", "is on")
    day.event.kill()
    page.until(lambda: page.is_shown("#line-down"), "the word that the line is down", seconds=4)
    session = page.attribute(".chip.running", "data-session")
    page.click(f'[data-session="{session}"]')
    page.click("#do-longer")
    day.start()
    _told(page, "good", "⁨Gradient⁩, 14:07–15:15")
    assert [each["title"] for each in day.organizer.get("/api/v1/sessions").json["sessions"]] == ["Over a broken line"]


def test_times_are_the_event_s_also_where_its_clocks_are_set_back(day, browser):
    # On 6 November 2016 there is one o'clock twice in California.
    day.is_at(29 * 24 * 60 + 14 * 60 + 15)
    night = _open(day, "Night", place="gradient", starts="2016-11-06T08:30:00Z", ends="2016-11-06T09:30:00Z")
    page = _desk(day, browser)
    _planner(page)
    page.until(lambda: "November 6" in page.text("#planner-day"), f"that day, {page.text('#planner-day')}")
    page.click(f'[data-session="{night["id"]}"]')
    page.until(lambda: page.is_shown("#do-move"), "the session")
    assert "01:30–01:30" in page.text("#session .facts")
    page.click("#do-move")
    labels = page.script("return [...document.querySelector('#start').options].map(({label}) => label)")
    assert [each for each in labels if each.startswith("01:30")] == ["01:30 PDT", "01:30 PST"], labels[:12]
    _choose(page, "#start", "01:30 PST")
    page.click("#save")
    _told(page, "good", "01:30–02:30")
    assert _session(day, night["id"])["starts"] == "2016-11-06T09:30:00.000Z"


def test_the_planner_in_german_and_by_touch(day, browser, look):
    day.event.stop()
    day.event.edit_event(r'^name = "Gradient"$', 'name = "Großer Sitzungssaal der Wahrscheinlichkeitsrechnung"')
    day.start()
    _open(day, "Donaudampfschifffahrtsgesellschaftskapitänswissenschaftliche Grundlagen der Wahrscheinlichkeitsrechnung", place="gradient", badge=day.badges[0][1])
    idea = _open(day, "Eine Idee", badge=day.badges[1][1])
    page = _desk(day, browser, "de")
    page.emulate("kiosk")
    touch = lambda selector: _touch(page, selector)
    touch("#sessions")
    page.until(lambda: page.is_shown("#ideas"), "the ideas")
    look.take(page, "uebersicht")
    page.emulate("kiosk")
    touch(f'[data-session="{idea["id"]}"]')
    page.until(lambda: page.is_shown("#do-place"), "the session")
    look.take(page, "session")
    page.emulate("kiosk")
    touch("#do-place")
    page.until(lambda: page.is_shown("#room-form"), "the form")
    _choose(page, "#room", "gradient")
    page.until(lambda: page.is_shown("#slot-hint .verdict"), "the conflict")
    look.take(page, "raum")
    page.emulate("kiosk")
    touch("#offer-chain-rule")
    touch("#save")
    _told(page, "good", "läuft: ⁨Chain Rule⁩")
    small = page.script(
        """return [...document.querySelectorAll("#planner button, #planner summary, #planner select")]
        .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < 40).map((each) => each.outerHTML)"""
    )
    assert small == []


def _touch(page, selector):
    """A finger in the middle of what that selector says."""
    x, y = page.script(
        """const found = document.querySelector(arguments[0]); found.scrollIntoView({block: "center"});
        const box = found.getBoundingClientRect(); return [(box.left + box.right) / 2, (box.top + box.bottom) / 2]""",
        selector,
    )
    page._cdp("Emulation.setTouchEmulationEnabled", enabled=True)
    page._cdp("Input.dispatchTouchEvent", type="touchStart", touchPoints=[{"x": x, "y": y}])
    page._cdp("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])


def test_a_full_day_of_sixty_sessions_fits_the_wall(day, browser, look):
    rooms = [place["id"] for place in day.organizer.get("/api/v1/places").json["places"] if place["kind"] == "room"]
    hours = [(None, 240), (240, 300), (300, 360), (360, 420)]
    for number, room in enumerate(rooms):
        for start, end in hours:
            title = f"Session {number} on the geometry of loss surfaces and what it means for {start or 'now'}"
            starts = {"starts": _moment(start)} if start else {}
            _open(day, title, place=room, ends=_moment(end), badge=day.badges[number % 5][1], **starts)
    for number in range(4):
        _open(day, f"An idea, number {number}", badge=day.badges[number][1])
    page = _board(day, browser)
    page.emulate("wall")
    page.until(lambda: page.script("return [...document.querySelectorAll('.place .on')].filter((each) => each.textContent).length") == 14, "what is on")
    assert page.script("return document.documentElement.scrollHeight <= innerHeight"), "the board needs no scrolling"
    page.picture("full-board")
    page.type("F2")
    page.until(lambda: page.script("return document.querySelectorAll('.rooms .chip:not(.space)').length") == 56, "all sessions")
    assert page.script("const dialog = document.querySelector('#planner-dialog'); return dialog.scrollHeight <= dialog.clientHeight + 1"), "the planner neither"
    look.take(page, "full")
