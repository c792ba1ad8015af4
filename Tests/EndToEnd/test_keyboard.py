# SPDX-License-Identifier: Apache-2.0
"""Every screen by keys alone: each control is reached in order, the focus is seen and never lost, nothing is a trap."""

import uuid

import pytest

import documents
import witness
from keyboard import Keyboard

IS_BODY = "return document.activeElement === document.body"


@pytest.fixture
def desk(event, browser):
    desk = browser.open(event.link("desk", name="Desk 1"))
    desk.until(lambda: desk.is_shown("#find"), "the find step")
    return desk


def _people(event):
    return [person["Order code"] for person in event.accepted()]


def test_the_pairing_page(event, browser):
    code = event.link("desk", name="Desk 1").split("#")[1]
    page = browser.open(f"http://localhost:{event.port}/pair")
    keys = Keyboard(page)
    keys.expect("#code")
    keys.walk()
    keys.walk(back=True)
    # A wrong code, sent by its button: the next try is typed at once.
    keys.to("#code")
    page.type("AAAAA-AAAAA", "Tab")
    keys.expect("#pair")
    page.type("Enter")
    page.until(lambda: page.is_shown(".verdict.stop"), "a word for why")
    keys.expect("#code")
    page.type(code, "Enter")
    page.until(lambda: "/kiosk/desk/" in page.url, "the desk")
    keys.expect("#find")


def test_the_desk_from_a_name_to_the_next_person(event, printer, desk):
    keys = Keyboard(desk)
    keys.expect("#find")
    keys.walk()
    desk.type("me")
    desk.until(lambda: desk.is_shown("[data-candidate]"), "candidates")
    desk.type("ArrowDown", "ArrowDown", "ArrowUp")
    keys.expect("#find")
    assert desk.attribute("#find", "aria-activedescendant") == "candidate-1"
    keys.walk()
    desk.type("Escape")
    keys.expect("#find")
    assert desk.script("return document.querySelector('#find').value") == ""

    desk.scan(_people(event)[0])
    keys.expect("#check-in")
    keys.walk()
    keys.walk(back=True)
    keys.to("#check-in")
    desk.type("c")
    desk.until(lambda: desk.is_shown("#code-of-conduct-text"), "the code of conduct")
    keys.walk()
    desk.type("c")
    desk.until(lambda: not desk.is_shown("#code-of-conduct-text"), "it folded away")
    # Corrected before anything is printed.
    keys.press("#more > summary")
    keys.press("#more #correct summary")
    keys.walk()
    keys.to("#correct-pronouns")
    desk.type("she/her", "Tab")
    keys.expect("#correct-affiliation")
    keys.press("#correct-save")
    keys.expect("#check-in", "the focus after the correction")
    desk.type("Enter")
    keys.expect("#next")
    desk.until(lambda: desk.attribute("#print-state", "data-state") == "printed", "printed", seconds=20)
    keys.expect("#next")
    keys.walk()
    (paper,) = printer.wait_for(1)
    desk.scan(witness.qr_of(paper, 300))
    desk.until(lambda: "she/her" in (desk.text("#handover") or ""), "the hand-over")
    keys.expect("#find", "the focus when the next one comes by itself")


def test_the_desk_with_a_badge_that_is_replaced_and_corrected(event, printer, desk):
    printer.set_seconds(0)
    keys = Keyboard(desk)
    code = _people(event)[0]
    desk.scan(code)
    keys.expect("#check-in")
    desk.type("Enter")
    desk.until(lambda: desk.attribute("#print-state", "data-state") == "printed", "printed", seconds=20)
    desk.type("Escape")
    keys.expect("#find")
    desk.scan(code)
    desk.until(lambda: "in since" in (desk.text("#compare .verdict") or ""), "already in")
    keys.expect("#compare .main")
    keys.walk()
    keys.press("#compare details:has(#reason) > summary")
    keys.to("#reason")
    desk.type("ArrowDown")
    assert desk.script("return document.querySelector('#reason').value") == "damaged"
    keys.walk()
    keys.press("#replace")
    keys.expect("#next", "the focus after the replacement")
    desk.until(lambda: desk.attribute("#print-state", "data-state") == "printed", "printed", seconds=20)
    desk.type("Enter")
    keys.expect("#find")
    desk.scan(code)
    desk.until(lambda: desk.is_shown("#correct"), "already in")
    keys.press("#correct summary", key=" ")
    keys.to("#correct-badgeName")
    # What is refused can be put right at once.
    desk.script("document.activeElement.value = ''")
    keys.press("#correct-save")
    desk.until(lambda: desk.is_shown("#correct .verdict.stop"), "what is missing")
    keys.expect("#correct-save", "the focus after a refusal")
    desk.type("Escape")
    keys.expect("#find")


