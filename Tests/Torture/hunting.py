#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The hunt: the sample event's two days with scanned documents, then `lanyard erase`, and then nobody is in any file.

The days are those of Tests/EndToEnd/days.py, with a passport and a licence read at the desk for each of fifty people,
whose numbers and birth dates nobody else has; posters are handed in, feedback is given, and some ask not to be recorded.
Ends with 1 when anybody is found, when a figure changed, or when the hunt finds nobody where everybody is.
"""

import argparse
import json
import os
import pathlib
import re
import resource
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
BUILDS = [HERE.parents[1] / ".build" / build / "lanyard" for build in ("release", "debug")]
os.environ.setdefault(
    "LANYARD", str(max((each for each in BUILDS if each.exists()), key=lambda path: path.stat().st_mtime, default=BUILDS[1])))
sys.path[:0] = [str(HERE.parent / "EndToEnd")]

import days  # noqa: E402
import hunt  # noqa: E402
from appliance import Event  # noqa: E402
from phones import Phone  # noqa: E402
from printers import VirtualPrinter  # noqa: E402
from test_poster_documents import poster_pdf  # noqa: E402
from test_two_days import MOMENTS  # noqa: E402
from traces import Traces, documents_of  # noqa: E402

BEGAN = time.monotonic()


def say(sentence):
    print(f"{time.monotonic() - BEGAN:5.0f} s: {sentence}", flush=True)


def read_documents(played, quarry, people):
    """A desk reads each one's passport and licence."""
    for person in people:
        for document in documents_of(person["First name"], person["Last name"]):
            quarry.add(document)
            played.desks[0].look_up(document.text)


def hand_in_posters(played, people):
    for person in people:
        owner = played.desks[0].find(person["Order code"])
        answer = played.organizer.request("PUT", f"/api/v1/posters/{owner}/document", poster_pdf(person["Poster title"]))
        assert answer.status in (200, 201), answer.body


def say_something(played, quarry):
    """Five people say what they think of a session; three more want their rooms recorded no more."""
    over = [each for each in played.model.sessions.values() if played.model.phase(each, played.clock.now()) == "over"]
    codes = sorted(played.badges)
    for number, code in enumerate(codes[:5]):
        comment = f"confidential-{number}"
        quarry.words.add(comment)
        phone = Phone(played.event, played.badges[code])
        assert phone.ask(f"/me/sessions/{over[0]['id']}/feedback", rating=3, comment=comment).status in (200, 201)
    for code in codes[5:8]:
        assert Phone(played.event, played.badges[code]).ask("/me/recording-stops").status == 200


def play(played, quarry):
    event = played.event
    accepted, by_code = event.accepted(), {person["Order code"]: person for person in event.people()}
    codes = [person["Order code"] for person in accepted]
    waiting = sorted((each for each in by_code.values() if each["Status"] == "waitlisted"), key=lambda each: int(each["Waitlist position"]))
    waiting = [person["Order code"] for person in waiting]
    quarry.words |= set(days.TOPICS)
    read_documents(played, quarry, accepted[:50])
    played.arrive(codes[:60])
    day = minute = 0
    for number, (on, until, sessions) in enumerate(MOMENTS):
        if on != day:
            played.is_at(day, days.LENGTH + 61)
            day, minute = on, 0
            played.night()
        wrong = played.play(day, minute, until, sessions)
        assert wrong == [], wrong
        minute = until
        say(f"day {day + 1}, minute {until}: {len(played.badges)} people, {len(played.model.sessions)} sessions")
        if number == 0:
            played.arrive(codes[60:172])
        if number == 1:
            played.is_at(0, 61)
            played.race_for_seats(waiting, codes[172:180])
            minute = 62
    hand_in_posters(played, [person for person in accepted if person["Poster title"]][:10])
    say_something(played, quarry)


def figures(event):
    verified = event.verify()
    assert verified.returncode == 0, verified.stdout
    return re.sub(r"\d+ facts; ", "", verified.stdout)


def check_control(event, quarry, folder):
    """Everybody is found as long as they are there, and also where the list was deleted without care."""
    there = quarry.found(hunt.database_files(event))
    everybody = {person[key] for person in event.people() for key in ("Email", "Order code", "Full name") if person[key]}
    missed = everybody - there.keys()
    careless = everybody & quarry.found([hunt.deleted_carelessly(event, folder)]).keys()
    say(f"the hunt finds {len(there)} words before, {len(careless)} of them still after a careless deletion")
    assert not missed, f"the hunt misses {sorted(missed)[:5]}"
    assert len(careless) > 100, "the hunt finds nothing in free pages"


def hunt_down(options, folder):
    with VirtualPrinter(folder / "printer") as printer, Event(folder / "event", printer_uri=printer.uri) as event:
        traces = Traces(event, folder)
        # Days starts the daemon by itself: it and the commands get these from here.
        os.environ.update(traces.environment)
        os.chdir(traces.working)
        resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY,) * 2)
        event.config.write_text(event.config.read_text().replace('level = "info"', 'level = "debug"'))
        event.import_list()
        quarry = hunt.Hunt(event.people())
        event.start()
        played = days.Days(event, printer, folder, options.seed)
        play(played, quarry)
        event.stop()
        before, former = figures(event), hunt.identifiers(event)
        check_control(event, quarry, folder)
        began = time.monotonic()
        done = event.command("erase", "--yes-erase", "socml16", "--delete-found-files")
        assert done.returncode == 0, done.stdout + done.stderr
        say(f"erased in {time.monotonic() - began:.1f} s")
        files = traces.own_files()
        found = quarry.found(files)
        say(f"searched {len(files)} files of {sum(path.stat().st_size for path in files)} bytes for {len(quarry.words)} words")
        for word, where in found.items():
            print(f"FOUND {word!r} in {', '.join(map(str, where))}")
        kept = b"".join(path.read_bytes() for path in hunt.database_files(event)).decode("latin-1")
        linked = [each for each in former if each in kept]
        print(f"{len(former)} identifiers of before, {len(linked)} of them still there")
        assert figures(event) == before, "a figure changed"
        receipt = json.loads(next(event.folder.glob("erasure-*.json")).read_text())
        print(f"receipt: {receipt['facts']} facts, {receipt['search']['words']} words searched, {receipt['search']['byChance']} by chance")
        return not found and not linked


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=16)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        clean = hunt_down(options, pathlib.Path(folder))
        os.chdir("/")
    say("nobody is found" if clean else "somebody is found")
    return 0 if clean else 1


if __name__ == "__main__":
    sys.exit(main())
