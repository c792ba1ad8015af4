# SPDX-License-Identifier: Apache-2.0
"""Door, board, place, map and wall in every state, with an afternoon behind them: for people to look at, see `output/`."""

import uuid

import pytest

from afternoon import Afternoon
from appliance import Client
from browser import SIZES
from looks import faults

PEOPLE = 46


@pytest.fixture
def afternoon(event, printer, tmp_path):
    event.stop()
    event.edit_event(r'id = "backprop"\nname = "Backprop"', 'id = "backprop"\nlimit = "hard"\nnear = ["gradient"]\nname = "Backprop"')
    event.edit_event(
        r'id = "rmsprop"\nname = "RMSProp"', 'id = "rmsprop"\nlimit = "one-in-one-out"\nnear = ["weight-decay"]\nname = "RMSProp"'
    )
    event.start()
    return Afternoon(event, printer, tmp_path, PEOPLE)


class Album:
    """Pictures of pages in every look, and what a program finds wrong in them."""

    def __init__(self):
        self.wrong = []

    def take(self, page, name, at=None):
        """Pictures from the top of the page, or from where `at` is."""
        for size in SIZES:
            for scheme in ("light", "dark"):
                page.emulate(size, scheme)
                page.script("(document.querySelector(arguments[0]) ?? document.documentElement).scrollIntoView()", at)
                # What fades in is pale for a moment.
                page.until(lambda: page.script("return document.getAnimations().length === 0"), "a page at rest")
                self.wrong += faults(page, f"{name}, {size}, {scheme}")
                page.picture(f"{name}-{size}-{scheme}")
        page.emulate(None, "light")


@pytest.fixture
def album():
    album = Album()
    yield album
    assert not album.wrong, "\n".join(album.wrong)


def _open(browser, event, role, place=None, language="en"):
    page = browser.open("about:blank")
    page.speak(language)
    page.go(event.link(role, place))
    page.until(lambda: "/kiosk/" in page.url, f"the {role} screen")
    return page


def _verdict(door, scan, outcome, name, album):
    """Looks at a verdict for longer than it stays."""
    door.until(lambda: not door.is_shown("#verdict"), "the idle door", seconds=6)
    door.script("document.querySelector('#verdict').removeAttribute('data-outcome')")
    door.scan(scan)
    door.until(lambda: door.attribute("#verdict", "data-outcome") == outcome, f"the verdict {outcome}")
    door.script("for (let timer = setTimeout(() => {}); timer > 0; timer -= 1) clearTimeout(timer)")
    door.script("document.querySelector('#verdict').hidden = false")
    album.take(door, name)
    # The timers are gone, also those that watch the line.
    door.go(door.url)
    door.until(lambda: door.text("#count") not in ("", "–", None), "the idle door")


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_door_in_every_state(afternoon, browser, album, language):
    event, badges = afternoon.event, [text for _, text in afternoon.badges]
    door = _open(browser, event, "door", "gradient", language)
    door.until(lambda: door.text("#count") == "0", "the idle door")
    album.take(door, "door-idle")
    for number, name in enumerate(("german", "chinese", "arabic")):
        _verdict(door, badges[number], "entered", f"door-welcome-{name}", album)
    # Ten minutes later.
    afternoon.is_at(10)
    door.until(lambda: door.text("#count") == "3", "three inside")
    afternoon.pass_by(0, "posters-1")
    afternoon.pass_by(0, "gradient")
    door.script("return new Promise((resolve) => setTimeout(resolve, 5200))")
    for number, name in ((2, "arabic"), (0, "german")):
        _verdict(door, badges[number], "left", f"door-goodbye-{name}", album)
    serial, old = afternoon.badges[3]
    replaced = afternoon.desk.post(f"/api/v1/badges/{serial}/replacements", {"reason": "lost", "requestId": str(uuid.uuid4())})
    assert replaced.status == 201
    _verdict(door, old, "refused", "door-old-badge", album)
    _verdict(door, "NOT A BADGE", "refused", "door-unknown", album)

    stream = _open(browser, event, "door", "forward-prop", language)
    stream.until(lambda: stream.text("#count") == "0", "the idle door")
    album.take(stream, "door-livestream-idle")
    _verdict(stream, badges[0], "entered", "door-livestream-welcome", album)
    afternoon.count("forward-prop", 60)
    stream.until(lambda: stream.text("#count") == "60", "the full room")
    assert not stream.is_shown("#full"), "a soft limit refuses nobody"
    _verdict(stream, badges[4], "entered", "door-over-soft-limit", album)

    for place, people, name in (("backprop", 12, "full"), ("rmsprop", 12, "one-in-one-out")):
        afternoon.count(place, people)
        full = _open(browser, event, "door", place, language)
        full.until(lambda: full.text("#count") == str(people), "the full room")
        assert full.is_shown("#full"), "who comes up to the door reads that it is full"
        album.take(full, f"door-{name}-idle")
        _verdict(full, badges[5], "refused", f"door-{name}", album)


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_door_that_is_cut_off(afternoon, browser, album, language):
    event, badges = afternoon.event, [text for _, text in afternoon.badges]
    door = _open(browser, event, "door", "gradient", language)
    door.until(lambda: door.text("#count") == "0", "the idle door")
    door.until(lambda: door.script("return navigator.serviceWorker.controller !== null"), "the worker")
    event.kill()
    door.until(lambda: door.is_shown("#line-down") and door.is_shown("#waiting"), "the word for it", seconds=3)
    album.take(door, "door-line-down")
    for number in range(2):
        door.scan(badges[number])
        door.until(lambda: door.attribute("#waiting", "data-count") == str(number + 1), "the kept scan")
    door.until(lambda: not door.is_shown("#verdict"), "the idle door", seconds=6)
    album.take(door, "door-cut-off-scans-kept")
    _verdict(door, badges[3], "entered", "door-cut-off-welcome", album)


