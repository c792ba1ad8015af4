# SPDX-License-Identifier: Apache-2.0
"""Consents at check-in, and seats on the board, by fingers alone at the size of a small kiosk."""

from planning import touch
from test_consents import GUEST, _answers, _compare, guest  # noqa: F401


def test_the_livestream_question_and_the_check_in_by_touch(event, guest, browser):
    page = browser.open(event.link("desk", name="Desk 1"))
    page.emulate("kiosk")
    page.until(lambda: page.is_shown("#find"), "the find step")
    _compare(page, GUEST)
    touch(page, "#livestream-no")
    page.until(lambda: _answers(event) == ["no"], "the answer")
    touch(page, "#check-in")
    page.until(lambda: page.attribute("#print-state", "data-state") == "printed", "printed", seconds=20)


def test_the_seats_of_no_shows_are_released_by_touch(event, browser):
    organizer = event.station("organizer")
    desk = event.station("desk")
    assert desk.check_in(desk.find(event.accepted()[0]["Order code"])).status == 201
    board = browser.open(event.link("organizer"))
    board.emulate("kiosk")
    board.until(lambda: board.is_shown("#seats"), "the seats")
    touch(board, "#seats > summary")
    board.until(lambda: board.is_shown("#release"), "the button")
    touch(board, "#release")
    board.until(lambda: board.is_shown("#release-yes"), "the question")
    touch(board, "#release-yes")
    board.until(lambda: organizer.get("/api/v1/seats").json["lastRelease"], "the release")
