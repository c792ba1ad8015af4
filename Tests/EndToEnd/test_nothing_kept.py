# SPDX-License-Identifier: Apache-2.0
"""Nothing of a photo ID is kept: known documents are scanned, and every file is searched that the daemon wrote.

The numbers and dates are made anew for each run, so that finding one anywhere means that it came from here.
"""

import base64
import os
import pathlib
import signal
import subprocess
import sys
import time
import uuid

from appliance import LANYARD, Client
from traces import digits, documents_of, found


def _scan_everything(event):
    """Documents of people on the list and of strangers, right, broken and in requests that are refused."""
    desk = event.station("desk", name="Desk 1")
    known, strangers = documents_of("Vanessa", "Buckley"), documents_of("Xaverine", "Zwetschgenmus")
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
    assert traces.event.station("supervisor").post("/api/v1/registrations", walk_in).status == 201
    assert {pathlib.Path(each.split(" in ")[1]).parent for each in found([kept], traces.files())} == {traces.event.folder}
    for place in traces.folders:
        (place / "planted").write_bytes(b"\0" * 5000 + base64.b64encode(kept.encode()))
        assert any(str(place) in each for each in found([kept], traces.files()))
        (place / "planted").unlink()


def test_no_file_of_the_daemon_holds_anything_of_a_scanned_document(event, traces):
    _is_able_to_find(traces)
    secrets = _scan_everything(event)
    assert len(secrets) > 20
    assert traces.written_elsewhere() == []
    assert (event.folder / "daemon.log").stat().st_size > 1000
    assert found(secrets, traces.files()) == []
    event.stop()
    assert found(secrets, traces.files()) == []


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
    secret = f"kept-{digits(20)}"
    code = "import sys; kept = 'kept-' + sys.argv[1]; print(kept, flush=True); sys.stdin.read()"
    careless = subprocess.Popen(
        [sys.executable, "-c", code, secret[5:]], stdin=subprocess.PIPE, stdout=subprocess.PIPE, **traces.process
    )
    assert careless.stdout.readline().decode().strip() == secret
    if _dies_of(careless, signal.SIGABRT):
        assert found([secret], traces.files())
    for core in traces.working.iterdir():
        core.unlink()

    secrets = _scan_everything(event)
    assert not _dies_of(event.daemon, signal.SIGABRT)
    event.daemon = None
    assert list(traces.working.iterdir()) == []
    # Nor a backtrace, which shows the memory that registers point to.
    assert "crashed" not in (event.folder / "daemon.log").read_text()
    assert found(secrets, traces.files()) == []


def test_the_lookup_command_keeps_nothing(event, traces):
    _is_able_to_find(traces)
    secrets = []
    for document in (*documents_of("Vanessa", "Buckley"), *documents_of("Xaverine", "Zwetschgenmus")):
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
    assert found(secrets, traces.files()) == []