@pytest.mark.parametrize("language", ["en", "de"])
def test_board_place_map_and_wall_with_an_afternoon_behind_them(afternoon, browser, album, language):
    event = afternoon.event
    afternoon.play()
    board = _open(browser, event, "organizer", language=language)
    board.until(lambda: board.text('[data-place="gradient"] .lately'), "what came and went", seconds=12)
    album.take(board, "board")
    board.emulate("wall")
    bottom = board.script("return document.querySelector('#exports').getBoundingClientRect().bottom")
    album.wrong += [f"the board is {bottom} high"] if bottom > 1080 else []
    board.emulate(None)
    board.click("#map summary")
    board.until(lambda: board.is_shown("#map svg"), "the map")
    album.take(board, "board-map", at="#map")
    board.click("#map summary")
    for place in ("gradient", "forward-prop", "lstm"):
        board.click(f'[data-place="{place}"] .open')
        board.until(lambda: board.is_shown("#place-dialog .chart svg"), "the chart")
        album.take(board, f"place-{place}")
        for size in SIZES:
            board.emulate(size)
            least = board.script("return Math.min(...[...document.querySelectorAll('.chart text')].map((text) => text.getBoundingClientRect().height))")
            album.wrong += [f"{place}, {size}: the chart's figures are {least} high"] if least < 14 else []
        board.emulate(None)
        board.type("Escape")
        board.until(lambda: not board.is_shown("#place-dialog"), "the dialog closed")

    wall = _open(browser, event, "wall", language=language)
    wall.until(lambda: wall.is_shown(".place"), "the places")
    for size in ("wall", "kiosk"):
        wall.emulate(size)
        wall.type("ArrowLeft")
        seen = set()
        for number in range(1, 10):
            shown = wall.script("return [...document.querySelectorAll('.place')].map((row) => row.dataset.place)")
            if not shown or shown[0] in seen:
                break
            seen.update(shown)
            for scheme in ("light", "dark"):
                wall.emulate(size, scheme)
                wall.until(lambda: wall.script("return document.getAnimations().length === 0"), "a page at rest")
                album.wrong += faults(wall, f"wall, {number}, {size}, {scheme}")
                wall.picture(f"wall-page-{number}-{size}-{scheme}")
            wall.type("ArrowRight")
        assert len(seen) == 16
    wall.emulate(None)
    album.take(wall, "wall")
    event.kill()
    for page, name in ((board, "board"), (wall, "wall")):
        page.until(lambda: page.is_shown("#line-down"), "the word that the line is down", seconds=3)
        album.take(page, f"{name}-line-down")


def test_the_pictures_of_the_readme(afternoon, browser):
    """What `docs/pictures` shows; they are copied there when a screen has changed."""
    event = afternoon.event
    afternoon.welcome(130, but=["Rana Nasr", "Sofie Knörrsdóttir"])
    afternoon.play()
    board = _open(browser, event, "organizer")
    board.until(lambda: board.text('[data-place="gradient"] .lately'), "what came and went", seconds=12)
    board.picture("board", "wall")
    desk = Client(event.port, afternoon.desk.token)
    for number, (title, place) in enumerate([
        ("Why does dropout work?", "gradient"), ("Normalizing flows, from scratch", "forward-prop"), ("Reading group: attention", "lstm"),
        ("Reproducibility, and what it costs", "chain-rule"),
    ]):
        body = {"title": title, "place": place, "badge": afternoon.badges[number + 3][1], "requestId": str(uuid.uuid4())}
        assert desk.post("/api/v1/sessions", body).status == 201
    wall = _open(browser, event, "wall")
    wall.emulate("wall")
    wall.until(lambda: wall.is_shown(".rows.programme") or wall.type("ArrowRight"), "what is on")
    wall.until(lambda: wall.script("return document.getAnimations().length === 0"), "a page at rest")
    wall.picture("wall")
    door = _open(browser, event, "door", "gradient")
    door.until(lambda: door.text("#count") == "14", "the idle door")
    outside = next(person for person in event.accepted() if person["Full name"] == "Rana Nasr")
    _, text = afternoon.badge(outside["Order code"])
    door.scan(text)
    door.until(lambda: door.attribute("#verdict", "data-outcome") == "entered", "the verdict")
    door.until(lambda: door.script("return document.getAnimations().length === 0"), "a page at rest")
    door.picture("door", "kiosk")
    desk = browser.open(event.link("desk", name="Desk 2"))
    desk.until(lambda: desk.is_shown("#find"), "the find step")
    desk.type("knorrsd")
    desk.until(lambda: desk.is_shown("[data-candidate]"), "the candidate")
    desk.type("Enter")
    desk.until(lambda: desk.is_shown("#check-in"), "the compare step")
    desk._cdp("Page.bringToFront")
    desk.picture("desk", "kiosk")
