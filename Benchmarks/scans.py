# SPDX-License-Identifier: Apache-2.0
"""Measures scans: against the same server without a store and with one transaction for each, and against bare SQLite.

Every round runs all that is compared, one after the other; a figure is the median of the rounds.
"""

import contextlib
import os
import socket
import sqlite3
import statistics
import subprocess
import time
import uuid

from appliance import ROOT, Client
from load import Load
from report import figure, heading
from worlds import Twin, Yardstick, event_with_past, fact_count, resident_megabytes, seconds_to_ready

ROUNDS = 5
SECONDS = 3
REQUESTS = 1500
# What a solid-state disk without a buffer of its own takes and more: those of virtual machines often take a tenth.
SLOW_FLUSH_US = 500


def places_of(event, token):
    """Where every scan is a fact: a meal that somebody is given twice at once is one."""
    places = Client(event.port, token).get("/api/v1/occupancy").json["places"]
    return [place["id"] for place in places if place["kind"] != "meal"]


def median(rounds, name, key):
    return statistics.median(getattr(each[name], key) for each in rounds)


def idle_megabytes(event):
    """With the list, but before anything was recorded."""
    for more in ("", "-wal", "-shm"):
        event.database.with_name(event.database.name + more).unlink(missing_ok=True)
    event.import_list(event.folder / "many.csv")
    seconds_to_ready(event)
    time.sleep(3)
    return resident_megabytes(event.daemon)


# 64 doors


def many_doors(event, yardstick, load):
    rounds, recorded, counted = [], 0, fact_count(event)
    for _ in range(ROUNDS):
        one = {
            "echo": load.run(yardstick.port, "/yardstick/echo", 64, SECONDS),
            "scans": load.run(event.port, "/api/v1/scans", 64, SECONDS),
            "single": load.run(yardstick.port, "/api/v1/scans", 64, SECONDS),
        }
        recorded += one["scans"].requests
        rounds.append(one)
    # wrk leaves what it still waited for; all that it counted is on record.
    assert fact_count(event) - counted >= recorded, "scans were answered that are not on record"
    latency = f"p50 {median(rounds, 'scans', 'p50'):.2f}, p99 {median(rounds, 'scans', 'p99'):.2f} ms"
    figure("scans", median(rounds, "scans", "rate"), "a second", beside=latency)
    ratio(rounds, "against JSON in and out without a store", "echo", 0.8)
    ratio(rounds, "against one transaction for each request", "single", 4)


def ratio(rounds, what, baseline, bound):
    each = [one["scans"].rate / one[baseline].rate for one in rounds]
    beside = f"{median(rounds, baseline, 'rate'):.0f} a second; {min(each):.2f} to {max(each):.2f}"
    figure(what, statistics.median(each), "x", bound, at_least=True, beside=beside)


def flush_milliseconds(folder):
    """How long this disk takes to make a page durable."""
    times = []
    with open(folder / "flushed", "wb") as file:
        for _ in range(500):
            file.write(bytes(4096))
            file.flush()
            begun = time.perf_counter()
            os.fdatasync(file.fileno())
            times.append(time.perf_counter() - begun)
    return statistics.median(times) * 1000


def slowed(folder):
    """The environment in which the disk flushes slowly."""
    library = folder / "slow_flush.so"
    subprocess.run(["gcc", "-O2", "-shared", "-fPIC", "-o", library, ROOT / "Benchmarks" / "slow_flush.c"], check=True)
    return {"LD_PRELOAD": str(library), "SLOW_FLUSH_US": str(SLOW_FLUSH_US)}


# One door


class Line:
    """One connection that asks again and again, without a client library's own time."""

    def __init__(self, port, path, load):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {load.token}\r\n"
        self.badges, self.places, self.sent = load.badges.read_text().split(), load.places, 0

    def ask(self):
        self.sent += 1
        badge = self.badges[self.sent % len(self.badges)]
        place = self.places[(self.sent + self.sent // len(self.badges)) % len(self.places)]
        body = f'{{"scans":[{{"id":"{uuid.uuid4()}","badge":"{badge}","place":"{place}","direction":"in"}}]}}'
        self.socket.sendall(f"{self.head}Content-Length: {len(body)}\r\n\r\n{body}".encode())
        answer = self.socket.recv(65536)
        assert answer.startswith(b"HTTP/1.1 200"), answer


class BareJournal:
    """The journal's table alone, and its last rows, each committed as durably as ours."""

    def __init__(self, event, folder):
        with contextlib.closing(sqlite3.connect(event.database)) as journal:
            schema = journal.execute("SELECT sql FROM sqlite_master WHERE name = 'facts'").fetchone()[0]
            self.rows = journal.execute("SELECT * FROM facts ORDER BY sequence DESC LIMIT ?", (REQUESTS,)).fetchall()
        self.database = sqlite3.connect(folder / f"bare-{time.monotonic_ns()}.sqlite", isolation_level=None)
        self.database.execute("PRAGMA journal_mode=WAL")
        self.database.execute("PRAGMA synchronous=FULL")
        self.database.execute(schema)
        self.insertion = f"INSERT INTO facts VALUES ({', '.join('?' * len(self.rows[0]))})"

    def commit(self):
        self.database.execute("BEGIN IMMEDIATE")
        self.database.execute(self.insertion, self.rows.pop())
        self.database.execute("COMMIT")


def milliseconds(*steps):
    """The median of the steps' time, one after the other, again and again."""
    times = []
    for _ in range(REQUESTS):
        begun = time.perf_counter()
        for step in steps:
            step()
        times.append(time.perf_counter() - begun)
    return statistics.median(times) * 1000


def one_door(event, yardstick, load, folder):
    scans, sums, echoes, commits = [], [], [], []
    for _ in range(ROUNDS):
        echo, scan = Line(yardstick.port, "/yardstick/echo", load), Line(event.port, "/api/v1/scans", load)
        scans.append(milliseconds(scan.ask))
        sums.append(milliseconds(echo.ask, BareJournal(event, folder).commit))
        echoes.append(milliseconds(echo.ask))
        commits.append(milliseconds(BareJournal(event, folder).commit))
    ours, both, echo, commit = map(statistics.median, (scans, sums, echoes, commits))
    figure("median", ours, "ms")
    figure("against a JSON echo and then a bare commit", ours / both, "x", 1.3, beside=f"{both:.3f} ms")
    figure(
        "against each of them in a loop of its own, added up", ours / (echo + commit), "x",
        beside=f"{echo:.3f} ms and {commit:.3f} ms")


def bench(folder):
    event = event_with_past(folder / "event", people=200, facts=10_000)
    event.start()
    token = event.station("organizer").token
    event.stop()
    twin = Twin(event, folder / "twin")
    heading("The daemon before the first badge")
    with Twin(event, folder / "empty") as empty:
        figure("idle memory", idle_megabytes(empty), "MB", 80)
    with event:
        event.start()
        load = Load(token, event.badges, places_of(event, token))
        with Yardstick(twin) as yardstick:
            heading(f"Scans from 64 doors, on this disk, which flushes in {flush_milliseconds(folder):.3f} ms")
            many_doors(event, yardstick, load)
            heading("Scans from one door, one after the other")
            one_door(event, yardstick, load, folder)
        event.stop()
        environment = slowed(folder)
        event.start(environment=environment)
        with Yardstick(twin, environment) as yardstick:
            heading(f"Scans from 64 doors, on a disk that flushes {SLOW_FLUSH_US / 1000} ms slower")
            many_doors(event, yardstick, load)
