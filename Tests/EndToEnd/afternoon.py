# SPDX-License-Identifier: Apache-2.0
"""An afternoon of the sample event, played in a minute: people come and go, rooms fill, volunteers count heads."""

import concurrent.futures
import csv
import datetime
import pathlib
import random
import subprocess
import time
import uuid

import witness
from appliance import ROOT, Client

NOON = datetime.datetime(2016, 10, 7, 18, 0, tzinfo=datetime.timezone.utc)
"""Eleven o'clock in California, when the doors open."""
MINUTES = 217
"""Until 14:37, when the pictures are taken."""

NAMES = {
    "german": "Maximiliane Friederike von Donnersmarck-Schlüsselberger",
    "chinese": "欧阳俊宇",
    "arabic": "عبد الرحمن بن محمد الأنصاري",
}
CROWDS = {
    "forward-prop": 24, "gradient": 12, "chain-rule": 11, "backprop": 5, "equilibrium": 6, "rmsprop": 4,
    "weight-decay": 3, "kernel-trick": 7, "lstm": 3, "network": 5, "positive-phase": 2, "posters-1": 16,
}


class Clock:
    """A clock for daemons that are started with its environment; it goes on from where it is set."""

    def __init__(self, folder):
        shim, self.offset = folder / "clock.so", folder / "offset"
        source = ROOT / "Tests" / "Torture" / "clock.c"
        subprocess.run(["cc", "-shared", "-fPIC", "-O1", "-o", shim, source, "-ldl"], check=True)
        self.environment = {"LD_PRELOAD": str(shim), "LANYARD_CLOCK_OFFSET": str(self.offset)}

    def set(self, moment):
        fresh = self.offset.with_suffix(".new")
        fresh.write_text(str(round(moment.timestamp() - time.time())))
        fresh.rename(self.offset)

    def now(self):
        return datetime.datetime.fromtimestamp(time.time() + int(self.offset.read_text()), datetime.timezone.utc)


class Afternoon:
    """The event's clock, which stands where it is put, and the badges of those who are there."""

    def __init__(self, event, printer, folder, people):
        self.event = event
        self.folder = pathlib.Path(folder)
        self.clock = Clock(self.folder)
        self.is_at(0)
        event.stop()
        event.import_list(self._guests())
        self.start()
        printer.set_seconds(0)
        self.desk = event.station("desk", name="Desk 1")
        accepted, own = event.accepted(), people - len(NAMES)
        self.strangers = accepted[own:]
        codes = [*map(str.upper, NAMES), *(person["Order code"] for person in accepted[:own])]
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            self.badges = list(pool.map(self.badge, codes))
        self.organizer = event.station("organizer", name="Board")

    def start(self):
        self.event.start(environment=self.clock.environment)

    def is_at(self, minute):
        """Sets the daemon's clock to so many minutes after the opening."""
        self.clock.set(NOON + datetime.timedelta(minutes=minute))

    def _guests(self):
        path = self.folder / "guests.csv"
        with open(path, "w", newline="", encoding="utf-8") as file:
            rows = csv.writer(file)
            rows.writerow(["Order code", "Full name", "Status"])
            rows.writerows([code.upper(), name, "accepted"] for code, name in NAMES.items())
        return path

    def badge(self, code):
        """Checks a person in; returns the badge's serial and its text, read from its picture."""
        desk = Client(self.event.port, self.desk.token)
        serial = desk.check_in(desk.find(code)).json["badge"]["serial"]
        picture = self.folder / f"{serial}.png"
        picture.write_bytes(desk.get(f"/api/v1/badges/{serial}.png").body)
        return serial, witness.codes_in(picture)[0]

    def welcome(self, count, but):
        """Checks so many more in, whom no door sees; these names are left for later."""
        strangers = [person for person in self.strangers if person["Full name"] not in but]
        for person in strangers[:count]:
            assert self.desk.check_in(self.desk.find(person["Order code"])).status == 201

    def pass_by(self, number, place, direction="in"):
        """The badge of this number is scanned now."""
        return self.organizer.scan(self.badges[number][1], place, direction=direction)

    def count(self, place, people):
        """A volunteer counts heads."""
        body = {"count": people, "requestId": str(uuid.uuid4())}
        assert self.organizer.post(f"/api/v1/places/{place}/recounts", body).status == 201

    def play(self, seed=16):
        """Plays it all, and leaves the clock at its end."""
        chance = random.Random(seed)
        places, weights = list(CROWDS), list(CROWDS.values())
        everybody = range(len(self.badges))
        # One who has gone without a scan.
        sleeper = len(self.badges) - 1
        self.is_at(10)
        self.pass_by(sleeper, "gradient")
        for minute in range(12, MINUTES, 5):
            self.is_at(minute)
            come_and_go = 2 + (6 if minute % 60 < 15 else 0)
            for number in chance.sample([each for each in everybody if each != sleeper], come_and_go):
                if chance.random() < 0.12:
                    self.pass_by(number, chance.choice(places), "out")
                else:
                    self.pass_by(number, chance.choices(places, weights)[0])
            if minute == 92:
                self.count("gradient", 9)
            if minute == 152:
                self.organizer.post("/api/v1/places/gradient/clearances", {"requestId": str(uuid.uuid4())})
        # What a counter at the entrance would have seen: some without badges, told by head counts.
        self.is_at(MINUTES - 12)
        for place, people in {"chain-rule": 15, "kernel-trick": 7, "forward-prop": 53, "gradient": 14, "posters-1": 41}.items():
            self.count(place, people)
        self.is_at(MINUTES - 3)
        for number in chance.sample(range(len(self.badges) - 1), 6):
            self.pass_by(number, chance.choices(places, weights)[0])
        self.is_at(MINUTES)
