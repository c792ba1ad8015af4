# SPDX-License-Identifier: Apache-2.0
"""The board says what the figures are worth, and a day that is over leaves nobody inside."""

import csv
import datetime
import io
import json
import re
import time
import uuid

import pytest

import axe
import witness

UTC = datetime.timezone.utc


@pytest.fixture
def badges(event, printer):
    """The badges of four people, checked in."""
    printer.set_seconds(0)
    desk = event.station("desk")
    jobs = [desk.check_in(desk.find(person["Order code"])).json["printJob"]["id"] for person in event.accepted()[:4]]
    for job in jobs:
        desk.wait_until_printed(job)
    return [witness.qr_of(paper, 300) for paper in printer.wait_for(4)]


def _scan_late(door, badge, at):
    """What a door delivers that was cut off."""
    scan = {"id": str(uuid.uuid4()), "badge": badge, "place": "gradient", "direction": "in"}
    answer = door.post("/api/v1/scans", {"scans": [{**scan, "at": at.strftime("%Y-%m-%dT%H:%M:%SZ")}]})
    assert answer.status == 200 and answer.json["results"][0]["outcome"] == "entered", answer.body


def test_the_board_tells_who_came_and_went_and_who_was_not_seen_for_long(event, badges, browser):
    door = event.station("door", "gradient")
    now = datetime.datetime.now(UTC)
    _scan_late(door, badges[0], now - datetime.timedelta(hours=4))
    _scan_late(door, badges[1], now - datetime.timedelta(minutes=20))
    assert door.scan(badges[2], "gradient")["outcome"] == "entered"
    assert door.scan(badges[2], "gradient", direction="out")["outcome"] in ("left", "duplicate")
    assert door.scan(badges[3], "gradient")["outcome"] == "entered"
    board = browser.open(event.link("organizer"))
    card = '[data-place="gradient"]'
    for _ in range(2):
        board.until(lambda: "1 not seen since" in (board.text(f"{card} .lately") or ""), "who was not seen", seconds=12)
        assert re.search(r"2 in, \d out in 10 min · 1 not seen since \d\d:\d\d", board.text(f"{card} .lately"))
        heights = [float(point.split(",")[1]) for point in board.attribute(f"{card} polyline", "points").split()]
        assert len(heights) == 31
        # One inside half an hour ago, two since 20 minutes, more now: the line rises.
        assert heights[0] > heights[15] > heights[-1]
        assert board.text('[data-place="chain-rule"] .lately') == ""
        board.go(board.url)
    board.until(lambda: board.text(f"{card} .lately"), "the figures again", seconds=12)
    for size in ("kiosk", "wall", "phone"):
        board.picture("lately", size)
    since = next(each for each in door.get("/api/v1/occupancy").json["places"] if each["id"] == "gradient")["lately"]
    seen = datetime.datetime.fromisoformat(since["unseenSince"].replace("Z", "+00:00"))
    assert datetime.timedelta(minutes=179) < datetime.datetime.now(UTC) - seen < datetime.timedelta(minutes=182)


def test_a_day_that_is_over_leaves_nobody_inside_also_when_the_daemon_was_off_then(event, badges):
    yesterday = datetime.datetime.now(UTC).date() - datetime.timedelta(days=1)
    event.stop()
    event.edit_event(r"^days = .*$", f'days = ["{yesterday}"]')
    event.edit_event(r"^time_zone = .*$", 'time_zone = "UTC"')
    event.edit_event(r"^clear_after_closing_minutes = .*$", "clear_at_day_end = false")
    event.start()
    door = event.station("door", "gradient")
    noon = datetime.datetime.combine(yesterday, datetime.time(12), UTC)
    _scan_late(door, badges[0], noon)
    assert door.inside("gradient") == 1
    event.stop()
    event.edit_event(r"^clear_at_day_end = false$", "clear_after_closing_minutes = 30")
    organizer = None
    for _ in range(2):
        event.start()
        organizer = organizer or event.station("organizer")
        organizer.connection.close()
        event_is_over = f"{yesterday}T18:30:00.000Z"
        _until(lambda: organizer.inside("gradient") == 0, "the empty room")
        steps = organizer.get(f"/api/v1/places/gradient/series?from={yesterday}T00:00:00Z").json["steps"]
        assert [step["at"] for step in steps if step["cause"] == "cleared"] == [event_is_over]
        assert event.stop() == 0
    event.start()
    door = event.station("door", "gradient")
    assert door.scan(badges[1], "gradient")["inside"] == 1, "a new day counts from nobody"
    assert event.verify().returncode == 0


