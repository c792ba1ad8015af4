# SPDX-License-Identifier: Apache-2.0
"""Boards of posters: one each, kept when the list changes, on the badge and at the hand-over."""

import csv
import time
import uuid

import witness

PLACES = ("posters-1", "posters-2")


def write_list(event, people):
    path = event.folder / "again.csv"
    with open(path, "w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, people[0].keys())
        table.writeheader()
        table.writerows(people)
    return path


def posters(client):
    return {each["registration"]: each for each in client.get("/api/v1/posters").json["posters"]}


def boards(client):
    """Who has which board, by registration and place."""
    found = {
        (id, hanging["place"]): hanging["board"]
        for id, each in posters(client).items()
        for hanging in each["hangings"]
        if hanging["board"]
    }
    assert len({(place, board) for (_, place), board in found.items()}) == len(found), "a board has two posters"
    return found


def _wait_for_boards(client, count):
    """What a command beside the daemon records, the daemon knows within half a second."""
    deadline = time.monotonic() + 5
    while len(found := boards(client)) != count:
        assert time.monotonic() < deadline, len(found)
        time.sleep(0.05)
    return found


def _person(event, session, number=0):
    return [each for each in event.accepted() if each["Poster session"] == session][number]


def test_an_import_gives_boards_and_another_one_keeps_them(event):
    organizer = event.station("organizer")
    first = boards(organizer)
    wanted = {"1": 1, "2": 1, "both": 2, "": 0}
    assert len(first) == sum(wanted[each["Poster session"]] for each in event.accepted()) > 100
    both = {id for id, place in first if (id, PLACES[0]) in first and (id, PLACES[1]) in first}
    assert len(both) == 36 and all(first[id, PLACES[0]] == first[id, PLACES[1]] for id in both)
    # The list comes again in another order, with posters withdrawn, moved and new ones, beside the running daemon.
    people = event.people()[::-1]
    gone, moved = _person(event, "both"), _person(event, "1")
    waiting = next(each for each in people if each["Status"] == "waitlisted")
    without = [each for each in people if each["Status"] == "accepted" and not each["Poster title"]]
    for each in people:
        if each["Order code"] == gone["Order code"]:
            each["Poster title"] = each["Poster session"] = ""
        elif each["Order code"] == moved["Order code"]:
            each["Poster session"] = "both"
        elif each["Order code"] in (without[0]["Order code"], waiting["Order code"]):
            each.update({"Poster title": "Late, but here", "Poster session": "both"})
    said = event.import_list(write_list(event, people))
    # The one that hangs twice now, and both of the new one.
    assert "Boards given to posters: 3." in said
    second = _wait_for_boards(organizer, len(first) + 3)
    assert {key: second[key] for key in first} == first
    desk = event.station("desk")
    ids = {each["Order code"]: desk.find(each["Order code"]) for each in (gone, moved, without[0], waiting)}
    assert second[ids[moved["Order code"]], PLACES[1]], "it hangs in the second session too"
    late = [second[ids[without[0]["Order code"]], place] for place in PLACES]
    assert late[0] == late[1], "a poster of both sessions has one number"
    assert (ids[waiting["Order code"]], PLACES[0]) not in second
    listed = posters(organizer)
    assert {each["standing"] for each in listed[ids[waiting["Order code"]]]["hangings"]} == {"noSeat"}
    assert {each["standing"] for each in listed[ids[gone["Order code"]]]["hangings"]} == {"withdrawn"}
    event.stop()
    event.start()
    organizer.connection.close()
    assert boards(organizer) == second
    assert event.verify().returncode == 0


def test_more_posters_than_boards_are_told_and_nobody_is_guessed_a_place(event):
    event.stop()
    event.database.unlink()
    event.edit_event(r"^boards = 60$", "boards = 40")
    said = event.import_list()
    assert "Poster session 1 has 40 boards, all taken: 17 posters have none." in said
    event.start()
    organizer = event.station("organizer")
    assert len(boards(organizer)) == 80
    standings = [hanging["standing"] for each in posters(organizer).values() for hanging in each["hangings"]]
    assert standings.count("hangs") == 80 and standings.count("boardsTaken") == 17 + 13
    log = (event.folder / "daemon.log").read_text()
    assert "posters have no board" in log
    # More boards in the event file are enough, at the daemon's next start.
    event.stop()
    event.edit_event(r"^boards = 40$", "boards = 60")
    event.start()
    organizer.connection.close()
    _wait_for_boards(organizer, 110)


def test_an_organizer_moves_a_poster_and_frees_a_board_that_nobody_uses(event):
    organizer, desk = event.station("organizer"), event.station("desk")
    person = desk.find(_person(event, "1")["Order code"])
    before = boards(organizer)
    old, taken = before[person, PLACES[0]], next(board for (id, place), board in before.items() if place == PLACES[0] and id != person)

    def move(board, place=PLACES[0], request=None):
        body = {"place": place, "board": board, "requestId": request or str(uuid.uuid4())}
        return organizer.post(f"/api/v1/posters/{person}/boards", body)

    assert move(taken).json["code"] == "boardTaken"
    assert move(61).json["code"] == "unknownBoard" and move(0).json["code"] == "unknownBoard"
    assert move(60, "gradient").json["code"] == "unknownPlace"
    assert move(60, PLACES[1]).json["code"] == "noPoster"
    request = str(uuid.uuid4())
    for _ in range(2):
        assert move(60, request=request).json["poster"]["hangings"][0]["board"] == 60
    assert move(59, request=request).json["code"] == "requestUsedBefore"
    assert boards(organizer) == {**before, (person, PLACES[0]): 60}
    free = {"place": PLACES[0], "requestId": str(uuid.uuid4())}
    assert organizer.post(f"/api/v1/posters/{person}/freedBoards", free).json["code"] == "posterStillHangs"
    people = event.people()
    for each in people:
        if each["Order code"] == _person(event, "1")["Order code"]:
            each["Poster title"] = each["Poster session"] = ""
    event.import_list(write_list(event, people))
    assert boards(organizer)[person, PLACES[0]] == 60, "what hangs hangs"
    for _ in range(2):
        freed = organizer.post(f"/api/v1/posters/{person}/freedBoards", free)
        assert freed.status == 200 and freed.json["poster"] is None
    assert (person, PLACES[0]) not in boards(organizer)
    assert old not in [board for (_, place), board in boards(organizer).items() if place == PLACES[0]]
    assert desk.post(f"/api/v1/posters/{person}/boards", free).status == 403
    assert event.verify().returncode == 0


def test_the_badge_and_the_hand_over_say_the_board(event, printer, tmp_path):
    printer.set_seconds(0)
    organizer, desk = event.station("organizer"), event.station("desk")
    both, one = (desk.find(_person(event, session)["Order code"]) for session in ("both", "2"))
    known = boards(organizer)
    moved = {"place": PLACES[1], "board": 58, "requestId": str(uuid.uuid4())}
    other = desk.find(_person(event, "both", 1)["Order code"])
    assert organizer.post(f"/api/v1/posters/{other}/boards", moved).status == 200
    lines = {
        both: f"Poster {known[both, PLACES[0]]}",
        one: f"Poster {known[one, PLACES[1]]} · session 2",
        other: f"Posters {known[other, PLACES[0]]} · 58",
    }
    for number, (person, line) in enumerate(lines.items(), start=1):
        detail = desk.get(f"/api/v1/registrations/{person}").json["registration"]
        admitted = desk.check_in(person).json
        desk.wait_until_printed(admitted["printJob"]["id"])
        paper = printer.wait_for(number)[-1]
        assert line in [each.strip() for each in witness.text_of(paper).splitlines()], witness.text_of(paper)
        scanned = {"badge": witness.qr_of(paper, 300)}
        handed = desk.post(f"/api/v1/badges/{admitted['badge']['serial']}/activation", scanned).json["registration"]
        assert handed["boards"] == detail["boards"] and len(handed["boards"]) == (1 if person == one else 2)
    assert detail["boards"][1] == {"place": PLACES[1], "name": "Poster session 2", "board": 58}
