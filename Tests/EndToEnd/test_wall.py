# SPDX-License-Identifier: Apache-2.0
"""The wall: where there is space, for everybody, and nothing that is not for everybody."""

import uuid

import pytest

from looks import looks

PLACES = """return [...document.querySelectorAll(".place")].map((row) =>
  [row.dataset.place, row.querySelector(".word").innerText, row.className.replace("place ", ""), row.getBoundingClientRect().bottom])"""


def _wall(browser, event, language="en"):
    page = browser.open("about:blank")
    page.speak(language)
    page.go(event.link("wall"))
    page.until(lambda: page.is_shown(".place"), "the places")
    assert "/kiosk/wall/" in page.url
    return page


def _count(event, place, people):
    body = {"count": people, "requestId": str(uuid.uuid4())}
    assert event.station("organizer").post(f"/api/v1/places/{place}/recounts", body).status == 201


def test_the_wall_turns_its_pages_from_much_space_to_none(event, browser):
    for place, people in {"forward-prop": 60, "gradient": 28, "chain-rule": 1}.items():
        _count(event, place, people)
    wall = _wall(browser, event)
    wall.emulate("wall")
    first = wall.script(PLACES)
    assert [row[:3] for row in first[:3]] == [
        ["posters-1", "200 free", "good"], ["posters-2", "200 free", "good"], ["chain-rule", "14 free", "good"],
    ]
    assert 6 <= len(first) < 16 and all(row[3] <= 1080 for row in first)
    assert wall.script("return parseFloat(getComputedStyle(document.querySelector('.name')).fontSize)") >= 60
    assert wall.text("#building") == "89"
    # It turns by itself; the other pages are turned by hand.
    wall.until(lambda: wall.script(PLACES)[0][0] != first[0][0], "the second page", seconds=15)
    seen = {row[0] for row in [*first, *wall.script(PLACES)]}
    while len(seen) < 16:
        wall.type("ArrowRight")
        assert not seen.issuperset(row[0] for row in wall.script(PLACES)), "the next page"
        seen.update(row[0] for row in wall.script(PLACES))
    # Where there is least space comes last, with a word, a shape and a colour.
    assert [row[:3] for row in wall.script(PLACES)[-2:]] == [["gradient", "2 free", "look"], ["forward-prop", "Full", "stop"]]
    assert wall.script("return document.querySelectorAll('.place.stop svg, .place.look svg').length") == 2
    # A figure changes in its place; the order waits for the first page.
    _count(event, "forward-prop", 10)
    wall.until(lambda: wall.script(PLACES)[-1][:3] == ["forward-prop", "50 free", "good"], "the new figure", seconds=2)
    wall.type("ArrowLeft")
    assert wall.script(PLACES)[2][0] == "forward-prop", "the first page, in the new order"


def test_the_wall_shows_the_map_with_free_rooms_and_until_when_others_are_taken(event, browser):
    desk = event.station("desk")
    started = desk.post("/api/v1/sessions", {"title": "Flows", "place": "gradient", "requestId": str(uuid.uuid4())})
    assert started.status == 201
    wall = _wall(browser, event)
    labels = "return [...document.querySelectorAll('.venue svg > text[font-weight]')].map((text) => text.textContent)"
    wall.until(lambda: wall.type("ArrowRight") or wall.is_shown(".venue svg"), "the map")
    wall.until(lambda: "0 / 8free" in wall.script(labels), "the free rooms")
    assert any(label.startswith("0 / 30until ") for label in wall.script(labels))
    assert "Backprop: 0 of 12 inside, free, step-free" in wall.heard("image")
    assert desk.post(f"/api/v1/sessions/{started.json['session']['id']}/ends", {"requestId": str(uuid.uuid4())}).status == 200
    wall.until(lambda: "0 / 30free" in wall.script(labels), "the room that is free again", seconds=3)
    assert looks(wall, "map") == []


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_wall_fits_every_screen_and_says_when_the_line_is_down(event, browser, language):
    _count(event, "forward-prop", 60)
    _count(event, "gradient", 28)
    wall = _wall(browser, event, language)
    wrong = looks(wall, f"wall-{language}")
    wall.emulate("phone")
    assert len(wall.script(PLACES)) == 16, "a phone has all places on one page"
    wall.emulate("kiosk")
    event.kill()
    wall.until(lambda: wall.is_shown("#line-down"), "the word that the line is down", seconds=3)
    assert all(row[3] <= 600 for row in wall.script(PLACES)), "the banner takes of the rows' space"
    wrong += looks(wall, f"wall-{language}-line-down")
    assert not wrong, "\n".join(wrong)


def test_a_wall_opens_no_place_and_learns_nothing_of_people(event, browser):
    wall = _wall(browser, event)
    assert not wall.is_shown("button")
    token = event.station("wall")
    assert token.get("/api/v1/places/gradient/series").status == 403
    assert token.get("/api/v1/export/occupancy.csv").status == 403
    assert token.get("/api/v1/export/rooms.json").status == 200
    assert token.get("/kiosk/board/").status == 403
    assert token.post("/api/v1/places/gradient/recounts", {"count": 1, "requestId": str(uuid.uuid4())}).status == 403