def test_the_desk_with_a_printer_in_trouble(event, printer, desk):
    printer.set_seconds(0)
    keys = Keyboard(desk)
    codes = iter(_people(event))

    def print_and_pull_the_plug():
        printer.set_seconds(5)
        desk.scan(next(codes))
        keys.expect("#check-in")
        desk.type("Enter")
        desk.until(lambda: desk.attribute("#print-state", "data-state") == "printing", "printing", seconds=10)
        printer.pull_plug()
        printer.plug_in()
        desk.until(lambda: desk.attribute("#print-state", "data-state") == "unknown", "the question", seconds=20)
        printer.set_seconds(0)
        keys.expect("#next")
        keys.walk()

    print_and_pull_the_plug()
    yes, no = "#handover .actions button:first-child", "#handover .actions button:nth-child(2)"
    keys.press(yes)
    desk.until(lambda: desk.attribute("#print-state", "data-state") == "printed", "the word of the tray")
    keys.expect("#next", "the focus after yes")
    desk.type("Escape")
    keys.expect("#find")
    print_and_pull_the_plug()
    keys.press(no)
    desk.until(lambda: desk.attribute("#print-state", "data-state") == "printed", "another badge", seconds=20)
    keys.expect("#next", "the focus after no")
    desk.type("Escape")
    keys.expect("#find")


def test_the_desk_that_loads_a_new_roll(event, printer, browser):
    event.stop()
    event.edit_event("^uri = (.*)$", r"uri = \1\nlabels = 12\nlabels_warning = 10")
    event.start()
    desk = browser.open(event.link("desk", name="Desk 1"))
    keys = Keyboard(desk)
    keys.expect("#find")
    assert event.station("desk").post("/api/v1/printers/desk/labels", {"count": 5}).status == 200
    desk.until(lambda: desk.is_shown("#printers button"), "the warning")
    keys.walk()
    keys.press("#printers button")
    desk.until(lambda: desk.text("#printers") == "", "no warning any more")
    keys.expect("#find", "the focus after the new roll")


def test_the_problem_desk_with_a_walk_in(event, browser):
    desk = browser.open(event.link("supervisor", name="Problem desk 1"))
    keys = Keyboard(desk)
    keys.expect("#find")
    desk.type("zzyzx")
    desk.until(lambda: desk.is_shown("#walk-in"), "a way on")
    keys.walk()
    keys.press("#walk-in")
    keys.expect("#givenName")
    keys.walk()
    keys.walk(back=True)
    # Nothing was typed: it says so, and the typing goes on where it is missing.
    keys.press("#register")
    desk.until(lambda: desk.is_shown(".verdict.stop"), "what is missing")
    keys.expect("#givenName")
    desk.type(event.accepted()[0]["Full name"], "Tab", "Tab", "Tab", "Tab")
    keys.expect("#email")
    desk.type("no address", "Enter")
    # Who is on the list already comes first.
    keys.expect("#duplicates button")
    keys.walk()
    keys.press("#register-anyway")
    desk.until(lambda: desk.is_shown(".verdict.stop"), "what is wrong with the address")
    keys.expect("#email", "the focus after the refusal")
    desk.script("document.activeElement.value = ''")
    desk.type("new@example.org", "Enter")
    keys.expect("#duplicates button")
    keys.press("#register-anyway")
    keys.expect("#check-in", "the focus after the registration")
    desk.type("Escape")
    keys.expect("#find")
    desk.scan(documents.td3("Nobody", "Whatsoever"))
    desk.until(lambda: desk.is_shown("#walk-in"), "nobody")
    keys.expect("#find")


