# SPDX-License-Identifier: Apache-2.0
"""Poster sessions: boards count visits, hours say what is on, and the end of a session is on record."""

import datetime
import sqlite3
import time

import pytest

import witness
from afternoon import Clock
from appliance import Client

UTC = datetime.timezone.utc
GRACE = 5.2
"""After so many seconds a badge that is held up again is no double scan."""


@pytest.fixture
def badges(event, printer):
    """The badges of two people, checked in."""
    printer.set_seconds(0)
    desk = event.station("desk")
    jobs = [desk.check_in(desk.find(person["Order code"])).json["printJob"]["id"] for person in event.accepted()[:2]]
    for job in jobs:
        desk.wait_until_printed(job)
    return [witness.qr_of(paper, 300) for paper in printer.wait_for(2)]


def _board_link(event, board):
    added = event.command(
        "station", "add", "--role", "door", "--place", "posters-1", "--board", board, "--link-only", "--port", event.port
    )
    assert added.returncode == 0, added.stderr
    return added.stdout.strip()


def _seen(door, outcome):
    door.until(lambda: door.is_shown("#verdict") and door.attribute("#verdict", "data-outcome") == outcome, f"the verdict {outcome}")
    return door.text("#verdict")


def _idle(door):
    door.until(lambda: not door.is_shown("#verdict"), "the idle door", seconds=8)


def _counts(organizer):
    boards = organizer.get("/api/v1/places/posters-1/boards").json["boards"]
    return {each["board"]: (each["visits"], each["people"]) for each in boards if each["visits"]}


def test_a_scan_at_a_board_is_a_visit_there_also_while_the_board_is_cut_off(event, badges, browser):
    organizer = event.station("organizer")
    door = event.station("door", "gradient")
    assert door.scan(badges[0], "gradient")["outcome"] == "entered"
    screen = browser.open(_board_link(event, 7))
    screen.until(lambda: screen.text("#count") == "0", "the idle board")
    assert screen.text("#place") == "Poster session 1" and screen.text("#description") == "Board 7"
    for size in ("kiosk", "phone"):
        screen.picture("board", size)
    screen.scan(badges[0])
    said = _seen(screen, "visited")
    assert "Welcome" in said and "board 7" in said
    screen.picture("visited", "kiosk")
    _idle(screen)
    assert _counts(organizer) == {7: (1, 1)}
    assert (organizer.inside("posters-1"), organizer.inside("gradient")) == (1, 0), "a person is in one place"
    # Held up twice, it is one visit; later it is another, and nobody leaves by it.
    screen.scan(badges[0])
    scanned = time.monotonic()
    _idle(screen)
    time.sleep(max(0, scanned + GRACE - time.monotonic()))
    screen.scan(badges[0])
    scanned = time.monotonic()
    _seen(screen, "visited")
    assert _counts(organizer) == {7: (2, 1)}
    _idle(screen)
    event.kill()
    screen.until(lambda: screen.is_shown("#line-down"), "the word for it", seconds=3)
    for badge in badges[::-1]:
        time.sleep(max(0, scanned + GRACE - time.monotonic()) if badge == badges[0] else 0)
        screen.scan(badge)
        assert "later" in _seen(screen, "visited")
        _idle(screen)
    assert screen.text("#count") == "2", "who was inside is not counted again"
    event.start()
    organizer.connection.close()
    screen.until(lambda: not screen.is_shown("#waiting") and not screen.is_shown("#line-down"), "the line")
    assert _counts(organizer) == {7: (4, 2)} and organizer.inside("posters-1") == 2
    rows = organizer.get("/api/v1/export/boards.csv").body.decode().splitlines()
    assert len(rows) == 121 and "posters-1,Poster session 1,7,4,2" in rows
    board = browser.open(event.link("organizer"))
    board.until(lambda: board.text('[data-place="posters-1"] .inside') == "2", "the figures")
    board.click('[data-place="posters-1"] .open')
    board.until(lambda: board.text('#place-dialog [data-board="7"]'), "the boards")
    assert board.text('#place-dialog [data-board="7"]').split() == ["7", "4", "2"]
    assert board.text('#place-dialog [data-board="8"]').split() == ["8", "0", "0"]
    for size in ("kiosk", "wall", "phone"):
        board.picture("boards", size)
    assert event.verify().returncode == 0


def test_a_board_counts_for_itself_alone_and_only_where_there_is_one(event, badges):
    link = _board_link(event, 7)
    paired = Client(event.port).post("/api/v1/stations", {"code": link.split("#")[1]}).json
    assert (paired["station"]["place"], paired["station"]["board"]) == ("posters-1", 7)
    screen = Client(event.port, paired["token"])
    scan = {"id": "00000000-0000-4000-8000-000000000001", "badge": badges[0], "place": "posters-1"}
    refused = screen.post("/api/v1/scans", {"scans": [{**scan, "board": 8}]})
    assert (refused.status, refused.json["code"]) == (403, "otherPlace")
    assert screen.post("/api/v1/scans", {"scans": [scan]}).json["results"][0]["outcome"] == "visited"
    assert "Board 7 of Poster session 1: door at posters-1, board 7, paired" in event.command("station", "list").stdout
    for arguments, word in (
        (("--role", "door", "--place", "posters-1", "--board", "61"), "1 to 60"),
        (("--role", "door", "--place", "gradient", "--board", "1"), "no boards"),
        (("--role", "wall", "--board", "1"), "Only a door"),
    ):
        wrong = event.command("station", "add", *arguments)
        assert wrong.returncode == 1 and word in wrong.stderr, wrong.stderr


