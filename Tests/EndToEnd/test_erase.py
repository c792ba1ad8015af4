# SPDX-License-Identifier: Apache-2.0
"""After `lanyard erase` nobody is in any file any more and every count is as it was; one person can go at any time.

The short form of `make hunt`, which plays the two days first.
"""

import json
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import uuid

import pytest

import hunt
import witness
from appliance import LANYARD, Event
from phones import Phone, arrive, start_session
from test_poster_documents import poster_pdf
from traces import documents_of


def _figures(event):
    """What `lanyard verify` counts, without the number of facts."""
    verified = event.verify()
    assert verified.returncode == 0, verified.stdout
    return re.sub(r"\d+ facts; ", "", verified.stdout)


def _a_day(event, printer):
    """People arrive by their documents, walk, write, hand in and are printed; returns the hunt for all of it."""
    quarry = hunt.Hunt(event.people(), ["zwetschgenmus", "written in confidence"])
    desk, organizer = event.station("desk"), event.station("organizer")
    people = event.accepted()[:6]
    for person in people[:3]:
        for document in documents_of(person["First name"], person["Last name"]):
            quarry.add(document)
            assert desk.look_up(document.text)["candidates"]
    badges = arrive(event, printer, people)
    door, other = event.station("door", "gradient"), event.station("door", "backprop")
    for badge in badges:
        assert door.scan(badge, "gradient")["outcome"] == "entered"
    assert other.scan(badges[0], "backprop")["outcome"] == "entered"
    assert door.scan(badges[1], "gradient", "out")["outcome"] == "left"
    talk = start_session(door, f"Talk of {people[2]['Full name']}", "gradient", badges[2])
    phone = Phone(event, badges[3])
    path = f"/me/sessions/{talk['id']}"
    assert phone.ask(f"{path}/notes", markdown=f"{people[4]['Full name']} said: zwetschgenmus").status == 201
    assert phone.ask(f"{path}/interests").status == 200
    assert Phone(event, badges[2]).ask(f"{path}/ends").status == 200
    assert phone.ask(f"{path}/feedback", rating=4, comment="written in confidence").status in (200, 201)
    assert Phone(event, badges[4]).ask("/me/recording-stops").status == 200
    assert Phone(event, badges[5]).ask("/me/naming", "PUT", named=True).status == 200
    walk_in = {"badgeName": "Zwetschgenmus", "affiliation": "Zwetschgenmus Institute", "requestId": str(uuid.uuid4())}
    assert event.station("supervisor").post("/api/v1/registrations", walk_in).status == 201
    owner = desk.find(next(each for each in event.accepted() if each["Poster session"])["Order code"])
    assert organizer.request("PUT", f"/api/v1/posters/{owner}/document", poster_pdf("Zwetschgenmus")).status in (200, 201)
    return quarry, badges


def test_nothing_is_erased_before_its_day_by_a_slip_or_under_a_running_daemon(event):
    running = event.command("erase", "--yes-erase", "socml16")
    assert running.returncode != 0 and "Stop it first" in running.stderr
    event.stop()
    assert "personal data are to be erased since 2016-11-07" in (event.folder / "daemon.log").read_text()
    unsaid = event.command("erase")
    assert unsaid.returncode != 0 and "--yes-erase and the event's id" in unsaid.stderr
    assert str(event.folder / "registrations.csv") in unsaid.stdout and "240 people" in unsaid.stdout
    assert event.command("erase", "--yes-erase", "socml17").returncode != 0
    event.edit_event(r'^# \[privacy\]\n# erase_after = .*$', '[privacy]\nerase_after = "2999-12-31"')
    early = event.command("erase", "--yes-erase", "socml16")
    assert early.returncode != 0 and "due from 2999-12-31" in early.stderr and "--before-the-day" in early.stderr
    assert event.command("erase", "--before-the-day").returncode != 0
    quarry = hunt.Hunt(event.people())
    assert len(quarry.found(hunt.database_files(event))) > 1000
    assert not list(event.folder.glob("erasure-*"))


