# SPDX-License-Identifier: Apache-2.0
"""Sessions on the organizers' board, in German and by touch: what is on, how many came, and where it cannot be."""

import csv
import io
import json
import uuid

from planning import (
    HOSTILE, MINUTE, choose, day, look, moment, open_board, open_desk, open_planner, open_session, told, touch,
)


def test_the_board_tells_what_is_on_and_how_many_came(day, browser, look):
    over = open_session(day, HOSTILE, place="gradient", badge=day.badges[2][1], ends=moment(MINUTE + 10))
    for number in (0, 1):
        day.pass_by(number, "gradient")
    day.is_at(MINUTE + 5.5)
    day.pass_by(2, "gradient")
    day.pass_by(0, "gradient", "out")
    day.is_at(MINUTE + 11.5)
    flows = open_session(day, "Normalizing flows", place="gradient", ends=moment(255))
    open_session(day, "Variational bounds", place="lstm", starts=moment(240), ends=moment(300))
    day.pass_by(3, "gradient")
    page = open_board(day, browser)
    on = lambda place: page.script("return document.querySelector(`[data-place='${arguments[0]}'] .on`)?.textContent", place)
    page.until(lambda: on("gradient") == "Normalizing flows · until 15:15", "what is on")
    assert on("lstm") == "15:00: ⁨Variational bounds⁩" and on("backprop") == ""
    look.take(page, "board")
    page.click('[data-place="gradient"] .open')
    page.until(lambda: page.is_shown("#place-sessions table"), "its sessions")
    row = lambda session: page.script(
        "return [...document.querySelectorAll(`#place-sessions tr[data-session='${arguments[0]}'] > *`)].map((each) => each.textContent)", session
    )
    assert row(over["id"]) == ["14:07–14:17", HOSTILE, "عبد الرحمن بن محمد الأنصاري", "3", "3"]
    assert row(flows["id"]) == ["14:18–15:15", "Normalizing flows", "–", "3", "3"]
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
    told(page, "stop", "This is not a badge of this event, or not all of it.")
    choose(page, "#room", "backprop")
    page.click("#save")
    told(page, "good", "“⁨By the organizers⁩” is on: ⁨Backprop⁩")
    page.type("Escape")
    page.until(lambda: on("backprop").startswith("By the organizers · until"), "what is on there", seconds=3)
    assert page.script("return document.activeElement.id") == "sessions"
    assert not page.script("return !!document.querySelector('main img, dialog img')")


def test_a_room_that_a_volunteer_closed_is_told_and_its_session_moved(day, browser, look):
    flows = open_session(day, "Normalizing flows", place="gradient", starts=moment(195), ends=moment(240))
    assert day.organizer.post("/api/v1/places/gradient/closings", {"requestId": str(uuid.uuid4())}).status == 201
    page = open_desk(day, browser)
    open_planner(page)
    page.until(lambda: page.is_shown('[data-room="gradient"] .warning'), "the warning")
    assert not page.is_shown('[data-space="gradient"]'), "there is no free time in a closed room"
    look.take(page, "closed")
    page.click("#new-session")
    page.until(lambda: page.is_shown("#title"), "the form")
    page.type("Another")
    choose(page, "#room", "gradient")
    told(page, "look", "⁨Gradient⁩ is not open for all of that time.")
    page.click("#save")
    told(page, "stop", "⁨Gradient⁩ is not open for all of that time.")
    page.click("#offer-chain-rule")
    page.click("#save")
    told(page, "good", "“⁨Another⁩” is on: ⁨Chain Rule⁩")
    page.click(f'[data-session="{flows["id"]}"]')
    page.until(lambda: page.is_shown("#do-move"), "the session")
    page.click("#do-move")
    choose(page, "#room", "backprop")
    page.click("#save")
    told(page, "good", "⁨Backprop⁩, 14:15–15:00")


def test_the_planner_in_german_and_by_touch(day, browser, look):
    day.event.stop()
    day.event.edit_event(r'^name = "Gradient"$', 'name = "Großer Sitzungssaal der Wahrscheinlichkeitsrechnung"')
    day.start()
    open_session(day, "Donaudampfschifffahrtsgesellschaftskapitänswissenschaftliche Grundlagen der Wahrscheinlichkeitsrechnung", place="gradient", badge=day.badges[0][1])
    idea = open_session(day, "Eine Idee", badge=day.badges[1][1])
    page = open_desk(day, browser, "de")
    page.emulate("kiosk")
    tap = lambda selector: touch(page, selector)
    tap("#sessions")
    page.until(lambda: page.is_shown("#ideas"), "the ideas")
    look.take(page, "uebersicht")
    page.emulate("kiosk")
    tap(f'[data-session="{idea["id"]}"]')
    page.until(lambda: page.is_shown("#do-place"), "the session")
    look.take(page, "session")
    page.emulate("kiosk")
    tap("#do-place")
    page.until(lambda: page.is_shown("#room-form"), "the form")
    choose(page, "#room", "gradient")
    page.until(lambda: page.is_shown("#slot-hint .verdict"), "the conflict")
    look.take(page, "raum")
    page.emulate("kiosk")
    tap("#offer-chain-rule")
    tap("#save")
    told(page, "good", "läuft: ⁨Chain Rule⁩")
    small = page.script(
        """return [...document.querySelectorAll("#planner button, #planner summary, #planner select")]
        .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < 40).map((each) => each.outerHTML)"""
    )
    assert small == []


def test_a_full_day_of_sixty_sessions_fits_the_wall(day, browser, look):
    rooms = [place["id"] for place in day.organizer.get("/api/v1/places").json["places"] if place["kind"] == "room"]
    hours = [(None, 240), (240, 300), (300, 360), (360, 420)]
    for number, room in enumerate(rooms):
        for start, end in hours:
            title = f"Session {number} on the geometry of loss surfaces and what it means for {start or 'now'}"
            starts = {"starts": moment(start)} if start else {}
            open_session(day, title, place=room, ends=moment(end), badge=day.badges[number % 5][1], **starts)
    for number in range(4):
        open_session(day, f"An idea, number {number}", badge=day.badges[number][1])
    page = open_board(day, browser)
    page.emulate("wall")
    page.until(lambda: page.script("return [...document.querySelectorAll('.place .on')].filter((each) => each.textContent).length") == 14, "what is on")
    assert page.script("return document.documentElement.scrollHeight <= innerHeight"), "the board needs no scrolling"
    page.picture("full-board")
    page.type("F2")
    page.until(lambda: page.script("return document.querySelectorAll('.rooms .chip:not(.space)').length") == 56, "all sessions")
    assert page.script("const dialog = document.querySelector('#planner-dialog'); return dialog.scrollHeight <= dialog.clientHeight + 1"), "the planner neither"
    look.take(page, "full")
