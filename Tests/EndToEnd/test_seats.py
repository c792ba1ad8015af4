# SPDX-License-Identifier: Apache-2.0
"""Seats: those of no-shows go to the waiting list in its order, at noon or by a word, and none goes to two people."""

import concurrent.futures
import datetime
import random
import threading
import time
import uuid

import pytest

from afternoon import NOON, Clock
from appliance import Client
from keyboard import Keyboard
from looks import look  # noqa: F401

SEATS = 200
HERE_AT_NOON = 150


def _request():
    return {"requestId": str(uuid.uuid4())}


def _release(organizer):
    return organizer.post("/api/v1/seat-releases", _request())


def _seats(client):
    return client.get("/api/v1/seats").json


def _with_status(event, status):
    people = [person for person in event.people() if person["Status"] == status]
    return sorted(people, key=lambda person: int(person["Waitlist position"] or 0)) if status == "waitlisted" else people


def _come(desk, codes):
    """Checks these people in, without badges; returns the answers' status codes."""
    return [_check_in(desk, desk.find(code)).status for code in codes]


def _check_in(desk, registration):
    body = {"registration": registration, "evidence": "code", "codeOfConduct": True, "print": False, **_request()}
    return desk.post("/api/v1/check-ins", body)


def test_twenty_desks_race_for_the_last_seats_and_none_is_given_twice(event):
    organizer = event.station("organizer")
    desks = [event.station("desk", name=f"Desk {number}") for number in range(20)]
    problem_desk = event.station("supervisor")
    accepted = [person["Order code"] for person in event.accepted()]
    waiting = [person["Order code"] for person in _with_status(event, "waitlisted")]
    assert (len(accepted), len(waiting)) == (SEATS, 32)
    assert set(_come(desks[0], accepted[:HERE_AT_NOON])) == {201}
    # Whoever waits comes in no case before the release.
    assert _come(desks[0], waiting[:1]) == [409]

    released = _release(organizer)
    assert (released.status, released.json["forfeited"], released.json["released"]) == (201, 50, 32)
    assert _seats(organizer)["free"] == SEATS - HERE_AT_NOON - 32

    # All who waited, all who were late and some walk-ins come at once, each at two desks, and an organizer presses on.
    everybody = [(code, number) for number, code in enumerate(accepted[HERE_AT_NOON:] + waiting)]
    tries = [(code, (number + shift) % 20) for code, number in everybody for shift in (0, 7)]
    random.Random(6).shuffle(tries)
    registrations = {code: desks[0].find(code) for code, _ in everybody}
    done = threading.Event()
    seen = []

    def watch():
        watcher = Client(event.port, organizer.token)
        while not done.is_set():
            seats = _seats(watcher)
            seen.append(seats["checkedIn"] + seats["absent"])
            _release(watcher)

    def desk(number):
        return [(code, _check_in(desks[number], registrations[code])) for code, at in tries if at == number]

    def walk_ins():
        answers = []
        for number in range(12):
            body = {"badgeName": f"Walk-in {number}", **_request()}
            answers.append(problem_desk.post("/api/v1/registrations", body))
        return answers

    with concurrent.futures.ThreadPoolExecutor(22) as pool:
        watching = pool.submit(watch)
        coming = pool.submit(walk_ins)
        answers = [answer for each in pool.map(desk, range(20)) for answer in each]
        walked_in = coming.result()
        done.set()
        watching.result()

    admitted = {code for code, answer in answers if answer.status == 201}
    assert len(admitted) == sum(answer.status == 201 for _, answer in answers)
    assert set(waiting) <= admitted, "everybody who was given a seat got in"
    registered = sum(answer.status == 201 for answer in walked_in)
    assert {answer.json["code"] for answer in walked_in if answer.status != 201} <= {"noSeatFree"}
    refused = {answer.json["code"] for _, answer in answers if answer.status == 409}
    assert refused == {"seatForfeited"}
    assert len(admitted) + registered == SEATS - HERE_AT_NOON, "every seat was given"
    assert seen and max(seen) <= SEATS
    final = _seats(organizer)
    assert (final["checkedIn"], final["absent"], final["free"]) == (SEATS - registered, registered, 0)
    verified = event.verify()
    assert verified.returncode == 0, verified.stdout


