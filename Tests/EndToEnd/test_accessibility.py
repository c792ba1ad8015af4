# SPDX-License-Identifier: Apache-2.0
"""axe-core finds nothing wrong with any screen in any of its states, light and dark."""

import pytest

import axe
import camera
import documents
import witness
from browser import Browser
from conftest import OUTPUT


class Inspection:
    """Looks at pages and remembers what is wrong with them."""

    def __init__(self):
        self.wrong = []

    def look(self, page, name):
        # What fades in has half its contrast for a moment.
        page.until(lambda: page.script("return document.getAnimations().length === 0"), "a page at rest")
        for scheme in ("light", "dark"):
            page.emulate("kiosk", scheme)
            page.until(lambda: page.script("return document.getAnimations().length === 0"), "a page at rest")
            self.wrong += [f"{name}, {scheme}: {violation}" for violation in axe.violations(page)]
        page.emulate(None, "light")


@pytest.fixture
def inspection():
    inspection = Inspection()
    yield inspection
    assert not inspection.wrong, "\n".join(inspection.wrong)


def test_axe_sees_what_is_wrong(event, browser):
    page = browser.open(f"http://localhost:{event.port}/pair")
    page.until(lambda: page.is_shown("#code"), "the pairing page")
    page.script("document.body.append(document.createElement('button'))")
    assert any(each.startswith("button-name: ") for each in axe.violations(page))


def test_pairing(event, browser, inspection):
    page = browser.open(f"http://localhost:{event.port}/pair")
    page.until(lambda: page.is_shown("#code"), "the pairing page")
    inspection.look(page, "pairing")
    page.type("AAAAA-AAAAA", "Enter")
    page.until(lambda: page.is_shown(".verdict"), "a word for why")
    inspection.look(page, "refused")


def test_the_desk(event, printer, browser, inspection):
    desk = browser.open(event.link("desk"))
    desk.until(lambda: desk.is_shown("#find"), "the find step")
    inspection.look(desk, "find")
    desk.type("me")
    desk.until(lambda: desk.is_shown("[data-candidate]"), "candidates")
    inspection.look(desk, "candidates")
    desk.scan(documents.td3("Nobody", "Whatsoever"))
    desk.until(lambda: desk.is_shown(".verdict"), "nobody")
    inspection.look(desk, "nobody")
    code = event.accepted()[0]["Order code"]
    desk.scan(code)
    desk.until(lambda: desk.is_shown("#check-in"), "the compare step")
    inspection.look(desk, "compare")
    desk.type("Enter")
    desk.until(lambda: desk.attribute("#print-state", "data-state") == "printed", "printed", seconds=20)
    inspection.look(desk, "hand-over")
    desk.type("Escape")
    desk.until(lambda: desk.is_shown("#find"), "the find step")
    desk.scan(code)
    desk.until(lambda: desk.is_shown("#compare .verdict"), "already in")
    for panel in ("#correct summary", "details:has(#reason) summary"):
        desk.click(panel)
    inspection.look(desk, "correct and replace")
    event.kill()
    desk.until(lambda: desk.is_shown("#line-down"), "the word that the line is down", seconds=3)
    inspection.look(desk, "line down")


def test_a_walk_in(event, browser, inspection):
    desk = browser.open(event.link("supervisor"))
    desk.until(lambda: desk.is_shown("#find"), "the find step")
    desk.type("zzyzx")
    desk.until(lambda: desk.is_shown("#walk-in"), "a way on")
    inspection.look(desk, "nobody")
    desk.click("#walk-in")
    desk.until(lambda: desk.is_shown("#walk-in-form"), "the form")
    inspection.look(desk, "walk-in")
    desk.type("Enter")
    desk.until(lambda: desk.is_shown(".verdict.stop"), "what is missing")
    inspection.look(desk, "walk-in refused")


def test_the_door(event, printer, browser, inspection):
    event.stop()
    event.edit_event(r'name = "Gradient"\nkind = "room"\ncapacity = 30', 'name = "Gradient"\nkind = "room"\ncapacity = 1\nlimit = "hard"')
    event.start()
    desk = event.station("desk")
    for person in event.accepted()[:2]:
        desk.wait_until_printed(desk.check_in(desk.find(person["Order code"])).json["printJob"]["id"])
    badges = [witness.qr_of(paper, 300) for paper in printer.wait_for(2)]
    door = browser.open(event.link("door", "gradient"))
    door.until(lambda: door.text("#count") == "0", "the idle door")
    inspection.look(door, "idle")
    for scan, outcome in ((badges[0], "entered"), (badges[1], "refused"), ("NOT A BADGE", "refused")):
        door.scan(scan)
        door.until(lambda: door.attribute("#verdict", "data-outcome") == outcome and door.is_shown("#verdict"), "the verdict")
        door.script("for (let timer = setTimeout(() => {}); timer > 0; timer -= 1) clearTimeout(timer)")
        door.script("document.querySelector('#verdict').hidden = false")
        inspection.look(door, f"{outcome} {scan[:3]}")
        door.go(door.url)
        door.until(lambda: door.text("#count") == "1", "the idle door")


