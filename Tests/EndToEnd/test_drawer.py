# SPDX-License-Identifier: Apache-2.0
"""The door's drawer: behind a PIN, a volunteer counts heads, closes the place, and lets one in over the limit."""

import sqlite3
import time
import uuid

import pytest

import witness
from looks import looks

VOLUNTEER, SUPERVISOR = "100200", "300400"


@pytest.fixture
def badges(event, printer):
    """The badges of three people, checked in."""
    printer.set_seconds(0)
    desk = event.station("desk")
    jobs = [desk.check_in(desk.find(person["Order code"])).json["printJob"]["id"] for person in event.accepted()[:3]]
    for job in jobs:
        desk.wait_until_printed(job)
    return [witness.qr_of(paper, 300) for paper in printer.wait_for(3)]


def _change(event, *edits):
    event.stop()
    for pattern, replacement in edits:
        event.edit_event(pattern, replacement)
    event.start()


SMALL = (
    r'name = "Gradient"\nkind = "room"\ncapacity = 30',
    'name = "Gradient"\nkind = "room"\ncapacity = 1\nlimit = "hard"\nnear = ["chain-rule"]',
)


def _door(browser, event, language="en"):
    door = browser.open("about:blank")
    door.speak(language)
    door.go(event.link("door", "gradient"))
    door.until(lambda: door.text("#count") == "0", "the idle door")
    return door


def _focus(door):
    return door.script("return document.activeElement?.id")


def _open_by_keyboard(door, pin):
    while _focus(door) != "volunteers":
        door.type("Tab")
    door.type("Enter")
    door.until(lambda: _focus(door) == "pin", "the field for the PIN")
    door.type(pin, "Enter")
    door.until(lambda: _focus(door) == "head-count", "the open drawer")


def _go_to(door, identifier):
    for _ in range(12):
        if _focus(door) == identifier:
            return
        door.type("Tab")
    raise AssertionError(f"Tab does not come to {identifier}")


def _seen(door, outcome):
    door.until(lambda: door.is_shown("#verdict") and door.attribute("#verdict", "data-outcome") == outcome, f"the verdict {outcome}")
    return door.text("#verdict")


def _idle(door):
    door.until(lambda: not door.is_shown("#verdict"), "the idle door", seconds=8)


def _wave_on(door):
    """Takes a verdict away that has been seen: the next one does not wait for it to go."""
    door.script("const verdict = document.querySelector('#verdict'); verdict.hidden = true; verdict.removeAttribute('data-outcome')")


def _facts(event, *kinds):
    marks = ", ".join("?" * len(kinds))
    with sqlite3.connect(f"file:{event.database}?mode=ro", uri=True) as connection:
        return connection.execute(f"SELECT kind, subject, word FROM facts WHERE kind IN ({marks}) ORDER BY sequence", kinds).fetchall()


