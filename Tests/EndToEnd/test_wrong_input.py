# SPDX-License-Identifier: Apache-2.0
"""Wrong input: one clear sentence, a non-zero exit or a problem, and nothing changed."""

import hashlib
import os
import pathlib
import re
import shutil
import socket
import sqlite3
import subprocess
import uuid

import pytest

import appliance
from appliance import LANYARD, Client, Event, run


@pytest.fixture
def quiet_event(tmp_path):
    """The sample event without printer and daemon."""
    with Event(tmp_path / "event") as event:
        yield event


def _fingerprint(path):
    path = pathlib.Path(path)
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else None


def _fails_clearly(done, *words):
    assert done.returncode == 1, (done.returncode, done.stdout, done.stderr)
    for word in words:
        assert word in done.stderr, done.stderr
    assert "Fatal" not in done.stderr and "Swift." not in done.stderr


@pytest.mark.parametrize(
    "content, words",
    [
        (b"", ["empty"]),
        (b"\n\n\n", []),
        (b"Invoice,Amount\n17,20.00\n", ["name"]),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), []),
        (b'Name,Email\n"Ada,ada@example.org\n', ["quotation mark"]),
    ],
)
def test_a_file_that_is_no_list_is_not_imported(quiet_event, tmp_path, content, words):
    quiet_event.import_list()
    before = quiet_event.command("lookup", "melvin").stdout
    path = tmp_path / "other.csv"
    path.write_bytes(content)
    _fails_clearly(quiet_event.command("import", path), "nothing was changed", *words)
    assert quiet_event.command("lookup", "melvin").stdout == before


def test_a_list_that_is_not_there_is_said_to_be(quiet_event):
    _fails_clearly(quiet_event.command("import", "nowhere.csv"), "nowhere.csv", "does not exist")


@pytest.mark.parametrize(
    "pattern, replacement, words",
    [
        (r"^capacity = 60$", 'capacity = "sixty"', ["places[0].capacity", "line ", "whole number"]),
        (r"^capacity = 60$", "capcity = 60", ["capcity", "capacity", "line "]),
        (r"^time_zone = .*$", "", ["time_zone"]),
        (r"^time_zone = .*$", 'time_zone = "Mars/Olympus"', ["time_zone", "line "]),
        (r"^name = \"Gradient\"$", 'name = "Gradient', ["line "]),
        (r'^id = "chain-rule"$', 'id = "gradient"', ["gradient", "line "]),
    ],
)
def test_a_broken_event_file_is_answered_with_path_line_and_what_is_expected(
    quiet_event, pattern, replacement, words
):
    quiet_event.edit_event(pattern, replacement)
    _fails_clearly(quiet_event.command("import", quiet_event.folder / "registrations.csv"), "event.toml", *words)
    assert not quiet_event.database.exists()


def test_an_event_is_not_made_over_another(quiet_event):
    before = _fingerprint(quiet_event.folder / "event.toml")
    _fails_clearly(run("init", quiet_event.folder), "exists already")
    assert _fingerprint(quiet_event.folder / "event.toml") == before
    _fails_clearly(run("init", quiet_event.folder / "new", "--template", "wedding"), "wedding", "socml16")


def test_a_template_without_a_qr_slot_is_refused(quiet_event):
    quiet_event.import_list()
    templates = quiet_event.folder / "badges"
    templates.mkdir()
    source = (appliance.ROOT / "templates/badges/badge-86x54.svg").read_text()
    (templates / "badge-86x54.svg").write_text(re.sub(r'data-field="qr"', 'data-field="name"', source))
    config = quiet_event.config.read_text()
    quiet_event.config.write_text('templates = "badges"\n' + config)
    code = quiet_event.accepted()[0]["Order code"]
    output = quiet_event.folder / "badge.pdf"
    _fails_clearly(quiet_event.command("badge", code, "--output", output), "QR")
    assert not output.exists()
    _fails_clearly(quiet_event.command("serve"), "QR")


def test_a_printer_that_does_not_exist_is_told_at_the_desk_and_loses_nothing(tmp_path):
    port = appliance.free_port()
    with Event(tmp_path / "event", printer_uri=f"ipp://localhost:{port}/ipp/print") as event:
        event.import_list()
        event.start()
        _fails_clearly(event.command("print-test", "nowhere"), "nowhere", "desk")
        _fails_clearly(event.command("print-test", "desk"))
        desk = event.station("desk")
        answer = desk.check_in(desk.find(event.accepted()[0]["Order code"])).json
        assert answer["outcome"] == "admitted"
        job = answer["printJob"]["id"]
        for _ in range(200):
            seen = desk.print_job(job)
            if seen["reasons"]:
                break
        assert seen["state"] == "queued", seen
        assert seen["reasons"], seen


def test_a_port_in_use_is_said_to_be(quiet_event):
    quiet_event.import_list()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = quiet_event.command("serve", "--port", port)
    _fails_clearly(done, "in use", str(port))


def test_a_second_daemon_on_the_same_database_is_refused(event):
    _fails_clearly(event.command("serve", "--port", appliance.free_port()), "already")


