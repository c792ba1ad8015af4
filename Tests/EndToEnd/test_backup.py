# SPDX-License-Identifier: Apache-2.0
"""Backups: made while doors count, whole or not there at all, and put back without losing what was acknowledged."""

import json
import os
import pathlib
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
import uuid

import pytest

import witness
from appliance import LANYARD, ROOT, Client, Event
from test_own_certificate import believe, fingerprint, listen

sys.path.append(str(ROOT / "Tests" / "Torture"))
from disks import MemoryDisk, works  # noqa: E402


@pytest.fixture
def quiet(tmp_path):
    """The sample event with its list and without a daemon."""
    with Event(tmp_path / "event") as event:
        event.import_list()
        yield event


class Door(threading.Thread):
    """Scans without a pause and remembers when each scan was acknowledged, and how long that took."""

    def __init__(self, event, place, badge):
        super().__init__(daemon=True)
        self.client = event.station("door", place)
        self.place, self.badge = place, badge
        self.acknowledged, self.slowest, self.goes_on = [], 0, True

    def run(self):
        direction = "in"
        while self.goes_on:
            scan, start = str(uuid.uuid4()), time.monotonic()
            self.client.scan(self.badge, self.place, direction, scan)
            end = time.monotonic()
            self.acknowledged.append((end, scan))
            self.slowest = max(self.slowest, end - start)
            direction = "out" if direction == "in" else "in"

    def end(self):
        self.goes_on = False
        self.join(10)


def _badges(event, count):
    desk = event.station("desk")
    badges = []
    for person in event.accepted()[:count]:
        serial = desk.check_in(desk.find(person["Order code"])).json["badge"]["serial"]
        picture = event.folder / f"{serial}.png"
        picture.write_bytes(desk.get(f"/api/v1/badges/{serial}.png").body)
        badges += witness.codes_in(picture)
    return badges


def _backups(folder):
    return sorted(path for path in pathlib.Path(folder).glob("socml16-*"))


def _facts(database):
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        return {row[0] for row in connection.execute("SELECT id FROM facts")}


def test_what_was_acknowledged_before_a_backup_began_is_in_what_it_restores(event, printer, tmp_path):
    printer.set_seconds(0)
    doors = [Door(event, place, badge) for place, badge in zip(["gradient", "chain-rule", "lstm"], _badges(event, 3))]
    for door in doors:
        door.start()
    began = []
    for _ in range(3):
        time.sleep(0.3)
        began.append(time.monotonic())
        made = event.command("backup")
        assert made.returncode == 0, made.stderr
        assert re.search(r"\d+ facts, 240 people, checked\.", made.stdout), made.stdout
    for door in doors:
        door.end()
    scans = [scan for door in doors for scan in door.acknowledged]
    backups = _backups(event.folder / "backups")
    assert len(backups) == 3 and len(scans) > 100
    print(f"{len(scans)} scans, the slowest took {max(door.slowest for door in doors) * 1000:.0f} ms")
    assert max(door.slowest for door in doors) < 2
    for number, (start, backup) in enumerate(zip(began, backups)):
        restored = event.command("restore", backup, "--to", tmp_path / f"restored-{number}")
        assert restored.returncode == 0, restored.stderr
        there = _facts(tmp_path / f"restored-{number}" / "lanyard.sqlite")
        before = {scan for end, scan in scans if end < start}
        assert before and before <= there, f"{len(before - there)} of {len(before)} are missing"
        verified = subprocess.run(
            [LANYARD, "verify", "--config", tmp_path / f"restored-{number}" / "lanyard.toml"], capture_output=True, text=True
        )
        assert verified.returncode == 0 and "The chain is whole" in verified.stdout, verified.stdout
    manifest = json.loads((backups[-1] / "manifest.json").read_text())
    with sqlite3.connect(event.database) as connection:
        head = manifest["head"]
        row = connection.execute("SELECT hex(hash) FROM facts WHERE sequence = ?", [head["sequence"]]).fetchone()
    assert row[0].lower() == head["digest"]
    assert {path.stat().st_mode & 0o077 for path in backups[-1].rglob("*")} == {0}
    assert {"roster.pdf", "event.toml", "lanyard.toml", "map.svg"} <= {file["path"] for file in manifest["files"]}
    assert witness.page_count(backups[-1] / "roster.pdf") == 15
    assert event.verify().returncode == 0


