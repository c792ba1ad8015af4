#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The fault run: badges over printers in every trouble, and then what came out is compared with the journal.

A real daemon, three virtual printers, a fourth behind a private CUPS scheduler, and desks that check people in while
all of them are starved, jammed, silenced, unplugged and killed. Ends with 1, and the evidence, when a badge was lost,
doubled or called printed without paper, or when a desk was asked what a printer could have told.
"""

import argparse
import contextlib
import csv
import os
import pathlib
import queue
import random
import shutil
import signal
import sys
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
BUILDS = [HERE.parents[1] / ".build" / build / "lanyard" for build in ("release", "debug")]


def newest_build():
    """The release build, unless there is none or it is older than the debug one."""
    return max((each for each in BUILDS if each.exists()), key=lambda path: path.stat().st_mtime, default=BUILDS[1])


os.environ.setdefault("LANYARD", str(newest_build()))
sys.path[:0] = [str(HERE), str(HERE.parent / "EndToEnd")]

import faults  # noqa: E402
import witness  # noqa: E402
from appliance import LANYARD, Event  # noqa: E402
from audit import Audit  # noqa: E402
from desks import Tally, Volunteer  # noqa: E402
from printers import PrivateCUPS, VirtualPrinter  # noqa: E402

PRINTERS = ["desk", "second", "third"]
# Of a hundred people so many get their badges through the CUPS queue.
THROUGH_CUPS = 8
RULES = ["lost", "doubled", "printed without paper", "not ended", "asked in vain", "journal", "stray", "wrong paper"]


class Run:
    def __init__(self, seed, badges, short, folder):
        self.seed, self.badges, self.short, self.folder = seed, badges, short, folder
        self.plans = faults.plan(seed, PRINTERS, short)
        self.log = faults.Log()
        self.tally = Tally()
        self.enough, self.give_up = threading.Event(), threading.Event()
        self.started = time.monotonic()

    def play(self):
        """The run from its first badge to the comparison."""
        with contextlib.ExitStack() as stack:
            printers = [stack.enter_context(VirtualPrinter(self.folder / name)) for name in PRINTERS + ["behind"]]
            chance = random.Random(self.seed)
            for printer in printers:
                slowest = 0.6 if self.short else 0.1
                printer.set_seconds(round(chance.uniform(slowest / 2, slowest), 3))
            cups = stack.enter_context(PrivateCUPS(self.folder / "cups", printers[-1]))
            self.trays = {**{name: each.folder for name, each in zip(PRINTERS, printers)}, "queue": printers[-1].folder}
            event = stack.enter_context(self._event(printers, cups))
            volunteers = self._volunteers(event)
            saboteurs = self._saboteurs(event, printers, cups)
            self._attend(volunteers, saboteurs)
            self._drain(printers)
            audit = Audit(event, self.trays, self.badges, self.tally, self.log)
            self._verify(event, audit)
            return audit

    def _event(self, printers, cups):
        event = Event(self.folder / "event", printer_uri=printers[0].uri)
        for name, printer in zip(PRINTERS[1:], printers[1:]):
            event.add_printer(name, f"The {name} printer", printer.uri)
        with open(event.folder / "event.toml", "a") as file:
            file.write(f'\n[[printers]]\nid = "queue"\nname = "The queue"\nqueue = "{cups.queue}"\n')
            for name, route in self._routes().items():
                file.write(f'\n[[desks]]\nname = "{name}"\nprinters = {route}\n')
        self.codes = self._invent_people(event.folder / "registrations.csv")
        event.import_list()
        self.environment = cups.environment
        event.start(environment=cups.environment)
        return event

    def _routes(self):
        routes = {f"Desk {number + 1}": PRINTERS[number % 3 :] + PRINTERS[: number % 3] for number in range(6)}
        return routes | {"Desk 7": ["queue"], "Desk 8": ["queue"]}

    def _invent_people(self, path):
        """Writes a registration list of made-up names; returns the order codes."""
        chance = random.Random(self.seed)
        parts = "ba dor el fi gan ho il ka lu mar ne or pa ri su ti wen".split()

        def name():
            return "".join(chance.choices(parts, k=chance.randint(2, 4))).capitalize()

        codes = ["T" + "".join(chance.choices("ACDEFGHJKLMNPQRTUVWXYZ3479", k=9)) for _ in range(self.badges)]
        with open(path, "w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(["Order code", "Full name", "Affiliation", "Role", "Status"])
            for code in codes:
                writer.writerow([code, f"{name()} {name()}", f"{name()} Institute", "attendee", "accepted"])
        return codes

    def _volunteers(self, event):
        through_cups = self.badges * THROUGH_CUPS // 100
        lines = {"queue": queue.Queue(), "printers": queue.Queue()}
        for number, code in enumerate(self.codes):
            lines["queue" if number < through_cups else "printers"].put(code)
        volunteers = []
        for name, route in self._routes().items():
            line = lines["queue" if route == ["queue"] else "printers"]
            # In short the people come while the faults last.
            pause = 30 / (line.qsize() / (2 if route == ["queue"] else 6)) if self.short else 1.5
            client = event.station("desk", name=name)
            client.connection.timeout = 10
            volunteers.append(
                Volunteer(client, line, self.trays, self.tally, self.give_up, at_once=5, pause=pause)
            )
        self.desk = event.station("desk", name="The last desk")
        return volunteers

    def _saboteurs(self, event, printers, cups):
        acts = {name: faults.on_printer(printer) for name, printer in zip(PRINTERS, printers)}
        acts |= {"behind cupsd": faults.on_printer(printers[-1]), "cupsd": faults.on_cups(cups)}
        acts |= {"daemon": faults.on_daemon(event, self.environment)}
        return [
            faults.Saboteur(self.plans[target], self.log, act, self.tally.check_in, self.enough)
            for target, act in acts.items()
        ]

    def _attend(self, volunteers, saboteurs):
        """Waits until everybody has a badge, and every printer is in order again."""
        for thread in volunteers + saboteurs:
            thread.start()
        told = time.monotonic()
        limit = time.monotonic() + 120 + self.badges * 2
        try:
            while any(each.is_alive() for each in volunteers + (saboteurs if self.short else [])):
                time.sleep(0.2)
                for each in volunteers + saboteurs:
                    if each.error:
                        raise each.error
                if not self.short and not any(not each.people.empty() for each in volunteers):
                    self.enough.set()
                if time.monotonic() - told >= 10:
                    told = time.monotonic()
                    print(self.progress(), flush=True)
                if time.monotonic() > limit:
                    print("The badges did not come to an end in time.", flush=True)
                    break
        finally:
            self.enough.set()
            self.give_up.set()
            for each in saboteurs + volunteers:
                each.join(90)

    def _drain(self, printers, limit=120):
        """Waits until nothing is inside a printer, or on its way there from the scheduler, for three seconds."""
        deadline = time.monotonic() + limit
        quiet_since = None
        while quiet_since is None or time.monotonic() - quiet_since < 3:
            busy = any(each.is_at_work for each in printers) or PrivateCUPS.sends_to(printers[-1])
            quiet_since = None if busy else quiet_since or time.monotonic()
            assert time.monotonic() < deadline, "a printer does not come to rest"
            time.sleep(0.2)

    def progress(self):
        counts = self.tally.counts
        kinds = sum(1 for each in self.log.happenings if each.target != "daemon")
        return (
            f"{time.monotonic() - self.started:5.0f} s: {counts['checked in']} of {self.badges} checked in, "
            f"{counts['printed']} have a badge, {counts['replaced']} replaced, {len(self.tally.asked)} asked, "
            f"{kinds} faults, {len(self.log.happenings) - kinds} kills of the daemon"
        )

    def _verify(self, event, audit):
        self.desk.connection.close()
        sample = None if self.short else 60
        audit.read_codes(self.desk, lambda path: witness.qr_of(path, 203), sample, random.Random(self.seed))
        verified = event.verify()
        if verified.returncode != 0:
            audit.evidence["journal"].append(verified.stdout + verified.stderr)


def report(run, audit):
    """Prints the table, and the evidence of what does not hold."""
    happened = {}
    for each in run.log.happenings:
        happened[each.kind] = happened.get(each.kind, 0) + 1
    asked = {job: printer for job, printer, *_ in run.tally.asked}
    rows = [("checked in", len(audit.check_ins)), ("print jobs", len(audit.jobs))]
    rows += [("papers", sum(map(len, audit.papers.values())))]
    rows += [("replaced badges", run.tally.counts["replaced"])]
    rows += [("late papers of revoked badges", audit.late), ("asked at the desk", len(asked))]
    rows += [("  of these through the queue", sum(printer == "queue" for printer in asked.values()))]
    rows += [("  of these in the tray", len({job for job, _, _, printed, _ in run.tally.asked if printed}))]
    rows += [(f"failed: {reasons}", count) for reasons, count in sorted(run.tally.failures.items())]
    rows += [(f"fault: {kind}", count) for kind, count in sorted(happened.items())]
    rows += [(rule, len(audit.evidence[rule])) for rule in RULES]
    rows += [("server errors that a desk saw", len(run.tally.surprises))]
    print(f"\n{run.badges} badges in {time.monotonic() - run.started:.0f} s")
    for name, count in rows:
        print(f"  {name:<48}{count:>6}")
    for rule in RULES:
        for sentence in audit.evidence[rule][:20]:
            print(f"  {rule}: {sentence}")
    for sentence in run.tally.surprises[:5]:
        print(f"  {sentence}")


def main(arguments=None):
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--seed", type=int, default=None, help="repeats the plan of faults")
    options.add_argument("--badges", type=int, default=1000)
    options.add_argument("--short", action="store_true", help="each kind of fault once, while 40 people come in turn")
    options.add_argument("--keep", action="store_true", help="keeps the logs and the papers")
    chosen = options.parse_args(arguments)
    seed = random.SystemRandom().randrange(1_000_000) if chosen.seed is None else chosen.seed
    badges = 40 if chosen.short else chosen.badges
    folder = pathlib.Path(tempfile.mkdtemp(prefix="lanyard-torture-"))
    # The scheduler's user must reach its files.
    folder.chmod(0o711)
    run = Run(seed, badges, chosen.short, folder)
    plan = faults.fingerprint(run.plans)
    print(f"seed {seed}, plan {plan}, {badges} badges, {LANYARD.parent.name} build", flush=True)
    # Whoever ends the run ends all that it started.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    audit = run.play()
    report(run, audit)
    holds = not any(audit.evidence[rule] for rule in RULES)
    run.log.write(folder / "faults.txt")
    print(f"seed {seed}: " + ("everything holds" if holds else f"IT DOES NOT HOLD; see {folder}"))
    if chosen.keep:
        print(f"The logs and the papers are in {folder}")
    elif holds:
        shutil.rmtree(folder, ignore_errors=True)
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
