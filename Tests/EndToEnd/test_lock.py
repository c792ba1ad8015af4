# SPDX-License-Identifier: Apache-2.0
"""Screens lock by a button and by themselves; a PIN unlocks them. A locked door counts on, and does nothing else."""

import http.client

import pytest

import witness
from looks import look  # noqa: F401

PIN = "100200"


def _change(event, *edits):
    event.stop()
    for pattern, replacement in edits:
        event.edit_event(pattern, replacement)
    event.start()


@pytest.fixture
def badge(event, printer):
    printer.set_seconds(0)
    desk = event.station("desk")
    desk.wait_until_printed(desk.check_in(desk.find(event.accepted()[0]["Order code"])).json["printJob"]["id"])
    return witness.qr_of(printer.wait_for(1)[0], 300)


def _is_locked(page):
    page.until(lambda: page.is_shown("#lock #pin"), "the lock")


def test_a_locked_desk_shows_nobody_and_takes_nothing_until_a_pin_unlocks_it(event, browser, look):  # noqa: F811
    desk = browser.open(event.link("desk"))
    desk.until(lambda: desk.is_shown("#find"), "the desk")
    desk.type("me")
    desk.until(lambda: desk.is_shown("[data-candidate]"), "somebody")
    name = desk.text("[data-candidate] .name")
    other = browser.open(desk.url)
    other.until(lambda: other.is_shown("#find"), "the same desk in another window")
    desk.click("#lock-screen")
    _is_locked(desk)
    look.at(desk, "locked")
    assert name not in desk.script("return document.documentElement.outerHTML")
    # The other window's stream ended with the lock, so that it asked and is locked as well.
    _is_locked(other)
    answers = desk.script_async(
        "const done = arguments[arguments.length - 1], station = new URLSearchParams(location.search).get('station');"
        "const ask = (method, path, body) => fetch('/api/v1' + path, {method, body, headers: {'Lanyard-Station': station, 'Content-Type': 'application/json'}})"
        ".then((answer) => answer.json()).then(({code}) => code);"
        "Promise.all([ask('POST', '/lookups', '{\"input\": \"me\"}'), ask('GET', '/occupancy'), ask('GET', '/sessions'), ask('GET', '/desk/events')]).then(done)")
    assert answers == ["stationLocked"] * 4
    # A scan goes into no field but the PIN's, and is no try: there are few.
    for _ in range(3):
        desk.scan("9ZB2Q")
    for number in range(2):
        desk.script("document.querySelector('#lock-word').replaceChildren(); document.querySelector('#pin').value = ''")
        desk.type("100201", "Enter")
        desk.until(lambda: "This PIN is wrong" in (desk.text("#lock-word") or ""), "the word that it is wrong")
    look.at(desk, "wrong")
    # Neither a restart nor a reload opens it.
    event.stop()
    event.start()
    desk.go(desk.url)
    _is_locked(desk)
    for digit in PIN:
        desk.click(f'.keypad [data-digit="{digit}"]')
    desk.click("#unlock")
    desk.until(lambda: desk.is_shown("#find"), "the desk again")
    other.until(lambda: other.is_shown("#find"), "the other window, too", seconds=8)


def test_the_operator_and_the_board_lock_themselves_also_while_the_line_is_down(event, browser):
    _change(event, (r"^# screens_lock_after_minutes = 15$", "screens_lock_after_minutes = 1"))
    board = browser.open(event.link("organizer"))
    board.until(lambda: board.is_shown("#places .place"), "the board")
    # A minute passes, for the page.
    board.script("const now = performance.now.bind(performance); performance.now = () => now() + 61000")
    _is_locked(board)
    operator = browser.open(event.link("operator", name="Operator"))
    operator.until(lambda: operator.is_shown(".station"), "the operator's screen")
    event.kill()
    operator.until(lambda: operator.is_shown("#line-down"), "the word that the line is down")
    operator.click("#lock-screen")
    operator.until(lambda: not operator.is_shown("#stations") and operator.is_shown("#lock"), "nothing of it")
    event.start()
    _is_locked(operator)
    assert "Operator" in operator.text("#lock")


def test_a_locked_door_counts_on_and_does_nothing_else(event, browser, badge, look):  # noqa: F811
    door = browser.open(event.link("door", "gradient"))
    door.until(lambda: door.text("#count") == "0", "the idle door")
    door.until(lambda: door.is_shown("#volunteers"), "the button")
    door.click("#volunteers")
    door.type(PIN, "Enter")
    door.until(lambda: door.is_shown("#lock-screen"), "the open drawer")
    door.picture("drawer", "kiosk")
    door.click("#lock-screen")
    door.until(lambda: door.attribute("body", "data-locked") == "" and door.text("#count") == "0", "the locked door")
    assert door.script("return [...document.querySelectorAll('button')].filter((each) => each.checkVisibility()).map((each) => each.id)") == ["volunteers"]
    look.at(door, "locked-door")
    door.scan(badge)
    door.until(lambda: door.text("#count") == "1", "the count")
    answers = door.script_async(
        "const done = arguments[arguments.length - 1], station = new URLSearchParams(location.search).get('station');"
        "const ask = (method, path, body) => fetch('/api/v1' + path, {method, body, headers: {'Lanyard-Station': station, 'Content-Type': 'application/json'}})"
        ".then((answer) => answer.json()).then(({code}) => code ?? 'served');"
        f"Promise.all([ask('POST', '/drawer', '{{\"pin\": \"{PIN}\"}}'), ask('GET', '/sessions'), ask('GET', '/door/keys'), ask('GET', '/occupancy')]).then(done)")
    assert answers == ["stationLocked", "stationLocked", "served", "served"]
    door.until(lambda: not door.is_shown("#verdict"), "the idle door", seconds=5)
    door.click("#volunteers")
    door.until(lambda: door.is_shown("#drawer #pin"), "the field for the PIN")
    look.at(door, "unlock-door")
    door.type(PIN, "Enter")
    door.until(lambda: door.attribute("body", "data-locked") is None and door.text("#count") == "1", "the door in full")
    door.until(lambda: door.is_shown("#volunteers") and "volunteers" in door.text("#volunteers"), "the drawer's button")


def test_a_door_is_told_of_its_own_place_alone(event):
    door, wall = event.station("door", "gradient"), event.station("wall")
    for path in ("/api/v1/occupancy", "/api/v1/places"):
        told = door.get(path).json
        assert [place["id"] for place in told["places"]] == ["gradient"]
        assert (told["building"], told["checkedIn"], told["registered"]) == (None, None, None)
        assert len(wall.get(path).json["places"]) > 5
    for path in ("/api/v1/occupancy/events", "/api/v1/events"):
        stream = http.client.HTTPConnection("127.0.0.1", event.port, timeout=10)
        stream.request("GET", path, headers={"Authorization": f"Bearer {door.token}"})
        frame = b"".join(iter(stream.getresponse().readline, b"\n"))
        stream.close()
        assert b'"gradient"' in frame and b'"chain-rule"' not in frame


def test_without_pins_nothing_is_locked(event, browser):
    event.stop()
    path = event.folder / "event.toml"
    text = path.read_text()
    path.write_text(text[: text.index("[[pins]]")] + text[text.index("# A printer has either") :])
    event.start()
    desk = browser.open(event.link("desk"))
    desk.until(lambda: desk.is_shown("#find"), "the desk")
    assert not desk.is_shown("#lock-screen")
    refused = event.station("desk").post("/api/v1/session/lock", {})
    assert (refused.status, refused.json["code"]) == (409, "noPINs")
