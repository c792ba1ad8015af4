# SPDX-License-Identifier: Apache-2.0
"""Measures what a long past costs: a start, and a scan, with 1 000 000 facts beside 10 000."""

import statistics

from load import Load
from report import figure, heading
from scans import ROUNDS, SECONDS, places_of
from worlds import event_with_past, resident_megabytes, seconds_to_ready

FACTS = 1_000_000


def bench(folder):
    short = event_with_past(folder / "short", people=2000, facts=10_000)
    long = event_with_past(folder / "long", people=2000, facts=FACTS)
    with short, long:
        heading(f"With {FACTS:,} facts beside 10,000")
        starts = {"short": [], "long": []}
        for _ in range(ROUNDS):
            for name, event in (("short", short), ("long", long)):
                event.stop()
                starts[name].append(seconds_to_ready(event))
        few = statistics.median(starts["short"])
        figure("start until ready", statistics.median(starts["long"]), "s", 1, beside=f"{few:.3f} s")
        figure(
            "resident memory then", resident_megabytes(long.daemon), "MB",
            beside=f"{resident_megabytes(short.daemon):.0f} MB")
        compare(short, long)


def compare(short, long):
    loads = {}
    for name, event in (("short", short), ("long", long)):
        token = event.station("organizer").token
        loads[name] = event, Load(token, event.badges, places_of(event, token))
    for connections, bound in ((1, 1.2), (64, 1.2)):
        rounds = []
        for _ in range(ROUNDS):
            rounds.append({
                name: load.run(event.port, "/api/v1/scans", connections, SECONDS)
                for name, (event, load) in loads.items()
            })
        if connections == 1:
            few, many = (statistics.median(one[name].p50 for one in rounds) for name in ("short", "long"))
            figure("median of a scan, one door", many / few, "x", bound, beside=f"{many:.3f} ms, {few:.3f} ms")
        else:
            few, many = (1e6 / statistics.median(one[name].rate for one in rounds) for name in ("short", "long"))
            figure("time for a scan, 64 doors", many / few, "x", bound, beside=f"{many:.1f} us, {few:.1f} us")
