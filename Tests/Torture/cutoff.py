# SPDX-License-Identifier: Apache-2.0
"""The cut-off run: doors with queues and clocks of their own behind a bad network, then everything is recounted."""

import datetime
import http.client
import json
import random
import statistics
import threading
import time
import uuid

import reference
from appliance import Client
from crowd import organizer
from ledger import Ledger
from unsteady import UnsteadyNetwork

# A door waits this long for an answer before it sends again, longer each time up to the limit, and sends this many
# scans at once.
PATIENCE, LIMIT, BATCH = 0.4, 5, 12
# So long before now the first person came; the last come until now, and for a clock that is ahead, later.
SECONDS = 3600


class CutOffDoor(threading.Thread):
    """A door that decides by itself, keeps what it scanned, and delivers it until each scan is answered."""

    def __init__(self, number, place, port, token, seed):
        super().__init__(daemon=True)
        self.place, self.port, self.token = place, port, token
        self.chance = random.Random(f"{seed} {number}")
        # Some clocks are right, some up to two minutes behind or ahead.
        self.skew = self.chance.choice([0, 0, self.chance.uniform(-120, 120)])
        self.queue, self.answers, self.sendings, self.problems = [], {}, 0, []
        self.patience = PATIENCE
        self.error = None

    def scan(self, person, direction, at):
        self.queue.append(
            {"id": str(uuid.uuid4()), "badge": person.badge, "place": self.place, "direction": direction,
             "at": _text(at + self.skew)}
        )  # fmt: skip

    def run(self):
        try:
            while self.queue:
                # What was not answered goes again, among others than the first time.
                batch = self.chance.sample(self.queue, min(len(self.queue), self.chance.randint(1, BATCH)))
                self.deliver(batch)
                self.queue = [scan for scan in self.queue if scan["id"] not in self.answers]
                if self.chance.random() < 0.03:
                    time.sleep(self.chance.uniform(0, 1.5))
        except BaseException as error:
            self.error = error

    def deliver(self, batch):
        client = Client(self.port, self.token)
        client.connection.timeout = self.patience
        self.sendings += 1
        try:
            answer = client.post("/api/v1/scans", {"scans": batch})
        except TimeoutError:
            self.patience = min(1.5 * self.patience, LIMIT)
            return
        except (http.client.HTTPException, OSError):
            return
        finally:
            client.connection.close()
        if answer.status == 200:
            self.patience = PATIENCE
            self.answers.update((result["id"], result) for result in answer.json["results"])
        else:
            self.problems.append(f"{answer.status} {json.loads(answer.body).get('code')}")


def play(crowd, seed, scans, doors, say):
    """Delivers `scans` scans over a bad network; returns the evidence and the table's rows."""
    ledger, began = Ledger(), time.monotonic()
    with crowd.event("cut-off") as event:
        event.start()
        with UnsteadyNetwork(event.port, f"{seed} network") as network:
            gates = [
                CutOffDoor(number, place, network.port, token, seed)
                for number, (place, token) in enumerate(crowd.doors[:doors])
            ]
            sent = _fill(gates, crowd.people(), scans, random.Random(f"{seed} cut-off"))
            for gate in gates:
                gate.start()
            _wait(gates, network, sent, say)
            seconds = time.monotonic() - began
        _compare(ledger, crowd, event, gates, sent)
    rows = [
        ("scans", len(sent)),
        ("sendings of batches", sum(gate.sendings for gate in gates)),
        ("doors with a wrong clock", sum(gate.skew != 0 for gate in gates)),
        ("seconds", round(seconds)),
        ("scans delivered a second", round(len(sent) / seconds)),
    ]
    rows += [(f"network: {kind}", count) for kind, count in sorted(network.counts.items())]
    return ledger, rows


def _fill(gates, people, scans, chance):
    """Lets people wander for an hour, and puts what the doors scan into their queues; the scans by identifier."""
    start = time.time() - SECONDS
    moments = sorted(chance.uniform(0, SECONDS) for _ in range(scans))
    for moment in moments:
        person, gate = chance.choice(people), chance.choice(gates)
        if person.place is not None and chance.random() < 0.4:
            # Out by a door of the place that they are in; sometimes nobody scans them out.
            gate = chance.choice([each for each in gates if each.place == person.place])
            direction = "out"
        else:
            direction = "in" if chance.random() < 0.95 else "out"
        person.place = gate.place if direction == "in" else None
        gate.scan(person, direction, start + moment)
    return {scan["id"]: (gate, scan) for gate in gates for scan in gate.queue}


def _wait(gates, network, sent, say):
    heal_at = len(sent) * 0.9
    deadline = time.monotonic() + 60 + len(sent) * 0.05
    while any(gate.is_alive() for gate in gates):
        time.sleep(0.2)
        for gate in gates:
            if gate.error:
                raise gate.error
        answered = sum(len(gate.answers) for gate in gates)
        say(f"{answered} of {len(sent)} scans answered, {sum(network.counts.values())} faults drawn")
        if answered >= heal_at and not network.is_healed:
            network.heal()
        assert time.monotonic() < deadline, "the doors do not get rid of their scans"
    network.heal()


def _compare(ledger, crowd, event, gates, sent):
    facts = reference.facts(event.database)
    by_id = {fact.id: fact for fact in facts}
    for gate in gates:
        for problem in gate.problems:
            ledger.fail("wrong word", problem)
    for identifier, (gate, scan) in sent.items():
        fact = by_id.pop(identifier, None)
        if fact is None:
            ledger.fail("lost", f"{scan['id']} of {gate.place}")
            continue
        kind = "entered" if scan["direction"] == "in" else "left"
        answer = gate.answers[identifier]
        if fact.kind != kind or fact.place != gate.place or (answer["previous"] or answer["outcome"]) != kind:
            ledger.fail("wrong word", f"{fact} for {scan['id']}, {answer['outcome']}")
        told = _milliseconds(scan["at"])
        # A clock that runs ahead cannot tell of the future: such a scan has the time of its arrival, within a second.
        if fact.at != told and not (fact.at < told and fact.recorded_at - fact.at < 1000):
            ledger.fail("order", f"{fact} for a scan at {scan['at']}")
    for fact in by_id.values():
        ledger.fail("doubled", f"a fact that no door sent: {fact}")
    ledger.compare_figures(facts, crowd, event)
    _compare_dwell(ledger, crowd, event, facts)


def _compare_dwell(ledger, crowd, event, facts):
    """The stays that have ended lasted as long as the model says."""
    model = reference.Reference(facts)
    client = organizer(crowd, event)
    for place in crowd.places:
        series = client.get(f"/api/v1/places/{place}/series").json
        own = statistics.median_low(model.stays[place]) if model.stays[place] else None
        if series["medianDwellSeconds"] != own:
            ledger.fail("figures", f"{place}: stays of {series['medianDwellSeconds']} s instead of {own}")
        steps = [step["inside"] for step in series["steps"]]
        if (steps or [0])[-1] != model.inside[place] or max(steps, default=0) != model.peak[place]:
            ledger.fail("figures", f"{place}: the chart ends at {steps[-1:]} with at most {max(steps, default=0)}")
    client.connection.close()


def _text(seconds):
    moment = datetime.datetime.fromtimestamp(round(seconds, 3), datetime.timezone.utc)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _milliseconds(text):
    return round(datetime.datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp() * 1000)
