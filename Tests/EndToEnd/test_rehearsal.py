# SPDX-License-Identifier: Apache-2.0
"""`lanyard rehearse`: a line that theory knows, jams that are found, and nothing that stays behind."""

import hashlib
import os
import pathlib
import signal
import sqlite3
import subprocess
import tempfile
import time
import xml.etree.ElementTree

import pytest

import witness
from appliance import LANYARD, Event, run
from looks import look  # noqa: F401

XHTML = "{http://www.w3.org/1999/xhtml}"


def mean_line(arrivals, seconds, service, desks):
    """The mean number of waiting people over the time in M/M/c, from nobody on.

    Kolmogorov's forward equations, solved by Runge and Kutta; the program follows a chain instead.
    """
    arrive, serve = arrivals / seconds, 1 / service
    most = arrivals * 2 + 40
    steps = int(seconds * (arrive + desks * serve) / 0.4) + 1
    width = seconds / steps
    chances = [1.0] + [0.0] * most

    def change(p):
        flow = [arrive * p[k] - min(k + 1, desks) * serve * p[k + 1] for k in range(most)] + [0.0]
        return [(flow[k - 1] if k else 0.0) - flow[k] for k in range(most + 1)]

    def moved(p, slope, by):
        return [a + by * b for a, b in zip(p, slope)]

    lines = [0.0]
    for _ in range(steps):
        first = change(chances)
        second = change(moved(chances, first, width / 2))
        third = change(moved(chances, second, width / 2))
        fourth = change(moved(chances, third, width))
        chances = [
            p + width / 6 * (a + 2 * b + 2 * c + d) for p, a, b, c, d in zip(chances, first, second, third, fourth)
        ]
        lines.append(sum((k - desks) * p for k, p in enumerate(chances) if k > desks))
    assert abs(sum(chances) - 1) < 1e-6
    return (sum(lines) - lines[-1] / 2) / steps


class Rehearsal:
    """A rehearsal that is under way, with a folder of its own for what it makes."""

    def __init__(self, event, folder, *arguments):
        # Not in the test's own folder: its path is too long for sockets.
        self.temporary = pathlib.Path(tempfile.mkdtemp())
        self.page = folder / "rehearsal.html"
        command = [LANYARD, "rehearse", "--config", event.config, "--output", self.page, *map(str, arguments)]
        self.process = subprocess.Popen(
            command,
            env={**os.environ, "TMPDIR": str(self.temporary)},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
        self.process.communicate(timeout=20)
        self.is_cleared()
        self.temporary.rmdir()

    def wait_for(self, pattern, seconds=30):
        """The file or folder of that name in the rehearsal's folder."""
        deadline = time.monotonic() + seconds
        while not (found := list(self.temporary.glob(f"lanyard-rehearsal-*/{pattern}"))):
            assert self.process.poll() is None, self.process.stdout.read()
            assert time.monotonic() < deadline, f"there is no {pattern}"
            time.sleep(0.02)
        return found[0]

    def processes(self):
        """The programs that work in the rehearsal's folder, by number, with their command lines."""
        found = {}
        for entry in pathlib.Path("/proc").iterdir():
            try:
                line = (entry / "cmdline").read_bytes().decode(errors="replace")
            except OSError:
                continue
            # This one's own argument is the page, which lies beside the folder.
            if entry.name.isdigit() and str(self.temporary) in line:
                found[int(entry.name)] = line.replace("\0", " ")
        return found

    def watcher_hears_everything(self):
        """Whether the shell that watches was started with no signal blocked; with SIGCHLD blocked it may wait for ever."""
        (watcher,) = [process for process, line in self.processes().items() if line.startswith("/bin/sh")]
        return "SigBlk:\t0000000000000000" in pathlib.Path(f"/proc/{watcher}/status").read_text()

    def is_cleared(self, seconds=10):
        deadline = time.monotonic() + seconds
        while self.processes() or list(self.temporary.iterdir()):
            assert time.monotonic() < deadline, (self.processes(), list(self.temporary.rglob("*")))
            time.sleep(0.05)


def _trace_of(event):
    """What of the event a rehearsal could have touched."""
    with sqlite3.connect(f"file:{event.database}?mode=ro", uri=True) as database:
        tables = ("facts", "registrations", "stations")
        rows = [database.execute(f"SELECT * FROM {table}").fetchall() for table in tables]
    files = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in event.folder.glob("*.toml")}
    return rows, files, sorted(path.name for path in event.folder.iterdir() if "sqlite" not in path.name)


@pytest.fixture
def plain_event(tmp_path):
    """The sample event, with a webhook that nobody must be told by, and without its daemon."""
    with Event(tmp_path / "event") as event:
        with open(event.folder / "event.toml", "a") as file:
            file.write('\n[[webhooks]]\nid = "chat"\nname = "Chat"\nkind = "json"\nurl = "http://127.0.0.1:9/"\n')
        event.import_list()
        yield event


