# SPDX-License-Identifier: Apache-2.0
"""Measures what a desk asks for over HTTP."""

import sqlite3
import statistics
import time

import witness
from appliance import Event
from printers import VirtualPrinter

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
    print(f"  {what:<54} {ours:>10.0f} {unit:<9} {ours / theirs:>7.2f} x {baseline} ({theirs:.0f})", flush=True)


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
        serial = desk.check_in(desk.find(people[0]["Order code"])).json["badge"]["serial"]
        paper = printer.wait_for(1)[0]

        words = [person["Last name"] or person["Full name"].split()[-1] for person in people]
        lookups = rate(len(words), lambda: [desk.look_up(word) for word in words])
        with sqlite3.connect(event.database) as database:
            likes = rate(len(words), lambda: searches(database, words))
        row("look-ups over HTTP, by family name", lookups, "a second", "SQLite LIKE without HTTP", likes)

        path = f"/api/v1/badges/{serial}.pdf"
        made = rate(50, lambda: [desk.get(path) for _ in range(50)])
        read = rate(20, lambda: [witness.page_count(paper) for _ in range(20)])
        row("badges made as PDF, over HTTP", made, "a second", "read by pdfinfo", read)
