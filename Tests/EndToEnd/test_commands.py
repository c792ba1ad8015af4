# SPDX-License-Identifier: Apache-2.0
"""The commands beside the daemon and without it."""

import json
import subprocess
import time

import pytest

import witness
from appliance import Event


@pytest.fixture(params=["without the daemon", "beside the daemon"])
def any_event(request, tmp_path, printer):
    with Event(tmp_path / "event", printer_uri=printer.uri) as event:
        event.import_list()
        if request.param == "beside the daemon":
            event.start()
        yield event
        assert event.verify().returncode == 0
        integrity = subprocess.run(
            ["/usr/bin/python3", "-c", "import sqlite3,sys;print(sqlite3.connect(sys.argv[1]).execute('PRAGMA integrity_check').fetchone()[0])", event.database],
            capture_output=True, text=True,
        )
        assert integrity.stdout.strip() == "ok"


def test_import_again_changes_nothing(any_event):
    assert "240 unchanged" in any_event.import_list()


def test_lookup_finds_a_person(any_event):
    found = any_event.command("lookup", "Melvin Carter")
    assert found.returncode == 0, found.stderr
    assert found.stdout.startswith("exact") or found.stdout.startswith("likely")
    assert "MJYJVGYJ" in found.stdout
    assert any_event.command("lookup", "-", stdin="melvin").returncode == 0


def test_lookup_answers_a_batch(any_event, tmp_path):
    people = tmp_path / "people.jsonl"
    queries = tmp_path / "queries.jsonl"
    people.write_text(json.dumps({"id": "A1", "given": "Ada", "family": "Example", "full": "Ada Example", "affiliation": "", "email": ""}) + "\n")
    queries.write_text(json.dumps({"q": 0, "input": "Ada Example"}) + "\n" + json.dumps({"q": 1, "input": "Nobody Here"}) + "\n")
    done = any_event.command("lookup", "--registrations", people, "--queries", queries)
    assert done.returncode == 0, done.stderr
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(answer["q"], answer["ranked"], answer["decision"]) for answer in answers] == [
        (0, ["A1"], "exact"),
        (1, [], "none"),
    ]
    assert all(answer["ms"] >= 0 for answer in answers)


def test_badge_renders_a_file_without_printing(any_event, printer, tmp_path):
    output = tmp_path / "badge.pdf"
    done = any_event.command("badge", "MJYJVGYJ", "--output", output)
    assert done.returncode == 0, done.stderr
    assert witness.size_in_millimetres(output) == pytest.approx((86, 54), abs=0.1)
    assert witness.page_count(output) == 1
    assert "Melvin" in witness.text_of(output)
    assert printer.documents() == []


def test_station_codes_are_added_and_listed(any_event):
    sheet = any_event.command("station", "add", "--role", "desk", "--name", "Desk 9")
    assert sheet.returncode == 0, sheet.stderr
    assert "/pair#" in sheet.stdout and "█" in sheet.stdout
    assert "Desk 9" in any_event.command("station", "list").stdout
    wrong = any_event.command("station", "add", "--role", "door", "--place", "nowhere")
    assert wrong.returncode == 1 and "gradient" in wrong.stderr


def test_printers_and_a_test_badge(any_event, printer):
    shown = any_event.command("printers")
    assert shown.returncode == 0, shown.stderr
    assert "Desk printer" in shown.stdout
    tested = any_event.command("print-test", "desk")
    assert tested.returncode == 0, tested.stderr
    assert len(printer.wait_for(1)) == 1


def test_a_test_badge_that_stays_away_is_told_of(event, printer):
    printer.set_seconds(6)
    tested = event.command("print-test", "desk")
    assert tested.returncode == 0, tested.stderr
    words = tested.stdout.splitlines()
    assert len(words) == 3 and "took it as job" in words[0] and "Ctrl-C ends the waiting" in words[1] and "is printed" in words[2], words


def test_what_a_command_imports_is_found_at_the_desk(event, tmp_path):
    desk = event.station("desk")
    assert desk.look_up("Grace Latecomer")["decision"] == "none"
    late = tmp_path / "late.csv"
    late.write_text("Order code,Full name\nLATE0001,Grace Latecomer\n")
    event.import_list(late)
    # The daemon looks twice a second; how many look-ups that is depends on the machine.
    deadline = time.monotonic() + 5
    while desk.look_up("Grace Latecomer")["decision"] == "none":
        assert time.monotonic() < deadline, "the desk does not know who was just imported"


def test_a_wrong_call_exits_with_64(any_event):
    assert any_event.command("serve", "--port", "0").returncode == 64
    assert any_event.command("lookup").returncode == 64


def test_the_daemon_ends_at_once_and_loses_nothing(event):
    board = event.station("organizer")
    board.connection.request("GET", "/api/v1/occupancy/events", headers={"Authorization": f"Bearer {board.token}"})
    stream = board.connection.getresponse()
    assert stream.readline() == b"event: occupancy\n"
    assert event.stop() == 0
