# SPDX-License-Identifier: Apache-2.0
"""SOCML's two days, replayed on the sample event: every figure equals the script's own model at ten fixed moments."""

import days

BOARD = """return Object.fromEntries([...document.querySelectorAll("#places .place")].map((card) =>
  [card.dataset.place, Number(card.querySelector(".inside").innerText)]))"""

# Day, minute after the opening, and how many sessions came to be since the moment before.
MOMENTS = [(0, 20, 3), (0, 55, 4), (0, 75, 3), (0, 150, 8), (0, 240, 8), (0, 400, 10), (1, 15, 2), (1, 105, 8), (1, 270, 10), (1, 415, 4)]

PROGRAMME = """return [...document.querySelectorAll(".rows.programme .room")].map((row) =>
  [row.dataset.room, row.querySelector(".title").innerText, row.className])"""
ON = """return Object.fromEntries([...document.querySelectorAll("#places .place")].map((card) =>
  [card.dataset.place, card.querySelector(".on")?.textContent ?? ""]))"""


class Screens:
    """A board, a wall and the doors of two rooms, looked at when the clock stands at a moment."""

    def __init__(self, played, browser):
        self.played, self.browser = played, browser
        self.links = {
            "board": played.event.link("organizer", name="Board"), "wall": played.event.link("wall", name="Wall"),
            "gradient": played.event.link("door", "gradient", name="Door of Gradient"),
        }
        self.pages = {}

    def look(self, name, number):
        """The page as it is now, opened anew."""
        now = self.played.clock.now()
        if name in self.pages:
            page = self.pages[name]
            page.set_clock(now)
            page.go(page.url)
        else:
            page = self.pages[name] = self.browser.open("about:blank")
            page.set_clock(now)
            page.go(self.links[name])
        return page

    def title(self, room):
        """What the session is called that has the room now, if any."""
        session = self.played.model.running(room, self.played.clock.now())
        return session and session["title"]

    def differences(self, number):
        """What stands on a screen otherwise than in the model; takes pictures."""
        model = self.played.model
        board = self.look("board", number)
        expected = {place: model.inside(place) for place in model.places if place != "lunch"}
        board.until(lambda: board.script(BOARD) == expected, "the model's figures on the board")
        titles = {room: self.title(room) for room in model.rooms}
        on = lambda: board.script(ON)
        board.until(lambda: all(title is None or on()[room].startswith(title) for room, title in titles.items()), "the model's sessions on the board")
        board.until(lambda: board.text("#building") == str(model.building), "the model's total")
        board.picture(f"{number:02}-board", "wall")
        door = self.look("gradient", number)
        door.until(lambda: door.text("#count") == str(model.inside("gradient")), "the model's figure at the door")
        door.until(lambda: door.text("#session-now .title") == titles["gradient"], "the model's session at the door")
        door.picture(f"{number:02}-door", "kiosk")
        wall = self.look("wall", number)
        wall.until(lambda: wall.text("#building") == str(model.building), "the model's total on the wall")
        wall.emulate("wall")
        seen = {}
        while len(seen) < len(model.rooms):
            wall.type("ArrowRight")
            if shown := wall.script(PROGRAMME):
                seen.update({room: (title or None, kind) for room, title, kind in shown})
                wall.picture(f"{number:02}-wall-{len(seen):02}")
        assert {room: title for room, (title, _) in seen.items()} == titles
        assert all(("on" in kind.split()) == (title is not None) for title, kind in seen.values())


def test_two_days_of_a_self_organizing_conference(event, printer, browser, tmp_path):
    played = days.Days(event, printer, tmp_path)
    screens = Screens(played, browser)
    codes = [person["Order code"] for person in event.accepted()]
    waiting = sorted(
        (person for person in event.people() if person["Status"] == "waitlisted"), key=lambda each: int(each["Waitlist position"]))
    waiting = [person["Order code"] for person in waiting]
    played.arrive(codes[:60])
    minute, day = 0, 0
    for number, (on, until, sessions) in enumerate(MOMENTS):
        if on != day:
            # The night: an hour after closing nobody is inside any more.
            played.is_at(day, days.LENGTH + 61)
            day, minute = on, 0
            played.night()
        assert played.play(day, minute, until, sessions) == []
        minute = until
        screens.differences(number)
        if number == 0:
            played.arrive(codes[60:172])
            played.come_without_a_seat(waiting[:20])
        if number == 1:
            # Noon: the seats of those who have not come go to the waiting list, and everybody comes at once.
            played.is_at(0, 61)
            played.race_for_seats(waiting, codes[172:180])
            minute = 62
    assert len(played.model.sessions) == days.SESSIONS
    assert played.refused["roomTaken"] >= 5 and len(played.badges) == 200
    verified = event.verify()
    assert verified.returncode == 0, verified.stdout