@pytest.fixture
def board(event, browser):
    organizer = event.station("organizer")
    for place, count in (("forward-prop", 60), ("gradient", 28)):
        body = {"count": count, "requestId": str(uuid.uuid4())}
        assert organizer.post(f"/api/v1/places/{place}/recounts", body).status == 201
    board = browser.open(event.link("organizer"))
    board.until(lambda: board.text('[data-place="gradient"] .inside') == "28", "the figures")
    return board


def test_the_board(event, board, tmp_path):
    keys = Keyboard(board)
    keys.walk()
    keys.walk(back=True)
    opener = '[data-place="gradient"] .open'
    keys.press(opener)
    keys.expect("#head-count")
    board.until(lambda: board.is_shown("#place-dialog .chart svg"), "the chart")
    keys.walk()
    keys.walk(back=True)
    keys.to("#head-count")
    board.type("many", "Enter")
    board.until(lambda: board.is_shown("#place-dialog .verdict.stop"), "what is wrong with it")
    keys.expect("#head-count")
    board.script("document.activeElement.select()")
    board.type("12")
    keys.press("#set-count")
    board.until(lambda: board.is_shown("#place-dialog .verdict.good"), "the new figure")
    keys.expect("#set-count", "the focus after the head count")
    keys.press("#empty")
    board.until(lambda: "Nobody" in (board.text("#place-dialog .verdict") or ""), "the empty room")
    keys.expect("#empty", "the focus after the clearance")
    board.type("Escape")
    board.until(lambda: not board.is_shown("#place-dialog"), "the dialog closed")
    keys.expect(opener, "the focus after Escape")
    board.type("Enter")
    keys.expect("#head-count")
    keys.press("#close")
    keys.expect(opener, "the focus after Close")
    # A figure that changes meanwhile takes nobody's focus.
    body = {"count": 29, "requestId": str(uuid.uuid4())}
    assert event.station("organizer").post("/api/v1/places/gradient/recounts", body).status == 201
    board.until(lambda: board.text('[data-place="gradient"] .inside') == "29", "the new figure", seconds=2)
    keys.expect(opener)
    keys.press("#map summary")
    board.until(lambda: board.is_shown("#map svg"), "the map")
    keys.walk()
    board._cdp("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(tmp_path))
    for number, ending in ((1, "csv"), (2, "json"), (3, "json")):
        link = f"#exports a:nth-of-type({number})"
        before = set(tmp_path.glob(f"*.{ending}"))
        keys.press(link)
        board.until(lambda: set(tmp_path.glob(f"*.{ending}")) - before, f"the file behind {link}")
        keys.expect(link, "the focus after the export")


def test_the_wall(event, browser):
    wall = browser.open(event.link("wall"))
    wall.until(lambda: wall.is_shown(".place"), "the places")
    wall.emulate("wall")
    places = "return [...document.querySelectorAll('.place')].map((row) => row.dataset.place)"
    first = wall.script(places)
    # The pages turn by keys, and there is nothing else to reach.
    wall.type("ArrowRight")
    wall.until(lambda: wall.script(places) != first, "the next page", seconds=2)
    wall.type("ArrowLeft")
    wall.until(lambda: wall.script(places) == first, "the first page", seconds=2)
    wall.type("Tab", "Tab")
    assert wall.script(IS_BODY)


def test_the_door(event, printer, browser):
    printer.set_seconds(0)
    desk = event.station("desk")
    job = desk.check_in(desk.find(_people(event)[0])).json["printJob"]["id"]
    desk.wait_until_printed(job)
    (paper,) = printer.wait_for(1)
    door = browser.open(event.link("door", "gradient"))
    door.until(lambda: door.text("#count") == "0", "the idle door")
    # A scanner is a keyboard: wherever keys have led, the badge is taken.
    door.type("Tab", "Tab", "Escape")
    door.scan(witness.qr_of(paper, 300))
    door.until(lambda: door.attribute("#verdict", "data-outcome") == "entered", "the verdict")
    door.until(lambda: not door.is_shown("#verdict"), "the idle door", seconds=6)
    assert door.script(IS_BODY)
