# SPDX-License-Identifier: Apache-2.0
"""The schedule as calendars and conference apps read it, by readers that share nothing with what wrote it."""

import datetime
import uuid
import zoneinfo

import icalendar
import pytest

import schedules

ZONE = zoneinfo.ZoneInfo("America/Los_Angeles")
UTC = datetime.timezone.utc
HOSTILE = "</title><script>alert(1)</script> & \"quotes\" ]]> =1+1 ; , \\ {{x}}"
LONG = "Ünïcödé 漢字 🙂 " * 8


def again(**more):
    return {"requestId": str(uuid.uuid4()), **more}


@pytest.fixture
def desk(event):
    event.edit_event(r'^name = "Gradient"$', 'name = "Gradient; \\\\u0007<b>&, 2"')
    event.stop()
    event.start()
    return event.station("desk")


def open_session(desk, title, place=None, hours=None, **more):
    body = again(title=title, **more)
    if place:
        body["place"] = place
    if hours:
        now = datetime.datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
        body["starts"], body["ends"] = ((now + datetime.timedelta(hours=each)).isoformat() for each in hours)
    answer = desk.post("/api/v1/sessions", body)
    assert answer.status == 201, answer.body
    return answer.json["session"]


def change(desk, session, what, **more):
    answer = desk.post(f"/api/v1/sessions/{session['id']}/{what}", again(**more))
    assert answer.status == 200, answer.body
    return answer.json["session"]


def export(desk, kind, media):
    answer = desk.get(f"/api/v1/export/schedule.{kind}")
    assert answer.status == 200 and answer.headers["Content-Type"].split(";")[0] == media
    assert f"socml16-schedule.{kind}" in answer.headers["Content-Disposition"]
    return answer.body


def calendar(desk):
    body = export(desk, "ics", "text/calendar")
    lines = body.decode().split("\r\n")
    assert lines.pop() == "" and not any("\n" in line or "\r" in line for line in lines)
    assert max(len(line.encode()) for line in lines) <= 75
    return icalendar.Calendar.from_ical(body)


def entries(desk):
    return {str(each["UID"]): each for each in calendar(desk).walk("VEVENT")}


def test_an_empty_schedule_is_one(desk):
    assert schedules.from_xml(export(desk, "xml", "application/xml")) == {}
    assert schedules.from_json(export(desk, "json", "application/json")) == {}
    assert entries(desk) == {}


def test_both_schedules_hold_the_same_sessions_by_room_as_their_readers_want_them(desk):
    planned = open_session(desk, HOSTILE, "gradient", (2, 3), description="Line one\nLine <two> & \"three\"")
    late = open_session(desk, LONG.strip()[:120], "forward-prop", (30, 31.5))
    now = open_session(desk, "Now", "chain-rule")
    open_session(desk, "An idea without a room")
    gone = open_session(desk, "Withdrawn", "lstm", (4, 5))
    change(desk, gone, "ends")
    part = open_session(desk, "A part", "network", (4, 5))
    change(desk, part, "merges", into=planned["id"])
    from_xml = schedules.from_xml(export(desk, "xml", "application/xml"))
    from_json = schedules.from_json(export(desk, "json", "application/json"))
    assert from_xml == from_json
    # In the order of the event file, whatever came to be first; a character that XML cannot hold is left out.
    assert list(from_xml) == list(from_json)
    assert set(from_xml) == {"Forward Prop", "Chain Rule", "Gradient; <b>&, 2"}
    told = {talk.guid: talk for talks in from_xml.values() for talk in talks}
    assert set(told) == {planned["id"], late["id"], now["id"]}
    talk = told[planned["id"]]
    assert talk.title == HOSTILE and talk.description == "Line one\nLine <two> & \"three\""
    assert told[late["id"]].title == LONG.strip()[:120]
    for session in (planned, late):
        talk = told[session["id"]]
        assert talk.begins == datetime.datetime.fromisoformat(session["starts"])
        assert talk.ends == datetime.datetime.fromisoformat(session["ends"])
        assert talk.begins.utcoffset() == ZONE.utcoffset(talk.begins.replace(tzinfo=None))
        assert talk.url.endswith(f"/s/{session['id']}")


def test_a_calendar_follows_a_session_through_the_day(desk):
    session = open_session(desk, HOSTILE, "gradient", (2, 3), description="First line\nsecond; with, marks\\ " + "x" * 200)
    first = entries(desk)[session["id"]]
    assert str(first["SUMMARY"]) == HOSTILE
    assert str(first["DESCRIPTION"]) == "First line\nsecond; with, marks\\ " + "x" * 200
    assert str(first["LOCATION"]).startswith("Gradient; ") and "<b>&, 2" in str(first["LOCATION"])
    assert first["DTSTART"].dt == datetime.datetime.fromisoformat(session["starts"])
    assert first["DTEND"].dt == datetime.datetime.fromisoformat(session["ends"])
    assert str(first["DTSTART"].params["TZID"]) == "America/Los_Angeles"
    assert (str(first["STATUS"]), str(first["URL"])[-36:]) == ("CONFIRMED", session["id"])
    moved = change(
        desk, session, "moves", place="chain-rule", starts=session["ends"],
        ends=(datetime.datetime.fromisoformat(session["ends"]) + datetime.timedelta(hours=1)).isoformat())
    second = entries(desk)[session["id"]]
    assert second["SEQUENCE"] > first["SEQUENCE"] and str(second["LOCATION"]) == "Chain Rule"
    assert second["DTSTART"].dt == datetime.datetime.fromisoformat(moved["starts"])
    change(desk, session, "ends")
    third = entries(desk)[session["id"]]
    assert third["SEQUENCE"] > second["SEQUENCE"] and str(third["STATUS"]) == "CANCELLED"
    assert third["DTSTAMP"].dt >= second["DTSTAMP"].dt >= first["DTSTAMP"].dt


def test_the_calendar_brings_its_time_zone_along(desk):
    open_session(desk, "Now", "chain-rule")
    zone, = calendar(desk).walk("VTIMEZONE")
    assert str(zone["TZID"]) == "America/Los_Angeles"
    # What the calendar itself says of the zone, against the system's own data.
    read = zone.to_tz()
    now = datetime.datetime.now().replace(microsecond=0)
    assert read.utcoffset(now) == ZONE.utcoffset(now)


def test_no_schedule_without_a_station_that_may(event):
    for kind in ("ics", "xml", "json"):
        assert event.client().get(f"/api/v1/export/schedule.{kind}").status == 401
        assert event.station("door", "gradient").get(f"/api/v1/export/schedule.{kind}").status == 403
