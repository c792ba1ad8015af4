# SPDX-License-Identifier: Apache-2.0
"""Full rooms say where there is space; head counts correct the figures, and are seen as such."""

import pytest

import witness


@pytest.fixture
def badges(event, printer):
    """The badges of four people, checked in."""
    printer.set_seconds(0)
    desk = event.station("desk")
    jobs = [desk.check_in(desk.find(person["Order code"])).json["printJob"]["id"] for person in event.accepted()[:4]]
    for job in jobs:
        desk.wait_until_printed(job)
    return [witness.qr_of(paper, 300) for paper in printer.wait_for(4)]


@pytest.mark.parametrize("limit", ["hard", "one-in-one-out", "soft"])
def test_a_full_room_says_where_there_is_space(event, badges, browser, limit):
    event.stop()
    event.edit_event(
        r'name = "Gradient"\nkind = "room"\ncapacity = 30',
        f'name = "Gradient"\nkind = "room"\ncapacity = 2\nlimit = "{limit}"\nnear = ["chain-rule"]',
    )
    event.start()
    door = browser.open(event.link("door", "gradient"))
    door.until(lambda: door.text("#count") == "0", "the idle door")
    for number, badge in enumerate(badges[:2]):
        door.scan(badge)
        door.until(lambda: door.text("#count") == str(number + 1), "the new count")
        door.until(lambda: not door.is_shown("#verdict"), "the idle door")
    door.scan(badges[2])
    outcome = "entered" if limit == "soft" else "refused"
    door.until(lambda: door.attribute("#verdict", "data-outcome") == outcome and "Chain Rule" in (door.text("#verdict") or ""), "the word for it")
    said = door.text("#verdict")
    door.picture(f"full-{limit}", "kiosk")
    assert "15 free" in said
    assert ("wait until somebody comes out" in said) == (limit == "one-in-one-out")
    assert event.station("organizer").inside("gradient") == (3 if limit == "soft" else 2)
    if limit != "soft":
        door.until(lambda: not door.is_shown("#verdict"), "the idle door", seconds=6)
        leaving = event.station("organizer").scan(badges[0], "gradient", direction="out")
        assert leaving["outcome"] == "left"
        assert event.station("organizer").scan(badges[2], "gradient")["outcome"] == "entered"


def test_a_head_count_corrects_the_board_and_stands_in_the_days_chart(event, badges, browser):
    door = event.station("door", "gradient")
    for badge in badges:
        assert door.scan(badge, "gradient")["outcome"] == "entered"
    board = browser.open(event.link("organizer"))
    board.until(lambda: board.text('[data-place="gradient"] .inside') == "4", "the figures")
    board.click('[data-place="gradient"] .open')
    board.until(lambda: board.is_shown("#place-dialog .chart svg"), "the chart")
    board.type("many", "Enter")
    board.until(lambda: board.is_shown("#place-dialog .verdict.stop"), "what is wrong with it")
    board.script("document.querySelector('#head-count').value = ''")
    board.click("#head-count")
    board.type("7", "Enter")
    board.until(lambda: board.text('[data-place="gradient"] .inside') == "7", "the corrected figure")
    board.until(lambda: "4, counted 7 at" in (board.text("#place-dialog") or ""), "what was counted")
    board.until(lambda: board.is_shown("#place-dialog .recount"), "the mark in the chart")
    for size in ("kiosk", "wall", "phone"):
        board.picture("place", size)
    assert door.scan(badges[0], "gradient", direction="out")["inside"] == 6
    board.click("#empty")
    board.until(lambda: board.text('[data-place="gradient"] .inside') == "0", "the empty room")
    board.type("Escape")
    board.until(lambda: not board.is_shown("#place-dialog"), "the board")
    assert door.scan(badges[1], "gradient", direction="auto")["inside"] == 1
    assert event.verify().returncode == 0
