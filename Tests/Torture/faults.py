# SPDX-License-Identifier: Apache-2.0
"""The plan of faults, which a seed repeats, and those who carry it out."""

import dataclasses
import hashlib
import random
import threading
import time

# How long each lasts, in seconds. A silence outlasts what a client waits for an answer; a long one also what Lanyard
# waits before it asks the desk.
MECHANISM = {"media-empty": (1, 5), "cover-open": (1, 5), "media-jam": (1, 5), "abort": (0.3, 1.5)}
PRINTER = {"refusal": (2, 4), "silence": (5.5, 8), "unplugged": (0.3, 5), "silent and unplugged": (1, 3)}
LONG_SILENCE = {"long silence": (48, 52)}
DAEMON = {"daemon killed": (0, 1.5)}
CUPS = {"cupsd killed": (0, 2), "cupsd killed with its backends": (0, 2), "cupsd silent": (5.5, 7)}
# After these a printer knows nothing of the jobs it had.
FORGETTING = {"refusal", "unplugged", "silent and unplugged"}
SILENT = {"silence", "silent and unplugged", "long silence"}


@dataclasses.dataclass(frozen=True)
class Fault:
    target: str
    kind: str
    pause: float
    seconds: float
    # So long after somebody was checked in, when the badge is on its way.
    aim: float


def plan(seed, printers, short):
    """For each target its faults, one after the other; all from one generator."""
    chance = random.Random(seed)
    return (_short_plan if short else _long_plan)(chance, printers)


def _long_plan(chance, printers):
    """Each kind once on each target, and then by chance."""
    kinds = {printer: MECHANISM | PRINTER | LONG_SILENCE for printer in printers}
    kinds |= {"behind cupsd": MECHANISM | PRINTER, "cupsd": CUPS, "daemon": DAEMON}
    pauses = {"daemon": (2, 12), "cupsd": (8, 25)}
    plans = {}
    for target, own in kinds.items():
        first = chance.sample(list(own), len(own))
        common = [kind for kind in own if kind not in LONG_SILENCE]
        rest = [chance.choice(common) for _ in range(300)]
        pause = pauses.get(target, (3, 11))
        plans[target] = [_fault(chance, target, kind, pause, own[kind]) for kind in first + rest]
    return plans


def _short_plan(chance, printers):
    """Each kind once among the printers, for long enough to meet a badge, and four kills of the daemon."""
    own = {kind: (3, 4) for kind in MECHANISM} | PRINTER
    shared = chance.sample(list(own), len(own))
    plans = {
        printer: [_fault(chance, printer, kind, (1, 3), own[kind]) for kind in shared[number :: len(printers)]]
        for number, printer in enumerate(printers)
    }
    behind = chance.sample(list(own), 2)
    plans["behind cupsd"] = [_fault(chance, "behind cupsd", kind, (1, 3), own[kind]) for kind in behind]
    kills = chance.sample(list(CUPS), len(CUPS))
    plans["cupsd"] = [_fault(chance, "cupsd", kind, (2, 5), CUPS[kind]) for kind in kills]
    plans["daemon"] = [_fault(chance, "daemon", kind, (4, 9), DAEMON[kind]) for kind in list(DAEMON) * 4]
    return plans


def _fault(chance, target, kind, pause, seconds):
    return Fault(target, kind, chance.uniform(*pause), chance.uniform(*seconds), chance.uniform(0, 0.08))


def fingerprint(plans):
    return hashlib.sha256(repr(plans).encode()).hexdigest()[:12]


@dataclasses.dataclass
class Happening:
    """A fault as it took place, in seconds since the epoch."""

    target: str
    kind: str
    begin: float
    end: float = None


class Log:
    def __init__(self):
        self._happenings = []
        self._lock = threading.Lock()

    def begin(self, fault):
        happening = Happening(fault.target, fault.kind, time.time())
        with self._lock:
            self._happenings.append(happening)
        return happening

    @property
    def happenings(self):
        with self._lock:
            return list(self._happenings)

    def write(self, path):
        """Keeps it beside the evidence."""
        path.write_text("".join(f"{each}\n" for each in self.happenings))


class Saboteur(threading.Thread):
    """Carries out one target's faults; each is cleared before the next, and the last before it ends."""

    def __init__(self, faults, log, act, check_in, stop):
        super().__init__(daemon=True)
        self.faults, self.log, self.act, self.check_in, self.enough = faults, log, act, check_in, stop
        self.error = None

    def run(self):
        try:
            for fault in self.faults:
                if self.enough.wait(fault.pause):
                    return
                with self.check_in:
                    self.check_in.wait(timeout=1)
                time.sleep(fault.aim)
                happening = self.log.begin(fault)
                self.act(fault)
                happening.end = time.time()
        except BaseException as error:
            self.error = error


def on_printer(printer):
    """What each fault is for a virtual printer."""

    def restart(seconds, kind="label-printer"):
        printer.pull_plug()
        printer.kind = kind
        time.sleep(seconds)
        printer.plug_in()

    def act(fault):
        match fault.kind:
            case "media-empty" | "cover-open" | "media-jam" | "abort":
                name = "fail" if fault.kind == "abort" else f"{fault.kind}-error"
                printer.fault(name)
                time.sleep(fault.seconds)
                printer.clear(name)
            case "refusal":
                restart(0.2, "picture-printer")
                time.sleep(fault.seconds)
                restart(0.2)
            case "silence" | "long silence":
                printer.fall_silent(with_mechanism=fault.kind == "long silence")
                time.sleep(fault.seconds)
                printer.wake()
            case "unplugged":
                restart(fault.seconds)
            case "silent and unplugged":
                printer.fall_silent()
                time.sleep(fault.seconds)
                restart(0.2)

    return act


def on_cups(cups):
    def act(fault):
        if fault.kind == "cupsd silent":
            cups.fall_silent()
            time.sleep(fault.seconds)
            cups.wake()
        else:
            cups.kill(with_backends=fault.kind != "cupsd killed")
            time.sleep(fault.seconds)
            cups.restart()

    return act


def on_daemon(event, environment):
    def act(fault):
        event.kill()
        time.sleep(fault.seconds)
        event.start(environment=environment)

    return act
