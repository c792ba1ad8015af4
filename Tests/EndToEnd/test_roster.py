# SPDX-License-Identifier: Apache-2.0
"""The paper roster: its codes can be read from paper, and ticks on it are check-ins once they are scanned."""

import csv
import datetime
import pathlib
import shutil
import sqlite3
import uuid

import pytest

import roster
import witness
from conftest import OUTPUT
from looks import look  # noqa: F401

NAMES = ["关颖", "محمد الأحمد", "Nguyễn Thị Ngọc Ánh", "Zoë Ångström", "J\u0323o\u0302 Combining", "김민준", "Wolfeschlegelsteinhausenbergerdorff-" * 3]


@pytest.fixture
def listed(event, tmp_path):
    """The sample event with names of many scripts."""
    path = tmp_path / "more.csv"
    with open(path, "w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["Order code", "First name", "Last name", "Full name", "Name on badge", "Affiliation"])
        rows.writerows([f"MORE{n:04}", name.split()[0], name.split()[-1], name, "", name] for n, name in enumerate(NAMES))
    event.import_list(path)
    return event


def _people(event):
    with sqlite3.connect(event.database) as connection:
        rows = connection.execute("SELECT id, coalesce(preferred_name, full_name), family_name, status FROM registrations")
        return {row[0]: row[1:] for row in rows}


def _roster(event, role, folder, paper="a4"):
    answer = event.station(role).get(f"/api/v1/roster.pdf?paper={paper}")
    assert answer.status == 200 and answer.headers["Content-Type"] == "application/pdf", answer.body
    folder.mkdir()
    (folder / "roster.pdf").write_bytes(answer.body)
    return folder / "roster.pdf"


def _look_at_first(page, picture, people):
    """The sizes and places of a first page's codes, and that each stands beside its name, in the list's order."""
    found = roster.places(picture)
    assert sorted(code for code, _ in found) == sorted(witness.codes_in(picture)) and len(found) >= 14
    # Twelve millimetres of symbol, 25 modules: each is nearly half a millimetre. Neighbours stand apart.
    assert all(11.7 < width < 12.5 and 11.7 < height < 12.5 for _, (width, height, _) in found), found
    assert all(abs(one[2] - following[2]) > 15 for (_, one), (_, following) in zip(found, found[1:]))
    here = [people[roster.registration(code)] for code, _ in found]
    beside = [page.find(name) for name, _, _ in here if name.isascii()]
    assert beside == sorted(beside) and min(beside) > 0 and len(beside) > 8
    families = [family.casefold() for _, family, _ in here if family and family.isascii()]
    assert families == sorted(families) and len(families) > 8


def test_everybody_is_on_paper_with_a_code_that_can_be_read(listed, tmp_path):
    people = _people(listed)
    pdf = _roster(listed, "operator", tmp_path / "a4")
    assert witness.size_in_millimetres(pdf) == pytest.approx((210, 297), abs=0.1)
    pages = roster.pages(pdf)
    words = "".join("".join(pages).split())
    for name, _, _ in people.values():
        assert not name.isascii() or len(name) > 25 or name.replace(" ", "") in words, name
    for number, page in enumerate(pages, 1):
        assert "Self-Organizing Conference" in page and f"page {number} of {len(pages)}" in page, page
        assert "Printed " in page and f"{len(people)} people" in page
    # Every page takes long to draw: the first, one of the middle, and the last two with the names that sort there.
    shown = [1, len(pages) // 2, len(pages) - 1, len(pages)]
    pictures = roster.pictures(pdf, pdf.parent, shown)
    read = [witness.codes_in(picture) for picture in pictures]
    assert [len(codes) for codes in read] == [16, 16, 16, len(people) - 16 * (len(pages) - 1)]
    codes = [code for page in read for code in page]
    assert len(set(codes)) == len(codes) and {roster.registration(code) for code in codes} <= set(people)
    for number, codes in zip(shown, read):
        beside = "".join(pages[number - 1].split())
        for name in (people[roster.registration(code)][0] for code in codes):
            assert not name.isascii() or len(name) > 25 or name.replace(" ", "") in beside, name
    _look_at_first(pages[0], pictures[0], people)
    assert all("".join(name.split()) in words for name in ("关颖", "김민준", "Zoë Ångström", "Nguyễn Thị Ngọc Ánh"))
    for number, picture in zip(shown, pictures):
        shutil.copy(picture, pathlib.Path(OUTPUT) / f"roster-a4-{number}.png")

    pdf = _roster(listed, "organizer", tmp_path / "letter", "letter")
    assert witness.size_in_millimetres(pdf) == pytest.approx((215.9, 279.4), abs=0.1)
    last = witness.page_count(pdf)
    assert f"page {last} of {last}" in roster.pages(pdf)[-1]
    (picture,) = roster.pictures(pdf, pdf.parent, [1])
    _look_at_first(roster.pages(pdf)[0], picture, people)
    shutil.copy(picture, pathlib.Path(OUTPUT) / "roster-letter-first.png")
    assert listed.station("desk").get("/api/v1/roster.pdf").status == 403
    assert listed.station("door", "gradient").get("/api/v1/roster.pdf").status == 403
    assert listed.station("organizer").get("/api/v1/roster.pdf?paper=a5").status == 400


def test_ticks_are_scanned_back_in_at_a_desk(event, browser, look, tmp_path):
    people = _people(event)
    pdf = tmp_path / "list" / "roster.pdf"
    pdf.parent.mkdir()
    assert event.command("roster", "--output", pdf).returncode == 0
    assert pdf.stat().st_mode & 0o777 == 0o600
    codes = witness.codes_in(roster.pictures(pdf, pdf.parent, [1])[0])
    seated = [code for code in codes if people[roster.registration(code)][2] == "accepted"]
    ticked = seated[:3]
    assert len(seated) > 5

    desk = browser.open(event.link("desk", name="Desk 1"))
    desk.until(lambda: desk.is_shown("#find"), "the find step")
    for code in ticked:
        desk.scan(code)
        name = people[roster.registration(code)][0]
        desk.until(lambda: name in (desk.text("#roster .verdict.good strong") or ""), f"{name} is in")
    assert desk.script("return document.querySelectorAll('#ticks .good').length") == 3
    look.at(desk, "roster")
    # Once more, and it says so.
    desk.scan(ticked[0])
    desk.until(lambda: desk.is_shown("#roster .verdict.look"), "already in")
    desk.picture("roster-again")
    # What is no roster's code goes where any scan goes.
    desk.scan(event.accepted()[-1]["Order code"])
    desk.until(lambda: desk.is_shown("#compare .legal") or desk.is_shown("#candidates"), "a look-up")
    # From a person who is being compared, too.
    desk.scan(seated[3])
    desk.until(lambda: desk.is_shown("#roster .verdict.good"), "the fourth")
    # With a time that somebody wrote down.
    desk.script("const field = document.querySelector('#ticked-at'); field.value = '00:01'; field.dispatchEvent(new Event('input'))")
    desk.scan(seated[4])
    desk.until(lambda: people[roster.registration(seated[4])][0] in (desk.text("#roster .verdict.good strong") or ""), "the fifth")
    desk.until(lambda: "00:01" in desk.text("#roster .verdict.good") or "12:01" in desk.text("#roster .verdict.good"), "the time told")
    assert desk.attribute("#ticks li", "class") == "tick good"
    with sqlite3.connect(event.database) as connection:
        facts = connection.execute("SELECT registration, word FROM facts WHERE kind = 'checkedIn'").fetchall()
        badges = connection.execute("SELECT count(*) FROM badges").fetchone()[0]
    assert sorted(facts) == sorted((roster.registration(code), "paper") for code in seated[:5]) and badges == 0
    assert event.verify().returncode == 0
    desk.type("Escape")
    desk.until(lambda: desk.is_shown("#find"), "back to people")


def test_a_tick_says_whom_it_is_of_and_whether_they_may_come_in(event, printer, tmp_path):
    people = _people(event)
    pdf = _roster(event, "supervisor", tmp_path / "list")
    codes = {}
    words = roster.pages(pdf)
    wanted = {1, *(next(number for number, page in enumerate(words, 1) if word in page) for word in ("waiting list", "declined"))}
    for picture in roster.pictures(pdf, pdf.parent, wanted):
        for code in witness.codes_in(picture):
            codes.setdefault(people[roster.registration(code)][2], []).append(code)
    desk = event.station("desk")

    def tick(code, **more):
        return desk.post("/api/v1/roster/ticks", {"code": code, "requestId": str(uuid.uuid4()), **more})

    for status in ("waitlisted", "declined"):
        answer = tick(codes[status][0])
        assert answer.status == 200 and answer.json["outcome"] == "refused" and answer.json["code"] == status, answer.body
        assert answer.json["registration"]["badgeName"] == people[roster.registration(codes[status][0])][0]
    first, second, third = codes["accepted"][:3]
    then = (datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(hours=3)).strftime("%Y-%m-%dT%H:%M:%SZ")
    request = str(uuid.uuid4())
    answers = [tick(first, requestId=request, at=then) for _ in range(2)]
    assert [answer.status for answer in answers] == [201, 201] and answers[0].json == answers[1].json
    assert answers[0].json["checkIn"]["at"][:19] == then[:19] and answers[0].json["badge"] is None
    again = tick(first)
    assert again.status == 200 and again.json["outcome"] == "alreadyCheckedIn" and again.json["at"][:19] == then[:19]
    # Badges for those who ticked, if somebody wants them.
    printed = tick(second, print=True)
    assert printed.status == 201 and desk.wait_until_printed(printed.json["printJob"]["id"])["state"] == "printed"
    (paper,) = printer.wait_for(1)
    badge = witness.qr_of(paper, 300)
    assert tick(badge).json["code"] == "notOfRoster"
    ahead = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    for body, code in (({"at": ahead}, "impossibleArrival"), ({"at": "noon"}, "malformed"), ({"requestId": "x"}, "malformed")):
        refused = tick(third, **body)
        assert refused.status == 400 and refused.json["code"] == code, refused.body
    # A code with another letter is nobody's, and at a door it is no badge.
    for text in (third[:-2] + ("AA" if third[-2:] != "AA" else "BA"), third[:5], ""):
        assert tick(text).json["code"] == "notOfRoster"
    door = event.station("door", "gradient")
    refused = door.scan(third, "gradient")
    assert refused["outcome"] == "refused" and refused["reason"] == "unreadable", refused
    assert door.post("/api/v1/roster/ticks", {"code": third, "requestId": str(uuid.uuid4())}).status == 403
    # The list is always that of now.
    text = "".join(roster.pages(_roster(event, "organizer", tmp_path / "later")))
    assert "2 of them checked in" in " ".join(text.split()) and text.count("here since") == 2


def test_an_order_code_and_a_name_are_looked_up_as_ever(event, browser):
    desk = browser.open(event.link("desk", name="Desk 1"))
    desk.until(lambda: desk.is_shown("#find"), "the find step")
    # It looks like one and is none: it is looked up.
    desk.scan("KI" + "A" * 35)
    desk.until(lambda: desk.is_shown("#find") and desk.is_shown(".verdict.look"), "nobody fits")