def test_the_line_is_the_one_that_theory_knows(plain_event, tmp_path, browser, look):
    arrivals, seconds = 40, 720
    before = _trace_of(plain_event)
    options = ["--arrivals", arrivals, "--minutes", seconds // 60, "--service-variation", 1, "--print-seconds", 0]
    with Rehearsal(plain_event, tmp_path, *options, "--seed", 16) as rehearsal:
        tray = rehearsal.wait_for("printer-1/*.pdf").parent
        assert tray.parent.stat().st_mode & 0o777 == 0o700
        assert rehearsal.watcher_hears_everything()
        (tray / "control" / "media-jam-error").touch()
        time.sleep(1.5)
        (tray / "control" / "media-jam-error").unlink()
        output, _ = rehearsal.process.communicate(timeout=60)
        assert rehearsal.process.returncode == 0, output
        rehearsal.is_cleared()
    assert _trace_of(plain_event) == before
    assert plain_event.verify().returncode == 0

    text = rehearsal.page.read_text(encoding="utf-8")
    tree = xml.etree.ElementTree.fromstring(text)
    _compare_with_theory(_table(tree, "lines"), arrivals, seconds)
    findings = ["".join(item.itertext()) for item in tree.iter(f"{XHTML}li")]
    assert not [each for each in findings if each.startswith("Wrong")]
    assert [each for each in findings if "media-jam" in each], findings
    assert [each for each in findings if "counts of all 16 places are right" in each], findings
    people = {row[0]: int(row[1]) for row in _table(tree, "people")}
    assert people["Got a badge"] + people["Had no seat, and were told so"] == arrivals
    assert people["Taken for somebody else"] == 0
    assert not [person["Full name"] for person in plain_event.people() if person["Full name"] in text]
    assert "<script" not in text and "http://" not in text.replace("http://www.w3.org/", "")

    page = browser.open(rehearsal.page.as_uri())
    assert len(page.script("return [...document.querySelectorAll('svg')].map((svg) => svg.getBBox().width > 400)")) == 5
    look.at(page, "rehearsal")


def _table(tree, name):
    (table,) = [table for table in tree.iter(f"{XHTML}table") if table.get("id") == name]
    return [["".join(cell.itertext()) for cell in row] for row in table.find(f"{XHTML}tbody")]


def _compare_with_theory(rows, arrivals, seconds):
    assert [row[0] for row in rows] == ["1", "2", "3"]
    # By the load of one desk, which is the arrivals' mean service time beside the time between them.
    service = float(rows[0][1].removesuffix(" %")) / 100 * seconds / arrivals
    assert 45 < service < 50
    for desks, row in enumerate(rows, 1):
        predicted, formula = float(row[2]), float(row[3])
        known = mean_line(arrivals, seconds, service, desks)
        assert predicted == pytest.approx(known, rel=0.15), (desks, service)
        assert formula == pytest.approx(known, rel=0.05), (desks, service)
        assert predicted == pytest.approx(formula, rel=0.15), (desks, service)


PEOPLE = f"""Order code,Full name,Status
PLAIN1,Ada Example,accepted
PLAIN2,Bert Example,accepted
LONG,{"Donaudampfschifffahrtsgesellschaft " * 12}Example,accepted
GLYPHS,\ue000\ue001\ue002 Example,accepted
"""


@pytest.fixture
def four_people(tmp_path, printer):
    """An event of four people, two of them with names that are hard to print, and its daemon."""
    printer.set_seconds(0)
    with Event(tmp_path / "event", printer_uri=printer.uri) as event:
        people = tmp_path / "people.csv"
        people.write_text(PEOPLE, encoding="utf-8")
        event.import_list(people)
        event.start()
        yield event


def test_the_events_own_printers_print_only_when_asked_to(four_people, printer, tmp_path):
    event, before = four_people, _trace_of(four_people)
    options = ["--arrivals", 4, "--walk-ins", 0, "--lost-badges", 0, "--namesakes", 0]
    for choice, papers in (["--printers", "virtual"], 0), (["--printers", "real", "--use-labels"], 4):
        with Rehearsal(event, tmp_path, *options, *choice) as rehearsal:
            output, _ = rehearsal.process.communicate(timeout=60)
            assert rehearsal.process.returncode == 0, output
        assert "the badge of LONG the name did not fit" in output, output
        assert "the badge of GLYPHS the name has letters that no font has" in output, output
        assert "PLAIN" not in output and "Donau" not in rehearsal.page.read_text(encoding="utf-8")
        assert len(printer.documents()) == papers
    assert _trace_of(event) == before
    # No door of the event takes a badge of the rehearsal.
    code = witness.qr_of(printer.documents()[0], 300)
    assert event.station("door", "gradient").scan(code, "gradient")["reason"] == "foreign"


@pytest.mark.parametrize("end", ["Ctrl-C", "kill -9", "the daemon crashes"])
def test_nothing_stays_behind_whatever_ends_it(plain_event, tmp_path, end):
    with Rehearsal(plain_event, tmp_path, "--arrivals", 150) as rehearsal:
        rehearsal.wait_for("printer-1/*.pdf")
        if end == "Ctrl-C":
            rehearsal.process.send_signal(signal.SIGINT)
        elif end == "kill -9":
            rehearsal.process.kill()
        else:
            # The shell that watches has the daemon's command line in its own.
            (daemon,) = [
                process
                for process, line in rehearsal.processes().items()
                if "/lanyard serve " in line and not line.startswith("/bin/sh")
            ]
            os.kill(daemon, signal.SIGKILL)
        output, _ = rehearsal.process.communicate(timeout=15)
        rehearsal.is_cleared()
    assert rehearsal.process.returncode != 0
    assert not rehearsal.page.exists()
    if end == "Ctrl-C":
        assert "was stopped" in output and rehearsal.process.returncode == 1, output
    if end == "the daemon crashes":
        assert "broke off" in output and "does not answer" in output, output


@pytest.mark.parametrize(
    "choice, word",
    [
        (["--printers", "real"], "--use-labels"),
        (["--printers", "none"], "virtual or real"),
        (["--desks", "1,1"], "--desks"),
        (["--desks", "0"], "--desks"),
        (["--curve", "0=0"], "--curve"),
        (["--arrivals", "0"], "1 to 5000"),
    ],
)
def test_what_cannot_be_rehearsed_is_said(tmp_path, choice, word):
    refused = run("rehearse", *choice, "--config", tmp_path / "lanyard.toml")
    assert refused.returncode == 64 and word in refused.stderr