def test_a_backup_takes_the_present_database_s_place_once_that_is_meant(event):
    lost = event.station("door", "gradient", name="Lost tablet")
    made = event.command("backup")
    backup = _backups(event.folder / "backups")[0]
    desk = event.station("desk")
    assert event.command("station", "revoke", "Lost tablet").returncode == 0
    assert lost.get("/api/v1/session").status == 401
    registration = desk.find(event.accepted()[0]["Order code"])
    check_in = desk.check_in(registration).json["checkIn"]["id"]
    # Not while it is served.
    refused = event.command("restore", backup, "--replace")
    assert refused.returncode == 1 and "Another Lanyard daemon serves" in refused.stderr
    event.stop()
    asked = event.command("restore", backup)
    assert asked.returncode == 1, asked.stdout
    assert 'pairs Lost tablet again' in asked.stdout and 'lanyard station revoke "Lost tablet"' in asked.stdout, asked.stdout
    assert "is whole" in asked.stdout and "1 checkedIn" in asked.stdout and f"restore {backup} --replace" in asked.stdout, asked.stdout
    assert check_in in _facts(event.database)
    restored = event.command("restore", backup, "--replace")
    assert restored.returncode == 0, restored.stderr
    aside = next(path for path in event.folder.glob("lanyard.sqlite.replaced-*") if path.name.endswith("Z"))
    assert str(aside) in restored.stdout
    assert check_in in _facts(aside) and check_in not in _facts(event.database)
    assert int(re.search(r"(\d+) facts", made.stdout).group(1)) == len(_facts(event.database))
    event.start()
    # As the restore has said.
    assert event.client(lost.token).get("/api/v1/session").status == 200
    # What happened since is delivered again by whoever has it: the same request, the same fact.
    assert event.verify().returncode == 0
    assert event.station("desk").check_in(registration, check_in).json["checkIn"]["id"] == check_in


def _told_by_curl(authority, port, token):
    """The HTTP status of the restored daemon's answer, for a device that trusts this authority and holds this token."""
    command = ["curl", "--silent", "--show-error", "--cacert", authority, "--oauth2-bearer", token, "--output", "/dev/null"]
    told = subprocess.run(
        [*command, "--write-out", "%{http_code}", f"https://localhost:{port}/metrics"], capture_output=True, text=True
    )
    return told.stdout if told.returncode == 0 else told.stderr


def test_another_box_is_believed_by_devices_that_trusted_the_first(quiet, tmp_path):
    listen(quiet)
    authority = believe(quiet)
    quiet.start()
    token = quiet.station("operator").token
    assert quiet.command("backup").returncode == 0
    quiet.stop()
    backup = _backups(quiet.folder / "backups")[0]
    # As a folder of its own.
    restored = quiet.command("restore", backup, "--to", tmp_path / "other")
    assert restored.returncode == 0, restored.stderr
    with Event(tmp_path / "box") as box:
        first_config, box.folder, box.trust = box.folder, tmp_path / "other", quiet.trust
        box.start()
        assert _told_by_curl(authority, box.port, token) == "200"
        box.stop()
        # In the place of a new event on a box that never spoke HTTPS.
        box.folder = first_config
        box.config.write_text(quiet.config.read_text())
        replaced = box.command("restore", backup, "--replace")
        assert replaced.returncode == 0 and "own authority was put back" in replaced.stdout, replaced.stdout
        kept = box.folder / "certificates"
        assert {file.name: file.stat().st_mode & 0o777 for file in kept.iterdir()} == {"authority.pem": 0o600, "server.pem": 0o600}
        assert kept.stat().st_mode & 0o777 == 0o700
        box.start()
        assert _told_by_curl(authority, box.port, token) == "200"
        box.stop()
        # Once more it has nothing to say of it; where there is another authority it says what that means.
        assert "authority" not in box.command("restore", backup, "--replace").stdout
        shutil.rmtree(kept)
        believe(box)
        assert fingerprint(box.folder / "authority.crt") != fingerprint(authority)
        told = box.command("restore", backup, "--replace")
        assert told.returncode == 0 and f"move {kept} away" in told.stdout, told.stdout
        box.start()
        assert "SSL certificate problem" in _told_by_curl(authority, box.port, token)


def test_a_backup_that_is_killed_leaves_nothing_that_looks_like_one(quiet):
    posters = quiet.folder / "posters"
    posters.mkdir()
    with open(posters / f"{'0' * 64}.pdf", "wb") as poster:
        poster.truncate(300_000_000)
    folder = quiet.folder / "backups"
    process = subprocess.Popen([LANYARD, "backup", "--config", quiet.config], stdout=subprocess.DEVNULL)
    deadline = time.monotonic() + 20
    while not list(folder.glob(".lanyard-partial-*/posters/*")):
        assert time.monotonic() < deadline and process.poll() is None, "it was over before it could be killed"
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert _backups(folder) == [] and list(folder.glob(".lanyard-partial-*"))
    shutil.rmtree(posters)
    assert quiet.command("backup").returncode == 0
    assert len(_backups(folder)) == 1 and not list(folder.glob(".lanyard-partial-*"))


