# SPDX-License-Identifier: Apache-2.0
"""Posters on the wall while their session is on, and on the organizers' board: with boards, visits and PDFs."""

import csv
import io
import uuid

import pytest

import axe
from looks import faults, looks
from test_poster_boards import PLACES, boards, posters, write_list
from test_poster_documents import hand_in, poster_pdf

ROWS = """return [...document.querySelectorAll(".posters .poster")].map((row) =>
  [Number(row.dataset.board), row.querySelector(".title").innerText, row.querySelector(".owner").innerText, row.getBoundingClientRect().bottom])"""


def _open(browser, event, role, language="en"):
    page = browser.open("about:blank")
    page.speak(language)
    page.go(event.link(role))
    return page


def _count(event, place, people):
    body = {"count": people, "requestId": str(uuid.uuid4())}
    assert event.station("organizer").post(f"/api/v1/places/{place}/recounts", body).status == 201


def _hostile(event):
    """The sample's list with titles of all kinds; who has them, in order."""
    people = event.people()
    authors = [each for each in people if each["Poster title"] and each["Status"] == "accepted"][:4]
    titles = ("<img src=x onerror=document.body.remove()>", "a" * 3_900, "left \u202egnp.exe", "التعلم العميق بدون إشراف")
    for person, title in zip(authors, titles):
        person.update({"Poster title": title, "Poster session": "1"})
    event.import_list(write_list(event, people))
    return authors


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_wall_shows_the_posters_of_the_session_that_is_on(event, browser, language):
    _hostile(event)
    desk, organizer = event.station("desk"), event.station("organizer")
    for number, id in enumerate(list(posters(organizer))[:8]):
        assert hand_in(desk, id, poster_pdf(f"Poster number {number}", size=(3370, 2384) if number % 2 else (2384, 3370))).status == 200
    wall = _open(browser, event, "wall", language)
    wall.until(lambda: wall.is_shown(".place"), "the places")
    wall.emulate("wall")
    for _ in range(6):
        wall.type("ArrowRight")
        assert not wall.is_shown(".poster"), "no session is on"
    _count(event, PLACES[0], 5)
    wrong, seen = [], {}
    for size in ("wall", "kiosk"):
        wall.emulate(size)
        # The page comes up when its turn is.
        wall.type("ArrowLeft")
        for _ in range(200):
            if wall.is_shown(".poster"):
                break
            wall.type("ArrowRight")
        wall.until(lambda: wall.is_shown(".poster"), "the posters", seconds=40)
        assert "Poster session 1" in wall.text("h2")
        for number in range(1, 40):
            rows = wall.script(ROWS)
            if not rows:
                break
            limit = 1080 if size == "wall" else 600
            assert all(bottom <= limit for *_, bottom in rows), rows
            seen.update({board: title for board, title, *_ in rows})
            if number <= 2:
                wall.until(lambda: wall.script("return [...document.images].every((image) => image.complete && image.naturalWidth > 0)"), "the pictures")
                wall.until(lambda: wall.script("return document.getAnimations().length === 0"), "a page at rest")
                for scheme in ("light", "dark"):
                    wall.emulate(size, scheme)
                    wrong += faults(wall, f"posters, {number}, {size}, {scheme}") + axe.violations(wall)
                    wall.picture(f"wall-posters-{language}-{number}-{size}-{scheme}")
            wall.type("ArrowRight")
    known = {board for (_, place), board in boards(organizer).items() if place == PLACES[0]}
    assert set(seen) == known and len(seen) >= 57, len(seen)
    assert "<img src=x onerror=document.body.remove()>" in seen.values(), "markup is text"
    assert not wrong, "\n".join(wrong)
    wall.emulate("phone")
    wall.until(lambda: len(wall.script(ROWS)) >= 57, "all posters below one another")
    wall.picture(f"wall-posters-{language}-phone")
    # The session is over.
    wall.emulate("wall")
    _count(event, PLACES[0], 0)
    wall.until(lambda: not wall.is_shown(".poster"), "no posters", seconds=25)


