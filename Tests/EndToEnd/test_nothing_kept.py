# SPDX-License-Identifier: Apache-2.0
"""Nothing of a photo ID is kept: known documents are scanned, and every file is searched that the daemon wrote.

The numbers and dates are made anew for each run, so that finding one anywhere means that it came from here.
"""

import base64
import os
import pathlib
import random
import resource
import signal
import stat
import subprocess
import sys
import time
import uuid

import pytest

import documents
from appliance import LANYARD, Client

SHARED_FOLDERS = ("/tmp", "/var/tmp", "/dev/shm", "/var/crash", "/var/lib/systemd/coredump")


class Document:
    """What a scanner delivers, and the pieces of it that must not be found again."""

    def __init__(self, text, secrets):
        self.text = text
        self.secrets = [*secrets, *(line for line in text.replace("\r", "\n").split("\n") if len(line) > 12)]


def _digits(count):
    return "".join(random.SystemRandom().choices("0123456789", k=count))


def _documents(given, family):
    """A passport and a licence of one person with a number and a birth date that nobody else has."""
    passport, licence = f"X{_digits(8)}", f"T{_digits(12)}"
    chance = random.SystemRandom()
    year, month, day = chance.randrange(1940, 2000), chance.randrange(1, 13), chance.randrange(1, 29)
    birth = f"{year % 100:02}{month:02}{day:02}"
    return (
        Document(documents.td3(given, family, passport, birth), [passport, birth + documents.check_digit(birth)]),
        Document(
            documents.aamva(given, family, "Q", licence, f"{month:02}{day:02}{year}"),
            [licence, f"DBB{month:02}{day:02}{year}", f"{year}-{month:02}-{day:02}", "1 EXAMPLE STREET"],
        ),
    )


def _spellings(secret):
    """The bytes in which a secret may stand in a file."""
    plain = secret.encode()
    return {plain, plain.lower(), secret.encode("utf-16-le"), plain.hex().encode(), base64.b64encode(plain)[:-4]}


def _found(secrets, files):
    found = []
    for path in files:
        content = path.read_bytes()
        found += [f"{secret} in {path}" for secret in secrets if any(each in content for each in _spellings(secret))]
    return found


class Traces:
    """The places that belong to one daemon alone, and what came meanwhile into those that all share."""

    def __init__(self, event, folder):
        self.event = event
        self.folders = [folder / "home", folder / "working", folder / "temporary"]
        for each in self.folders:
            each.mkdir()
        self.home, self.working, self.temporary = self.folders
        self.before = self._shared()

    @property
    def process(self):
        """Where the daemon lives, with all the room for a core dump that there is."""
        return {
            "cwd": self.working,
            "preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY,) * 2),
        }

    @property
    def environment(self):
        return {"HOME": str(self.home), "TMPDIR": str(self.temporary)}

    def _shared(self):
        return {
            path
            for folder in map(pathlib.Path, SHARED_FOLDERS)
            if folder.is_dir()
            for path in folder.iterdir()
            if path.is_file()
        }

    def files(self):
        own = [path for folder in (self.event.folder, *self.folders) for path in folder.rglob("*") if path.is_file()]
        return own + sorted(self._shared() - self.before)

    def written_elsewhere(self):
        """What the daemon has open for writing outside its places."""
        places = (str(self.event.folder), *map(str, self.folders))
        elsewhere = []
        for entry in pathlib.Path(f"/proc/{self.event.daemon.pid}/fd").iterdir():
            try:
                target = os.readlink(entry)
                is_writable = entry.lstat().st_mode & stat.S_IWUSR
            except FileNotFoundError:
                # It was closed meanwhile.
                continue
            if target.startswith("/") and is_writable and not target.startswith((*places, "/dev/null")):
                elsewhere.append(target)
        return elsewhere


@pytest.fixture
def traces(event, tmp_path):
    """The sample event's daemon, started anew in a place of its own and telling its log all it has to tell."""
    event.stop()
    event.config.write_text(event.config.read_text().replace('level = "info"', 'level = "trace"'))
    assert 'level = "trace"' in event.config.read_text()
    traces = Traces(event, tmp_path)
    event.start(traces.environment, **traces.process)
    return traces