def test_after_an_erasure_nobody_is_found_in_any_file_and_every_count_is_as_it_was(event, printer, traces, tmp_path):
    quarry, badges = _a_day(event, printer)
    (event.folder / "roster.pdf").write_bytes(poster_pdf("Zwetschgenmus"))
    stick = tmp_path / "stick"
    stick.mkdir()
    for folder in ([], [stick]):
        backed_up = event.command("backup", *folder)
        assert backed_up.returncode == 0, backed_up.stderr
    backups = [*(event.folder / "backups").glob("socml16-*"), *stick.glob("socml16-*")]
    assert len(backups) == 2 and quarry.found(each / "lanyard.sqlite" for each in backups)
    foreign = stick / "other-20161007T190000Z"
    foreign.mkdir()
    hunt.copy(event.database, foreign / "lanyard.sqlite")
    earlier = event.folder / "lanyard.sqlite.schema-5"
    hunt.copy(event.database, earlier)
    screen = event.station("organizer")
    occupancy = screen.get("/api/v1/occupancy").json
    event.stop()
    figures = _figures(event)
    former = hunt.identifiers(event)

    # The hunt finds people while they are there, and also in what was deleted carelessly; documents were never there.
    before = quarry.found(hunt.database_files(event))
    people = {word for person in event.people() for word in (person["Email"], person["Full name"], person["Order code"]) if word}
    assert people <= before.keys() and {"zwetschgenmus", "written in confidence"} <= before.keys()
    assert len(people & quarry.found([hunt.deleted_carelessly(event, tmp_path)]).keys()) > 100
    (tmp_path / "planted").write_bytes(b"\0" * 4093 + "P<UTO".encode("utf-16-le") + min(quarry.words).upper().encode("utf-16-le"))
    assert min(quarry.words) in quarry.found([tmp_path / "planted"])

    done = event.command("erase", "--yes-erase", "socml16", "--delete-found-files")
    assert done.returncode == 0, done.stdout + done.stderr
    assert not earlier.exists() and [each.name for each in stick.iterdir() if each.is_dir()] == [foreign.name]
    assert not list((event.folder / "backups").glob("socml16-*")) and not list((event.folder / "posters").iterdir())
    assert all(str(each) in done.stdout for each in backups) and str(earlier) in done.stdout and "registrations.csv" in done.stdout
    assert f"names in them would not be seen:\n  {event.folder / 'roster.pdf'}" in done.stdout
    assert quarry.found(traces.own_files()) == {}
    kept = b"".join(path.read_bytes() for path in hunt.database_files(event)).decode("latin-1")
    assert [each for each in former if each in kept] == []
    assert _figures(event) == figures
    receipt = json.loads(next(event.folder.glob("erasure-*.json")).read_text())
    assert receipt["countsBefore"] == receipt["countsAfter"] and receipt["erased"]["people"] == 241
    assert receipt["search"]["found"] == {} and receipt["search"]["words"] > 1000
    assert receipt["formerHead"] != receipt["head"] and "Every count is as it was" in done.stdout

    # The daemon shows the same figures afterwards; badges and screens of before are good no more, and no list comes in.
    event.start(traces.environment, **traces.process)
    after = event.station("organizer").get("/api/v1/occupancy").json
    assert [(each["id"], each["inside"], each["visitors"]) for each in after["places"]] == [
        (each["id"], each["inside"], each["visitors"]) for each in occupancy["places"]]
    assert (after["checkedIn"], after["registered"]) == (occupancy["checkedIn"], occupancy["registered"])
    assert event.station("door", "gradient").scan(badges[0], "gradient")["outcome"] == "refused"
    assert Phone(event, badges[0]).request("GET", "/me").status == 401
    revoked = event.client(screen.token).get("/api/v1/occupancy")
    assert (revoked.status, revoked.json["code"]) == (401, "stationRevoked"), revoked.body
    assert quarry.found(traces.own_files()) == {}
    (tmp_path / "list.csv").write_text("Full name\nZwetschgenmus\n")
    again = event.command("import", tmp_path / "list.csv")
    assert again.returncode != 0 and "were erased" in again.stderr


