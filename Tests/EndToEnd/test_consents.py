# SPDX-License-Identifier: Apache-2.0
"""What a person says at check-in: how the badge reads, whether they may be seen, what they agree to; and hears then."""

import sqlite3
import uuid

import pytest

import witness
from keyboard import Keyboard
from looks import look  # noqa: F401

GUEST = "QUIET777"


@pytest.fixture
def guest(event, tmp_path):
    """Somebody whom the list says nothing about but their name and what they eat."""
    path = tmp_path / "guests.csv"
    path.write_text(f"Order code,Full name,Status,Dietary needs\n{GUEST},Nyota Ynez,accepted,vegan\n")
    event.import_list(path)
    event.stop()
    event.start()
    return event.station("desk", name="Desk 0").find(GUEST)


def _answers(event):
    with sqlite3.connect(event.database) as database:
        return [row[0] for row in database.execute("SELECT word FROM facts WHERE kind = 'livestreamAnswered'")]


def _compare(page, code):
    page.scan(code)
    page.until(lambda: page.is_shown("#compare .verdict"), "the compare step")


def _open(browser, event):
    page = browser.open(event.link("desk", name="Desk 1"))
    page.until(lambda: page.is_shown("#find"), "the find step")
    return page


def test_the_first_badge_is_right_and_the_hand_over_says_what_matters(event, printer, guest, browser, look):
    page = _open(browser, event)
    _compare(page, GUEST)
    keys = Keyboard(page)
    keys.expect("#check-in")
    assert page.is_shown("#livestream-yes") and page.is_shown("#livestream-no")
    look.at(page, "asked")
    keys.walk()
    # The next person's document begins with the answers' letters, and answers nothing.
    page.scan("YNNYYN4711")
    page.until(lambda: page.is_shown("#find"), "the next person")
    _compare(page, GUEST)
    assert _answers(event) == []
    keys.expect("#check-in")
    page.type("n")
    page.until(lambda: "Does not want to be seen" in (page.text("#livestream-consent") or ""), "the answer")
    keys.expect("#check-in", "the focus after the answer")
    assert _answers(event) == ["no"]
    page.type("e")
    keys.expect("#correct-badgeName")
    look.at(page, "correcting")
    page.script("document.querySelector('#correct-badgeName').select()")
    page.type("Nyota", "Tab", "they/them", "Enter")
    page.until(lambda: "they/them" in (page.text("#compare .person") or ""), "the correction")
    assert _answers(event) == ["no"], "what is typed into a field answers nothing"
    keys.expect("#check-in")
    page.type("Enter")
    page.until(lambda: page.attribute("#print-state", "data-state") == "printed", "printed", seconds=20)
    (paper,) = printer.wait_for(1)
    badge = witness.qr_of(paper, 300)
    page.scan(badge)
    page.until(lambda: "Hand it over" in (page.text("#handover") or ""), "the hand-over")
    page.script("for (let timer = setTimeout(() => {}); timer > 0; timer -= 1) clearTimeout(timer)")
    told = page.text("#handover")
    for words in ("Nyota", "they/them", "Lunch today", "vegan", "Not on the livestream: stay out of Forward Prop"):
        assert words in told, told
    look.at(page, "hand-over")
    # The door of the livestreamed room says so again, and no other does.
    door = event.station("door", "forward-prop")
    assert door.scan(badge, "forward-prop")["declinesLivestream"] is True
    assert event.station("door", "gradient").scan(badge, "gradient")["declinesLivestream"] is None
    screen = browser.open(event.link("door", "forward-prop", name="Door"))
    screen.until(lambda: screen.text("#count") == "0" and screen.is_shown("#livestream"), "the idle door")
    screen.scan(badge)
    screen.until(lambda: "You said you do not want to be seen" in (screen.text("#verdict") or ""), "the warning")
    screen.script("for (let timer = setTimeout(() => {}); timer > 0; timer -= 1) clearTimeout(timer)")
    look.at(screen, "door")
    # They had lunch, and think otherwise of the livestream.
    event.station("door", "lunch").scan(badge, "lunch")
    page.type("Escape")
    page.until(lambda: page.is_shown("#find"), "the find step")
    _compare(page, GUEST)
    keys = Keyboard(page)
    keys.press("#livestream-change")
    page.until(lambda: "Agrees to be seen" in (page.text("#livestream-consent") or ""), "the change")
    holder = event.station("desk", name="Desk 2").get(f"/api/v1/registrations/{guest}/hand-over").json
    assert holder["livestream"] is True and holder["meals"] == []
    assert event.verify().returncode == 0


def test_nobody_is_asked_for_what_the_list_tells(event, browser):
    page = _open(browser, event)
    _compare(page, event.accepted()[0]["Order code"])
    assert not page.is_shown("#livestream-yes") and not page.is_shown("#livestream-change")
    page.click("#more > summary")
    assert page.is_shown("#livestream-change")


def test_nobody_agrees_twice_to_the_same_code_of_conduct(event, browser, look):
    desk = event.station("desk", name="Desk 0")
    code = event.accepted()[0]["Order code"]
    registration = desk.find(code)
    body = {"registration": registration, "evidence": "code", "codeOfConduct": False, "print": False}

    def check_in(**changes):
        return desk.post("/api/v1/check-ins", {**body, "requestId": str(uuid.uuid4()), **changes})

    def undo(answer, reason):
        undone = desk.request("DELETE", f"/api/v1/check-ins/{answer.json['checkIn']['id']}", {"reason": reason})
        assert undone.status == 200

    assert check_in().json["code"] == "codeOfConductRequired"
    undo(check_in(codeOfConduct=True), "mistake")
    page = _open(browser, event)
    _compare(page, code)
    assert page.is_shown("#agreed") and not page.is_shown("#code-of-conduct")
    look.at(page, "agreed")
    again = check_in()
    assert again.status == 201
    undo(again, "mistake")
    event.stop()
    event.edit_event(r'^version = "2016-10"$', 'version = "2016-11"')
    event.start()
    desk.connection.close()
    assert check_in().json["code"] == "codeOfConductRequired"
    page.go(page.url)
    page.until(lambda: page.is_shown("#find"), "the find step")
    _compare(page, code)
    assert page.is_shown("#code-of-conduct") and not page.is_shown("#agreed")
    # Somebody else agreed in this one's name.
    undo(check_in(codeOfConduct=True), "wrongPerson")
    assert check_in().json["code"] == "codeOfConductRequired"
