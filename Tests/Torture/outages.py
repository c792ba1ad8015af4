# SPDX-License-Identifier: Apache-2.0
"""Legs in which the machine under the daemon is at fault: its disk, its clock, a second daemon."""

import contextlib
import os
import random
import signal
import subprocess
import time

import disks
import doors
from appliance import LANYARD, free_port
from crowd import CopiedEvent, organizer
from ledger import Ledger

HERE = os.path.dirname(os.path.abspath(__file__))


class Leg:
    """Doors that scan while something happens to the daemon."""

    def __init__(self, crowd, event, seed, environment=None):
        self.crowd, self.event, self.environment = crowd, event, environment
        self.ledger, self.log, self.people = Ledger(), doors.Log(), crowd.people()
        self.rows = []
        event.start(environment=environment)
        pool = doors.shuffled(self.people, random.Random(seed))
        self.doors = doors.open_doors(crowd, event, pool, self.log, seed, 0.05)
        self.scan_for(0.5)

    def scan_for(self, seconds):
        time.sleep(seconds)
        for each in self.doors:
            if each.error:
                raise each.error

    def expect_refusals(self, word, seconds):
        """Waits until no scan is taken any more; then each is answered by 503 and `word`, and boards go on."""
        deadline = time.monotonic() + 20
        while not self.log.unavailable:
            assert time.monotonic() < deadline, "the daemon takes scans as if nothing had happened"
            time.sleep(0.05)
        self.scan_for(seconds)
        for (code, detail), count in self.log.unavailable.items():
            if code != "unavailable" or word not in detail:
                self.ledger.fail("no clear word", f"{count} times {code}: {detail}")
        self.rows.append(("answers of 503", sum(self.log.unavailable.values())))
        print(f"  a door hears: {sorted(detail for _, detail in self.log.unavailable)[0]}", flush=True)
        client = organizer(self.crowd, self.event)
        if client.get("/api/v1/occupancy").status != 200:
            self.ledger.fail("no clear word", "the boards have no figures")
        client.connection.close()
        self.ledger.verify(self.event)

    def expect_recovery(self, seconds=10):
        """Waits until scans are taken again."""
        answered, begin = len(self.log.told), time.monotonic()
        while len(self.log.told) == answered:
            if time.monotonic() - begin > seconds:
                self.ledger.fail("lost", "no scan is taken any more")
                break
            time.sleep(0.01)
        self.rows.append(("milliseconds until scans are taken again", round(1000 * (time.monotonic() - begin))))
        self.scan_for(0.5)

    def expect_no_start(self, word, config=None):
        """A daemon that cannot run ends at once, and says why."""
        command = [LANYARD, "serve", "--config", config or self.event.config, "--port", str(free_port())]
        try:
            ended = subprocess.run(command, capture_output=True, text=True, timeout=10)
            said = ended.stderr.strip().split("\n")[-1]
            print(f"  a start says: {said}", flush=True)
            if ended.returncode != 1 or word not in said:
                self.ledger.fail("no clear word", f"exit {ended.returncode}: {said}")
        except subprocess.TimeoutExpired:
            self.ledger.fail("no clear word", f"the daemon started, instead of saying “{word}”")

    def end(self):
        doors.close_doors(self.doors)
        self.ledger.compare(self.crowd, self.event, self.log.told, self.people)
        for each in self.log.surprises:
            self.ledger.fail("no clear word", each)
        return self.ledger, [("scans answered", len(self.log.told))] + self.rows


@contextlib.contextmanager
def _at_rest(event):
    """Holds the daemon while its disk fails: for some milliseconds the kernel calls written what it throws away."""
    daemon = event.daemon
    daemon.send_signal(signal.SIGSTOP)
    # What is being written through now is done by then.
    time.sleep(0.1)
    try:
        yield
    finally:
        daemon.send_signal(signal.SIGCONT)