def test_by_keyboard_alone_a_volunteer_counts_closes_and_lets_one_in_and_the_facts_name_who(event, badges, browser):
    _change(event, SMALL)
    door = _door(browser, event)
    board = browser.open(event.link("organizer"))
    board.until(lambda: board.text('[data-place="gradient"] .inside') == "0", "the figures")
    door.scan(badges[0])
    entered = time.monotonic()
    _seen(door, "entered")
    _wave_on(door)
    door.scan(badges[1])
    assert "Full" in _seen(door, "refused")
    _wave_on(door)
    # Whoever was just refused still holds the badge in hand.
    _open_by_keyboard(door, SUPERVISOR)
    assert "Supervisor" in door.text("#drawer-title") and "1 of 1 inside" in door.text("#drawer")
    door.picture("open", "kiosk")
    door.picture("open", "phone")
    _go_to(door, "let-in-refused")
    door.type("Enter")
    assert "2 of 1 inside" in _seen(door, "entered")
    door.picture("let-in", "kiosk")
    _wave_on(door)
    assert not door.is_shown("#drawer") and not door.is_shown("#armed")
    # Without a PIN the next one is refused again.
    door.scan(badges[2])
    assert "Full" in _seen(door, "refused")
    _wave_on(door)
    _open_by_keyboard(door, VOLUNTEER)
    _go_to(door, "let-in")
    door.type("Enter")
    door.until(lambda: door.is_shown("#armed"), "the word that one is let in")
    assert "\u2068Volunteer\u2069 lets one in" in door.text("#armed")
    for size in ("kiosk", "phone"):
        door.picture("armed", size)
    # A badge that does not count gets nobody in.
    door.scan("https://example.org/not-a-badge")
    _seen(door, "refused")
    assert door.script("return !document.querySelector('#armed').hidden")
    _wave_on(door)
    door.scan(badges[2])
    _seen(door, "entered")
    _wave_on(door)
    assert [fact[:2] for fact in _facts(event, "entered")] == [("entered", None), ("entered", "supervisor"), ("entered", "volunteer")]

    _open_by_keyboard(door, VOLUNTEER)
    door.type("many", "Enter")
    door.until(lambda: door.is_shown("#drawer .verdict.stop"), "what is wrong with it")
    door.script("document.querySelector('#head-count').value = ''")
    door.type("5", "Enter")
    door.until(lambda: "5 of 1 inside" in door.text("#drawer-figures"), "the corrected figure")
    _go_to(door, "turn-place")
    door.type("Enter")
    door.until(lambda: "Closed" in door.text("#drawer-figures"), "the closed room")
    door.type("Escape")
    door.until(lambda: door.is_shown("#idle") and not door.is_shown("#drawer"), "the idle door")
    assert door.text("#opening") == "Closed" and _focus(door) == "volunteers"
    assert _facts(event, "recounted", "placeClosed") == [("recounted", None, "5"), ("placeClosed", "volunteer", None)]
    door.script("document.activeElement.blur()")
    # Leaving is always possible, once it is no double scan; coming back is not.
    time.sleep(max(0, entered + 5.2 - time.monotonic()))
    door.scan(badges[0])
    said = _seen(door, "left")
    assert "Goodbye" in said
    _wave_on(door)
    organizer = event.station("organizer")
    closed = organizer.scan(badges[0], "gradient", direction="in")
    assert (closed["outcome"], closed["reason"], closed["elsewhere"]["name"]) == ("refused", "closed", "Chain Rule")

    board.until(lambda: board.text('[data-place="gradient"] .word') == "Closed", "the word that it is closed")
    board.picture("board", "wall")
    board.click('[data-place="gradient"] .open')
    board.until(lambda: "Let in over the limit: 2, by" in (board.text("#place-dialog .let-ins") or ""), "who was let in")
    said = board.text("#place-dialog")
    assert "\u2068Supervisor\u2069 (1)" in said and "\u2068Volunteer\u2069 (1)" in said
    assert "closed by \u2068Volunteer\u2069" in said
    for size in ("kiosk", "wall", "phone"):
        board.picture("place", size)
    board.click("#turn-place")
    board.until(lambda: board.text("#turn-place") == "Close this place", "the open place")
    board.until(lambda: ": opened" in (board.text("#place-dialog ul") or ""), "when it was opened")
    rows = organizer.get("/api/v1/export/occupancy.csv").body.decode().splitlines()
    assert [row.rsplit(",", 2)[1:] for row in rows if ",entered," in row] == [
        ["entered", ""], ["entered", "supervisor"], ["entered", "volunteer"],
    ]
    verified = event.verify()
    assert verified.returncode == 0, verified.stderr


def test_a_wrong_pin_opens_nothing_and_the_third_locks_the_drawer_for_a_while(event, browser):
    door = _door(browser, event)
    door.click("#volunteers")
    for number in range(3):
        door.until(lambda: _focus(door) == "pin", "the field for the PIN")
        door.script("document.querySelector('#drawer-word').replaceChildren()")
        door.type("100201", "Enter")
        door.until(lambda: door.is_shown("#drawer .verdict.stop"), "the word for it")
        said = door.text("#drawer-word")
        assert ("wrong" in said) if number < 2 else ("Try again in 60 seconds" in said), said
        assert not door.is_shown("#head-count")
    for size in ("kiosk", "phone"):
        door.picture("locked", size)
    door.script("document.querySelector('#drawer-word').replaceChildren()")
    door.type(VOLUNTEER, "Enter")
    door.until(lambda: "Try again in" in (door.text("#drawer-word") or ""), "the word for it")
    assert not door.is_shown("#head-count")
    # No PIN stands in what the daemon wrote, nor in an address.
    for path in (event.folder / "daemon.log", *event.folder.glob("lanyard.sqlite*")):
        assert not any(pin.encode() in path.read_bytes() for pin in (VOLUNTEER, "100201")), path
    assert VOLUNTEER not in door.url


