# SPDX-License-Identifier: Apache-2.0
"""`lanyard doctor` on an evening with troubles: each is found, named, and goes away when it is put right."""

import csv
import datetime
import json
import os
import pathlib
import socket
import subprocess
import tempfile
import zoneinfo

import pytest

import appliance
from appliance import LANYARD, ROOT, Event

# A copy of the event's list, with troubles.
FIELDS = ("Order code", "First name", "Last name", "Full name", "Name on badge", "Email", "Affiliation", "Role", "Status", "Waitlist position")


class Looks:
    """What the doctor said, by subject."""

    def __init__(self, event, *options, environment=None):
        done = subprocess.run(
            [LANYARD, "doctor", "--json", *options, "--config", event.config],
            capture_output=True, text=True, timeout=120, env={**os.environ, **(environment or {})},
        )
        self.status = done.returncode
        assert done.stdout.startswith("["), done.stdout + done.stderr
        self.all = json.loads(done.stdout)

    def _of(self, subject):
        found = [each for each in self.all if subject in each["subject"]]
        assert len(found) == 1, (subject, [each["subject"] for each in self.all])
        return found[0]

    def must(self, subject):
        return [each["text"] for each in self._of(subject)["findings"] if each["mustBeFixed"]]

    def hints(self, subject):
        return [each["text"] for each in self._of(subject)["findings"] if not each["mustBeFixed"]]

    def notes(self, subject):
        return self._of(subject)["notes"]

    @property
    def musts(self):
        return {each["subject"]: [f["text"] for f in each["findings"] if f["mustBeFixed"]] for each in self.all}


def _lies_in_memory(folder):
    kind = subprocess.run(["stat", "-f", "-c", "%T", folder], capture_output=True, text=True).stdout.strip()
    return kind in ("tmpfs", "ramfs")


def _prepare(event):
    """The sample as its organizer leaves it: days to come, PINs of their own."""
    zone = zoneinfo.ZoneInfo("America/Los_Angeles")
    today = datetime.datetime.now(zone).date()
    days = [str(today + datetime.timedelta(days=each)) for each in (1, 2)]
    event.edit_event(r"^days = .*$", f"days = {json.dumps(days)}")
    event.edit_event(r'^pin = "100200"$', 'pin = "483920"')
    event.edit_event(r'^pin = "300400"$', 'pin = "715028"')
    config = event.config.read_text()
    event.config.write_text(config.replace("port = 8080", f"port = {event.port}"))
    # A dozen of the list do: their badges are all drawn.
    path = event.folder / "registrations.csv"
    path.write_text("".join(path.read_text(encoding="utf-8-sig").splitlines(keepends=True)[:13]))


@pytest.fixture
def evening(tmp_path, printer):
    with Event(tmp_path / "event", printer_uri=printer.uri) as event:
        _prepare(event)
        event.import_list()
        yield event


def test_all_is_well_beside_the_daemon_and_a_test_badge_comes_out(evening, printer):
    evening.start()
    printer.set_seconds(0)
    looks = Looks(evening, "--print")
    in_memory = ["Disk"] if _lies_in_memory(evening.folder) else []
    assert [subject for subject, texts in looks.musts.items() if texts] == in_memory
    assert looks.status == (1 if in_memory else 0)
    assert looks.notes("Port") == ["the daemon runs"]
    assert any("says that it is printed" in note for note in looks.notes("Test badges"))
    assert len(printer.wait_for(1)) == 1
    told = evening.command("doctor").stdout
    assert "1 printers: all is well" in told and told.splitlines()[-1].startswith(f"{len(in_memory)} to put right, ")


def test_says_of_printers_that_are_off_or_empty_what_to_do(evening, printer):
    evening.add_printer("second", "Second printer", f"ipp://127.0.0.1:{appliance.free_port()}/ipp/print")
    printer.fault("media-empty-error")
    config = ["--config", evening.config]
    # A printer finds out when it wants a label.
    with subprocess.Popen([LANYARD, "print-test", "desk", *config], stdout=subprocess.DEVNULL) as waiting:
        while "media-empty" not in evening.command("printers").stdout:
            assert waiting.poll() is None
        looks = Looks(evening)
        printer.clear("media-empty-error")
        assert waiting.wait(timeout=20) == 0
    assert looks.status == 1
    first, second = looks.must("2 printers")
    assert first.startswith("Desk printer: ") and "media-empty" in first and "Put in a roll." in first
    assert second.startswith("Second printer: ") and "Is the printer on" in second
    printed = Looks(evening, "--print")
    assert len(printed.must("Test badges")) == 1 and "Second printer" in printed.must("Test badges")[0]


def test_says_what_is_wrong_with_the_template_and_the_pins(evening):
    templates = evening.folder / "templates"
    templates.mkdir()
    (templates / "badge-86x54.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>")
    evening.config.write_text(f'templates = "templates"\n{evening.config.read_text()}')
    evening.edit_event(r'^pin = "715028"$', 'pin = "300400"')
    looks = Looks(evening)
    assert looks.status == 1
    assert "badge-86x54.svg cannot be used" in looks.must("Badges")[0]
    assert len(looks.must("PINs")) == 1 and "“Supervisor”" in looks.must("PINs")[0]
    assert "715028" not in json.dumps(looks.all) and "300400" not in json.dumps(looks.all)


