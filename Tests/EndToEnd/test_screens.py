# SPDX-License-Identifier: Apache-2.0
"""Every screen at three sizes, light and dark, in both languages, with the names that break layouts.

The pictures are for people; what a program can check of them is checked: nothing wider than the screen, no text cut
off, the one next action in sight, and text that stands out from its ground (WCAG 2.2: 4.5:1, and 3:1 when large).
"""

import csv
import uuid

import pytest

import documents
import witness
from looks import looks

PEOPLE = {
    "german": ("Maximiliane Friederike von Donnersmarck-Schlüsselberger", "Donaudampfschifffahrtsinstitut Oberhausen"),
    "chinese": ("欧阳俊宇", "清华大学"),
    "arabic": ("عبد الرحمن بن محمد الأنصاري", "جامعة الملك عبد الله"),
    "plain": ("Ada Muster", ""),
}

@pytest.fixture
def people(event, tmp_path):
    """The sample event with four people more, each hard on a layout in its own way."""
    path = tmp_path / "more.csv"
    with open(path, "w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["Order code", "Full name", "Affiliation", "Status", "Poster title", "Poster session"])
        for code, (name, affiliation) in PEOPLE.items():
            poster = ["Reproducibility of reinforcement learning at scale", "both"] if code == "german" else ["", ""]
            rows.writerow([code.upper(), name, affiliation, "accepted", *poster])
    event.import_list(path)
    return event


def _open(browser, event, role, place=None, name=None, language="en"):
    page = browser.open("about:blank")
    page.speak(language)
    page.go(event.link(role, place, name))
    page.until(lambda: "/kiosk/" in page.url, f"the {role} screen")
    return page


def _verdict(door, scan, outcome, name):
    """Looks at a verdict for longer than it stays."""
    door.scan(scan)
    door.until(lambda: door.attribute("#verdict", "data-outcome") == outcome, "the verdict")
    door.script("for (let timer = setTimeout(() => {}); timer > 0; timer -= 1) clearTimeout(timer)")
    door.script("document.querySelector('#verdict').hidden = false")
    wrong = looks(door, name)
    door.script("document.querySelector('#verdict').removeAttribute('data-outcome')")
    return wrong


def _compare(desk, code):
    desk.type("Escape")
    desk.until(lambda: desk.is_shown("#find"), "the find step")
    desk.script("document.querySelector('#find').value = ''")
    desk.scan(code)
    desk.until(lambda: desk.is_shown("#check-in"), "the compare step")


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_desk_fits_every_screen_and_every_name(people, browser, printer, language):
    desk = _open(browser, people, "desk", name="Desk 1", language=language)
    wrong = looks(desk, "find")
    desk.type("me")
    desk.until(lambda: desk.script("return document.querySelectorAll('[data-candidate]').length") > 0, "candidates")
    wrong += looks(desk, "candidates")
    desk.scan(documents.td3("Nobody", "Whatsoever"))
    desk.until(lambda: desk.is_shown(".verdict"), "nobody")
    wrong += looks(desk, "nobody")
    for code in PEOPLE:
        _compare(desk, code)
        wrong += looks(desk, f"compare-{code}")
        desk.type("Enter")
        desk.until(lambda: desk.attribute("#print-state", "data-state") == "printed", "printed", seconds=20)
        wrong += looks(desk, f"handover-{code}")
    desk.type("Escape")
    desk.until(lambda: desk.is_shown("#find"), "the find step")
    desk.scan("GERMAN")
    desk.until(lambda: desk.is_shown("#compare .verdict"), "already in")
    wrong += looks(desk, "already-in")
    for panel in ("#correct summary", "details:has(#reason) summary"):
        desk.click(panel)
    wrong += looks(desk, "already-in-correct-and-replace")
    _compare(desk, people.accepted()[0]["Order code"])
    desk.click("#more summary")
    desk.click("#more #correct summary")
    desk.script("document.querySelector('#correct-affiliation').value = 'Donaudampfschifffahrtsgesellschaft '.repeat(5)")
    desk.click("#correct-save")
    desk.until(lambda: desk.text("#remarks"), "the remark")
    desk.click("#more summary")
    wrong += looks(desk, "compare-remark")
    printer.fault("media-empty-error")
    desk.type("Enter")
    desk.click("#check-in")
    desk.until(lambda: desk.is_shown("#spare"), "the hint")
    wrong += looks(desk, "handover-waits")
    printer.clear("media-empty-error")
    desk.until(lambda: desk.attribute("#print-state", "data-state") == "printed", "printed", seconds=20)
    waitlisted = next(each for each in people.people() if each["Status"] == "waitlisted")
    desk.type("Escape")
    desk.until(lambda: desk.is_shown("#find"), "the find step")
    desk.scan(waitlisted["Order code"])
    desk.until(lambda: desk.is_shown("#compare .verdict"), "waitlisted")
    wrong += looks(desk, "waitlisted")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_problem_desk_fits_every_screen(people, browser, language):
    desk = _open(browser, people, "supervisor", name="Problem desk 1", language=language)
    desk.until(lambda: desk.is_shown("#find"), "the find step")
    desk.type("zzyzx")
    desk.until(lambda: desk.is_shown("#walk-in"), "a way on")
    wrong = looks(desk, "nobody-here")
    endless = {"badgeName": "W" * 200, "affiliation": "Q" * 200, "requestId": str(uuid.uuid4())}
    assert people.station("supervisor").post("/api/v1/registrations", endless).status == 201
    desk.scan("W" * 200)
    desk.until(lambda: desk.is_shown("#check-in"), "the endless name to compare")
    wrong += looks(desk, "compare-endless")
    desk.type("Escape")
    desk.until(lambda: desk.is_shown("#find"), "the find step")
    desk.type("www")
    desk.until(lambda: "WWW" in (desk.text("#candidates") or ""), "the endless name")
    wrong += looks(desk, "candidates-endless")
    desk.click("#walk-in")
    desk.until(lambda: desk.is_shown("#walk-in-form"), "the form")
    wrong += looks(desk, "walk-in")
    desk.type("Maximiliane", "Tab", "von Donnersmarck-Schlüsselberg", "Enter")
    desk.until(lambda: desk.is_shown("#register-anyway"), "the choice")
    wrong += looks(desk, "walk-in-known")
    desk.type("Escape")
    desk.until(lambda: desk.is_shown("#find"), "the find step")
    desk.type("zzyzx")
    desk.until(lambda: desk.is_shown("#walk-in"), "a way on")
    desk.click("#walk-in")
    desk.type("Enter")
    desk.until(lambda: desk.is_shown(".verdict.stop"), "what is missing")
    wrong += looks(desk, "walk-in-refused")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", ["en", "de"])
def test_door_board_and_pairing_fit_every_screen_and_every_name(people, printer, browser, language):
    pairing = browser.open("about:blank")
    pairing.speak(language)
    pairing.go(f"http://localhost:{people.port}/pair")
    pairing.until(lambda: pairing.is_shown("#code"), "the pairing page")
    wrong = looks(pairing, "pairing")
    pairing.type("AAAAA-AAAAA", "Enter")
    pairing.until(lambda: pairing.is_shown(".verdict"), "a word for why")
    wrong += looks(pairing, "pairing-refused")

    station = people.station("desk")
    for code in PEOPLE:
        job = station.check_in(station.find(code)).json["printJob"]["id"]
        assert station.wait_until_printed(job)["state"] == "printed"
    board = _open(browser, people, "organizer", language=language)
    door = _open(browser, people, "door", "gradient", language=language)
    board.until(lambda: board.text('[data-place="gradient"] .inside') == "0", "the figures")
    wrong += looks(door, "door-idle")
    for code, paper in zip(PEOPLE, printer.documents()):
        wrong += _verdict(door, witness.qr_of(paper, 300), "entered", f"door-welcome-{code}")
    wrong += _verdict(door, "NOT A BADGE", "refused", "door-refused")
    wrong += looks(board, "board")
    people.kill()
    board.until(lambda: board.is_shown("#line-down"), "the word that the line is down", seconds=3)
    wrong += looks(board, "board-line-down")
    assert not wrong, "\n".join(wrong)
