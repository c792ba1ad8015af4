# SPDX-License-Identifier: Apache-2.0
"""What somebody writes to harm: on every screen, on paper and in every export it is text, or it is refused with a word."""

import csv
import io
import json
import re
import uuid
import xml.etree.ElementTree

import icalendar
import pytest

import axe
import witness
from looks import faults
from phones import Phone, arrive, start_session

RUNS = "<img src=x onerror=window.harmed=1>"
TITLES = [f'"><script>window.harmed=1</script>{RUNS}', '=HYPERLINK("http://x.example","y")', "W" * 120, "‏שלום =1+1 עולם", "@SUM(1) & ]]> --"]
NAME = f"=1+1 {RUNS} \u202eoverride"


@pytest.fixture
def world(event, printer, tmp_path):
    """Five sessions with such titles, by somebody with such a name, with such a note."""
    path = tmp_path / "hostile.csv"
    with open(path, "w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["Order code", "Full name", "Status", "Poster title", "Poster session", "Affiliation", "Dietary needs"])
        rows.writerow(["HOSTILE1", NAME, "accepted", TITLES[0], "both", TITLES[1], TITLES[1]])
    event.import_list(path)
    event.organizer, event.desk = event.station("organizer"), event.station("desk")
    (event.badge,) = arrive(event, printer, [{"Order code": "HOSTILE1"}])
    rooms = ["gradient", "forward-prop", "lstm", "backprop", "network"]
    event.sessions = [
        start_session(event.desk, title, room, event.badge, description=f"{RUNS}\n{title}") for title, room in zip(TITLES, rooms)
    ]
    event.phone = Phone(event, event.badge)
    note = event.phone.ask(f"/me/sessions/{event.sessions[0]['id']}/notes", markdown=f"{RUNS}\n[x](javascript:window.harmed=1)")
    assert note.status == 201, note.body
    said = event.phone.ask(f"/me/sessions/{event.sessions[0]['id']}/feedback", rating=1, comment=TITLES[1])
    assert said.status == 201, said.body
    return event


HARM = """return [window.harmed ?? null, [...document.querySelectorAll("img, script, a")].map((each) => each.getAttribute("src") ?? each.getAttribute("href"))
  .filter((address) => address && !/^(\\/|#|blob:|https?:\\/\\/localhost)/.test(address))]"""


def _is_harmless(page, name):
    assert page.script(HARM) == [None, []], name
    assert faults(page, name) == []
    assert axe.violations(page) == [], name


def test_hostile_titles_and_names_are_text_on_every_screen(world, browser):
    event = world
    shown = lambda page: page.script("return document.body.innerText + [...document.querySelectorAll('input, textarea')].map((each) => each.value)")

    # One window for all: a browser opens six connections to one host, and each screen holds a stream or two.
    page = browser.open("about:blank")

    def look(link, name, ready, *wanted, keys=()):
        page.go(link)
        page.until(lambda: page.is_shown(ready), name)
        for key in keys:
            page.type(key)
        page.until(lambda: all(each in shown(page) for each in wanted), f"the words on {name}")
        page.until(lambda: page.script("return document.getAnimations().length === 0"), "a page at rest")
        _is_harmless(page, name)
        page.picture(name)
        return page

    look(event.link("door", "gradient"), "door", "#session-now", TITLES[0])
    look(event.link("organizer"), "board", "#places .on", TITLES[0], TITLES[1])
    look(event.link("organizer"), "planner", "#places .on", TITLES[0], TITLES[3], keys=["F2"])
    look(event.link("desk"), "desk", "#find", TITLES[0], TITLES[1], keys=["F2"])
    wall = look(event.link("wall"), "wall", ".rows.space", "Gradient")
    seen = set()
    for number in range(12):
        wall.type("ArrowRight")
        wall.until(lambda: wall.script("return document.getAnimations().length === 0"), "a page at rest")
        _is_harmless(wall, f"wall, {number}")
        seen.update(title for title in TITLES if title in shown(wall))
    assert seen == set(TITLES)
    base = f"http://localhost:{event.port}"
    own = look(f"{base}/b/{event.badge}", "own page", "#now", RUNS)
    own.go(f"{base}/s/{event.sessions[0]['id']}")
    own.until(lambda: TITLES[0] in shown(own) and RUNS in shown(own), "the session's page")
    _is_harmless(own, "session page")


def test_hostile_titles_and_names_are_text_on_paper(world, printer):
    event = world
    badge = witness.text_of(printer.documents()[0])
    assert "onerror" in badge or "=1+1" in badge
    for session in event.sessions:
        card = event.desk.get(f"/api/v1/sessions/{session['id']}/card.pdf")
        assert card.status == 200
        path = event.folder / "card.pdf"
        path.write_bytes(card.body)
        assert witness.page_count(path) == 1
        assert witness.qr_of(path, 300).endswith(session["id"])
    labels = event.folder / "labels.pdf"
    labels.write_bytes(event.organizer.get("/api/v1/posters/labels.pdf").body)
    assert "window.harmed" in witness.text_of(labels)


def test_hostile_titles_and_names_are_text_in_every_export(world, tmp_path):
    event = world
    tables = ["occupancy", "boards", "sessions", "posters", "meals"]
    for name in tables:
        answer = event.organizer.get(f"/api/v1/export/{name}.csv")
        assert answer.status == 200, name
        for row in csv.reader(io.StringIO(answer.body.decode(), newline="")):
            assert not any(re.match(r"\s*[=+\-@\t]", cell) and not re.fullmatch(r"-?\d+(\.\d+)?", cell) for cell in row), row
    titles = {each["title"] for each in json.loads(event.organizer.get("/api/v1/export/sessions.json").body)}
    assert titles == set(TITLES)
    calendar = icalendar.Calendar.from_ical(event.organizer.get("/api/v1/export/schedule.ics").body)
    assert {str(each["summary"]) for each in calendar.walk("VEVENT")} == set(TITLES)
    schedule = xml.etree.ElementTree.fromstring(event.organizer.get("/api/v1/export/schedule.xml").body)
    assert {each.text for each in schedule.iter("title")} >= set(TITLES)
    json.loads(event.organizer.get("/api/v1/export/schedule.json").body)
    done = event.command("export", tmp_path / "report")
    assert done.returncode == 0, done.stderr
    for file in (tmp_path / "report").rglob("*"):
        assert re.fullmatch(r"[\w.\-]+", file.name), file
        if file.suffix == ".csv":
            assert not re.search(r"(^|,)\"?[=+@]", file.read_text(), re.MULTILINE), file


def test_what_is_too_long_or_turns_directions_is_refused_with_a_word(world):
    event = world
    session = event.sessions[0]["id"]
    request = lambda **more: {"requestId": str(uuid.uuid4()), **more}
    long = "x" * 10_000
    assert event.desk.post("/api/v1/sessions", request(title=long)).json["code"] == "textTooLong"
    assert event.desk.post("/api/v1/sessions", request(title="Fine", description=long)).json["code"] == "textTooLong"
    assert event.desk.post("/api/v1/sessions", request(title="a\u202eb")).json["code"] == "textUnprintable"
    reworded = event.desk.request("PUT", f"/api/v1/sessions/{session}/text", request(title="a\u2066b"))
    assert reworded.json["code"] == "textUnprintable"
    assert event.phone.ask(f"/me/sessions/{session}/notes", markdown="x" * 30_000).json["code"] == "textTooLong"
    assert event.phone.ask(f"/me/sessions/{session}/notes", markdown="a\u202eb").json["code"] == "textUnprintable"
    assert event.phone.ask(f"/me/sessions/{session}/notes", markdown=" \n ").status == 400
    walk_in = request(badgeName=long)
    assert event.station("supervisor").post("/api/v1/registrations", walk_in).json["code"] == "tooLong"
    assert len(event.organizer.get("/api/v1/sessions").json["sessions"]) == len(TITLES)
    assert event.verify().returncode == 0
