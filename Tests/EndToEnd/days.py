# SPDX-License-Identifier: Apache-2.0
"""SOCML's two days on the sample event, played in minutes, beside a model of its own that says what must be true.

People arrive, walk from room to room, start sessions where a room is free, plan, propose, move, merge and end some, and
try to take rooms that are taken; they look at posters, have lunch once a day and write notes. At noon the seats of those
who have not come go to the waiting list. The daemon's clock is set to each minute of the event's; nothing else is made up.
"""

import collections
import concurrent.futures
import datetime
import random
import time
import uuid

import witness
from afternoon import Clock
from appliance import Client

UTC = datetime.timezone.utc
FRIDAY = datetime.datetime(2016, 10, 7, 18, 0, tzinfo=UTC)
"""Eleven o'clock in California, when the doors open."""
DAY = datetime.timedelta(days=1)
LENGTH = 7 * 60
"""Minutes from opening to closing."""
SESSIONS = 60
TOPICS = ["Normalizing flows", "Why does dropout work?", "Reproducibility", "GANs & <game> theory", "Bayes beyond MNIST",
          "Attention, please", "Ethics =1+1", "Ünïcode in corpora", "强化学习", "Optimizers", "Sim2Real", "Causality"]


def moment(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


class Model:
    """Where everybody is, and which session has which room when; it knows nothing of how Lanyard works it out."""

    def __init__(self, rooms, places):
        self.rooms, self.places = rooms, places
        self.where = {}
        self.sessions = {}
        # For each poster session how often each board was visited, and for each day who had lunch.
        self.visits = collections.defaultdict(collections.Counter)
        self.fed = collections.defaultdict(set)

    def inside(self, place):
        return sum(here == place for here in self.where.values())

    @property
    def building(self):
        return sum(here is not None for here in self.where.values())

    def holds(self, now):
        """The sessions that have their room still."""
        return [each for each in self.sessions.values() if each["ends"] and not each["gone"] and each["ends"] > now]

    def running(self, room, now):
        return next((each for each in self.holds(now) if each["place"] == room and each["starts"] <= now), None)

    def taken(self, room, starts, ends, now, but=None):
        return [each for each in self.holds(now) if each is not but and each["place"] == room and each["starts"] < ends and starts < each["ends"]]

    def phase(self, session, now):
        if session["gone"]:
            return session["gone"]
        if not session["ends"]:
            return "proposed"
        if now >= session["ends"]:
            return "over"
        return "running" if now >= session["starts"] else "planned"


class Days:
    """The event's clock, those who are there, and what they do."""

    def __init__(self, event, printer, folder, seed=16):
        self.event, self.folder = event, folder
        self.chance = random.Random(seed)
        self.clock = Clock(folder)
        self.is_at(0, 0)
        event.stop()
        self.prepare()
        event.start(environment=self.clock.environment)
        printer.set_seconds(0)
        self.desks = [event.station("desk", name=f"Desk {number}") for number in range(20)]
        self.organizer = event.station("organizer", name="Organizers")
        places = self.organizer.get("/api/v1/occupancy").json["places"]
        self.names = {each["id"]: each["name"] for each in places}
        self.sizes = {each["id"]: each["capacity"] for each in places}
        rooms = [each["id"] for each in places if each["kind"] == "room"]
        self.model = Model(rooms, [each["id"] for each in places])
        self.doors = {place: event.station("door", place, name=f"Door {place}") for place in self.model.places}
        # Each person by the order code: the badge's text, once there is one.
        self.badges = {}
        self.refused = collections.Counter()
        self.number = 0

    def prepare(self):
        """The poster sessions and lunch have their hours, and seats are released at noon of the first day."""
        self.event.edit_event(r"^# (hours = .*\])$", r"\1")
        self.event.edit_event(r"^# \[admission\]\n# release_at = .*$", '[admission]\nrelease_at = ["2016-10-07 12:00"]')

    def is_at(self, day, minute):
        """Sets the daemon's clock to so many minutes after the opening of a day, and tells the time that it is."""
        now = FRIDAY + day * DAY + datetime.timedelta(minutes=minute)
        self.clock.set(now)
        return now

    # Arriving

    def arrive(self, codes):
        """Checks these people in, twenty desks at once."""
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            shares = [(desk, codes[number::20]) for number, desk in enumerate(self.desks)]
            for badges in pool.map(lambda share: self._arrive(*share), shares):
                self.badges.update(badges)

    def _arrive(self, desk, codes):
        badges = {}
        for code in codes:
            answer = desk.check_in(desk.find(code))
            assert answer.status == 201, answer.body
            badges[code] = self.badge(desk, answer.json["badge"]["serial"])
        return badges

    def come_without_a_seat(self, codes):
        """These people ask for a badge before noon, and are told that they wait."""
        for code in codes:
            answer = self.desks[0].check_in(self.desks[0].find(code))
            assert answer.status == 409 and answer.json["code"] == "waitlisted", answer.body

    def race_for_seats(self, waiting, late):
        """All who waited and all who are late come at once, each to two desks; the first who waited get the free seats."""
        free = 200 - len(self.badges)
        deadline = time.monotonic() + 20
        while self.organizer.get("/api/v1/seats").json["released"] < free:
            assert time.monotonic() < deadline, "the seats were not released"
            time.sleep(0.2)
        everybody = {code: self.desks[0].find(code) for code in [*waiting, *late]}
        tries = [(code, (number + shift) % 20) for number, code in enumerate(everybody) for shift in (0, 7)]
        self.chance.shuffle(tries)

        def desk(number):
            client = Client(self.event.port, self.desks[number].token)
            return [(code, client.check_in(everybody[code])) for code, at in tries if at == number]

        with concurrent.futures.ThreadPoolExecutor(20) as pool:
            answers = [answer for each in pool.map(desk, range(20)) for answer in each]
        admitted = [code for code, answer in answers if answer.status == 201]
        assert sorted(admitted) == sorted(waiting[:free]), "a seat was given twice, or out of turn"
        refused = {answer.json["code"] for _, answer in answers if answer.status == 409}
        assert refused == {"waitlisted", "seatForfeited"}, refused
        for code in admitted:
            person = self.desks[0].get(f"/api/v1/registrations/{everybody[code]}").json
            self.badges[code] = self.badge(self.desks[0], person["badge"]["serial"])

    def badge(self, desk, serial):
        """The text of a badge, read from its picture."""
        picture = self.folder / f"{serial}.png"
        picture.write_bytes(desk.get(f"/api/v1/badges/{serial}.png").body)
        return witness.codes_in(picture)[0]

    # Walking

    def is_open(self, place, day, minute):
        if place == "lunch":
            return False
        if not place.startswith("posters-"):
            return True
        return place == f"posters-{day + 1}" and 1 <= minute < 119

    def walk(self, day, minute, people):
        """So many of those who are there go somewhere else, each once; doors tell what they saw in one message each."""
        scans = collections.defaultdict(list)
        for person in self.chance.sample(sorted(self.badges), min(people, len(self.badges))):
            here = self.model.where.get(person)
            place = self._somewhere(day, minute)
            if place is None or place == here:
                if here is None:
                    continue
                scans[here].append((person, "out"))
                self.model.where[person] = None
            else:
                scans[place].append((person, "in"))
                self.model.where[person] = place
        for place, seen in scans.items():
            body = [{"id": str(uuid.uuid4()), "badge": self.badges[who], "place": place, "direction": way} for who, way in seen]
            answer = self.doors[place].post("/api/v1/scans", {"scans": body})
            assert answer.status == 200, answer.body
            outcomes = [each["outcome"] for each in answer.json["results"]]
            assert outcomes == [{"in": "entered", "out": "left"}[way] for _, way in seen], (place, day, minute, outcomes)
            names = [each["badgeName"] for each in answer.json["results"]]
            assert all(names)

    def look_at_posters(self, place, boards):
        """Some of those at the posters stand before a board."""
        there = [person for person, here in sorted(self.model.where.items()) if here == place]
        for person in self.chance.sample(there, min(4, len(there))):
            board = self.chance.randint(1, boards)
            body = {"id": str(uuid.uuid4()), "badge": self.badges[person], "place": place, "direction": "in", "board": board}
            (result,) = self.doors[place].post("/api/v1/scans", {"scans": [body]}).json["results"]
            assert result["outcome"] == "visited", result
            self.model.visits[place][board] += 1

    def have_lunch(self, day):
        """Some have lunch; whoever had it is told so."""
        for person in self.chance.sample(sorted(self.badges), 6):
            result = self.doors["lunch"].scan(self.badges[person], "lunch", direction="in")
            if person in self.model.fed[day]:
                # Minutes pass in moments here, so that it may look like a badge that is held up twice.
                assert (result["outcome"], result["reason"] or result["previous"]) in {("refused", "mealTaken"), ("duplicate", "served")}, result
            else:
                assert result["outcome"] == "served", result
                self.model.fed[day].add(person)

    def write_notes(self):
        """Two people write notes on sessions that are over, with their own phones."""
        now = self.clock.now()
        over = [each for each in self.model.sessions.values() if self.model.phase(each, now) == "over"]
        for session in self.chance.sample(over, min(2, len(over))):
            writer = self.chance.choice(sorted(self.badges))
            answer = Client(self.event.port).post(
                f"/api/v1/me/sessions/{session['id']}/notes",
                {"markdown": f"# What we said\n\n- {session['title']}", "requestId": str(uuid.uuid4())},
                headers={"Lanyard-Badge": self.badges[writer]})
            assert answer.status == 201, answer.body
            session["notes"] = session.get("notes", 0) + 1

    def _somewhere(self, day, minute):
        """A place that draws people: posters while they hang, rooms with sessions, and now and then outside."""
        open_places = [place for place in self.model.places if self.is_open(place, day, minute)]
        now = self.clock.now()
        busy = lambda place: 6 if self.model.running(place, now) else 1
        weights = [60 if place.startswith("posters") else self.sizes[place] * busy(place) / 10 for place in open_places]
        return self.chance.choices([*open_places, None], [*weights, 12])[0]

    # Sessions

    def session(self, answer, **known):
        """Takes a session into the model as the answer has it."""
        told = answer.json["session"]
        entry = self.model.sessions.setdefault(told["id"], {"id": told["id"], "gone": None})
        entry.update(title=told["title"], place=told["place"], host=told["host"], **known)
        entry["starts"] = told["starts"] and moment(told["starts"])
        entry["ends"] = told["ends"] and moment(told["ends"])
        return entry

    def title(self):
        self.number += 1
        return f"{self.chance.choice(TOPICS)} {self.number}"

    def _said(self):
        return {"title": self.title(), "requestId": str(uuid.uuid4())}

    def start_somewhere(self):
        """Somebody starts a session at a door: in a free room it begins, in another one it is told what has it."""
        now = self.clock.now()
        room = self.chance.choice(self.model.rooms)
        soon = self.model.taken(room, now, now + datetime.timedelta(minutes=6), now)
        host = self.chance.choice(sorted(self.badges))
        answer = self.doors[room].post("/api/v1/sessions", {**self._said(), "badge": self.badges[host], "place": room})
        if soon:
            return self._must_be_refused(answer)
        assert answer.status == 201, answer.body
        session = self.session(answer, host_code=host)
        assert abs(session["starts"] - now) < datetime.timedelta(minutes=1) and session["host"]
        assert not self.model.taken(room, session["starts"], session["ends"], now, but=session), "a room has two sessions"
        return session

    def _must_be_refused(self, answer):
        assert answer.status == 409 and answer.json["code"] == "roomTaken", answer.body
        self.refused["roomTaken"] += 1
        return None

    def plan(self, day, minute):
        """A desk plans a session for later; a room that is taken then is not given twice."""
        now = self.clock.now()
        room = self.chance.choice(self.model.rooms)
        starts = FRIDAY + day * DAY + datetime.timedelta(minutes=minute)
        ends = starts + datetime.timedelta(minutes=self.chance.choice([30, 45, 60]))
        body = {**self._said(), "place": room, "starts": starts.isoformat(), "ends": ends.isoformat()}
        answer = self.desks[0].post("/api/v1/sessions", body)
        if self.model.taken(room, starts, ends, now):
            return self._must_be_refused(answer)
        assert answer.status == 201, answer.body
        return self.session(answer)

    def propose(self, day):
        """Somebody has an idea, others would come, and then it gets a room."""
        session = self.session(self.organizer.post("/api/v1/sessions", self._said()))
        fans = self.chance.sample(sorted(self.badges), 3)
        for fan in [*fans, fans[0]]:
            answer = self.doors["gradient"].post(
                f"/api/v1/sessions/{session['id']}/interests", {"badge": self.badges[fan], "requestId": str(uuid.uuid4())})
            assert answer.status == 200, answer.body
        assert answer.json["session"]["interested"] == 3
        session["interested"] = 3
        return session

    def change(self, session, what, **body):
        """Moves, merges, ends or starts a session at the desk."""
        return self.desks[1].post(f"/api/v1/sessions/{session['id']}/{what}", {**body, "requestId": str(uuid.uuid4())})

    def end_one(self):
        """A host ends a session before its time; nobody else's badge does."""
        now = self.clock.now()
        running = [each for each in self.model.holds(now) if each["starts"] <= now and each.get("host_code")]
        if not running:
            return
        session = self.chance.choice(running)
        door = self.doors[session["place"]]
        path = f"/api/v1/sessions/{session['id']}/ends"
        stranger = next(each for each in sorted(self.badges) if each != session["host_code"])
        wrong = door.post(path, {"badge": self.badges[stranger], "requestId": str(uuid.uuid4())})
        assert wrong.json["code"] == "notTheHost", wrong.body
        right = door.post(path, {"badge": self.badges[session["host_code"]], "requestId": str(uuid.uuid4())})
        assert right.json["session"]["phase"] == "over", right.body
        session["gone"] = "over"

    def move_one(self):
        """A session gets another room, unless that one is taken."""
        now = self.clock.now()
        running = [each for each in self.model.holds(now) if each["starts"] <= now]
        if not running:
            return
        session, room = self.chance.choice(running), self.chance.choice(self.model.rooms)
        answer = self.change(
            session, "moves", place=room, starts=session["starts"].isoformat(), ends=session["ends"].isoformat())
        if self.model.taken(room, session["starts"], session["ends"], now, but=session):
            return self._must_be_refused(answer)
        assert answer.status == 200, answer.body
        self.session(answer)

    def merge_two(self):
        now = self.clock.now()
        running = [each for each in self.model.holds(now) if each["starts"] <= now]
        if len(running) < 2:
            return
        one, other = self.chance.sample(running, 2)
        answer = self.change(one, "merges", into=other["id"])
        assert answer.json["session"]["phase"] == "merged", answer.body
        one["gone"] = "merged"

    def night(self):
        """Everybody has gone home, whether or not a door saw it."""
        deadline = time.monotonic() + 20
        while (told := self.organizer.get("/api/v1/occupancy").json)["building"] and time.monotonic() < deadline:
            time.sleep(0.2)
        assert told["building"] == 0, told
        self.model.where = {}

    # Looking

    def differences(self):
        """What Lanyard says otherwise than the model, in words."""
        wrong = []
        told = self.organizer.get("/api/v1/occupancy").json
        for place in told["places"]:
            if place["kind"] != "meal" and place["inside"] != self.model.inside(place["id"]):
                wrong.append(f"{place['id']}: {place['inside']} inside, not {self.model.inside(place['id'])}")
        if told["building"] != self.model.building:
            wrong.append(f"building: {told['building']}, not {self.model.building}")
        if told["checkedIn"] != len(self.badges):
            wrong.append(f"checked in: {told['checkedIn']}, not {len(self.badges)}")
        answer = self.organizer.get("/api/v1/sessions").json
        now = moment(answer["asOf"])
        if len(answer["sessions"]) != len(self.model.sessions):
            wrong.append(f"{len(answer['sessions'])} sessions, not {len(self.model.sessions)}")
        for session in answer["sessions"]:
            expected = self.model.sessions[session["id"]]
            if session["phase"] != self.model.phase(expected, now):
                wrong.append(f"{session['title']}: {session['phase']}, not {self.model.phase(expected, now)}")
            if session["notes"] != expected.get("notes", 0):
                wrong.append(f"{session['title']}: {session['notes']} notes, not {expected.get('notes', 0)}")
            if session["place"] != expected["place"] or session["title"] != expected["title"]:
                wrong.append(f"{session['title']} is in {session['place']}, not in {expected['place']}")
        rooms = collections.Counter(each["place"] for each in answer["sessions"] if each["phase"] == "running")
        wrong += [f"{room} has {count} sessions at once" for room, count in rooms.items() if count > 1]
        return wrong + self._other_differences()

    def _other_differences(self):
        wrong = []
        for place, visits in self.model.visits.items():
            told = {each["board"]: each["visits"] for each in self.organizer.get(f"/api/v1/places/{place}/boards").json["boards"]}
            wrong += [f"board {board}: {told[board]} visits, not {visits[board]}" for board in told if told[board] != visits[board]]
        lunch = next(each for each in self.organizer.get("/api/v1/meals").json["places"] if each["id"] == "lunch")
        taken = {each["day"]: each["taken"] for each in lunch["days"]}
        for day, fed in self.model.fed.items():
            date = f"2016-10-{7 + day:02}"
            if taken.get(date, 0) != len(fed):
                wrong.append(f"lunch of {date}: {taken.get(date)} had it, not {len(fed)}")
        people = [person for person, here in self.model.where.items() if here]
        for person in people[:10]:
            me = Client(self.event.port).get("/api/v1/me", headers={"Lanyard-Badge": self.badges[person]}).json
            if me["place"] != self.names[self.model.where[person]]:
                wrong.append(f"somebody counts in {me['place']}, not in {self.model.where[person]}")
        return wrong

    # Playing

    def play(self, day, start, end, sessions):
        """The minutes from `start` up to `end` of a day, with so many sessions spread over them."""
        begin = set(self.chance.sample(range(start + 1, end), min(sessions, end - start - 1)))
        for minute in range(start, end):
            self.is_at(day, minute)
            if minute in begin:
                self.begin_one(day, minute)
            if minute % 17 == 5:
                self.end_one()
            if minute % 41 == 7:
                self.move_one()
            if minute % 97 == 11:
                self.merge_two()
            posters = f"posters-{day + 1}"
            if minute % 5 == 1 and self.is_open(posters, day, minute):
                self.look_at_posters(posters, 60)
            if minute % 3 == 0 and 92 < minute < 178:
                self.have_lunch(day)
            if minute % 60 == 59:
                self.write_notes()
            if minute % 2 == 0:
                self.walk(day, minute, self.chance.choice([3, 6, 9]) + (12 if minute % 60 < 10 else 0))
        return self.differences()

    def begin_one(self, day, minute):
        """A session comes to be in one of the ways there are."""
        way = self.chance.random()
        if way < 0.2 and minute + 100 < LENGTH:
            while self.plan(day, minute + self.chance.choice([20, 35, 50])) is None:
                pass
        elif way < 0.3:
            idea = self.propose(day)
            now = self.clock.now()
            free = [room for room in self.model.rooms if not self.model.taken(room, now, now + datetime.timedelta(minutes=66), now)]
            answer = self.change(idea, "starts", place=self.chance.choice(free))
            assert answer.status == 200, answer.body
            self.session(answer)
        else:
            while self.start_somewhere() is None:
                pass
