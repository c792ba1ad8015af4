# SPDX-License-Identifier: Apache-2.0
"""Volunteers at desks: they check people in, wait for the badge, look into the tray when asked, and replace."""

import collections
import http.client
import queue
import re
import threading
import time
import uuid

JOB_OF_A_PAPER = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def papers(folder):
    """The papers that lie in a printer's tray: for each job's name their files."""
    found = collections.defaultdict(list)
    for path in folder.glob("*.pdf"):
        name = JOB_OF_A_PAPER.search(path.name)
        found[name.group().lower() if name else path.name].append(path)
    return found


class Tally:
    """What the volunteers saw, together."""

    def __init__(self):
        self.lock = threading.Lock()
        # Told whenever somebody was checked in.
        self.check_in = threading.Condition()
        self.counts = collections.Counter()
        self.asked = []
        self.failures = collections.Counter()
        self.surprises = []

    def count(self, what):
        with self.lock:
            self.counts[what] += 1


class Badge:
    """A badge that a person at a desk is waiting for."""

    def __init__(self, answer):
        self.serial = answer["badge"]["serial"]
        self.job = answer["printJob"]["id"]
        self.replacement = str(uuid.uuid4())


class Volunteer(threading.Thread):
    """One desk, with up to `at_once` people waiting for their badges."""

    def __init__(self, client, people, trays, tally, give_up, at_once, pause):
        super().__init__(daemon=True)
        self.client, self.people, self.trays, self.tally = client, people, trays, tally
        self.give_up, self.at_once, self.pause = give_up, at_once, pause
        self.waiting = []
        self.error = None

    def run(self):
        try:
            next_person = time.monotonic()
            while not self.give_up.is_set():
                if len(self.waiting) < self.at_once and time.monotonic() >= next_person:
                    try:
                        self.waiting.append(self.check_in(self.people.get_nowait()))
                        next_person = time.monotonic() + self.pause
                    except queue.Empty:
                        if not self.waiting:
                            return
                self.waiting = [badge for badge in map(self.look_after, self.waiting) if badge]
                time.sleep(0.15)
        except BaseException as error:
            self.error = error

    def check_in(self, code):
        registration = self.ask("POST", "/api/v1/lookups", {"input": code})["candidates"][0]["registration"]["id"]
        body = {
            "registration": registration,
            "evidence": "code",
            "codeOfConduct": True,
            "requestId": str(uuid.uuid4()),
        }
        badge = Badge(self.ask("POST", "/api/v1/check-ins", body))
        self.tally.count("checked in")
        with self.tally.check_in:
            self.tally.check_in.notify_all()
        return badge

    def look_after(self, badge):
        """The badge that is still waited for, or `None` once it is in the person's hand."""
        seen = self.ask("GET", f"/api/v1/print-jobs/{badge.job}")
        match seen["state"]:
            case "printed":
                self.tally.count("printed")
                return None
            case "failed":
                with self.tally.lock:
                    self.tally.failures[" ".join(seen["reasons"])] += 1
                return self.replace(badge)
            case "unknown":
                return self.look_into_tray(badge, seen)
            case _:
                return badge

    def look_into_tray(self, badge, seen):
        asked_at = time.time()
        printed = badge.job.lower() in papers(self.trays[seen["printer"]["id"]])
        answered = self.ask(
            "POST", f"/api/v1/print-jobs/{badge.job}/resolution", {"printed": printed}, also=("notUnknown",)
        )
        with self.tally.lock:
            # An answer that was lost with the daemon was taken all the same.
            self.tally.asked.append((badge.job, seen["printer"]["id"], asked_at, printed, answered.get("state")))
        return badge

    def replace(self, badge):
        body = {"reason": "notPrinted", "requestId": badge.replacement}
        fresh = Badge(self.ask("POST", f"/api/v1/badges/{badge.serial}/replacements", body))
        self.tally.count("replaced")
        return fresh

    def ask(self, method, path, body=None, also=()):
        """The answer, from a daemon that may be killed at any moment: the same request is sent until it is answered."""
        while True:
            try:
                answer = self.client.request(method, path, body)
            except (http.client.HTTPException, OSError):
                if self.give_up.wait(0.1):
                    raise
                continue
            if answer.status < 300 or answer.json.get("code") in also:
                return answer.json
            with self.tally.lock:
                self.tally.surprises.append(f"{method} {path.split('/')[3]}: {answer.status} {answer.json.get('code')}")
            if answer.status < 500:
                raise AssertionError(self.tally.surprises[-1])
            time.sleep(0.2)