def test_says_who_of_the_list_will_make_a_desk_think(evening):
    path = evening.folder / "troubles.csv"
    with open(path, "w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(FIELDS)
        for number, (name, email, status, position) in enumerate([
            ("Zoë Twin", "a@example.org", "accepted", ""),
            ("ZOE  TWIN", "b@example.org", "accepted", ""),
            ("Unprintable \uf8ff", "c@example.org", "accepted", ""),
            ("No Mail", "", "accepted", ""),
            ("Far Waiting", "d@example.org", "waitlisted", "5"),
        ]):
            rows.writerow([f"TRBL{number}", *name.split(" ", 1), name, name, email, "", "attendee", status, position])
    evening.import_list(path)
    looks = Looks(evening)
    assert any("TRBL0" in each and "TRBL1" in each for each in looks.hints("List"))
    assert any("no e-mail address" in each for each in looks.hints("List"))
    assert any("waiting list are missing" in each for each in looks.hints("List"))
    unprintable = [each for each in looks.must("Badges") if "TRBL2" in each]
    assert len(unprintable) == 1 and "characters that no font has" in unprintable[0] and "Install fonts" in unprintable[0]


def test_sees_that_another_program_has_the_port(evening):
    with socket.create_server(("127.0.0.1", evening.port)):
        assert "Another program listens there" in Looks(evening).must("Port")[0]
    assert Looks(evening).notes("Port") == ["free; the daemon is not running"]


@pytest.fixture(scope="module")
def wrong_clock(tmp_path_factory):
    library = tmp_path_factory.mktemp("clock") / "clock.so"
    subprocess.run(["gcc", "-shared", "-fPIC", "-O2", "-o", library, ROOT / "Tests" / "Torture" / "clock.c", "-ldl"], check=True)
    return library


def test_sees_a_clock_that_is_behind_or_past_the_event(evening, wrong_clock, tmp_path):
    offset = tmp_path / "offset"

    def looks(seconds):
        offset.write_text(str(seconds))
        return Looks(evening, environment={"LD_PRELOAD": str(wrong_clock), "LANYARD_CLOCK_OFFSET": str(offset)})

    evening.start()
    evening.station("desk")
    evening.stop()
    assert looks(0).must("Clock") == []
    assert "behind: the journal holds later times" in looks(-7200).must("Clock")[0]
    assert "the event's last day was" in looks(10 * 86400).must("Clock")[0]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root mounts a small file system")
def test_sees_a_disk_that_is_full_in_memory_or_read_only(tmp_path, printer):
    mount = tmp_path / "small"
    mount.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", mount], capture_output=True, text=True)
    if mounted.returncode != 0:
        pytest.skip(f"no file system can be mounted here: {mounted.stderr}")
    try:
        event = Event(mount / "event", printer_uri=printer.uri)
        _prepare(event)
        event.import_list()
        small = Looks(event)
        assert any("lies in memory" in each for each in small.must("Disk"))
        assert any("MB are free" in each for each in small.must("Disk"))
        with open(mount / "filler", "wb") as filler, pytest.raises(OSError):
            while True:
                filler.write(bytes(1 << 20))
                filler.flush()
        assert any("Nothing can be written" in each for each in Looks(event).must("Disk"))
        (mount / "filler").unlink()
        subprocess.run(["mount", "-o", "remount,ro", mount], check=True)
        assert "is read-only" in Looks(event).must("Disk")[0]
    finally:
        subprocess.run(["umount", "-l", mount], check=True)


def test_sees_a_database_that_was_changed_or_is_not_there(evening):
    evening.start()
    evening.station("desk")
    evening.stop()
    code = "import sqlite3,sys; db=sqlite3.connect(sys.argv[1]); db.execute('UPDATE facts SET at = at + 1'); db.commit()"
    subprocess.run(["/usr/bin/python3", "-c", code, evening.database], check=True)
    assert "was changed after it was recorded" in Looks(evening).must("Database")[0]
    for file in evening.folder.glob("lanyard.sqlite*"):
        pathlib.Path(file).unlink()
    looks = Looks(evening)
    assert "Import a registration list first" in looks.must("Database")[0] and looks.status == 1


def test_backups_on_the_database_s_own_disk_are_no_help_against_a_broken_one(evening):
    word = "They lie on the database's own disk, and break with it."
    assert any(hint.startswith(word) for hint in Looks(evening).hints("Backups"))
    # A filesystem of its own that every Linux has.
    with tempfile.TemporaryDirectory(dir="/dev/shm") as elsewhere:
        assert os.stat(elsewhere).st_dev != os.stat(evening.folder).st_dev
        settings = evening.config.read_text().replace("\n[backup]\n", f'\n[backup]\nfolder = "{elsewhere}"\n')
        evening.config.write_text(settings)
        look = Looks(evening)
        assert look.hints("Backups") == [] and look.must("Backups") == []
