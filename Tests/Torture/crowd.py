# SPDX-License-Identifier: Apache-2.0
"""An event with made-up people who are checked in, their badges' texts, and paired doors: made once, copied for each
leg."""

import base64
import concurrent.futures
import csv
import pathlib
import random
import shutil
import sqlite3
import subprocess
import uuid

import zxingcpp
from PIL import Image

from appliance import Client, Event, free_port

# One place that lets nobody in over its limit; the others are so far from full that they never say so.
HARD_PLACE, HARD_LIMIT = "gradient", 6


class Person:
    def __init__(self, badge, registration):
        self.badge, self.registration = badge, registration
        # Where the doors said that this person went.
        self.place = None


class CopiedEvent(Event):
    """A copy of an event's folder; its stations know it by their tokens."""

    def __init__(self, original, folder):
        shutil.copytree(original, folder)
        self.folder = pathlib.Path(folder)
        self.port = free_port()
        self.daemon = self.log = None

    def stop(self):
        try:
            return super().stop()
        finally:
            # It may lie on a disk that is about to be unmounted.
            if self.log:
                self.log.close()


class Crowd:
    def __init__(self, folder, seed, people, doors):
        self.folder = pathlib.Path(folder)
        with Event(self.folder / "base", printer_uri=f"ipp://localhost:{free_port()}/ipp/print") as event:
            event.edit_event(
                r'id = "gradient"\nname = "Gradient"\nkind = "room"\ncapacity = 30',
                f'id = "{HARD_PLACE}"\nname = "Gradient"\nkind = "room"\ncapacity = {HARD_LIMIT}\nlimit = "hard"',
            )
            self._invent_people(event.folder / "registrations.csv", seed, people)
            event.import_list()
            texts = self._badges(event)
            event.start()
            self._check_in(event, texts)
            places = [each["id"] for each in event.station("organizer").get("/api/v1/occupancy").json["places"] if each["kind"] != "meal"]
            duties = [places[number % len(places)] for number in range(doors)]
            with concurrent.futures.ThreadPoolExecutor(2) as pool:
                clients = list(pool.map(lambda place: event.station("door", place), duties))
            self.doors = [(place, client.token) for place, client in zip(duties, clients)]
            self.places = places
            self.organizer = event.station("organizer").token
            assert event.stop() == 0

    def event(self, name):
        return CopiedEvent(self.folder / "base", self.folder / name)

    def people(self):
        """Everybody, outside."""
        return [Person(text, registration) for text, registration in self.badges]

    def _invent_people(self, path, seed, count):
        chance = random.Random(seed)
        parts = "ba dor el fi gan ho il ka lu mar ne or pa ri su ti wen".split()

        def name():
            return "".join(chance.choices(parts, k=chance.randint(2, 4))).capitalize()

        with open(path, "w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(["Order code", "Full name", "Role", "Status"])
            for number in range(count):
                writer.writerow([f"S{number:05}X", f"{name()} {name()}", "attendee", "accepted"])

    def _badges(self, event):
        """The texts of everybody's badges, read from the file that is printed before the event."""
        book = event.folder / "book.pdf"
        made = event.command("badge", "--all", "-o", book)
        assert made.returncode == 0, made.stderr
        pages = event.folder / "pages"
        pages.mkdir()
        subprocess.run(["pdftoppm", "-r", "150", "-gray", book, pages / "page"], check=True)
        texts = []
        for page in sorted(pages.iterdir()):
            with Image.open(page) as picture:
                found = zxingcpp.read_barcodes(picture)
            assert len(found) == 1, page
            texts.append(found[0].text)
        shutil.rmtree(pages)
        book.unlink()
        return texts

    def _check_in(self, event, texts):
        with sqlite3.connect(f"file:{event.database}?mode=ro", uri=True) as database:
            owner = dict(database.execute("SELECT serial, registration FROM badges"))
        database.close()
        desk = event.station("desk")
        self.badges = []
        for text in texts:
            # A version, two bytes that tell the event, and six of the serial, see BadgeToken.swift.
            serial = base64.b32encode(base64.b32decode(text + "===")[3:9]).decode().rstrip("=")
            body = {
                "registration": owner[serial],
                "evidence": "code",
                "codeOfConduct": True,
                "requestId": str(uuid.uuid4()),
                "badge": text,
            }
            answer = desk.post("/api/v1/check-ins", body)
            assert answer.status == 201, answer.body
            self.badges.append((text, owner[serial]))
        desk.connection.close()


def organizer(crowd, event):
    """An organizer's client at a copy of the event."""
    return Client(event.port, crowd.organizer)