def test_a_database_of_a_newer_version_is_left_alone(quiet_event):
    quiet_event.import_list()
    with sqlite3.connect(quiet_event.database) as database:
        database.execute("INSERT INTO grdb_migrations VALUES ('99 from the future')")
        database.commit()
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    before = _fingerprint(quiet_event.database)
    for command in (["verify"], ["import", quiet_event.folder / "registrations.csv"], ["serve"]):
        _fails_clearly(quiet_event.command(*command), "newer")
    assert _fingerprint(quiet_event.database) == before


def test_a_file_that_is_no_database_is_left_alone(quiet_event):
    quiet_event.database.write_bytes(b"my thesis, chapter one " * 400)
    before = _fingerprint(quiet_event.database)
    _fails_clearly(quiet_event.command("verify"), "not a Lanyard database")
    assert _fingerprint(quiet_event.database) == before


def _as_nobody(*command):
    if os.geteuid() != 0:
        return command
    return ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", *command)


def test_a_read_only_folder_is_said_to_be(quiet_event, tmp_path):
    if os.geteuid() == 0:
        # Root writes everywhere; somebody else must be able to reach the folder and the program.
        for folder in [quiet_event.folder, *quiet_event.folder.parents]:
            if str(folder).startswith("/tmp/"):
                folder.chmod(folder.stat().st_mode | 0o555)
    program = tmp_path / "program" / "bin"
    program.mkdir(parents=True)
    shutil.copy(LANYARD, program / "lanyard")
    for shared in ("kiosk", "templates"):
        shutil.copytree(appliance.ROOT / shared, program.parent / "share/lanyard" / shared)
    tmp_path.chmod(0o755)
    quiet_event.folder.chmod(0o555)
    try:
        for command in (["import", quiet_event.folder / "registrations.csv"], ["serve"]):
            done = subprocess.run(
                _as_nobody(program / "lanyard", *map(str, command), "--config", quiet_event.config),
                capture_output=True,
                text=True,
                timeout=20,
            )
            _fails_clearly(done, "read-only")
    finally:
        quiet_event.folder.chmod(0o755)
    assert not quiet_event.database.exists()


def test_requests_of_another_form_get_a_problem_and_change_nothing(event):
    desk = event.station("desk")
    door = event.station("door", "gradient")
    registration = desk.find(event.accepted()[0]["Order code"])
    check_in = {"registration": registration, "evidence": "typed", "codeOfConduct": True}
    wrong = [
        (desk, "POST", "/api/v1/lookups", b"{"),
        (desk, "POST", "/api/v1/lookups", b"\xff\xfe"),
        (desk, "POST", "/api/v1/lookups", {"input": 5}),
        (desk, "POST", "/api/v1/check-ins", check_in),
        (desk, "POST", "/api/v1/check-ins", {**check_in, "requestId": "one"}),
        (desk, "POST", "/api/v1/check-ins", {**check_in, "requestId": str(uuid.uuid4()), "evidence": "smile"}),
        (desk, "POST", "/api/v1/check-ins", {**check_in, "requestId": str(uuid.uuid4()), "registration": "x"}),
        (desk, "POST", "/api/v1/check-ins", {**check_in, "requestId": str(uuid.uuid4()), "codeOfConduct": False}),
        (desk, "DELETE", f"/api/v1/check-ins/{uuid.uuid4()}", {"reason": "mistake"}),
        (desk, "POST", "/api/v1/badges/AAAAAAAAAA/activation", {"badge": "x"}),
        (desk, "POST", "/api/v1/badges/AAAAAAAAAA/replacements", {"reason": "lost", "requestId": str(uuid.uuid4())}),
        (desk, "GET", "/api/v1/badges/AAAAAAAAAA.png", None),
        (desk, "GET", f"/api/v1/print-jobs/{uuid.uuid4()}", None),
        (desk, "GET", "/api/v1/nowhere", None),
        (desk, "POST", "/api/v1/scans", {"scans": []}),
        (door, "POST", "/api/v1/scans", {"scans": [{"id": "1", "badge": "", "place": "gradient"}]}),
        (door, "POST", "/api/v1/scans", {"scans": [{"id": str(uuid.uuid4()), "badge": "", "place": "lstm"}]}),
        (door, "POST", "/api/v1/scans", {"scans": [{"id": str(uuid.uuid4()), "badge": "", "place": "gradient", "direction": "up"}]}),
        (door, "POST", "/api/v1/lookups", {"input": "melvin"}),
        (Client(event.port), "POST", "/api/v1/stations", {"code": "AAAAA-AAAAA"}),
        (Client(event.port), "POST", "/api/v1/stations", {}),
    ]
    for client, method, path, body in wrong:
        answer = client.request(method, path, body)
        assert 400 <= answer.status < 500, (path, body, answer.status, answer.body)
        assert answer.headers["Content-Type"] == "application/problem+json", path
        problem = answer.json
        assert problem["code"] and problem["detail"] and problem["status"] == answer.status
    huge = desk.request("POST", "/api/v1/lookups", {"input": "x" * 1_000_000})
    assert huge.status == 413
    figures = event.station("organizer").get("/api/v1/occupancy").json
    assert (figures["checkedIn"], figures["building"]) == (0, 0)