def test_the_figures_can_be_taken_away_and_hold_no_formula(event, badges, browser):
    event.stop()
    event.edit_event(r'^name = "Gradient"$', """name = '=1+1, "Gradient"'""")
    event.edit_event(r'^capacity = 30$', "capacity = 1")
    event.start()
    door = event.station("door", "gradient")
    assert door.scan(badges[0], "gradient")["outcome"] == "entered"
    assert door.scan(badges[1], "gradient")["outcome"] == "entered"
    assert event.station("organizer").post("/api/v1/places/gradient/clearances", {"requestId": str(uuid.uuid4())}).status == 201
    assert door.scan(badges[2], "gradient")["outcome"] == "entered"
    board = browser.open(event.link("organizer"))
    board.until(lambda: board.text('[data-place="gradient"] .inside') == "1", "the figures")
    links = board.script("return [...document.querySelectorAll('#exports a')].map((link) => link.getAttribute('href'))")
    # As a browser takes them, by the cookie and the station that the link names.
    taken = [
        board.script(
            "const request = new XMLHttpRequest(); request.open('GET', arguments[0], false); request.send();"
            "return [request.status, request.getResponseHeader('Content-Disposition'), request.responseText]",
            link,
        )
        for link in links
    ]
    assert len(taken) >= 5 and {status for status, _, _ in taken} == {200}
    assert taken[0][1] == 'attachment; filename="socml16-occupancy.csv"'
    rows = list(csv.DictReader(io.StringIO(taken[0][2], newline="")))
    changes = json.loads(taken[1][2])
    assert [row["name"] for row in rows] == ["'=1+1, \"Gradient\""] * 6
    assert [(row["cause"], row["inside"]) for row in rows] == [(each["cause"], str(each["inside"])) for each in changes]
    assert [each["inside"] for each in changes] == [1, 2, 1, 0, 0, 1]
    assert [row["time"] for row in rows] == [each["time"] for each in changes] == sorted(row["time"] for row in rows)
    rooms = json.loads(taken[2][2])
    assert {"roomname": '=1+1, "Gradient"', "state": "1"} in rooms and {"roomname": "LSTM", "state": "0"} in rooms
    assert len(rooms) == 14 and not any("Poster" in room["roomname"] for room in rooms)


# Labels of the map that lie over the edge of the place in whose middle they stand.
OUTSIDE = """const places = [...document.querySelectorAll('#map [data-place]')].map((each) => each.getBBox());
return [...document.querySelectorAll('#map svg > text[font-weight]')].filter((text) => {
    const {x, y, width, height} = text.getBBox();
    return !places.some((box) => x >= box.x && x + width <= box.x + box.width && y >= box.y && y + height <= box.y + box.height);
}).map((text) => text.textContent)"""


def test_the_map_of_the_venue_has_the_figures(event, browser):
    organizer = event.station("organizer")
    for place, count in (("forward-prop", 60), ("gradient", 28)):
        body = {"count": count, "requestId": str(uuid.uuid4())}
        assert organizer.post(f"/api/v1/places/{place}/recounts", body).status == 201
    board = browser.open(event.link("organizer"))
    board.until(lambda: board.is_shown("#map summary"), "the map")
    board.click("#map summary")
    labels = "return [...document.querySelectorAll('#map svg > text[font-weight]')].map((text) => text.textContent)"
    board.until(lambda: {"60 / 60Full", "▲ 28 / 30free", "0 / 8free"} <= set(board.script(labels)), "the figures")
    # Also in German no label is wider than its place, and none leaves it.
    for place in ("gradient", "backprop", "kernel-trick"):
        assert organizer.post(f"/api/v1/places/{place}/closings", {"requestId": str(uuid.uuid4())}).status == 201
    german = browser.open("about:blank")
    german.speak("de")
    german.go(event.link("organizer", name="German board"))
    german.until(lambda: german.is_shown("#map summary"), "the map")
    german.click("#map summary")
    german.until(lambda: "0 / 8Geschlossen" in german.script(labels), "the closed places")
    assert german.script(OUTSIDE) == []
    for size in ("kiosk", "phone"):
        german.picture("map-closed", size)
    for place in ("gradient", "backprop", "kernel-trick"):
        assert organizer.post(f"/api/v1/places/{place}/openings", {"requestId": str(uuid.uuid4())}).status == 201
    body = {"count": 3, "requestId": str(uuid.uuid4())}
    assert organizer.post("/api/v1/places/gradient/recounts", body).status == 201
    board.until(lambda: "3 / 30free" in board.script(labels), "the new figure", seconds=2)
    heard = board.heard("image")
    assert {"Forward Prop: 60 of 60 inside, Full, livestreamed, step-free", "Gradient: 3 of 30 inside, free, step-free", "Weight Decay: 0 of 12 inside, free, step-free"} <= set(heard)
    assert len(heard) == len(set(heard)) == 16
    assert axe.violations(board) == []
    board.script("document.querySelector('#map').scrollIntoView()")
    for size in ("kiosk", "wall", "phone"):
        board.picture("map", size)
    assert event.station("wall").get("/api/v1/map").status == 200


def test_a_map_that_would_run_or_shows_no_place_of_the_event_is_refused(event):
    event.stop()
    picture = event.folder / "map.svg"
    good = picture.read_text()
    for bad, word in (("<script/>", "<script>"), ('<rect data-place="nowhere"/>', "“nowhere”")):
        picture.write_text(good.replace("</svg>", f"{bad}</svg>"))
        refused = event.command("doctor")
        assert refused.returncode != 0 and "map.svg" in refused.stderr + refused.stdout and word in refused.stderr + refused.stdout
    event.edit_event(r"^map = .*$", "")
    event.start()
    assert event.station("organizer").get("/api/v1/map").status == 404


def _until(condition, what, seconds=15):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"{what} did not come within {seconds} s"
        time.sleep(0.1)
