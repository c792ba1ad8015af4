# SPDX-License-Identifier: Apache-2.0
"""Lunch: each badge counts once a day, also while its door is cut off; the kitchen is told numbers and no names."""

import collections
import csv
import io
import time
import uuid


import witness
from keyboard import Keyboard
from looks import look  # noqa: F401


def _badges(event, printer, count):
    printer.set_seconds(0)
    desk = event.station("desk", name="Desk 1")
    for person in event.accepted()[:count]:
        desk.wait_until_printed(desk.check_in(desk.find(person["Order code"])).json["printJob"]["id"])
    return [witness.qr_of(paper, 300) for paper in printer.wait_for(count)]


def _served(organizer):
    (place,) = organizer.get("/api/v1/meals").json["places"]
    return place["days"][-1]


def test_a_second_lunch_is_refused_with_the_time_of_the_first(event, printer):
    ada, bob = _badges(event, printer, 2)
    door, organizer = event.station("door", "lunch"), event.station("organizer")
    first = door.scan(ada, "lunch")
    assert (first["outcome"], first["inside"]) == ("served", 1)
    held_up_twice = door.scan(ada, "lunch")
    assert (held_up_twice["outcome"], held_up_twice["previous"]) == ("duplicate", "served")
    time.sleep(5.1)
    again = door.scan(ada, "lunch")
    assert (again["outcome"], again["reason"]) == ("refused", "mealTaken")
    assert again["since"] and again["badgeName"]
    assert door.scan(bob, "lunch")["inside"] == 2
    assert _served(organizer)["taken"] == 2
    assert organizer.get("/api/v1/occupancy").json["building"] == 0
    # Whatever was told survives the plug.
    event.kill()
    event.start()
    door.connection.close()
    assert door.scan(ada, "lunch")["reason"] == "mealTaken"
    assert event.verify().returncode == 0


def test_the_kitchen_is_told_how_many_with_which_need(event, printer):
    desk, organizer = event.station("desk"), event.station("organizer")
    wanted = collections.Counter(person["Dietary needs"] or None for person in event.accepted())
    report = desk.get("/api/v1/meals").json
    assert {each["need"]: each["expected"] for each in report["needs"]} == wanted
    assert report["expected"] == 200 and report["checkedIn"] == 0
    badges = _badges(event, printer, 6)
    here = collections.Counter(person["Dietary needs"] or None for person in event.accepted()[:6])
    door = event.station("door", "lunch")
    for badge in badges[:3]:
        assert door.scan(badge, "lunch")["outcome"] == "served"
    report = organizer.get("/api/v1/meals").json
    assert {each["need"]: each["checkedIn"] for each in report["needs"] if each["checkedIn"]} == here
    ate = collections.Counter(person["Dietary needs"] or None for person in event.accepted()[:3])
    (place,) = report["places"]
    day = place["days"][-1]
    assert {each["need"]: each["taken"] for each in day["byNeed"] if each["taken"]} == ate
    # The list's seats move, and the expectation with them.
    released = organizer.post("/api/v1/seat-releases", {"requestId": str(uuid.uuid4())}).json
    assert released["released"] == 32
    assert organizer.get("/api/v1/meals").json["expected"] == 6 + 32

    names = [person["Full name"] for person in event.people()]
    text = organizer.get("/api/v1/export/meals.csv").body.decode()
    rows = list(csv.DictReader(io.StringIO(text)))
    assert sum(int(row["taken"]) for row in rows) == 3
    assert {row["name"] for row in rows} == {"Lunch"}
    lines = organizer.get("/api/v1/export/meals.json").json
    assert [(line["need"] or "", line["expected"], line["taken"]) for line in lines] == [
        (row["need"], int(row["expected"]), int(row["taken"])) for row in rows
    ]
    assert not [name for name in names if name in text]


def _keep_verdict(door):
    door.script("for (let timer = setTimeout(() => {}); timer > 0; timer -= 1) clearTimeout(timer)")


def _hold(door, badge, outcome):
    door.script("const said = document.querySelector('#verdict'); said.hidden = true; delete said.dataset.outcome")
    door.scan(badge)
    door.until(lambda: door.attribute("#verdict", "data-outcome") == outcome and door.is_shown("#verdict"), outcome)


def test_the_counter_says_who_had_lunch_also_while_it_is_cut_off(event, printer, browser, look):
    ada, bob = _badges(event, printer, 2)
    organizer = event.station("organizer")
    door = browser.open(event.link("door", "lunch"))
    door.until(lambda: door.attribute("body", "data-kind") == "meal", "the idle door")
    assert not door.is_shown("#inside")
    look.at(door, "idle")
    _hold(door, ada, "served")
    assert "Enjoy your meal" in door.text("#verdict")
    _keep_verdict(door)
    look.at(door, "served")
    time.sleep(5.1)
    _hold(door, ada, "refused")
    assert "You had this meal today. It was at" in " ".join(door.text("#verdict").split())
    _keep_verdict(door)
    look.at(door, "refused")

    door.go(door.url)
    door.until(lambda: door.attribute("body", "data-kind") == "meal", "the idle door")
    door.until(lambda: door.script("return performance.getEntriesByType('resource').some((each) => each.name.includes('/door/keys') && each.responseEnd > 0)"), "the keys")
    event.kill()
    door.until(lambda: door.is_shown("#line-down"), "that the line is down")
    _hold(door, ada, "refused")
    assert "You had this meal today." in door.text("#verdict")
    _hold(door, bob, "served")
    assert "kept" in door.text("#verdict")
    time.sleep(5.1)
    _hold(door, bob, "refused")
    event.start()
    organizer.connection.close()
    door.until(lambda: _served(organizer)["taken"] == 2, "the scan that was kept", seconds=15)
    time.sleep(1)
    _hold(door, bob, "refused")
    assert _served(organizer)["taken"] == 2
    assert event.verify().returncode == 0


def test_the_board_shows_the_kitchens_numbers(event, printer, browser, look):
    (ada,) = _badges(event, printer, 1)
    assert event.station("door", "lunch").scan(ada, "lunch")["outcome"] == "served"
    board = browser.open(event.link("organizer"))
    board.until(lambda: board.is_shown("#meals"), "the meals")
    assert "200 expected, 1 had at Lunch" in board.text("#meals > summary")
    board.until(lambda: board.is_shown("[data-place=gradient]"), "the rooms")
    assert not board.script("return document.querySelector('[data-place=lunch]')")
    keys = Keyboard(board)
    keys.press("#meals > summary")
    assert board.text("#meals tfoot").split() == ["All", "200", "1", "1"]
    look.at(board, "board")
    wall = browser.open(event.link("wall"))
    wall.until(lambda: wall.is_shown("[data-place=gradient]") or wall.is_shown("[data-place]"), "the rooms")
    assert not wall.script("return document.querySelector('[data-place=lunch]')")
