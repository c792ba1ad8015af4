# SPDX-License-Identifier: Apache-2.0
"""What organizers do with sessions and posters on their board, without a mouse, on a small screen."""

from keyboard import Keyboard


def _board(event, browser):
    page = browser.open(event.link("organizer"))
    page.emulate("kiosk")
    page.until(lambda: page.is_shown("#posters") and page.is_shown("#sessions"), "the board")
    return page, Keyboard(page)


def test_an_idea_is_put_down_and_withdrawn_on_the_board_by_keys_alone(event, browser):
    organizer = event.station("organizer")
    page, keys = _board(event, browser)
    page.type("F2")
    keys.press("#new-session")
    keys.expect("#title")
    page.type("Bounds")
    keys.press("#save")
    page.until(lambda: [each["phase"] for each in organizer.get("/api/v1/sessions").json["sessions"]] == ["proposed"], "the idea")
    keys.press(".chip")
    page.until(lambda: page.is_shown("#session"), "the session")
    keys.press("#do-withdraw")
    page.until(lambda: organizer.get("/api/v1/sessions").json["sessions"][0]["phase"] == "withdrawn", "that it is withdrawn")
    keys.press("#undo")
    page.until(lambda: organizer.get("/api/v1/sessions").json["sessions"][0]["phase"] == "proposed", "that it is taken back")
    while page.is_shown("dialog[open]"):
        page.type("Escape")
    keys.expect("#sessions")


def test_a_poster_gets_another_board_by_keys_alone(event, browser):
    organizer = event.station("organizer")
    page, keys = _board(event, browser)
    keys.press("#posters")
    page.until(lambda: page.is_shown("#posters-dialog tr[data-board='1'] button"), "the posters")
    keys.press("#posters-dialog tr[data-board='1'] button")
    page.until(lambda: page.is_shown("#poster-dialog form[data-place] input"), "the poster")
    keys.walk()
    keys.to("#poster-dialog form[data-place] input")
    page.type("60", "Enter")
    page.until(lambda: page.is_shown("#poster-dialog .verdict.good"), "that it hangs there")
    boards = {hanging["board"] for poster in organizer.get("/api/v1/posters").json["posters"] for hanging in poster["hangings"]}
    assert 60 in boards
    page.type("Escape")
    page.until(lambda: page.is_shown("#posters-dialog tr[data-board='60']"), "the list as it is now")
    page.type("Escape")
    keys.expect("#posters")
