#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Measures the release build, each figure as a ratio against a baseline that runs beside it on the same machine.

A ratio compares better between machines than a time does; both are printed. Every figure is the median of its rounds.
`bench.py printing` measures that part alone; the parts are scans, lookups and printing.
"""

import multiprocessing
import os
import pathlib
import sqlite3
import statistics
import sys
import tempfile
import time
import uuid

ROOT = pathlib.Path(__file__).resolve().parents[1]
os.environ["LANYARD"] = str(ROOT / ".build" / "release" / "lanyard")
sys.path.insert(0, str(ROOT / "Tests" / "EndToEnd"))

import lookups  # noqa: E402
import printing  # noqa: E402
import witness  # noqa: E402
from appliance import Client, Event  # noqa: E402
from printers import VirtualPrinter  # noqa: E402

CLIENTS = 16
SCANS = 1500
ROUNDS = 3


def rate(count, work):
    """How often a second, the median of the rounds."""
    rates = []
    for _ in range(ROUNDS):
        begun = time.perf_counter()
        work()
        rates.append(count / (time.perf_counter() - begun))
    return statistics.median(rates)


def row(what, ours, unit, baseline, theirs):
    print(f"{what:<42} {ours:>9.0f} {unit:<9} {ours / theirs:>7.2f} × {baseline} ({theirs:.0f})", flush=True)


def scan_alone(port, token, badge, place, count):
    door = Client(port, token)
    for _ in range(count):
        door.scan(badge, place)


def scans_by_all(port, tokens, badges):
    share = SCANS // CLIENTS
    doors = [
        multiprocessing.Process(target=scan_alone, args=(port, token, badge, "gradient", share))
        for token, badge in zip(tokens, badges)
    ]
    for door in doors:
        door.start()
    for door in doors:
        door.join()


def commits_alone(folder):
    """One durable transaction for each row, as a daemon without group commit would make."""
    database = sqlite3.connect(folder / "baseline.sqlite", isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE IF NOT EXISTS fact (id TEXT PRIMARY KEY, at REAL, place TEXT)")
    for _ in range(SCANS):
        database.execute("INSERT INTO fact VALUES (?, ?, 'gradient')", (str(uuid.uuid4()), time.time()))
    database.close()


def searches(database, words):
    for word in words:
        pattern = f"%{word}%"
        database.execute(
            "SELECT id FROM registrations WHERE full_name LIKE ? OR email LIKE ? LIMIT 5", (pattern, pattern)
        ).fetchall()


def bench(folder):
    with VirtualPrinter(folder / "printer") as printer, Event(folder / "event", printer_uri=printer.uri) as event:
        printer.set_seconds(0)
        event.import_list()
        event.start()
        desk = event.station("desk")
        people = event.accepted()
        serials = []
        for person in people[:CLIENTS]:
            serials.append(desk.check_in(desk.find(person["Order code"])).json["badge"]["serial"])
        badges = [witness.qr_of(paper, 300) for paper in printer.wait_for(CLIENTS)]
        tokens = [event.station("door", "gradient").token for _ in badges]

        alone = rate(SCANS, lambda: commits_alone(folder))
        scans = rate(SCANS, lambda: scans_by_all(event.port, tokens, badges))
        row(f"durable scans over HTTP, {CLIENTS} doors", scans, "a second", "one SQLite transaction each", alone)

        single = rate(SCANS, lambda: scan_alone(event.port, tokens[0], badges[0], "gradient", SCANS))
        row("durable scans over HTTP, one door", single, "a second", "one SQLite transaction each", alone)

        for _ in range(6):
            scans_by_all(event.port, tokens, badges)
        later = rate(SCANS, lambda: scans_by_all(event.port, tokens, badges))
        row("the same after some 20 000 scans more", later, "a second", "at the start", scans)

        words = [person["Last name"] or person["Full name"].split()[-1] for person in people]
        lookups = rate(len(words), lambda: [desk.look_up(word) for word in words])
        with sqlite3.connect(event.database) as database:
            likes = rate(len(words), lambda: searches(database, words))
        row("look-ups over HTTP, by family name", lookups, "a second", "SQLite LIKE without HTTP", likes)

        path = f"/api/v1/badges/{serials[0]}.pdf"
        made = rate(50, lambda: [desk.get(path) for _ in range(50)])
        paper = printer.documents()[0]
        read = rate(20, lambda: [witness.page_count(paper) for _ in range(20)])
        row("badges made as PDF, over HTTP", made, "a second", "read by pdfinfo", read)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        parts = {"scans": bench, "lookups": lookups.bench, "printing": printing.bench}
        for part in sys.argv[1:] or parts:
            parts[part](pathlib.Path(folder))
