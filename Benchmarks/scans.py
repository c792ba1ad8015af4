# SPDX-License-Identifier: Apache-2.0
"""Measures scans: against the same server without a store and with one transaction for each, and against bare SQLite.

Every round runs all that is compared, one after the other; a figure is the median of the rounds.
"""

import contextlib
import sqlite3
import statistics
import time

from appliance import Client
from load import Load
from report import figure, heading
from worlds import Twin, Yardstick, event_with_past, fact_count, resident_megabytes, seconds_to_ready

ROUNDS = 5
SECONDS = 3
COMMITS = 2000


def places_of(event, token):
    return [place["id"] for place in Client(event.port, token).get("/api/v1/occupancy").json["places"]]


def commit_milliseconds(event, folder):
    """The median of a bare commit of the journal's last rows, each in a transaction of its own, as durable as ours."""
    with contextlib.closing(sqlite3.connect(event.database)) as journal:
        schema = journal.execute("SELECT sql FROM sqlite_master WHERE name = 'facts'").fetchone()[0]
        rows = journal.execute("SELECT * FROM facts ORDER BY sequence DESC LIMIT ?", (COMMITS,)).fetchall()
    bare = folder / f"bare-{time.monotonic_ns()}.sqlite"
    with contextlib.closing(sqlite3.connect(bare, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("PRAGMA synchronous=FULL")
        database.execute(schema)
        insertion = f"INSERT INTO facts VALUES ({', '.join('?' * len(rows[0]))})"
        times = []
        for row in reversed(rows):
            begun = time.perf_counter()
            database.execute("BEGIN IMMEDIATE")
            database.execute(insertion, row)
            database.execute("COMMIT")
            times.append(time.perf_counter() - begun)
    return statistics.median(times) * 1000


def median(rounds, name, key):
    return statistics.median(getattr(each[name], key) for each in rounds)


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
    scans, echo, single = (median(rounds, name, "rate") for name in ("scans", "echo", "single"))
    heading("Scans from 64 doors, each durable before it is answered")
    figure("scans", scans, "a second", beside=f"p50 {median(rounds, 'scans', 'p50'):.2f}, p99 {median(rounds, 'scans', 'p99'):.2f} ms")
    ratio(rounds, "against JSON in and out without a store", "echo", echo, 0.8)
    ratio(rounds, "against one transaction for each request", "single", single, 4)


def ratio(rounds, what, baseline, rate, bound):
    each = [one["scans"].rate / one[baseline].rate for one in rounds]
    spread = f"{rate:.0f} a second; {min(each):.2f} to {max(each):.2f}"
    figure(what, statistics.median(each), "x", bound, at_least=True, beside=spread)


def one_door(event, yardstick, load, folder):
    rounds, commits = [], []
    for _ in range(ROUNDS):
        rounds.append({
            "echo": load.run(yardstick.port, "/yardstick/echo", 1, SECONDS),
            "scans": load.run(event.port, "/api/v1/scans", 1, SECONDS),
        })
        commits.append(commit_milliseconds(event, folder))
    echo, scan, commit = median(rounds, "echo", "p50"), median(rounds, "scans", "p50"), statistics.median(commits)
    heading("Scans from one door")
    figure("median", scan, "ms", beside=f"p99 {median(rounds, 'scans', 'p99'):.2f} ms")
    figure(
        "against JSON without a store and a bare commit", scan / (echo + commit), "x", 1.3,
        beside=f"{echo:.3f} ms and {commit:.3f} ms")


def bench(folder):
    event = event_with_past(folder / "event", people=2000, facts=10_000)
    event.start()
    token = event.station("organizer").token
    event.stop()
    twin = Twin(event, folder / "twin")
    with event:
        heading("The daemon before the first badge")
        with Twin(event, folder / "empty") as empty:
            figure("idle memory, 2 000 on the list", idle_megabytes(empty), "MB", 80)
        event.start()
        load = Load(token, event.badges, places_of(event, token))
        with Yardstick(twin) as yardstick:
            many_doors(event, yardstick, load)
            one_door(event, yardstick, load, folder)


def idle_megabytes(event):
    """With the list, but before anything was recorded."""
    event.database.unlink()
    for more in ("-wal", "-shm"):
        event.database.with_name(event.database.name + more).unlink(missing_ok=True)
    event.import_list(event.folder / "many.csv")
    seconds_to_ready(event)
    time.sleep(3)
    return resident_megabytes(event.daemon)
