# SPDX-License-Identifier: Apache-2.0
"""The main job as its three users see it, in a real browser: photo ID to badge to door to live count."""

import pytest

import documents
import witness
from appliance import Client


def _pair(browser, event, role, place=None, name=None):
    page = browser.open(event.link(role, place, name))
    screen = {"organizer": "board"}.get(role, role)
    page.until(lambda: f"/kiosk/{screen}/" in page.url, f"the {screen} screen")
    assert "#" not in page.url
    return page


def _check_in(desk, evidence_shown):
    """From the compare step to the hand-over; returns the badge name shown there."""
    desk.until(lambda: evidence_shown in (desk.text("#compare") or ""), "the person to compare")
    desk.type("Enter")
    desk.until(lambda: desk.attribute("#print-state", "data-state") == "printed", "printed", seconds=20)
    return desk.text("#handover")


def test_photo_id_to_badge_to_door_to_live_count(event, printer, browser):
    desk = _pair(browser, event, "desk", name="Desk 1")
    desk.picture("1-find", "kiosk")

    # one by two letters and arrows
    desk.until(lambda: desk.is_shown("#find"), "the input")
    desk.type("me")
    desk.until(lambda: desk.script("return document.querySelectorAll('[data-candidate]').length") > 0, "candidates")
    desk.picture("2-candidates", "kiosk")
    names = desk.script("return [...document.querySelectorAll('[data-candidate]')].map(each => each.innerText)")
    position = next(index for index, name in enumerate(names) if "Melvin Carter" in name)
    desk.type(*["ArrowDown"] * position, "Enter")
    desk.until(lambda: desk.is_shown("#compare"), "the compare step")
    desk.picture("3-compare", "kiosk")
    handover = _check_in(desk, "Melvin Carter")
    assert "Melvin Carter" in handover
    desk.picture("4-printed", "kiosk")
    desk.type("Escape")

    # one by a passport, one by a driving licence, both scanned wherever the focus is
    desk.until(lambda: desk.is_shown("#find") and not desk.is_shown("#compare"), "the find step")
    desk.scan(documents.td3("Vanessa", "Buckley"))
    _check_in(desk, "Vanessa Buckley")
    desk.type("Escape")
    desk.until(lambda: desk.is_shown("#find") and not desk.is_shown("#compare"), "the find step")
    desk.paste("#find", documents.aamva("Timothy", "Mcclure", "Jeffrey"))
    _check_in(desk, "Timothy Jeffrey Mcclure")

    # the badges are there, of the right size, and read by another program
    papers = printer.wait_for(3)
    for paper in papers:
        assert witness.size_in_millimetres(paper) == pytest.approx((86, 54), abs=0.1)
    badges = {witness.text_of(paper): witness.qr_at_both_resolutions(paper) for paper in papers}
    melvin = next(qr for text, qr in badges.items() if "Melvin Carter" in text.replace("\n", " "))

    # the board follows the doors within a second, without a reload
    board = _pair(browser, event, "organizer")
    gradient = _pair(browser, event, "door", "gradient")
    chain_rule = _pair(browser, event, "door", "chain-rule")
    board.until(lambda: board.text('[data-place="gradient"] .inside') == "0", "the board's figures")
    board.script("window.neverReloaded = true")
    gradient.picture("5-door-idle", "kiosk")

    gradient.scan(melvin)
    board.until(lambda: board.text('[data-place="gradient"] .inside') == "1", "Gradient at 1", seconds=1)
    gradient.until(lambda: gradient.attribute("#verdict", "data-outcome") == "entered", "the verdict")
    gradient.picture("6-door-welcome", "kiosk")
    assert "Melvin Carter" in gradient.text("#verdict")

    chain_rule.scan(melvin)
    board.until(lambda: board.text('[data-place="chain-rule"] .inside') == "1", "Chain Rule at 1", seconds=1)
    assert board.text('[data-place="gradient"] .inside') == "0"
    assert board.script("return window.neverReloaded")
    board.picture("7-board", "wall")
    board.picture("7-board", "kiosk")
    board.picture("7-board", "phone")

    # all who count agree
    organizer = event.station("organizer")
    assert (organizer.inside("gradient"), organizer.inside("chain-rule")) == (0, 1)
    gradient.until(lambda: gradient.text("#inside") and "0" in gradient.text("#inside"), "the door's own count")
    verified = event.verify()
    assert verified.returncode == 0, verified.stdout
    assert "gradient: 0 inside, 1 visitors, peak 1" in verified.stdout
    assert "chain-rule: 1 inside, 1 visitors, peak 1" in verified.stdout

    # already in: when and where
    desk.type("Escape")
    desk.until(lambda: desk.is_shown("#find") and not desk.is_shown("#compare"), "the find step")
    desk.scan(documents.td1("Vanessa", "Buckley"))
    desk.until(lambda: desk.is_shown("#compare"), "the compare step")
    assert "Desk 1" in desk.text("#compare")
    assert not desk.is_shown("#check-in")
    desk.picture("8-already-in", "kiosk")


def test_a_screen_that_is_not_paired_sees_the_pairing_page_and_nothing_else(event, browser):
    page = browser.open(f"http://localhost:{event.port}/kiosk/desk/")
    page.until(lambda: page.is_shown("#code"), "the pairing page")
    page.picture("not-paired", "phone")
    page.type("AAAAA-AAAAA", "Enter")
    page.until(lambda: "code" in (page.text("body") or "").lower(), "a word for why")

    stranger = Client(event.port)
    for path in ("/", "/api/v1/occupancy", "/api/v1/session", "/kiosk/door/", "/kiosk/board/board.js", "/nowhere"):
        assert stranger.get(path).status == 401, path
    assert stranger.post("/api/v1/lookups", {"input": "melvin"}).status == 401
    assert stranger.get("/healthz").status == 200
    assert stranger.get("/pair").status == 200


def test_the_screens_say_that_the_line_is_down_and_come_back(event, browser):
    board = _pair(browser, event, "organizer")
    board.until(lambda: board.text('[data-place="gradient"] .inside') == "0", "the figures")
    port = event.port
    event.kill()
    board.until(lambda: board.is_shown("#line-down"), "the word that the line is down", seconds=3)
    board.picture("line-down", "kiosk")
    event.port = port
    event.start()
    board.until(lambda: not board.is_shown("#line-down"), "the line back", seconds=10)