def test_one_person_goes_beside_a_running_daemon_and_nobody_else_notices(event, printer):
    people = event.accepted()[:3]
    badges = arrive(event, printer, people)
    door = event.station("door", "gradient")
    for badge in badges:
        door.scan(badge, "gradient")
    code = people[0]["Order code"]
    unknown = event.command("erase", "--person", "NOBODY99", "--yes-erase", "NOBODY99")
    assert unknown.returncode != 0 and "Nobody on the list" in unknown.stderr
    assert event.command("erase", "--person", code).returncode != 0
    assert event.command("backup").returncode == 0
    done = event.command("erase", "--person", code, "--yes-erase", code)
    assert done.returncode == 0, done.stdout + done.stderr
    # At once: the daemon takes in what the command did before it decides anything.
    assert door.scan(badges[0], "gradient", "out")["reason"] == "unknownBadge"
    assert Phone(event, badges[0]).request("GET", "/me").status == 401
    assert door.scan(badges[1], "gradient", "out")["outcome"] == "left"
    assert door.inside("gradient") == 1
    desk = event.station("desk")
    assert desk.look_up(code)["candidates"] == []
    assert Phone(event, badges[2]).me()["place"] == "Gradient"
    figures = event.station("organizer").get("/api/v1/occupancy").json
    assert figures["checkedIn"] == 3
    assert next(each for each in figures["places"] if each["id"] == "gradient")["visitors"] == 3
    assert hunt.Hunt([], [people[0]["Email"], code, people[0]["Full name"]]).found(hunt.database_files(event)) == {}
    assert hunt.Hunt([people[1]]).found(hunt.database_files(event))
    # Nobody is what is left of them, on paper and to whoever looks the list over.
    roster = event.folder / "roster.pdf"
    assert event.command("roster", "--output", roster).returncode == 0
    words = witness.text_of(roster)
    assert "erased" not in words and "239 people, 2 of them checked in" in words
    doctor = event.command("doctor").stdout
    assert "List of 239 people" in doctor and "have no order code" not in doctor, doctor
    # Whoever thinks of restoring what was before hears what that means.
    backup = next((event.folder / "backups").glob("socml16-*"))
    assert "the backup brings back who was erased" in event.command("restore", backup).stdout
    assert event.verify().returncode == 0


@pytest.fixture
def installed():
    """An event as an installed box has it: the files are root's, and the database is a user's who runs the daemon."""
    service = 23456
    if os.geteuid() != 0 or not all(folder.stat().st_mode & 0o001 for folder in LANYARD.resolve().parents):
        pytest.skip("it takes root, and a program that others may run")
    root = pathlib.Path(tempfile.mkdtemp())
    root.chmod(0o755)
    with Event(root / "etc") as event:
        event.data = root / "var"
        event.data.mkdir()
        event.config.write_text(event.config.read_text().replace('"lanyard.sqlite"', f'"{event.data}/lanyard.sqlite"'))
        event.import_list()
        (root / "stick").mkdir()
        event.stick = root / "stick"
        made = event.command("backup", event.stick)
        assert made.returncode == 0, made.stderr
        shutil.copy(event.data / "lanyard.sqlite", event.data / "lanyard.sqlite.replaced-20261007T101500Z")
        for path in [event.data, *event.data.rglob("*")]:
            os.chown(path, service, service)

        def erase(user):
            command = [LANYARD, "erase", "--yes-erase", "socml16", "--delete-found-files", "--config", event.config]
            return subprocess.run(command, capture_output=True, text=True, user=user, group=user, extra_groups=[])

        event.erase, event.service = erase, service
        yield event
    shutil.rmtree(root)


def test_what_the_daemons_user_may_not_remove_is_named_in_the_receipt(installed):
    done = installed.erase(installed.service)
    assert done.returncode == 0, done.stderr
    receipt = json.loads(next(installed.data.glob("erasure-*.json")).read_text())
    assert list(receipt["left"]["files"]) == [str(installed.folder / "registrations.csv")]
    (backup,) = installed.stick.glob("socml16-*")
    assert receipt["left"]["backupsOutOfReach"] == [str(backup)] and str(backup) in done.stdout
    # What a restore put aside is as much Lanyard's as a backup.
    assert list(installed.data.glob("lanyard.sqlite.replaced-*")) == []


def test_root_removes_all_of_it_and_leaves_the_database_to_its_owner(installed):
    done = installed.erase(0)
    assert done.returncode == 0, done.stderr
    assert not (installed.folder / "registrations.csv").exists() and list(installed.stick.glob("socml16-*")) == []
    assert {path.stat().st_uid for path in installed.data.glob("lanyard.sqlite*")} == {installed.service}