def test_the_door_with_a_camera(event, inspection, request):
    with Browser(OUTPUT / request.node.name, arguments=camera.FAKE_CAMERA) as browser:
        door = browser.open(event.link("door", "gradient"))
        door.until(lambda: door.text("#count") == "0", "the idle door")
        door.click("#camera-switch")
        door.until(lambda: door.attribute("#camera", "data-state") == "on", "the camera")
        inspection.look(door, "camera on")
        event.kill()
        door.until(lambda: door.attribute("#camera", "data-state") == "cutOff", "a word for it", seconds=8)
        inspection.look(door, "camera cut off")


def test_the_drawer(event, browser, inspection):
    event.stop()
    event.edit_event(r'name = "Gradient"\nkind = "room"\ncapacity = 30', 'name = "Gradient"\nkind = "room"\ncapacity = 1\nlimit = "hard"')
    event.start()
    door = browser.open(event.link("door", "gradient"))
    door.until(lambda: door.text("#count") == "0", "the idle door")
    door.click("#volunteers")
    door.until(lambda: door.is_shown("#pin"), "the field for the PIN")
    inspection.look(door, "PIN")
    for number in range(3):
        door.script("document.querySelector('#drawer-word').replaceChildren()")
        door.type("123456", "Enter")
        door.until(lambda: door.is_shown("#drawer .verdict.stop"), "the word for it")
        if number != 1:
            inspection.look(door, "locked" if number else "wrong PIN")
    # A station that has no wrong PINs behind it.
    door.go(event.link("door", "gradient", "Another door"))
    door.until(lambda: door.text("#count") == "0", "the idle door")
    door.click("#volunteers")
    door.type("100200", "Enter")
    door.until(lambda: door.is_shown("#head-count"), "the open drawer")
    inspection.look(door, "open")
    door.click("#let-in")
    door.until(lambda: door.is_shown("#armed"), "the word that one is let in")
    inspection.look(door, "armed")
    door.click("#cancel")
    door.click("#volunteers")
    door.type("100200", "Enter")
    door.until(lambda: door.is_shown("#head-count"), "the open drawer")
    door.click("#turn-place")
    door.until(lambda: door.is_shown("#drawer .verdict.good"), "the word for it")
    inspection.look(door, "closed place")
    event.kill()
    door.until(lambda: door.is_shown("#drawer .verdict.stop"), "the word that it needs the line", seconds=4)
    inspection.look(door, "line down")
    door.type("Escape")
    inspection.look(door, "closed place, idle")


def test_board_and_wall(event, browser, inspection):
    for place, count in (("forward-prop", 60), ("gradient", 28)):
        body = {"count": count, "requestId": f"00000000-0000-4000-8000-0000000000{count}"}
        assert event.station("organizer").post(f"/api/v1/places/{place}/recounts", body).status == 201
    board = browser.open(event.link("organizer"))
    board.until(lambda: board.text('[data-place="gradient"] .inside') == "28", "the figures")
    inspection.look(board, "board")
    board.click('[data-place="gradient"] .open')
    board.until(lambda: board.is_shown("#place-dialog .chart svg"), "the chart")
    inspection.look(board, "place")
    board.type("many", "Enter")
    board.until(lambda: board.is_shown("#place-dialog .verdict.stop"), "what is wrong with it")
    inspection.look(board, "place, no number")
    board.type("Escape")
    board.click('[data-place="posters-1"] .open')
    board.until(lambda: board.is_shown("#place-dialog .boards tr"), "the boards")
    inspection.look(board, "place with boards")
    board.click("#turn-place")
    board.until(lambda: board.is_shown("#place-dialog .verdict.good"), "the word for it")
    board.type("Escape")
    board.until(lambda: board.text('[data-place="posters-1"] .word') == "Closed", "the closed place")
    inspection.look(board, "board with a closed place")
    wall = browser.open(event.link("wall"))
    wall.until(lambda: wall.is_shown(".place"), "the places")
    inspection.look(wall, "wall")
    event.kill()
    for page, name in ((board, "board"), (wall, "wall")):
        page.until(lambda: page.is_shown("#line-down"), "the word that the line is down", seconds=3)
        inspection.look(page, f"{name}, line down")
