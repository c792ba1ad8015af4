# SPDX-License-Identifier: Apache-2.0
"""Doors on a good network: each scans whoever comes next, and sends a scan until it is answered."""

import collections
import http.client
import queue
import random
import threading
import time
import uuid

from appliance import Client

Told = collections.namedtuple("Told", "id registration place direction expected outcome reason again answered")


class Log:
    """What the doors were told, together."""

    def __init__(self):
        self.lock = threading.Lock()
        self.told = []
        self.lost, self.unavailable, self.surprises = 0, collections.Counter(), []
        self.seconds = []


class Door(threading.Thread):
    """One door with a kept connection; whoever was scanned goes back among the people."""

    def __init__(self, number, place, client, people, log, seed, pause):
        super().__init__(daemon=True)
        self.place, self.client, self.people, self.log, self.pause = place, client, people, log, pause
        self.chance = random.Random(f"{seed} {number}")
        self.finish = threading.Event()
        self.error = None

    def run(self):
        try:
            while not self.finish.wait(self.chance.uniform(0, 2 * self.pause)):
                person = self.people.get()
                try:
                    self.admit(person)
                finally:
                    self.people.put(person)
        except BaseException as error:
            self.error = error

    def admit(self, person):
        direction = self.chance.choice(["auto", "auto", "in", "out"])
        # Of a badge that is held up badly only a part is read.
        badge = person.badge if self.chance.random() > 0.02 else person.badge[: self.chance.randrange(100)]
        leaves = direction == "out" or direction == "auto" and person.place == self.place
        expected = "refused" if badge != person.badge else "left" if leaves else "entered"
        scan = {"id": str(uuid.uuid4()), "badge": badge, "place": self.place, "direction": direction}
        result, again = self.send(scan)
        with self.log.lock:
            self.log.told.append(
                Told(
                    scan["id"], person.registration, self.place, direction, expected,
                    result["previous"] or result["outcome"], result["reason"], again or result["outcome"] == "duplicate",
                    time.time(),
                )
            )  # fmt: skip
        match result["previous"] or result["outcome"]:
            case "entered":
                person.place = self.place
            case "left":
                person.place = None

    def send(self, scan):
        """The daemon's word for a scan, and whether it was sent more than once."""
        again = False
        while True:
            begin = time.monotonic()
            try:
                answer = self.client.post("/api/v1/scans", {"scans": [scan]})
            except ConnectionRefusedError:
                time.sleep(0.1)
                continue
            except (http.client.HTTPException, OSError):
                again = True
                with self.log.lock:
                    self.log.lost += 1
                time.sleep(0.05)
                continue
            if answer.status == 200:
                self.log.seconds.append(time.monotonic() - begin)
                return answer.json["results"][0], again
            again = True
            with self.log.lock:
                if answer.status == 503:
                    self.log.unavailable[answer.json["code"], answer.json["detail"]] += 1
                else:
                    self.log.surprises.append(f"{answer.status} {answer.json.get('code')}")
            time.sleep(0.1)


def open_doors(crowd, event, people, log, seed, pause):
    doors = [
        Door(number, place, Client(event.port, token), people, log, seed, pause)
        for number, (place, token) in enumerate(crowd.doors)
    ]
    for door in doors:
        door.start()
    return doors


def close_doors(doors, limit=30):
    """Lets each door finish its scan; the daemon has to be up."""
    for door in doors:
        door.finish.set()
    deadline = time.monotonic() + limit
    for door in doors:
        door.join(max(0, deadline - time.monotonic()))
        if door.error:
            raise door.error
        assert not door.is_alive(), "a door waits for its answer for ever"
        door.client.connection.close()


def shuffled(people, chance):
    """The people as the doors take them: whoever was scanned stands at the end again."""
    pool = queue.Queue()
    for person in chance.sample(people, len(people)):
        pool.put(person)
    return pool
