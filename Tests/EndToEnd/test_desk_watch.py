# SPDX-License-Identifier: Apache-2.0
"""A desk that leafs through the list is seen, and nothing is on record of what it looked for."""

import sqlite3

from looks import look


def _facts(event, *kinds):
    marks = ", ".join("?" for _ in kinds)
    with sqlite3.connect(f"file:{event.database}?mode=ro", uri=True) as database:
        database.row_factory = sqlite3.Row
        return [dict(row) for row in database.execute(f"SELECT * FROM facts WHERE kind IN ({marks}) ORDER BY sequence", kinds)]


def _leaf(desk, people, count):
    """Asks for names one after the other, and opens some of those that come; returns how many."""
    opened = 0
    for number in range(count):
        found = desk.look_up(people[number % len(people)]["Full name"][: 2 + number % 3])
        if number % 5 == 0 and found["candidates"]:
            assert desk.get(f"/api/v1/registrations/{found['candidates'][0]['registration']['id']}").status == 200
            opened += 1
    return opened


def test_a_desk_that_leafs_through_the_list_stands_on_the_board(event, printer, browser, look):
    printer.set_seconds(0)
    leafing, busy = event.station("desk", name="Desk 7"), event.station("desk", name="Desk 1")
    people = event.accepted()
    for person in people[:3]:
        assert busy.check_in(busy.find(person["Order code"])).status == 201
    board = browser.open(event.link("organizer"))
    board.until(lambda: board.is_shown("#desks summary"), "the look-ups of the desks")
    assert not board.is_shown("#desk-marks")
    opened = _leaf(leafing, people, 70)
    assert opened > 10
    organizer = event.station("organizer")
    answer = organizer.get("/api/v1/desk-watch").json
    leafed, worked = answer["desks"]
    assert (leafed["name"], leafed["lookups"], leafed["opened"], leafed["checkIns"]) == ("Desk 7", 70, opened, 0)
    assert leafed["marks"] == ["withoutCheckIns"] and leafed["shown"] > 70
    assert (worked["name"], worked["lookups"], worked["checkIns"], worked["marks"]) == ("Desk 1", 3, 3, [])
    assert answer["unrecorded"] == 0
    # The board looks every ten seconds; opened anew it looks at once.
    board.go(board.url)
    board.until(lambda: board.is_shown("#desk-marks"), "the mark")
    assert "Desk 7" in board.text("#desk-marks") and "70" in board.text("#desk-marks")
    board.click("#desks summary")
    board.until(lambda: board.is_shown("#desks table"), "the table")
    look.at(board, "a desk that leafs")
    # The journal tells who asked and how often, and nothing of whom.
    facts = _facts(event, "lookedUp", "detailsOpened")
    assert len(facts) == 70 + opened + 3
    assert all(fact["station"] for fact in facts)
    for fact in facts:
        assert not any(fact[column] for column in ("registration", "badge", "place", "print_job", "printer", "subject"))
        assert fact["word"] is None or fact["word"].split()[0] in ("exact", "likely", "ambiguous", "none")
    assert event.verify().returncode == 0


def test_after_a_restart_the_board_still_knows_who_looked(event):
    desk = event.station("desk", name="Desk 7")
    for _ in range(5):
        desk.look_up("me")
    event.kill()
    event.start()
    (seen,) = event.station("organizer").get("/api/v1/desk-watch").json["desks"]
    assert (seen["name"], seen["lookups"]) == ("Desk 7", 5)
