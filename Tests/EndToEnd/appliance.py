# SPDX-License-Identifier: Apache-2.0
"""The lanyard program as its users have it: commands, and a daemon that speaks HTTP."""

import csv
import http.client
import itertools
import json
import os
import pathlib
import random
import re
import signal
import socket
import subprocess
import time
import uuid

ROOT = pathlib.Path(__file__).resolve().parents[2]
LANYARD = pathlib.Path(os.environ.get("LANYARD", ROOT / ".build" / "debug" / "lanyard"))


# Below the ports that the system hands out to connections, so that one stays free meanwhile; every worker has its own.
_FIRST_PORT, _WORKERS, _PORTS_EACH = 20000, 12, 1000
_worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0")[2:]) % _WORKERS
_order = itertools.count(random.randrange(_PORTS_EACH))


def free_port():
    """A port that nobody listens on, and that this process gives nobody else for its next thousand."""
    while True:
        port = _FIRST_PORT + _worker * _PORTS_EACH + next(_order) % _PORTS_EACH
        with socket.socket() as listener:
            try:
                listener.bind(("", port))
            except OSError:
                continue
            return port


def run(*arguments, cwd=None, stdin=None):
    """Runs a lanyard command to its end."""
    return subprocess.run(
        [LANYARD, *map(str, arguments)], cwd=cwd, input=stdin, capture_output=True, text=True, timeout=60
    )


class Event:
    """A folder made by `lanyard init`, and the daemon that serves it."""

    daemon = None
    # With which a daemon that speaks HTTPS is believed.
    trust = None

    def __init__(self, folder, printer_uri=None, queue=None):
        self.folder = pathlib.Path(folder)
        self.port = free_port()
        made = run("init", self.folder)
        assert made.returncode == 0, made.stderr
        if printer_uri:
            self.edit_event(r'^uri = .*$', f'uri = "{printer_uri}"')
        if queue:
            self.edit_event(r'^uri = .*$', f'queue = "{queue}"')

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    @property
    def database(self):
        return self.folder / "lanyard.sqlite"

    @property
    def config(self):
        return self.folder / "lanyard.toml"

    def add_printer(self, identifier, name, uri, **more):
        with open(self.folder / "event.toml", "a") as file:
            file.write(f'\n[[printers]]\nid = "{identifier}"\nname = "{name}"\nuri = "{uri}"\n')
            file.writelines(f"{key} = {json.dumps(value)}\n" for key, value in more.items())

    def add_desk(self, name, printers):
        """A desk whose badges go to these printers, in this order."""
        with open(self.folder / "event.toml", "a") as file:
            file.write(f'\n[[desks]]\nname = "{name}"\nprinters = {json.dumps(printers)}\n')

    def edit_event(self, pattern, replacement):
        path = self.folder / "event.toml"
        text, count = re.subn(pattern, replacement, path.read_text(), flags=re.MULTILINE)
        assert count, f"{pattern} is not in event.toml"
        path.write_text(text)

    def command(self, *arguments, stdin=None):
        return run(*arguments, "--config", self.config, stdin=stdin)

    def import_list(self, path=None):
        done = self.command("import", path or self.folder / "registrations.csv")
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self, environment=None, **process):
        """Starts the daemon; `process` is what `Popen` takes."""
        self.log = open(self.folder / "daemon.log", "ab")
        self.daemon = subprocess.Popen(
            [LANYARD, "serve", "--config", self.config, "--port", str(self.port)],
            stdout=self.log,
            stderr=self.log,
            env={**os.environ, **(environment or {})},
            **process,
        )
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            assert self.daemon.poll() is None, (self.folder / "daemon.log").read_text()
            try:
                if self.client().get("/healthz").status == 200:
                    return
            except OSError:
                time.sleep(0.02)
        raise AssertionError("the daemon did not come up: " + (self.folder / "daemon.log").read_text())

    def kill(self):
        self.daemon.send_signal(signal.SIGKILL)
        self.daemon.wait()
        self.daemon = None

    def stop(self):
        """Ends the daemon as systemd would, and returns its exit code."""
        if self.daemon is None:
            return None
        self.daemon.terminate()
        try:
            return self.daemon.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self.daemon.kill()
            raise
        finally:
            self.daemon = None

    def link(self, role, place=None, name=None):
        arguments = ["station", "add", "--role", role, "--link-only", "--port", self.port]
        arguments += ["--place", place] if place else []
        arguments += ["--name", name] if name else []
        added = self.command(*arguments)
        assert added.returncode == 0, added.stderr
        return added.stdout.strip()

    def client(self, token=None):
        return Client(self.port, token, self.trust)

    def station(self, role, place=None, name=None):
        """A client that has paired as a new station."""
        code = self.link(role, place, name or f"{role} {uuid.uuid4()}").split("#")[1]
        paired = self.client().post("/api/v1/stations", {"code": code})
        assert paired.status == 201, paired.body
        return self.client(paired.json["token"])

    def people(self):
        with open(self.folder / "registrations.csv", newline="", encoding="utf-8-sig") as file:
            return list(csv.DictReader(file))

    def accepted(self):
        return [person for person in self.people() if person["Status"] == "accepted"]

    def verify(self):
        return self.command("verify")


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = response.headers
        self.body = response.read()

    @property
    def json(self):
        return json.loads(self.body)


