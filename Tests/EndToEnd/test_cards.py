# SPDX-License-Identifier: Apache-2.0
"""A session's card for the whiteboard: opened, its text read, its QR code scanned."""

import contextlib
import sqlite3
import subprocess
import time
import unicodedata
import uuid

import pytest

import witness
from appliance import Event
from conftest import OUTPUT
from planning import look, open_planner
from printers import VirtualPrinter

TITLE = "Normalizing flows and where to find them"


@pytest.fixture
def desk(event):
    return event.station("desk")


def card(desk, tmp_path, title, name, **more):
    answer = desk.post("/api/v1/sessions", {"title": title, "requestId": str(uuid.uuid4()), **more})
    assert answer.status == 201, answer.body
    session = answer.json["session"]["id"]
    made = desk.get(f"/api/v1/sessions/{session}/card.pdf")
    assert made.status == 200 and made.headers["Content-Type"] == "application/pdf"
    path = tmp_path / f"{name}.pdf"
    path.write_bytes(made.body)
    folder = OUTPUT / "cards"
    folder.mkdir(exist_ok=True)
    subprocess.run(["pdftoppm", "-r", "100", "-png", "-singlefile", path, folder / name], check=True)
    assert witness.page_count(path) == 1
    width, height = witness.size_in_millimetres(path)
    assert (round(width), round(height)) == (148, 105)
    assert witness.qr_at_both_resolutions(path) == f"http://localhost:{desk.port}/s/{session}"
    # Fonts join letters such as fi.
    return unicodedata.normalize("NFKC", witness.text_of(path))


def test_a_card_says_what_where_when_and_whose_and_leads_to_the_page(event, desk, tmp_path):
    person = event.accepted()[0]
    serial = desk.check_in(desk.find(person["Order code"])).json["badge"]["serial"]
    badge = tmp_path / "badge.pdf"
    badge.write_bytes(desk.get(f"/api/v1/badges/{serial}.pdf").body)
    text = card(desk, tmp_path, TITLE, "plain", place="variational-autoencoder", badge=witness.qr_of(badge, 300))
    words = " ".join(text.split())
    assert TITLE in words and "Variational Autoencoder" in words
    session = next(each for each in desk.get("/api/v1/sessions").json["sessions"] if each["host"])
    assert session["host"] in words
    assert "–" in words and "Self-Organizing Conference" in words


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("script", "</text><script>alert(1)</script> <b>&amp; %s {{x}}"),
        ("long-word", "W" * 120),
        ("many-words", ("Über lange Titel " * 8)[:120].strip()),
        ("scripts", "漢字と仮名 עברית العربية हिन्दी 🙂" * 3),
    ],
)
def test_a_title_stays_on_its_card_as_text_whatever_it_holds(desk, tmp_path, name, title):
    text = card(desk, tmp_path, title, name)
    assert "Looking for a room" in text
    shown, wanted = "".join(text.split()).replace("\u00ad", "").replace("-", ""), "".join(title.split())
    if name == "script":
        assert wanted in shown
    if name == "long-word":
        assert shown.count("W") == 120
    if name == "many-words":
        assert wanted.replace("-", "") in shown


def test_no_card_of_a_session_that_is_none(event, desk):
    assert desk.get(f"/api/v1/sessions/{uuid.uuid4()}/card.pdf").json["code"] == "unknownSession"
    assert event.station("wall").get(f"/api/v1/sessions/{uuid.uuid4()}/card.pdf").status == 403


@pytest.fixture
def whiteboard(tmp_path):
    with VirtualPrinter(tmp_path / "whiteboard", kind="card-printer") as printer:
        yield printer


@pytest.fixture
def printing(tmp_path, printer, whiteboard):
    """The sample event with a printer of its own for cards."""
    with Event(tmp_path / "event", printer_uri=printer.uri) as event:
        event.add_printer("whiteboard", "Whiteboard printer", whiteboard.uri, labels=50)
        with open(event.folder / "event.toml", "a") as file:
            file.write('\n[cards]\nprinter = "whiteboard"\n')
        event.import_list()
        event.start()
        yield event


def propose(desk, title=TITLE, **more):
    answer = desk.post("/api/v1/sessions", {"title": title, "requestId": str(uuid.uuid4()), **more})
    assert answer.status == 201, answer.body
    return answer.json["session"]["id"]


def test_a_card_is_printed_once_on_the_printer_for_cards_and_badges_on_theirs(printing, printer, whiteboard):
    desk, organizer = printing.station("desk"), printing.station("organizer")
    assert organizer.get("/api/v1/session").json["event"]["printsCards"] is True
    session = propose(desk, place="variational-autoencoder")
    request = {"requestId": str(uuid.uuid4())}
    made = organizer.post(f"/api/v1/sessions/{session}/cards", request)
    assert made.status == 201, made.body
    job = made.json["printJob"]
    assert job["printer"] == {"id": "whiteboard", "name": "Whiteboard printer"}
    assert organizer.wait_until_printed(job["id"])["state"] == "printed"
    (paper,) = whiteboard.wait_for(1)
    assert witness.page_count(paper) == 1
    width, height = witness.size_in_millimetres(paper)
    assert (round(width), round(height)) == (148, 105)
    assert witness.qr_at_both_resolutions(paper) == f"http://localhost:{printing.port}/s/{session}"
    words = " ".join(unicodedata.normalize("NFKC", witness.text_of(paper)).split())
    assert TITLE in words and "Variational Autoencoder" in words

    # The same wish again is the same job, also after a restart, and a badge goes to its own printer.
    assert organizer.post(f"/api/v1/sessions/{session}/cards", request).json["printJob"]["id"] == job["id"]
    other = propose(desk, "Another one")
    assert organizer.post(f"/api/v1/sessions/{other}/cards", request).json["code"] == "requestUsedBefore"
    admitted = desk.check_in(desk.find(printing.accepted()[0]["Order code"])).json
    assert desk.wait_until_printed(admitted["printJob"]["id"])["state"] == "printed"
    printing.kill()
    printing.start()
    desk, organizer = printing.client(desk.token), printing.client(organizer.token)
    assert organizer.post(f"/api/v1/sessions/{session}/cards", request).json["printJob"]["state"] == "printed"
    # What is wished for anew is printed anew, and nothing else came before it.
    again = organizer.post(f"/api/v1/sessions/{session}/cards", {"requestId": str(uuid.uuid4())}).json["printJob"]
    assert again["id"] != job["id"] and organizer.wait_until_printed(again["id"])["state"] == "printed"
    assert len(whiteboard.documents()) == 2 and len(printer.documents()) == 1
    told = desk.printer_state("whiteboard")
    assert (told["isFit"], told["labelsLeft"]) == (True, 48)
    jobs = [each["id"] for each in desk.desk_state()["printJobs"]]
    assert jobs == [admitted["printJob"]["id"]], "the desk follows its badges"
    verified = printing.verify()
    assert verified.returncode == 0, verified.stdout