def disk_full(crowd, seed, say):
    with disks.MemoryDisk(crowd.folder / "full", 12) as disk, CopiedEvent(
        crowd.folder / "base", disk.folder / "event"
    ) as event:  # fmt: skip
        leg = Leg(crowd, event, seed)
        disk.fill()
        leg.expect_refusals("is full", 1.5)
        say("the disk is full")
        disk.empty()
        leg.expect_recovery()
        # And pulled while it is full.
        leg.log.unavailable.clear()
        disk.fill()
        leg.expect_refusals("is full", 0.5)
        event.kill()
        leg.ledger.verify(event)
        event.start()
        disk.empty()
        leg.expect_recovery()
        return leg.end()


def disk_read_only(crowd, seed, say):
    with disks.FailingDisk(crowd.folder / "failing", 32) as disk, CopiedEvent(
        crowd.folder / "base", disk.folder / "event"
    ) as event:  # fmt: skip
        # The list and the event file were only copied; what the daemon acknowledges it writes through by itself.
        disk.write_through()
        leg = Leg(crowd, event, seed)
        with _at_rest(event):
            disk.fail()
        leg.expect_refusals("read-only", 1.5)
        say("the disk is read-only")
        if event.stop() != 0:
            leg.ledger.fail("no clear word", "the daemon does not stop in order")
        leg.expect_no_start("read-only")
        disk.repair()
        event.start()
        leg.expect_recovery()
        return leg.end()


def plug_pulled(crowd, seed, times, say):
    """Again and again the daemon and its disk stop at once, with the loss of all that was not written through."""
    chance = random.Random(f"{seed} plug")
    with disks.FailingDisk(crowd.folder / "pulled", 64) as disk, CopiedEvent(
        crowd.folder / "base", disk.folder / "event"
    ) as event:  # fmt: skip
        disk.write_through()
        leg = Leg(crowd, event, seed)
        for pull in range(1, times + 1):
            leg.scan_for(chance.uniform(0.05, 0.6))
            with _at_rest(event):
                disk.fail()
                event.kill()
            event.log.close()
            disk.repair()
            leg.ledger.verify(event)
            event.start()
            say(f"{pull} of {times} times pulled, {len(leg.log.told)} scans answered")
        leg.expect_recovery()
        leg.rows = [("times pulled", times), ("sendings without an answer", leg.log.lost)]
        return leg.end()


def clock_back(crowd, seed, say):
    shim, offset = crowd.folder / "clock.so", crowd.folder / "offset"
    subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", shim, f"{HERE}/clock.c", "-ldl"], check=True)
    offset.write_text("0")
    with crowd.event("clock") as event:
        leg = Leg(crowd, event, seed, {"LD_PRELOAD": str(shim), "LANYARD_CLOCK_OFFSET": str(offset)})
        _set(offset, -3600)
        leg.ledger.behind = 3600
        leg.scan_for(2)
        say("the clock is back by an hour")
        event.kill()
        event.start(environment=leg.environment)
        leg.scan_for(1)
        warned = [line for line in (event.folder / "daemon.log").read_text().splitlines() if "clock" in line]
        leg.rows.append(("warnings of the clock", len(warned)))
        # One when it is noticed, and one after the restart.
        print("\n".join(f"  the log says: {line}" for line in warned), flush=True)
        if len(warned) != 2:
            leg.ledger.fail("no clear word", f"{len(warned)} lines tell of the clock")
        _set(offset, 0)
        leg.scan_for(1)
        return leg.end()


def _set(path, seconds):
    fresh = path.with_suffix(".new")
    fresh.write_text(str(seconds))
    fresh.rename(path)


def two_daemons(crowd, seed, say):
    with crowd.event("twice") as event:
        leg = Leg(crowd, event, seed)
        word = "Another Lanyard daemon serves"
        leg.expect_no_start(word)
        say("a second daemon was refused")
        # The same file by another name.
        (event.folder / "other.sqlite").symlink_to(event.database)
        other = event.folder / "other.toml"
        other.write_text(event.config.read_text().replace('"lanyard.sqlite"', '"other.sqlite"'))
        leg.expect_no_start(word, other)
        # Commands beside the daemon are no daemons.
        with contextlib.closing(event.station("wall").connection):
            leg.scan_for(0.5)
        return leg.end()