class Client:
    """One station's HTTP client, on one kept connection; with `trust`, an `ssl` context, it speaks HTTPS."""

    def __init__(self, port, token=None, trust=None):
        self.port = port
        self.token = token
        if trust:
            self.connection = http.client.HTTPSConnection("localhost", port, timeout=30, context=trust)
        else:
            self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def request(self, method, path, body=None, headers=None):
        headers = dict(headers or {})
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        if body is not None:
            headers["Content-Type"] = "application/json"
            body = json.dumps(body) if not isinstance(body, (bytes, str)) else body
        try:
            self.connection.request(method, path, body, headers)
            return Answer(self.connection.getresponse())
        except (http.client.HTTPException, OSError):
            self.connection.close()
            raise

    def get(self, path, **options):
        return self.request("GET", path, **options)

    def post(self, path, body, **options):
        return self.request("POST", path, body, **options)

    # What a desk does

    def look_up(self, text):
        answer = self.post("/api/v1/lookups", {"input": text})
        assert answer.status == 200, answer.body
        return answer.json

    def find(self, text):
        """The registration id of the one person that `text` finds."""
        found = self.look_up(text)
        assert found["decision"] in ("exact", "likely"), found
        return found["candidates"][0]["registration"]["id"]

    def check_in(self, registration, request=None):
        return self.post(
            "/api/v1/check-ins",
            {
                "registration": registration,
                "evidence": "typed",
                "codeOfConduct": True,
                "requestId": request or str(uuid.uuid4()),
            },
        )

    def print_job(self, job):
        answer = self.get(f"/api/v1/print-jobs/{job}")
        assert answer.status == 200, answer.body
        return answer.json

    def wait_until_printed(self, job, seconds=20):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            seen = self.print_job(job)
            if seen["state"] in ("printed", "failed"):
                return seen
            time.sleep(0.05)
        raise AssertionError(f"print job {job} did not end: {seen}")

    def desk_state(self):
        """What the desk's event stream tells at once."""
        stream = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            stream.request("GET", "/api/v1/desk/events", headers={"Authorization": f"Bearer {self.token}"})
            response = stream.getresponse()
            while not (line := response.readline()).startswith(b"data: "):
                assert line, "the stream ended"
            return json.loads(line.removeprefix(b"data: "))
        finally:
            stream.close()

    def printer_state(self, printer):
        return next(each for each in self.desk_state()["printers"] if each["id"] == printer)

    def wait_for_print_state(self, job, state, seconds=20):
        deadline = time.monotonic() + seconds
        while (seen := self.print_job(job))["state"] != state:
            assert time.monotonic() < deadline, f"print job {job} is not {state}: {seen}"
            time.sleep(0.05)
        return seen

    # What a door does

    def scan(self, badge, place, direction="auto", scan=None):
        answer = self.post(
            "/api/v1/scans",
            {"scans": [{"id": scan or str(uuid.uuid4()), "badge": badge, "place": place, "direction": direction}]},
        )
        assert answer.status == 200, answer.body
        return answer.json["results"][0]

    def inside(self, place):
        figures = self.get("/api/v1/occupancy").json
        return next(each["inside"] for each in figures["places"] if each["id"] == place)
