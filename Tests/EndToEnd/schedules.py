# SPDX-License-Identifier: Apache-2.0
"""Reads schedules as conference apps do, and fails on what these could not read.

The form is the one that https://c3voc.de/wiki/schedule describes. With LANYARD_SCHEDULE_SCHEMAS, a folder with the
publishers' own `schedule.json` and `schedule.xml.xsd` schemas (`schema.json` and `schedule.xml.xsd`), these judge, too.
"""

import datetime
import json
import os
import pathlib
import re
import uuid
import xml.etree.ElementTree as ElementTree

SCHEMAS = os.environ.get("LANYARD_SCHEDULE_SCHEMAS")
STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)")


class Talk:
    """A session as it stands in either file."""

    def __init__(self, id, guid, date, start, duration, room, slug, url, title, description, persons):
        assert int(id) > 0 and uuid.UUID(guid)
        assert STAMP.fullmatch(date), date
        assert re.fullmatch(r"[0-2]\d:[0-5]\d", start) and date[11:16] == start
        hours, minutes = re.fullmatch(r"(\d\d):(\d\d)", duration).groups()
        assert re.fullmatch(r"[a-z0-9_]{4,}-[a-z0-9_-]{3,}[a-z0-9]", slug), slug
        assert re.match(r"https?://[^\s]+$", url)
        assert title
        self.id, self.guid, self.room, self.slug, self.url = int(id), guid, room, slug, url
        self.title, self.description, self.persons = title, description, persons
        self.begins = datetime.datetime.fromisoformat(date)
        self.ends = self.begins + datetime.timedelta(hours=int(hours), minutes=int(minutes))

    def __eq__(self, other):
        return vars(self) == vars(other)


def _check_days(days, talks_of):
    """`days` as (index, date, start, end); each talk is within its day."""
    assert [day[0] for day in days] == list(range(1, len(days) + 1))
    assert [day[1] for day in days] == sorted({day[1] for day in days})
    for index, date, start, end in days:
        assert STAMP.fullmatch(start) and STAMP.fullmatch(end) and start.startswith(date)
        begin, stop = datetime.datetime.fromisoformat(start), datetime.datetime.fromisoformat(end)
        assert datetime.timedelta(hours=22) < stop - begin < datetime.timedelta(hours=26)
        for talk in talks_of[index]:
            assert begin <= talk.begins <= stop + datetime.timedelta(minutes=1)


def _check_talks(talks):
    for key in ("id", "guid", "slug"):
        values = [getattr(talk, key) for talk in talks]
        assert len(values) == len(set(values)), f"{key} stands there twice"


def from_json(text):
    """The talks of a `schedule.json` by room, in the file's order."""
    document = json.loads(text)
    if SCHEMAS:
        import jsonschema

        schema = json.loads((pathlib.Path(SCHEMAS) / "schema.json").read_text())
        jsonschema.validate(document, schema, format_checker=jsonschema.draft7_format_checker)
    assert set(document) <= {"schedule", "generator", "$schema"}
    conference = document["schedule"]["conference"]
    assert isinstance(document["schedule"]["version"], str)
    assert re.fullmatch(r"[a-z0-9_]{4,}", conference["acronym"])
    assert re.fullmatch(r"\d\d:\d\d", conference["timeslot_duration"])
    assert conference["daysCount"] == len(conference["days"])
    assert (conference["start"], conference["end"]) == (conference["days"][0]["date"], conference["days"][-1]["date"])
    names = [room["name"] for room in conference["rooms"]]
    assert len(set(names)) == len(names) and all(uuid.UUID(room["guid"]) for room in conference["rooms"])
    rooms, talks_of = {}, {}
    for day in conference["days"]:
        assert [name for name in names if name in day["rooms"]] == list(day["rooms"])
        for name, events in day["rooms"].items():
            for event in events:
                assert {"abstract", "language", "links", "persons", "subtitle", "track", "type"} <= set(event)
                assert event["room"] == name
                persons = [person["name"] for person in event["persons"]]
                assert persons == [person["public_name"] for person in event["persons"]]
                keys = ("id", "guid", "date", "start", "duration", "room", "slug", "url", "title", "description")
                talk = Talk(*(event[key] for key in keys), persons)
                rooms.setdefault(name, []).append(talk)
                talks_of.setdefault(day["index"], []).append(talk)
    days = [(day["index"], day["date"], day["day_start"], day["day_end"]) for day in conference["days"]]
    _check_days(days, {day[0]: talks_of.get(day[0], []) for day in days})
    _check_talks([talk for talks in rooms.values() for talk in talks])
    return rooms


def from_xml(text):
    """The talks of a `schedule.xml` by room, in the file's order."""
    if SCHEMAS:
        from lxml import etree

        schema = etree.XMLSchema(etree.parse(str(pathlib.Path(SCHEMAS) / "schedule.xml.xsd")))
        schema.assertValid(etree.fromstring(text))
    schedule = ElementTree.fromstring(text)
    assert schedule.tag == "schedule" and schedule.findtext("version")
    order = [child.tag for child in schedule]
    assert order == ["generator", "version", "conference"] + ["day"] * (len(order) - 3)
    conference = schedule.find("conference")
    assert re.fullmatch(r"[a-z0-9_]{4,}", conference.findtext("acronym")) and conference.findtext("title")
    assert int(conference.findtext("days")) == len(schedule.findall("day"))
    rooms, talks_of = {}, {}
    for day in schedule.findall("day"):
        for room in day.findall("room"):
            assert uuid.UUID(room.get("guid"))
            for event in room.findall("event"):
                assert event.findtext("room") == room.get("name")
                for tag in ("subtitle", "type", "abstract", "track"):
                    assert len(event.findall(tag)) == 1
                keys = ("date", "start", "duration", "room", "slug", "url", "title", "description")
                persons = [person.text for person in event.find("persons")]
                talk = Talk(event.get("id"), event.get("guid"), *(event.findtext(key) for key in keys), persons)
                rooms.setdefault(room.get("name"), []).append(talk)
                talks_of.setdefault(int(day.get("index")), []).append(talk)
    days = [(int(day.get("index")), *(day.get(key) for key in ("date", "start", "end"))) for day in schedule.findall("day")]
    _check_days(days, {day[0]: talks_of.get(day[0], []) for day in days})
    _check_talks([talk for talks in rooms.values() for talk in talks])
    return rooms
