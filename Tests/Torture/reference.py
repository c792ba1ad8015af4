# SPDX-License-Identifier: Apache-2.0
"""A simple model of who is where, recounted from the facts in the database, to compare all figures with."""

import collections
import datetime
import re
import sqlite3

Fact = collections.namedtuple("Fact", "sequence id kind at recorded_at registration place word")


def facts(database):
    """All passages and refusals on record, in the order in which they were recorded."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        rows = connection.execute(
            "SELECT sequence, id, kind, at, recorded_at, registration, place, word FROM facts"
            " WHERE kind IN ('entered', 'left', 'refused') ORDER BY sequence"
        )
        return [Fact(*row) for row in rows]
    finally:
        connection.close()


class Reference:
    """Where everybody is by the latest passage, and each place's peak: everything replayed in the order of time."""

    def __init__(self, facts):
        self.where, self.since = {}, {}
        self.inside, self.peak = collections.Counter(), collections.Counter()
        self.peak_at, self.visitors = {}, collections.defaultdict(set)
        # For each place the whole seconds of the stays that have ended.
        self.stays = collections.defaultdict(list)
        passages = [fact for fact in facts if fact.kind != "refused"]
        for fact in sorted(passages, key=lambda each: (each.at, each.id)):
            self.take(fact)

    def take(self, fact):
        here = self.where.get(fact.registration)
        if fact.kind == "entered" and here == fact.place:
            return
        if here is not None:
            self.inside[here] -= 1
            self.stays[here].append((fact.at - self.since[fact.registration]) // 1000)
        self.where[fact.registration] = fact.place if fact.kind == "entered" else None
        self.since[fact.registration] = fact.at
        if fact.kind == "entered":
            self.inside[fact.place] += 1
            self.visitors[fact.place].add(fact.registration)
            if self.inside[fact.place] > self.peak[fact.place]:
                self.peak[fact.place] = self.inside[fact.place]
                self.peak_at[fact.place] = fact.at

    @property
    def building(self):
        return sum(place is not None for place in self.where.values())

    def differences(self, figures):
        """What the answer to GET /occupancy says otherwise, in words."""
        found = []
        if figures["building"] != self.building:
            found.append(f"building: {figures['building']} instead of {self.building}")
        for place in figures["places"]:
            name = place["id"]
            own = {
                "inside": self.inside[name],
                "visitors": len(self.visitors[name]),
                "peak": self.peak[name],
                "peakAt": self.peak_at.get(name),
            }
            told = {key: place[key] for key in own} | {"peakAt": _milliseconds(place["peakAt"])}
            found += [f"{name}: {key} {told[key]} instead of {own[key]}" for key in own if told[key] != own[key]]
        return found

    def differences_from_verification(self, output):
        """What `lanyard verify` says otherwise, in words."""
        found = []
        for name, inside, visitors, peak in re.findall(r"^(\S+): (\d+) inside, (\d+) visitors, peak (\d+)$", output, re.M):
            own = (self.inside[name], len(self.visitors[name]), self.peak[name])
            if (told := (int(inside), int(visitors), int(peak))) != own:
                found.append(f"{name}: verify says {told} instead of {own}")
        if f"{self.building} in the building" not in output:
            found.append(f"verify does not say {self.building} in the building")
        return found


def _milliseconds(text):
    if text is None:
        return None
    moment = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    return round(moment.timestamp() * 1000)