def test_seats_are_released_at_noon_and_again_by_nobody_when_the_daemon_starts_anew(event, tmp_path):
    event.stop()
    event.edit_event(r"^# \[admission\]\n# release_at = .*$", '[admission]\nrelease_at = ["2016-10-07 12:00"]')
    clock = Clock(tmp_path)
    clock.set(NOON + datetime.timedelta(minutes=59, seconds=50))
    event.start(environment=clock.environment)
    desk, organizer = event.station("desk"), event.station("organizer")
    first = desk.find(_with_status(event, "waitlisted")[0]["Order code"])
    assert _come(desk, [person["Order code"] for person in event.accepted()[:3]]) == [201] * 3
    seat = desk.get(f"/api/v1/registrations/{first}").json["seat"]
    assert (seat["state"], seat["position"], seat["admits"]) == ("waiting", 1, False)
    assert (seat["free"], seat["freeAt"]) == (SEATS - 3, "2016-10-07T19:00:00.000Z")
    clock.set(NOON + datetime.timedelta(minutes=60))
    _until(lambda: _seats(organizer)["lastRelease"])
    released = _seats(organizer)["lastRelease"]
    assert (released["forfeited"], released["released"]) == (197, 32)
    assert released["at"].startswith("2016-10-07T19:00:0")
    seat = desk.get(f"/api/v1/registrations/{first}").json["seat"]
    assert (seat["state"], seat["since"][:17]) == ("seat", "2016-10-07T19:00:")
    event.stop()
    # So long after that the seats which were given could be lost.
    clock.set(NOON + datetime.timedelta(hours=4))
    event.start(environment=clock.environment)
    organizer = Client(event.port, organizer.token)
    _until(lambda: _seats(organizer)["nextReleaseAt"] is None)
    assert _seats(organizer)["lastRelease"] == released
    assert _seats(organizer)["released"] == 32


def _until(condition, seconds=10):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not come"
        time.sleep(0.1)


# The screens


@pytest.fixture
def noon(event):
    """150 people are in, and the organizers have released the others' seats: 32 went to the waiting list, 18 are free."""
    desk, organizer = event.station("desk", name="Desk 0"), event.station("organizer")
    assert set(_come(desk, [person["Order code"] for person in event.accepted()[:HERE_AT_NOON]])) == {201}
    assert _release(organizer).status == 201
    return desk, organizer


def _late(event):
    return [person["Order code"] for person in event.accepted()[HERE_AT_NOON:]]


def _open(browser, event, role):
    page = browser.open(event.link(role, name=f"Screen {uuid.uuid4()}"))
    page.until(lambda: page.is_shown("#find"), "the find step")
    return page


def _compare(page, code):
    page.scan(code)
    page.until(lambda: page.is_shown("#compare .verdict"), "the compare step")


def test_the_desk_says_when_seats_are_free(event, tmp_path, browser, look):
    event.stop()
    event.edit_event(r"^# \[admission\]\n# release_at = .*$", '[admission]\nrelease_at = ["2016-10-07 12:00"]')
    clock = Clock(tmp_path)
    clock.set(NOON + datetime.timedelta(minutes=40))
    event.start(environment=clock.environment)
    assert set(_come(event.station("desk"), [person["Order code"] for person in event.accepted()[:195]])) == {201}
    third = _with_status(event, "waitlisted")[2]
    page = _open(browser, event, "desk")
    page.type(third["Full name"])
    words = "On the waiting list, 3rd; 5 seats are free at 12:00"
    page.until(lambda: words in (page.text("#candidates") or ""), "the status in the list")
    look.at(page, "waiting-in-the-list")
    page.type("Enter")
    page.until(lambda: words in (page.text("#compare .verdict") or ""), "the status")
    assert "Come back after 12:00" in page.text("#compare")
    assert not page.is_shown("#check-in") and not page.is_shown("#over-count")
    look.at(page, "waiting")
    keys = Keyboard(page)
    keys.walk()
    # Before anybody's seat is released a walk-in has none.
    page = _open(browser, event, "supervisor")
    page.type("zzyzx")
    page.until(lambda: page.is_shown("#walk-in"), "a way on")
    page.click("#walk-in")
    page.until(lambda: "32 people wait" in (page.text("#seats-left") or ""), "that no seat is free")
    look.at(page, "walk-in-without-seat")
    page.type("Zoe", "Tab", "Walker", "Enter")
    page.until(lambda: page.is_shown("#register-over-count"), "the second question")
    look.at(page, "walk-in-over-count")
    keys = Keyboard(page)
    keys.walk()
    keys.press("#register-over-count")
    page.until(lambda: page.is_shown("#check-in"), "the new one")
    assert _seats(event.station("organizer"))["free"] == 0