def _noon_zone():
    """A time zone in which it is about noon, so that an hour before and after are the same day."""
    offset = 12 - datetime.datetime.now(UTC).hour
    return f"Etc/GMT{-offset:+d}", datetime.timezone(datetime.timedelta(hours=offset))


def _hours(event, closing, first, second, environment=None):
    """Restarts with hours for both poster sessions; each is a pair of moments."""
    name, zone = _noon_zone()
    event.stop()
    event.edit_event(r"^time_zone = .*$", f'time_zone = "{name}"')
    event.edit_event(r"^days = .*$", f'days = ["{datetime.datetime.now(zone):%Y-%m-%d}"]')
    event.edit_event(r"^opens = .*$", 'opens = "00:00"')
    event.edit_event(r"^closes = .*$", 'closes = "23:59"')
    event.edit_event(r"^when_closed = .*$", f'when_closed = "{closing}"')
    for day, (opens, closes) in (("07", first), ("08", second)):
        hours = f"{opens.astimezone(zone):%Y-%m-%d %H:%M}-{closes.astimezone(zone):%H:%M}"
        event.edit_event(rf'^# hours = \["2016-10-{day} 11:00-13:00"\]$', f'hours = ["{hours}"]')
    event.start(environment)
    return lambda moment: f"{moment.astimezone(zone):%H:%M}"


def test_door_board_and_wall_say_what_is_on_and_when_it_opens(event, badges, browser):
    now = datetime.datetime.now(UTC)
    minutes = lambda count: now + datetime.timedelta(minutes=count)
    clock = _hours(event, "keep", (minutes(-60), minutes(60)), (minutes(50), minutes(90)))
    until, opens = clock(minutes(60)), clock(minutes(50))
    running = browser.open(event.link("door", "posters-1"))
    running.until(lambda: running.text("#opening") == f"On until {until}", "until when it is on")
    running.picture("running", "kiosk")
    early = browser.open(event.link("door", "posters-2"))
    early.until(lambda: early.text("#opening") == f"Opens at {opens}", "when it opens")
    early.scan(badges[0])
    said = _seen(early, "refused")
    assert "Closed." in said and f"Opens at {opens}." in said and "Poster session 1" in said
    early.picture("early", "kiosk")
    early.picture("early", "phone")
    wall = browser.open(event.link("wall"))
    wall.emulate("phone")
    wall.until(lambda: wall.text('[data-place="posters-1"] .when') == f"On until {until}", "what is on")
    row = wall.text('[data-place="posters-2"]')
    assert "Closed" in row and f"Opens at {opens}" in row
    assert wall.script("return [...document.querySelectorAll('.place')].at(-1).dataset.place") == "posters-2"
    assert wall.text('[data-place="gradient"] .when') == ""
    for size in ("kiosk", "wall", "phone"):
        wall.picture("wall", size)
    board = browser.open(event.link("organizer"))
    board.until(lambda: f"On until {until}" in (board.text('[data-place="posters-1"]') or ""), "what is on")
    assert f"Opens at {opens}" in board.text('[data-place="posters-2"] .word')
    board.picture("board", "wall")
    # A volunteer lets people in earlier.
    organizer = event.station("organizer")
    organizer.post("/api/v1/places/posters-2/openings", {"requestId": "00000000-0000-4000-8000-000000000002"})
    early.until(lambda: early.text("#opening") == f"On until {clock(minutes(90))}", "until when it is on")
    _idle(early)
    early.scan(badges[0])
    _seen(early, "entered")
    # Cut off, a door knows when its hours are over.
    event.kill()
    running.until(lambda: running.is_shown("#line-down"), "the word for it", seconds=3)
    running.script("const now = Date.now; Date.now = () => now.call(Date) + 65 * 60000")
    running.until(lambda: running.text("#opening") == "Closed", "the end of its hours", seconds=7)
    running.scan(badges[1])
    assert "Closed." in _seen(running, "refused")


def test_a_session_ends_by_itself_on_every_screen_and_in_the_journal(event, badges, browser, tmp_path):
    now = datetime.datetime.now(UTC)
    end = now.replace(second=0, microsecond=0) + datetime.timedelta(minutes=2)
    # Hours begin and end with a minute: the daemon's clock is set to shortly before.
    clock = Clock(tmp_path)
    clock.set(end - datetime.timedelta(seconds=12))
    hours = (now - datetime.timedelta(minutes=60), end), (end, end + datetime.timedelta(minutes=60))
    _hours(event, "clear", *hours, clock.environment)
    door = browser.open(event.link("door", "posters-1"))
    door.until(lambda: (door.text("#opening") or "").startswith("On until"), "until when it is on")
    door.scan(badges[0])
    _seen(door, "entered")
    door.until(lambda: door.text("#opening") == "Closed", "the end of the session", seconds=19)
    assert clock.now() >= end - datetime.timedelta(seconds=1)
    door.until(lambda: door.text("#count") == "0", "the empty session", seconds=7)
    following = browser.open(event.link("wall"))
    following.until(lambda: (following.text('[data-place="posters-2"] .when') or "").startswith("On until"), "what is on", seconds=7)
    organizer = event.station("organizer")
    steps = organizer.get("/api/v1/places/posters-1/series").json["steps"]
    assert (steps[0]["cause"], steps[-1]["cause"], steps[-1]["inside"]) == ("entered", "cleared", 0)
    assert steps[-1]["at"] == f"{end:%Y-%m-%dT%H:%M:%S}.000Z"
    with sqlite3.connect(f"file:{event.database}?mode=ro", uri=True) as connection:
        assert connection.execute("SELECT word FROM facts WHERE kind = 'placeCleared'").fetchall() == [("sessionEnded",)]
    door.scan(badges[1])
    assert "Closed." in _seen(door, "refused")
    assert event.verify().returncode == 0
