# SPDX-License-Identifier: Apache-2.0
"""Somebody who is not on the list: the desk says how to go on, the problem desk puts them on it."""

import sqlite3
import uuid

import pytest

import documents
from appliance import Client

WALK_IN = {
    "givenName": "Zacharias",
    "familyName": "Quittenbaum",
    "badgeName": "Zack Quittenbaum",
    "affiliation": "Orchard College",
    "email": "zack@orchard.example",
}


@pytest.fixture
def problem_desk(event):
    return event.station("supervisor", name="Problem desk 1")


def _request(**changes):
    return {**WALK_IN, "requestId": str(uuid.uuid4()), **changes}


def _register(desk, **changes):
    return desk.post("/api/v1/registrations", _request(**changes))


def _journal(event):
    """Each value of each fact, as text."""
    with sqlite3.connect(event.database) as database:
        return [" ".join(str(value) for value in row) for row in database.execute("SELECT * FROM facts")]


def _open(browser, event, role, name):
    page = browser.open(event.link(role, name=name))
    page.until(lambda: page.is_shown("#find"), "the find step")
    return page


def test_a_walk_in_is_found_at_once_and_can_be_checked_in(event, problem_desk):
    made = _register(problem_desk)
    assert made.status == 201
    assert made.json["registration"]["status"] == "accepted"
    assert made.json["registration"]["role"] == "attendee"
    found = event.station("desk").look_up(documents.td3("Zacharias", "Quittenbaum"))
    assert found["decision"] == "exact"
    assert found["candidates"][0]["registration"] == made.json["registration"]
    assert problem_desk.check_in(made.json["registration"]["id"]).status == 201
    assert event.verify().returncode == 0


def test_the_same_request_is_the_same_person(event, problem_desk):
    request = _request()
    first = problem_desk.post("/api/v1/registrations", request)
    again = problem_desk.post("/api/v1/registrations", request)
    assert (first.status, again.status) == (201, 201)
    assert first.json == again.json
    assert len(problem_desk.look_up("Quittenbaum")["candidates"]) == 1


def test_a_walk_in_survives_the_plug_and_any_import(event, problem_desk, tmp_path):
    person = _register(problem_desk).json["registration"]
    event.kill()
    event.start()
    desk = Client(event.port, problem_desk.token)
    assert desk.look_up("Quittenbaum")["candidates"][0]["registration"] == person
    event.import_list()
    # A list on which somebody of the same name and address has no seat.
    path = tmp_path / "waitlist.csv"
    path.write_text("Full name,Email,Affiliation,Status\nZacharias Quittenbaum,zack@orchard.example,Orchard College,waitlisted\n")
    event.import_list(path)
    event.stop()
    event.start()
    desk = Client(event.port, problem_desk.token)
    assert desk.get(f"/api/v1/registrations/{person['id']}").json["registration"]["status"] == "accepted"
    assert desk.check_in(person["id"]).status == 201


def test_the_journal_names_a_walk_in_by_identifier_alone(event, problem_desk):
    person = _register(problem_desk).json["registration"]["id"]
    (fact,) = [fact for fact in _journal(event) if "walkedIn" in fact]
    assert person in fact
    assert not [value for value in WALK_IN.values() if any(value.lower() in each.lower() for each in _journal(event))]


@pytest.mark.parametrize(
    "wrong, code",
    [
        ({"badgeName": ""}, "badgeNameMissing"),
        ({"badgeName": " \n\u200b"}, "badgeNameMissing"),
        ({"badgeName": "x" * 201}, "tooLong"),
        ({"affiliation": "x" * 5000}, "tooLong"),
        ({"email": "zack at orchard"}, "emailMalformed"),
        ({"requestId": "1"}, "malformed"),
        ({"badgeName": None}, "malformed"),
        ({"givenName": ["Zacharias"]}, "malformed"),
    ],
)
def test_what_is_no_person_is_refused_and_changes_nothing(event, problem_desk, wrong, code):
    before = event.station("organizer").get("/api/v1/occupancy").json["registered"]
    answer = _register(problem_desk, **wrong)
    assert (answer.status, answer.json["code"]) == (400, code)
    assert event.station("organizer").get("/api/v1/occupancy").json["registered"] == before
    assert not [fact for fact in _journal(event) if "walkedIn" in fact]


def test_no_other_station_registers_anybody(event):
    for role, place in (("desk", None), ("door", "gradient"), ("organizer", None), ("wall", None)):
        assert _register(event.station(role, place)).status == 403, role
    assert _register(Client(event.port)).status == 401


def test_the_desk_says_how_to_go_on(event, browser):
    desk = _open(browser, event, "desk", "Desk 1")
    desk.type("quittenbaum")
    desk.until(lambda: desk.is_shown(".verdict.look"), "that nobody fits")
    for way in ("spelling", "e-mail", "order code", "problem desk"):
        assert way in desk.text(".verdict.look")
    assert not desk.is_shown("#walk-in")


def test_the_problem_desk_registers_a_walk_in_and_checks_them_in(event, browser):
    desk = _open(browser, event, "supervisor", "Problem desk 1")
    desk.scan(documents.td3("Zacharias", "Quittenbaum"))
    desk.until(lambda: desk.is_shown("#walk-in"), "a way on")
    desk.click("#walk-in")
    desk.until(lambda: desk.is_shown("#walk-in-form"), "the form")
    assert desk.script("return document.activeElement.id") == "givenName"
    desk.type("Zacharias", "Tab", "Quittenbaum", "Tab", "Zack Quittenbaum", "Enter")
    desk.until(lambda: desk.text("#compare .legal") == "Zacharias Quittenbaum", "the new one to compare")
    assert "Zack Quittenbaum" in desk.text("#compare")
    desk.type("Enter")
    desk.until(lambda: desk.attribute("#print-state", "data-state") == "printed", "printed", seconds=20)


def test_the_problem_desk_is_shown_who_is_on_the_list_already(event, browser):
    desk = _open(browser, event, "supervisor", "Problem desk 1")
    desk.type("zzyzx@orchard.example")
    desk.until(lambda: desk.is_shown("#walk-in"), "a way on")
    desk.click("#walk-in")
    desk.until(lambda: desk.is_shown("#walk-in-form"), "the form")
    assert desk.script("return document.querySelector('#email').value") == "zzyzx@orchard.example"
    # In haste: Enter, and Enter again as soon as there is something to press.
    desk.type("Vanesa", "Tab", "Buckley", "Enter")
    desk.until(lambda: "Vanessa Buckley" in (desk.text("#duplicates") or ""), "the one who is there already")
    desk.type("Enter")
    desk.until(lambda: desk.text("#compare .legal") == "Vanessa Buckley", "the one who is there already")
    assert not [fact for fact in _journal(event) if "walkedIn" in fact]


def test_whoever_only_has_a_similar_name_is_registered_all_the_same(event, browser):
    desk = _open(browser, event, "supervisor", "Problem desk 1")
    desk.type("buckley")
    desk.until(lambda: desk.is_shown("#walk-in"), "a way on")
    desk.click("#walk-in")
    desk.until(lambda: desk.is_shown("#walk-in-form"), "the form")
    assert desk.script("return document.querySelector('#badgeName').value") == ""
    desk.type("Vanesa", "Tab", "Buckley", "Enter")
    desk.until(lambda: desk.is_shown("#register-anyway"), "the choice")
    desk.click("#register-anyway")
    desk.until(lambda: desk.text("#compare .legal") == "Vanesa Buckley", "the new one to compare")
