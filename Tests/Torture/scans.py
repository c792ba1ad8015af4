#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The power run and the cut-off run: doors over kills, faults and a bad network, and then the journal is recounted.

A real daemon and doors that scan made-up people's badges, in legs: the daemon is killed again and again; the disk is
full, then read-only; the clock goes back an hour; a second daemon is started on the file; and a network between doors
and daemon drops, doubles, delays and reorders what they send. Ends with 1, and the evidence, when a scan that was
acknowledged is not on record, or on record twice, or when a figure is not what a simple model recounts.
"""

import argparse
import os
import pathlib
import random
import shutil
import signal
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
BUILDS = [HERE.parents[1] / ".build" / build / "lanyard" for build in ("release", "debug")]


def newest_build():
    """The release build, unless there is none or it is older than the debug one."""
    return max((each for each in BUILDS if each.exists()), key=lambda path: path.stat().st_mtime, default=BUILDS[1])


os.environ.setdefault("LANYARD", str(newest_build()))
sys.path[:0] = [str(HERE), str(HERE.parent / "EndToEnd")]

import cutoff  # noqa: E402
import disks  # noqa: E402
import outages  # noqa: E402
import power  # noqa: E402
from appliance import LANYARD  # noqa: E402
from crowd import Crowd  # noqa: E402
from ledger import RULES  # noqa: E402


class Progress:
    """Says how a leg stands every ten seconds."""

    def __init__(self, leg):
        self.leg = leg
        self.began = self.told = time.monotonic()

    def __call__(self, sentence):
        if time.monotonic() - self.told >= 10:
            self.told = time.monotonic()
            print(f"{self.told - self.began:5.0f} s: {self.leg}: {sentence}", flush=True)


def legs(options, seed, folder):
    """Each leg's name, and how to play it."""
    short = options.short
    played = {
        "power": lambda crowd, say: power.play(crowd, seed, options.kills, 0.03 if short else 0.12, say),
        "clock back": lambda crowd, say: outages.clock_back(crowd, seed, say),
        "cut-off": lambda crowd, say: cutoff.play(crowd, seed, 1000 if short else 10_000, 20, say),
        "two daemons": lambda crowd, say: outages.two_daemons(crowd, seed, say),
    }
    if disks.works(disks.MemoryDisk(folder / "try", 1)):
        played["disk full"] = lambda crowd, say: outages.disk_full(crowd, seed, say)
    if disks.works(disks.FailingDisk(folder / "try", 8)):
        played["plug pulled"] = lambda crowd, say: outages.plug_pulled(crowd, seed, 3 if short else 30, say)
        played["disk read-only"] = lambda crowd, say: outages.disk_read_only(crowd, seed, say)
    for each in {"disk full", "disk read-only", "plug pulled"} - set(played):
        print(f"{each}: left out, since this machine does not let us mount such a disk", flush=True)
    return played


def report(leg, ledger, rows):
    """Prints a leg's table, and the evidence of what does not hold."""
    print(f"\n{leg}")
    for name, value in rows + [(rule, len(ledger.evidence[rule])) for rule in RULES]:
        print(f"  {name:<48}{value:>10}")
    for rule in RULES:
        for sentence in ledger.evidence[rule][:20]:
            print(f"  {rule}: {sentence}")
    sys.stdout.flush()


def play(options, seed, folder):
    """Plays the chosen legs; returns whether everything holds."""
    began = time.monotonic()
    crowd = Crowd(folder, seed, options.people, options.doors)
    print(f"{options.people} badges and {options.doors} doors in {time.monotonic() - began:.0f} s", flush=True)
    holds = True
    for leg, each in legs(options, seed, folder).items():
        if options.leg in (None, leg):
            ledger, rows = each(crowd, Progress(leg))
            report(leg, ledger, rows)
            holds = holds and ledger.holds
    return holds


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=None, help="repeats people, scans, kills and the network's faults")
    parser.add_argument("--kills", type=int, default=None)
    parser.add_argument("--leg", default=None, help="plays one leg alone")
    parser.add_argument("--short", action="store_true", help="fewer people, doors, kills and scans")
    parser.add_argument("--keep", action="store_true", help="keeps the databases and the logs")
    options = parser.parse_args(arguments)
    seed = random.SystemRandom().randrange(1_000_000) if options.seed is None else options.seed
    options.kills = options.kills or (10 if options.short else 200)
    options.people, options.doors = (60, 20) if options.short else (500, 50)
    folder = pathlib.Path(tempfile.mkdtemp(prefix="lanyard-torture-"))
    print(f"seed {seed}, {LANYARD.parent.name} build", flush=True)
    # Whoever ends the run ends all that it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        holds = play(options, seed, folder)
    except (SystemExit, KeyboardInterrupt):
        shutil.rmtree(folder, ignore_errors=True)
        raise
    print(f"\nseed {seed}: " + ("everything holds" if holds else f"IT DOES NOT HOLD; see {folder}"))
    if options.keep:
        print(f"The databases and the logs are in {folder}")
    elif holds:
        shutil.rmtree(folder, ignore_errors=True)
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