def test_somebody_from_the_waiting_list_checks_in_as_accepted(event, noon, browser, look):
    page = _open(browser, event, "desk")
    _compare(page, _with_status(event, "waitlisted")[0]["Order code"])
    assert "Has a seat since" in page.text("#compare .verdict")
    look.at(page, "released")
    page.type("Enter")
    page.until(lambda: page.attribute("#print-state", "data-state") == "printed", "printed", seconds=20)


def test_a_late_no_show_is_told_what_happened_and_what_can_be_done(event, noon, browser, look):
    desk, _ = noon
    page = _open(browser, event, "desk")
    late = _late(event)
    _compare(page, late[0])
    assert "the seat was given to the waiting list at" in page.text("#compare .verdict")
    assert "a seat is free for them" in page.text("#compare .verdict")
    look.at(page, "late-and-free")
    page.type("Enter")
    page.until(lambda: page.attribute("#print-state", "data-state") == "printed", "printed", seconds=20)
    # The other 17 free seats go, and one more waits.
    assert set(_come(desk, late[1:18])) == {201}
    assert desk.post(f"/api/v1/registrations/{desk.find(late[18])}/waitlist-place", _request()).status == 200
    page.type("Escape")
    page.until(lambda: page.is_shown("#find"), "the find step")
    _compare(page, late[19])
    assert "one person is before them" in page.text("#compare .verdict")
    look.at(page, "late")
    keys = Keyboard(page)
    keys.expect("#join")
    keys.walk()
    keys.press("#join")
    page.until(lambda: "waits again, 2nd" in (page.text("#compare .verdict") or ""), "the place in the line")
    look.at(page, "late-in-line")
    # Where a check-in is taken back, the first in line gets the seat and no one else.
    taken = desk.get(f"/api/v1/registrations/{desk.find(late[3])}").json["checkedIn"]["id"]
    assert desk.request("DELETE", f"/api/v1/check-ins/{taken}", {"reason": "mistake"}).status == 200
    assert _come(desk, [late[19], late[18], late[3]]) == [409, 201, 409]


def test_the_problem_desk_admits_over_the_count_by_two_words(event, noon, browser, look):
    desk, organizer = noon
    late = _late(event)
    assert set(_come(desk, late[:18])) == {201}
    assert desk.post(f"/api/v1/registrations/{desk.find(late[20])}/seat", _request()).status == 403
    page = _open(browser, event, "supervisor")
    _compare(page, late[20])
    keys = Keyboard(page)
    keys.press("#over-count > summary")
    look.at(page, "over-count")
    keys.walk()
    keys.press("#over-count-yes")
    page.until(lambda: page.is_shown("#check-in"), "the check-in")
    page.type("Enter")
    page.until(lambda: page.attribute("#print-state", "data-state") == "printed", "printed", seconds=20)
    # The seats given by the release are still their owners'.
    assert set(_come(desk, [person["Order code"] for person in _with_status(event, "waitlisted")])) == {201}
    assert _seats(organizer)["checkedIn"] == SEATS + 1
    assert event.verify().returncode == 0


def test_an_organizer_releases_seats_by_two_words(event, browser, look):
    desk = event.station("desk", name="Desk 0")
    assert set(_come(desk, [person["Order code"] for person in event.accepted()[:186]])) == {201}
    board = browser.open(event.link("organizer"))
    board.until(lambda: board.is_shown("#seats"), "the seats")
    keys = Keyboard(board)
    keys.press("#seats > summary")
    board.until(lambda: board.text("[data-seats=absent]") == "14", "who has not come")
    look.at(board, "board")
    keys.press("#release")
    board.until(lambda: board.is_shown("#release-dialog"), "the question")
    assert "14 have not come and lose their seats." in board.text("#release-dialog")
    assert "The first 14 of the waiting list get theirs." in board.text("#release-dialog")
    keys.expect("#release-no")
    look.at(board, "board-question")
    board.type("Escape")
    board.until(lambda: not board.is_shown("#release-dialog"), "the board")
    assert _seats(desk)["lastRelease"] is None
    keys.press("#release")
    board.until(lambda: board.is_shown("#release-dialog"), "the question")
    keys.press("#release-yes")
    board.until(lambda: "14 lost a seat, 14 got one" in (board.text("#seats .verdict") or ""), "what happened")
    board.until(lambda: board.text("[data-seats=released]") == "14", "the figures")
    keys.expect("#release")
    look.at(board, "board-after")
    board.click("#release")
    board.until(lambda: board.is_shown("#seats .verdict.look"), "that nobody would get a seat")