def _scan_everything(event):
    """Documents of people on the list and of strangers, right, broken and in requests that are refused."""
    desk = event.station("desk", name="Desk 1")
    known, strangers = _documents("Vanessa", "Buckley"), _documents("Xaverine", "Zwetschgenmus")
    for document in (*known, *strangers):
        broken = document.text.replace("<", " ", 3)[:-9]
        for text in (document.text, broken, document.text * 40):
            assert desk.post("/api/v1/lookups", {"input": text}).status == 200
        assert desk.post("/api/v1/lookups", {"input": [document.text]}).status == 400
        assert desk.request("POST", "/api/v1/lookups", '{"input": "' + document.text).status == 400
        assert desk.post("/api/v1/lookups", {"input": document.text * 9000}).status == 413
        assert desk.post("/api/v1/stations", {"code": document.text}).status == 404
        assert Client(event.port).post("/api/v1/lookups", {"input": document.text}).status == 401
        check_in = {"evidence": "mrz", "codeOfConduct": True, "requestId": str(uuid.uuid4())}
        assert desk.post("/api/v1/check-ins", {**check_in, "registration": document.text}).status == 404
        assert desk.post("/api/v1/check-ins", {**check_in, "evidence": document.text, "registration": "x"}).status >= 400
    registration = desk.look_up(known[0].text)["candidates"][0]["registration"]["id"]
    admitted = desk.check_in(registration).json
    path = f"/api/v1/badges/{admitted['badge']['serial']}/activation"
    assert desk.post(path, {"badge": known[0].text}).status == 409
    door = event.station("door", "gradient")
    assert door.scan(known[1].text, "gradient")["outcome"] == "refused"
    return [secret for document in (*known, *strangers) for secret in document.secrets]


def _is_able_to_find(traces):
    """The search finds what is kept, or it would prove nothing."""
    kept = f"kept-{uuid.uuid4()}"
    walk_in = {"badgeName": "Zack", "affiliation": kept, "requestId": str(uuid.uuid4())}
    assert traces.event.station("problem-desk").post("/api/v1/registrations", walk_in).status == 201
    assert {pathlib.Path(each.split(" in ")[1]).parent for each in _found([kept], traces.files())} == {traces.event.folder}
    for place in traces.folders:
        (place / "planted").write_bytes(b"\0" * 5000 + base64.b64encode(kept.encode()))
        assert any(str(place) in each for each in _found([kept], traces.files()))
        (place / "planted").unlink()


def test_no_file_of_the_daemon_holds_anything_of_a_scanned_document(event, traces):
    _is_able_to_find(traces)
    secrets = _scan_everything(event)
    assert len(secrets) > 20
    assert traces.written_elsewhere() == []
    assert (event.folder / "daemon.log").stat().st_size > 1000
    assert _found(secrets, traces.files()) == []
    event.stop()
    assert _found(secrets, traces.files()) == []


def _dies_of(process, number):
    """Ends a process by a signal, and says whether the system dumped its memory."""
    process.send_signal(number)
    deadline = time.monotonic() + 5
    while (ended := os.waitpid(process.pid, os.WNOHANG))[0] == 0:
        assert time.monotonic() < deadline, "the process does not end"
        time.sleep(0.02)
    process.returncode = -number
    assert os.WIFSIGNALED(ended[1]) and os.WTERMSIG(ended[1]) == number
    return os.WCOREDUMP(ended[1])


def test_a_crash_leaves_nothing_either(event, traces):
    # What would happen without the daemon's care; where the system dumps nobody, nothing is shown.
    secret = f"kept-{_digits(20)}"
    code = "import sys; kept = 'kept-' + sys.argv[1]; print(kept, flush=True); sys.stdin.read()"
    careless = subprocess.Popen(
        [sys.executable, "-c", code, secret[5:]], stdin=subprocess.PIPE, stdout=subprocess.PIPE, **traces.process
    )
    assert careless.stdout.readline().decode().strip() == secret
    if _dies_of(careless, signal.SIGABRT):
        assert _found([secret], traces.files())
    for core in traces.working.iterdir():
        core.unlink()

    secrets = _scan_everything(event)
    assert not _dies_of(event.daemon, signal.SIGABRT)
    event.daemon = None
    assert list(traces.working.iterdir()) == []
    # Nor a backtrace, which shows the memory that registers point to.
    assert "crashed" not in (event.folder / "daemon.log").read_text()
    assert _found(secrets, traces.files()) == []


def test_the_lookup_command_keeps_nothing(event, traces):
    _is_able_to_find(traces)
    secrets = []
    for document in (*_documents("Vanessa", "Buckley"), *_documents("Xaverine", "Zwetschgenmus")):
        secrets += document.secrets
        done = subprocess.run(
            [LANYARD, "lookup", "-", "--config", event.config],
            input=document.text,
            env={**os.environ, **traces.environment},
            capture_output=True,
            text=True,
            timeout=60,
            **traces.process,
        )
        assert done.returncode == 0, done.stderr
        said = done.stdout + done.stderr
        assert not [secret for secret in document.secrets if secret in said], said
    assert _found(secrets, traces.files()) == []