@pytest.mark.parametrize("language", ["en", "de"])
def test_organizers_see_boards_visits_and_who_has_none_and_move_posters(event, browser, tmp_path, language):
    people = event.people()
    waiting = next(each for each in people if each["Status"] == "waitlisted")
    waiting.update({"Poster title": "Waiting for a seat", "Poster session": "2"})
    gone = next(each for each in people if each["Poster session"] == "1" and each["Status"] == "accepted")
    gone_title, gone["Poster title"], gone["Poster session"] = gone["Poster title"], "", ""
    event.import_list(write_list(event, people))
    desk, organizer = event.station("desk"), event.station("organizer")
    mover = desk.find(next(each for each in people if each["Poster session"] == "1" and each["Status"] == "accepted")["Order code"])
    before = boards(organizer)[mover, PLACES[0]]
    board = _open(browser, event, "organizer", language)
    board.until(lambda: board.is_shown("header #posters"), "the button")
    board.click("header #posters")
    board.until(lambda: board.is_shown('#posters-dialog [data-session="posters-1"] tr'), "the posters")
    wrong = looks(board, f"board-posters-{language}") + axe.violations(board)
    standings = board.script("return [...document.querySelectorAll('#posters-dialog [data-standing]')].map((row) => row.dataset.standing)")
    assert sorted(standings) == ["noSeat", "withdrawn"]
    assert board.script("return document.querySelectorAll('#posters-dialog [data-session=\"posters-1\"] [data-board]').length") == 56
    # By the keyboard alone: open one, move it.
    board.script(f"""[...document.querySelectorAll('#posters-dialog [data-session="posters-1"] [data-board="{before}"] .open')][0].focus()""")
    board.type("Enter")
    board.until(lambda: board.is_shown("#poster-dialog form"), "the poster")
    board.script("document.querySelector('#poster-dialog form input[type=number]').focus()")
    board.type("60", "Enter")
    board.until(lambda: board.is_shown("#poster-dialog .verdict.good"), "moved")
    assert boards(organizer)[mover, PLACES[0]] == 60
    board.script("document.querySelector('#poster-dialog form input[type=number]').value = ''; document.querySelector('#poster-dialog form input[type=number]').focus()")
    board.type(str(next(number for (id, place), number in boards(organizer).items() if place == PLACES[0] and id != mover)), "Enter")
    board.until(lambda: board.is_shown("#poster-dialog .verdict.stop"), "taken")
    wrong += looks(board, f"board-poster-taken-{language}") + axe.violations(board)
    # A PDF from this machine.
    path = tmp_path / "poster; DROP TABLE.pdf"
    path.write_bytes(poster_pdf("From the board"))
    board.script("document.querySelector('#poster-dialog input[type=file]').id = 'file'")
    board.choose("#file", path)
    board.click("#poster-dialog form:has(#file) button")
    board.until(lambda: board.is_shown("#poster-dialog .verdict.good"), "kept")
    assert organizer.get(f"/api/v1/posters/{mover}/document").body == path.read_bytes()
    board.type("Escape")
    board.until(lambda: not board.is_shown("#poster-dialog"), "the list")
    # A board that nobody uses is freed.
    board.until(lambda: board.is_shown('#posters-dialog [data-board="60"]'), "the list anew")
    board.click('#posters-dialog [data-standing="withdrawn"] .open')
    board.until(lambda: board.is_shown("#poster-dialog form button"), "the poster")
    board.click("#poster-dialog form[data-place] button")
    board.until(lambda: board.is_shown("#poster-dialog .verdict.good"), "freed")
    board.type("Escape")
    board.until(lambda: not board.is_shown('#posters-dialog [data-standing="withdrawn"]'), "the list anew")
    rows = list(csv.DictReader(io.StringIO(organizer.get("/api/v1/export/posters.csv").body.decode())))
    assert len(rows) == 110
    hers = next(row for row in rows if row["board"] == "60" and row["place"] == PLACES[0])
    assert hers["document"] and hers["standing"] == "hangs" and hers["visits"] == "0"
    assert [row["title"] for row in rows if row["standing"] == "noSeat"] == ["Waiting for a seat"]
    assert not wrong, "\n".join(wrong)


def test_formulas_stay_text_in_the_table(event):
    people = event.people()
    person = next(each for each in people if each["Poster session"] == "1" and each["Status"] == "accepted")
    person["Poster title"] = '=HYPERLINK("http://example.org")'
    event.import_list(write_list(event, people))
    text = event.station("organizer").get("/api/v1/export/posters.csv").body.decode()
    assert "\"'=HYPERLINK(\"\"http://example.org\"\")\"" in text
    assert "@" not in text, "no e-mail addresses"
