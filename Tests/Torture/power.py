# SPDX-License-Identifier: Apache-2.0
"""The power run: the daemon is killed at random moments while all doors scan."""

import random
import time

import doors
from ledger import Ledger
from reference import facts


def play(crowd, seed, kills, pause, say):
    """Kills the daemon `kills` times; returns the evidence and the table's rows."""
    chance = random.Random(f"{seed} power")
    ledger, log, people = Ledger(), doors.Log(), crowd.people()
    pool = doors.shuffled(people, chance)
    began = time.monotonic()
    down, verified = 0.0, 0
    with crowd.event("power") as event:
        event.start()
        open_doors = doors.open_doors(crowd, event, pool, log, seed, pause)
        for kill in range(1, kills + 1):
            _wait(chance.uniform(0.02, 0.7), open_doors)
            event.kill()
            stopped = time.monotonic()
            if kill % 10 == 0:
                # Read before a daemon has touched what the last one left.
                ledger.verify(event)
                verified += 1
            event.start()
            down += time.monotonic() - stopped
            say(f"{kill} of {kills} kills, {len(log.told)} scans answered, {log.lost} sent again, {verified} verified")
        _wait(0.3, open_doors)
        doors.close_doors(open_doors)
        seconds = time.monotonic() - began
        ledger.compare(crowd, event, log.told, people)
        on_record = len(facts(event.database))
    up = seconds - down
    rows = [
        ("kills of the daemon", kills),
        ("scans answered", len(log.told)),
        ("  of these sent more than once", sum(each.again for each in log.told)),
        ("sendings without an answer", log.lost),
        ("scans on record", on_record),
        ("  refused", sum(each.outcome == "refused" for each in log.told)),
        ("lanyard verify held", verified + 1),
        ("seconds", round(seconds)),
        ("seconds of these up", round(up)),
        ("scans a second while up", round(len(log.told) / up)),
        ("median milliseconds of an answer", round(1000 * sorted(log.seconds)[len(log.seconds) // 2], 1)),
    ]
    for each in log.surprises:
        ledger.fail("wrong word", each)
    return ledger, rows


def _wait(seconds, threads):
    time.sleep(seconds)
    for each in threads:
        if each.error:
            raise each.error
