# SPDX-License-Identifier: Apache-2.0
"""Events with a past, and servers to hold the daemon against."""

import contextlib
import csv
import http.client
import os
import shutil
import sqlite3
import subprocess
import time

from appliance import LANYARD, ROOT, Client, Event, free_port

YARDSTICK = ROOT / ".build" / "release" / "yardstick"
PRINTER = "ipp://127.0.0.1:9/ipp/print"


def event_with_past(folder, people, facts):
    """An event whose journal has `facts`; nobody but the operator is a station yet."""
    event = Event(folder, printer_uri=PRINTER)
    with open(folder / "many.csv", "w", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["Order code", "Full name", "Status", "Role"])
        rows.writerows([f"B{index:06}", f"Person {index} Benchmark", "accepted", "participant"] for index in range(people))
    event.import_list(folder / "many.csv")
    filled = subprocess.run(
        [YARDSTICK, "fill", event.config, str(facts)], capture_output=True, text=True, check=True)
    event.badges = folder / "badges.txt"
    event.badges.write_text(filled.stdout)
    return event


class Twin(Event):
    """A copy of an event in a folder of its own, stations and all."""

    def __init__(self, original, folder):
        shutil.copytree(original.folder, folder, ignore=shutil.ignore_patterns("*.lock", "*.log"))
        self.folder, self.port, self.badges = folder, free_port(), folder / "badges.txt"


def fact_count(event):
    with contextlib.closing(sqlite3.connect(event.database)) as database:
        return database.execute("SELECT max(sequence) FROM facts").fetchone()[0]


def seconds_to_ready(event):
    """Starts the daemon and says how long it took until it was ready."""
    begun = time.perf_counter()
    event.log = open(event.folder / "daemon.log", "ab")
    event.daemon = subprocess.Popen(
        [LANYARD, "serve", "--config", event.config, "--port", str(event.port)], stdout=event.log, stderr=event.log)
    while True:
        assert event.daemon.poll() is None, (event.folder / "daemon.log").read_text()
        with contextlib.suppress(OSError):
            if Client(event.port).get("/readyz").status == 200:
                return time.perf_counter() - begun
        time.sleep(0.002)


def resident_megabytes(process):
    with open(f"/proc/{process.pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1000


class Yardstick:
    """The server without a store, and with one transaction for each request."""

    def __init__(self, event, environment=None):
        self.event = event
        self.environment = {**os.environ, **(environment or {})}
        self.port = free_port()

    def __enter__(self):
        self.process = subprocess.Popen(
            [YARDSTICK, "serve", self.event.config, str(self.port)], env=self.environment)
        while True:
            with contextlib.suppress(OSError, http.client.HTTPException):
                Client(self.port).get("/")
                return self
            time.sleep(0.02)

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=10)
