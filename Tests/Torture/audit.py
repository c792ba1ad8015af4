# SPDX-License-Identifier: Apache-2.0
"""Compares what the printers received with the journal, and each question to the desk with the faults."""

import collections
import concurrent.futures
import datetime
import re
import sqlite3

import faults
from desks import papers

# How long a printer may be silent before the desk is asked.
SILENCE_LIMIT = 45
# A printer that was started so shortly before a job was sent cannot be told from one that was started after it.
DOUBT = 3


def _rows(database, query):
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        connection.row_factory = sqlite3.Row
        return connection.execute(query).fetchall()
    finally:
        connection.close()


def _first_sendings(log):
    """When each job was first handed over."""
    sent_at = {}
    for line in log.read_text().splitlines():
        found = re.search(r"^time=(\S+) .*print\.job=(\S+).*print\.state=sending", line)
        if found:
            at = datetime.datetime.fromisoformat(found[1])
            sent_at.setdefault(found[2].lower(), at.timestamp())
    return sent_at


class Audit:
    def __init__(self, event, trays, people, tally, log):
        database = event.database
        self.tally, self.log = tally, log
        self.sent_at = _first_sendings(event.folder / "daemon.log")
        self.people = people
        self.jobs = {row["id"].lower(): row for row in _rows(database, "SELECT * FROM print_jobs")}
        self.badges = {row["serial"]: row for row in _rows(database, "SELECT * FROM badges")}
        self.check_ins = _rows(database, "SELECT * FROM check_ins")
        self.printed_facts = collections.Counter(
            row["print_job"].lower() for row in _rows(database, "SELECT * FROM facts WHERE kind = 'badgePrinted'")
        )
        self.papers = collections.defaultdict(list)
        for tray in trays.values():
            for job, files in papers(tray).items():
                self.papers[job] += files
        self.evidence = collections.defaultdict(list)
        self._compare_papers()
        self._compare_journal()
        self._compare_questions()

    def _fail(self, rule, sentence):
        self.evidence[rule].append(sentence)

    def _is_live(self, job):
        return self.badges[job["badge"]]["revoked_at"] is None

    def _story(self, job):
        return f"job {job['id']}, {job['state']} {job['reasons']} at {job['printer']} as {job['number']}"

    def _compare_papers(self):
        self.late = 0
        for name, files in self.papers.items():
            job = self.jobs.get(name)
            if job is None:
                self._fail("stray", f"a paper of no job: {files}")
                continue
            if len(files) > 1:
                self._fail("doubled", f"{len(files)} papers of {self._story(job)}: {[each.name for each in files]}")
            self.late += 0 if self._is_live(job) else len(files)
        papers_of = collections.Counter(
            {badge: 0 for badge, row in self.badges.items() if row["revoked_at"] is None}
        )
        for name, job in self.jobs.items():
            if self._is_live(job):
                papers_of[job["badge"]] += len(self.papers.get(name, []))
        holders = {self.badges[badge]["registration"] for badge, count in papers_of.items() if count}
        for row in self.check_ins:
            if row["registration"] not in holders:
                jobs = [
                    self._story(job)
                    for job in self.jobs.values()
                    if self.badges[job["badge"]]["registration"] == row["registration"]
                ]
                self._fail("lost", f"no paper of a live badge: {jobs}")
        for badge, count in papers_of.items():
            if count > 1:
                self._fail("doubled", f"{count} papers of the live badge {badge}")

    def _compare_journal(self):
        if len(self.check_ins) != self.people:
            self._fail("lost", f"{len(self.check_ins)} of {self.people} people are checked in")
        for name, job in self.jobs.items():
            if job["state"] == "printed" and not self.papers.get(name):
                self._fail("printed without paper", self._story(job))
            if job["state"] not in ("printed", "failed"):
                self._fail("not ended", self._story(job))
            if self.printed_facts[name] != (job["state"] == "printed"):
                self._fail("journal", f"{self.printed_facts[name]} facts that it was printed, of {self._story(job)}")

    def _compare_questions(self):
        for job, printer, asked_at, _, _ in self.tally.asked:
            row = self.jobs[job.lower()]
            # A kill between the record and the log leaves no line.
            begin = self.sent_at.get(job.lower(), row["created_at"] / 1000)
            if not self._had_no_witness(printer, begin, asked_at):
                span = f"from {begin:.1f} to {asked_at:.1f}"
                self._fail("asked in vain", f"{self._story(row)}, {span}")

    def _had_no_witness(self, printer, begin, end):
        """Whether something happened between the job's sending and the question after which nobody can tell."""
        for each in self.log.happenings:
            over = each.end or end
            if each.begin > end or over < begin - (DOUBT if each.target == printer else 0):
                continue
            if printer == "queue":
                # A scheduler does not tell since when it is up: that it does not know a job proves nothing.
                if each.target in ("cupsd", "daemon") or (
                    each.target == "behind cupsd" and each.kind in faults.FORGETTING
                ):
                    return True
            elif each.target == printer:
                if each.kind in faults.FORGETTING:
                    return True
                if each.kind in faults.SILENT and min(over, end) - each.begin >= SILENCE_LIMIT:
                    return True
        return False

    def read_codes(self, desk, read, sample, chance):
        """Reads papers' QR codes and shows them to the desk: each is the badge that its job was for."""
        live = [(job, self.papers[name][0]) for name, job in self.jobs.items() if self.papers.get(name)]
        live = [(job, path) for job, path in live if self._is_live(job)]
        chosen = live if sample is None else chance.sample(live, min(sample, len(live)))
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            codes = list(pool.map(lambda each: read(each[1]), chosen))
        for (job, _), code in zip(chosen, codes):
            answer = desk.post(f"/api/v1/badges/{job['badge']}/activation", {"badge": code})
            if answer.status != 200:
                self._fail("wrong paper", f"{answer.json.get('code')} for the paper of {self._story(job)}")
        return len(chosen)