def test_a_full_disk_holds_no_half_backup(quiet, tmp_path):
    if not works(MemoryDisk(tmp_path / "try", 2)):
        pytest.skip("mounting a small disk takes root")
    with MemoryDisk(tmp_path / "stick", 3) as stick:
        assert quiet.command("backup", stick.folder).returncode == 0
        stick.fill()
        for _ in range(2):
            failed = quiet.command("backup", stick.folder)
            assert failed.returncode == 1 and "full" in failed.stderr, failed.stderr
            assert len(_backups(stick.folder)) == 1 and not list(stick.folder.glob(".lanyard-partial-*"))
        stick.empty()
        assert quiet.command("restore", _backups(stick.folder)[0], "--to", tmp_path / "restored").returncode == 0


def test_backups_are_made_on_a_schedule_wait_for_their_disk_and_are_thinned(quiet, tmp_path):
    stick = tmp_path / "stick"
    text = quiet.config.read_text().replace('# folder = "/media/usb"', f'folder = "{stick}"').replace("keep = 20", "keep = 2")
    quiet.config.write_text(text)
    doctor = quiet.command("doctor").stdout
    assert f"There is no folder {stick} for backups. Is its disk plugged in?" in doctor, doctor
    quiet.start()
    _until(lambda: _readiness(quiet) == "failing", "trouble is told")
    stick.mkdir()
    _until(lambda: _backups(stick), "a backup is made")
    _until(lambda: _readiness(quiet) == "good", "it is told that all is well")
    log = (quiet.folder / "daemon.log").read_text()
    assert log.count("no backup can be made") == 1 and "backups are made again" in log, log
    quiet.stop()
    # The newest is an hour old at the next start: another is due, and the oldest goes.
    for hours in (1, 2):
        _age(_backups(stick)[-1], stick, hours)
    shutil.rmtree(_backups(stick)[-1])
    oldest, newer = _backups(stick)
    quiet.start()
    _until(lambda: len(_backups(stick)) == 2 and oldest not in _backups(stick), "the oldest is gone")
    assert newer in _backups(stick)
    assert quiet.verify().returncode == 0
    with sqlite3.connect(quiet.database) as connection:
        assert connection.execute("SELECT path FROM backup_folders").fetchall() == [(str(stick.resolve()),)]
    # This stick is a folder of the same disk.
    doctor = quiet.command("doctor").stdout
    assert f"Backups in {stick}: worth a look\n  - They lie on the database's own disk" in doctor, doctor


def _readiness(event):
    return Client(event.port).get("/readyz").json["backups"]


def _until(condition, what, seconds=15):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, what
        time.sleep(0.05)


def _age(backup, folder, hours):
    """Makes a copy of a backup that is so much older."""
    stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() - hours * 3600))
    aged = folder / f"socml16-{stamp.replace('-', '').replace(':', '')}"
    shutil.copytree(backup, aged)
    manifest = json.loads((aged / "manifest.json").read_text())
    (aged / "manifest.json").write_text(json.dumps({**manifest, "madeAt": stamp}))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_what_root_s_commands_leave_is_the_daemon_s(quiet, tmp_path):
    """A service has a user of its own, who has to read, thin and replace what an operator made as root."""
    service = 23456
    for path in [quiet.folder, *quiet.folder.rglob("*")]:
        os.chown(path, service, service)
    assert quiet.command("backup").returncode == 0
    backup = _backups(quiet.folder / "backups")[0]
    restored = quiet.command("restore", backup, "--replace")
    assert restored.returncode == 0, restored.stderr
    left = [quiet.folder / "backups", *(quiet.folder / "backups").rglob("*"), *quiet.folder.glob("lanyard.sqlite*")]
    assert len(left) > 8
    assert {path.name: path.stat().st_uid for path in left if path.stat().st_uid != service} == {}


def _cut(backup):
    database = backup / "lanyard.sqlite"
    os.truncate(database, database.stat().st_size // 2)


def _flip(backup):
    database = backup / "lanyard.sqlite"
    content = bytearray(database.read_bytes())
    content[len(content) // 2] ^= 1
    database.write_bytes(content)


def _lead_out(backup):
    manifest = backup / "manifest.json"
    manifest.write_text(manifest.read_text().replace("event.toml", "../event.toml"))


CHANGES = [_cut, _flip, _lead_out, lambda backup: (backup / "event.toml").unlink(), lambda backup: (backup / "manifest.json").unlink()]


def test_what_is_not_whole_is_not_restored(quiet, tmp_path):
    assert quiet.command("backup").returncode == 0
    whole = _backups(quiet.folder / "backups")[0]
    before = _facts(quiet.database)
    for number, change in enumerate(CHANGES):
        backup = tmp_path / f"backup-{number}"
        shutil.copytree(whole, backup)
        change(backup)
        for arguments in (["--to", tmp_path / "restored"], ["--replace"]):
            refused = quiet.command("restore", backup, *arguments)
            assert refused.returncode == 1 and refused.stderr.startswith("Error: "), refused.stderr
    assert not (tmp_path / "restored").exists() and _facts(quiet.database) == before