def test_a_card_that_is_at_the_printer_when_the_daemon_is_killed_comes_out_once(printing, whiteboard):
    desk = printing.station("desk")
    session = propose(desk)
    whiteboard.wait_until_trusted()
    whiteboard.set_seconds(2)
    job = desk.post(f"/api/v1/sessions/{session}/cards", {"requestId": str(uuid.uuid4())}).json["printJob"]
    whiteboard.wait_until_at_work()
    printing.kill()
    printing.start()
    desk = printing.client(desk.token)
    assert desk.wait_until_printed(job["id"])["state"] == "printed"
    time.sleep(3)
    assert len(whiteboard.documents()) == 1


def test_a_card_whose_words_are_gone_is_not_printed_and_says_so(printing, whiteboard):
    desk = printing.station("desk")
    session = propose(desk)
    printing.stop()
    with contextlib.closing(sqlite3.connect(printing.database)) as database, database:
        database.execute("DELETE FROM sessions")
    printing.start()
    desk = printing.client(desk.token)
    job = desk.post(f"/api/v1/sessions/{session}/cards", {"requestId": str(uuid.uuid4())}).json["printJob"]
    ended = desk.wait_until_printed(job["id"])
    assert (ended["state"], ended["reasons"]) == ("failed", ["document-failed"])
    assert whiteboard.documents() == []


def test_cards_are_printed_where_the_event_file_says_on_what_and_by_those_who_plan(event, desk, printer):
    session = propose(desk)
    wish = {"requestId": str(uuid.uuid4())}
    assert desk.get("/api/v1/session").json["event"]["printsCards"] is False
    assert desk.post(f"/api/v1/sessions/{session}/cards", wish).json["code"] == "noCardPrinter"
    assert event.station("wall").post(f"/api/v1/sessions/{session}/cards", wish).status == 403
    assert printer.documents() == []


def open_session_page(page, session):
    page.until(lambda: page.is_shown("#new-session"), "the planner")
    page.click(f'[data-session="{session}"]')
    page.until(lambda: page.is_shown("#card-pdf"), "the session")


def state(page, wanted):
    page.until(lambda: page.attribute("#card-state", "data-state") == wanted, f"the card {wanted}", seconds=20)
    return page.text("#card-state")


def test_a_card_is_printed_from_the_planner_and_what_becomes_of_it_is_told(printing, whiteboard, browser, look):
    session = propose(printing.station("desk"))
    page = browser.open(printing.link("desk"))
    page.until(lambda: page.is_shown("#find"), "the find step")
    open_planner(page)
    open_session_page(page, session)
    whiteboard.set_seconds(2)
    page.click("#print-card")
    assert "being printed on Whiteboard printer" in state(page, "printing")
    # Pressed in haste, it is one card.
    page.click("#print-card")
    assert "in the tray of Whiteboard printer" in state(page, "printed")
    look.take(page, "printed")
    assert len(whiteboard.documents()) == 1
    whiteboard.fault("media-empty-error")
    page.click("#print-card")
    page.until(lambda: "Put in A6" in (page.text("#card-state") or ""), "what the printer needs")
    look.take(page, "waits")
    whiteboard.fault("fail")
    whiteboard.clear("media-empty-error")
    assert "No card comes out of Whiteboard printer." in state(page, "failed")
    look.take(page, "failed")
    assert len(whiteboard.documents()) == 1


def test_an_organizer_prints_a_card_in_german_and_nobody_where_there_is_no_printer(printing, whiteboard, browser):
    session = propose(printing.station("desk"))

    def board():
        page = browser.open("about:blank")
        page.speak("de")
        page.go(printing.link("organizer", name=f"board {uuid.uuid4()}"))
        page.until(lambda: page.is_shown("#sessions"), "the board")
        page.click("#sessions")
        open_session_page(page, session)
        return page

    page = board()
    page.click("#print-card")
    assert "liegt im Fach von Whiteboard printer" in state(page, "printed")
    assert len(whiteboard.documents()) == 1
    printing.stop()
    printing.edit_event(r'^\[cards\]\nprinter = "whiteboard"$', "")
    printing.start()
    page = board()
    assert not page.is_shown("#print-card")
    link = page.attribute("#card-pdf", "href")
    made = page.script("const request = new XMLHttpRequest(); request.open('GET', arguments[0], false); request.send(); return [request.status, request.getResponseHeader('Content-Type')]", link)
    assert made == [200, "application/pdf"]