def test_fingers_open_the_drawer_and_it_closes_by_itself(event, badges, browser):
    _change(event, (r"^drawer_closes_after_seconds = .*$", "drawer_closes_after_seconds = 10"))
    door = _door(browser, event)
    door.click("#volunteers")
    for size in ("kiosk", "phone"):
        door.picture("pin", size)
    for digit in VOLUNTEER:
        door.click(f'.keypad [data-digit="{digit}"]')
    door.click("#unlock")
    door.until(lambda: door.is_shown("#head-count"), "the open drawer")
    assert not door.is_shown("#let-in"), "a soft limit needs nobody to let in"
    assert "after 10 seconds" in door.text("#drawer")
    # Somebody enters meanwhile, and sees the verdict; the drawer is as it was.
    door.scan(badges[0])
    _seen(door, "entered")
    assert door.script("return !!document.elementFromPoint(innerWidth / 2, innerHeight / 2).closest('#verdict')")
    _idle(door)
    assert door.is_shown("#head-count") and door.text("#drawer-figures") == "1 of 30 inside"
    # The daemon closes it, too: its key is worth nothing any more.
    door.until(lambda: not door.is_shown("#drawer"), "the closed drawer", seconds=14)
    assert door.is_shown("#volunteers")


def test_cut_off_the_drawer_says_so_and_the_door_knows_that_its_place_is_closed(event, badges, browser):
    door = _door(browser, event)
    door.scan(badges[0])
    _seen(door, "entered")
    _idle(door)
    _open_by_keyboard(door, VOLUNTEER)
    event.station("organizer").post("/api/v1/places/gradient/closings", {"requestId": str(uuid.uuid4())})
    door.until(lambda: "Closed" in door.text("#drawer-figures"), "the closed room")
    event.kill()
    door.until(lambda: "needs the line" in (door.text("#drawer-word") or ""), "the word for it", seconds=4)
    door.type("3", "Enter")
    door.until(lambda: door.script("return document.querySelector('#head-count').value") == "3", "what was typed")
    door.picture("line-down", "kiosk")
    door.type("Escape")
    door.until(lambda: not door.is_shown("#drawer"), "the idle door")
    door.script("document.activeElement.blur()")
    door.scan(badges[1])
    assert "Closed" in _seen(door, "refused")
    _idle(door)
    door.scan(badges[0])
    assert "Goodbye" in _seen(door, "left")
    _idle(door)
    door.click("#volunteers")
    door.until(lambda: "needs the line" in (door.text("#drawer-word") or ""), "the word for it")
    door.type(VOLUNTEER, "Enter")
    door.until(lambda: door.script("return document.querySelector('#pin').value") == "", "the PIN that opens nothing")
    assert not door.is_shown("#head-count")
    # A reload does not make it forget.
    door.go(door.url)
    door.until(lambda: door.text("#opening") == "Closed", "the closed room")
    event.start()
    door.until(lambda: not door.is_shown("#line-down") and not door.is_shown("#waiting"), "the line")
    assert [kind for kind, _, _ in _facts(event, "entered", "left", "refused")] == ["entered", "left"]
    assert event.verify().returncode == 0


def test_without_pins_a_door_has_no_drawer_and_without_a_drawer_it_changes_nothing(event, browser):
    event.stop()
    path = event.folder / "event.toml"
    head, rest = path.read_text().split("[[pins]]", 1)
    path.write_text(head + rest[rest.index("# A printer has"):])
    event.start()
    door = _door(browser, event)
    assert not door.is_shown("#volunteers")
    station = event.station("door", "gradient")
    for what in ("recounts", "clearances", "openings", "closings"):
        refused = station.post(f"/api/v1/places/gradient/{what}", {"count": 3, "requestId": str(uuid.uuid4())})
        assert (refused.status, refused.json["code"]) == (403, "drawerClosed")
    assert station.post("/api/v1/drawer", {"pin": VOLUNTEER}).json["code"] == "pinWrong"


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_drawer_fits_every_screen(event, badges, browser, language):
    _change(event, SMALL)
    door = _door(browser, event, language)
    wrong = looks(door, f"idle-{language}")
    door.click("#volunteers")
    wrong += looks(door, f"pin-{language}")
    door.type("123456", "Enter")
    door.until(lambda: door.is_shown("#drawer .verdict.stop"), "the word for it")
    wrong += looks(door, f"wrong-{language}")
    door.type("Escape")
    for number, badge in enumerate(badges[:2]):
        door.scan(badge)
        _seen(door, "refused" if number else "entered")
        _wave_on(door)
    _open_by_keyboard(door, SUPERVISOR)
    _go_to(door, "turn-place")
    door.type("Enter")
    door.until(lambda: door.is_shown("#drawer .verdict.good"), "the word for it")
    wrong += looks(door, f"closed-{language}")
    assert not door.is_shown("#let-in"), "a closed place is opened first"
    door.type("Enter")
    door.until(lambda: door.is_shown("#let-in"), "the open place")
    wrong += looks(door, f"open-{language}")
    _go_to(door, "let-in")
    door.type("Enter")
    door.until(lambda: door.is_shown("#armed"), "the word that one is let in")
    wrong += looks(door, f"armed-{language}")
    assert not wrong, "\n".join(wrong)
