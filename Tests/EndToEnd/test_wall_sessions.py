# SPDX-License-Identifier: Apache-2.0
"""What runs and what comes next on the wall, room by room, with the ideas, the links and the code of conduct."""

import datetime
import uuid

import pytest

import axe
from looks import faults

HOSTILE = '<script>document.title = "run"</script> “Tensors” & <img src=x onerror=alert(1)>'
LONG = "Generalisationsfähigkeitsuntersuchungen überparametrisierter Netze: Doppelabstieg, Kernregime und was davon bleibt!"
LINKS = """
[[links]]
name = "Chat"
url = "https://chat.example.org/socml16/"

[[links]]
name = "Wi-Fi"
text = "Network guests, password seven-small-squids"

[[links]]
name = "Livestream of Forward Prop"
url = "https://live.example.org/forward-prop"
text = "all day"
"""

ROWS = """return [...document.querySelectorAll(".room")].map((row) => ({
  room: row.dataset.room, kind: row.classList[1], title: row.querySelector(".title").textContent,
  who: row.querySelector(".who").textContent, next: row.querySelector(".next").textContent,
  words: [...row.querySelectorAll(".word span")].map((each) => each.textContent), bottom: row.getBoundingClientRect().bottom}))"""
TITLE = "return document.querySelector('.sheet h2').textContent"


@pytest.fixture
def linked(event):
    event.stop()
    with open(event.folder / "event.toml", "a") as file:
        file.write(LINKS)
    event.start()
    return event


def _soon(minutes):
    return (datetime.datetime.now(datetime.UTC) + datetime.timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")


def _open(event, title, **more):
    answer = event.station("organizer").post("/api/v1/sessions", {"title": title, "requestId": str(uuid.uuid4()), **more})
    assert answer.status == 201, answer.body
    return answer.json["session"]


def _count(event, place, people):
    body = {"count": people, "requestId": str(uuid.uuid4())}
    assert event.station("organizer").post(f"/api/v1/places/{place}/recounts", body).status == 201


def _host(event, printer):
    """The badge of somebody who is checked in, and the name on it."""
    import witness

    printer.set_seconds(0)
    desk = event.station("desk")
    done = desk.check_in(desk.find(event.accepted()[0]["Order code"])).json
    desk.wait_until_printed(done["printJob"]["id"])
    return witness.qr_of(printer.wait_for(1)[0], 300)


def _wall(browser, event, language="en"):
    page = browser.open("about:blank")
    page.speak(language)
    page.go(event.link("wall"))
    page.until(lambda: page.is_shown(".place"), "the places")
    page.emulate("wall")
    page._cdp("Page.bringToFront")
    return page


def _turn_to(wall, selector, what):
    """Turns the pages by hand until one has such rows."""
    for _ in range(12):
        if wall.is_shown(selector):
            return
        wall.type("ArrowRight")
    raise AssertionError(f"no page has {what}")


def _rooms(wall):
    """All rows of the pages of rooms, page by page."""
    wall.type("ArrowLeft")
    _turn_to(wall, ".room", "rooms")
    pages = []
    while wall.is_shown(".room"):
        pages.append(wall.script(ROWS))
        wall.type("ArrowRight")
    return pages


def test_now_and_next_room_by_room(event, printer, browser):
    badge = _host(event, printer)
    host = _open(event, "Sparse attention", place="gradient", badge=badge)["host"]
    _open(event, "After that", place="gradient", starts=_soon(70), ends=_soon(100))
    _open(event, HOSTILE, place="forward-prop")
    _open(event, "Later", place="lstm", starts=_soon(20), ends=_soon(40))
    _count(event, "gradient", 28)
    _count(event, "forward-prop", 60)
    wall = _wall(browser, event)
    wall.until(lambda: _rooms(wall), "rooms")
    pages = _rooms(wall)
    rows = {row["room"]: row for page in pages for row in page}
    assert all(row["bottom"] <= 1080 for page in pages for row in page)
    # Each room once; what is on comes first.
    order = [row["room"] for page in pages for row in page]
    assert len(order) == len(set(order)) == 14 and set(order[:2]) == {"forward-prop", "gradient"}
    assert rows["gradient"]["title"] == "Sparse attention" and rows["gradient"]["words"] == ["28 there", "2 free"]
    assert rows["gradient"]["who"].startswith(f"{host} · until ")
    assert rows["gradient"]["next"].startswith("Next: ") and rows["gradient"]["next"].endswith(" After that")
    assert rows["forward-prop"]["title"] == HOSTILE and rows["forward-prop"]["words"] == ["60 there", "Full"]
    assert wall.script("return document.title") != "run"
    # Rooms without a session are shown as free, with what comes.
    assert rows["lstm"]["words"] == ["Free"] and rows["lstm"]["next"].endswith(" Later") and rows["lstm"]["kind"] == "free"
    assert [row["kind"] for row in rows.values()].count("free") == 12
    assert not wall.is_shown("#news"), "what ran before is no news"
    # What starts and ends changes the page that is up; what has just begun is told on every page.
    _open(event, f"{LONG}!", place="network")
    wall.until(lambda: wall.is_shown("#news"), "the news", seconds=3)
    assert f"{LONG}!" in wall.text("#news") and "Network" in wall.text("#news") and not wall.is_shown("#event")
    assert wall.script("return document.querySelector('header').getBoundingClientRect().height") < 100
    for size in ("wall", "kiosk", "phone"):
        wall.emulate(size)
        # The page that is turned by hand stays for a while, and what fades in is pale for a moment.
        wall.type("ArrowLeft")
        wall.until(lambda: wall.script("return document.getAnimations().length === 0"), "a page at rest")
        assert not [each for each in faults(wall, size) if "is covered" not in each]
        assert axe.violations(wall) == []
        wall.picture(f"news-{size}")
    wall.emulate("wall")
    _turn_to(wall, ".room.on", "sessions")
    assert wall.script("return document.querySelector('[data-room=\"forward-prop\"] .live') !== null"), "marked as livestreamed"
    ended = next(each for each in event.station("wall").get("/api/v1/sessions").json["sessions"] if each["title"] == "Sparse attention")
    answer = event.station("organizer").post(f"/api/v1/sessions/{ended['id']}/ends", {"requestId": str(uuid.uuid4())})
    assert answer.status == 200
    wall.until(lambda: "gradient" not in [row["room"] for row in wall.script(ROWS) if row["kind"] == "on"], "the end", seconds=3)
    size = wall.script("return parseFloat(getComputedStyle(document.querySelector('.room .title')).fontSize)")
    assert size >= 60, "readable at five metres"


def test_ideas_links_and_the_code_of_conduct_come_up_by_themselves(linked, printer, browser):
    event = linked
    badge = _host(event, printer)
    few, many = _open(event, "Few"), _open(event, "Many")
    answer = event.station("desk").post(f"/api/v1/sessions/{many['id']}/interests", {"badge": badge, "requestId": str(uuid.uuid4())})
    assert answer.status == 200
    wall = _wall(browser, event)
    _turn_to(wall, ".wall-idea", "ideas")
    rows = "return [...document.querySelectorAll('.wall-idea')].map((row) => [row.dataset.session, row.querySelector('.word').textContent])"
    assert wall.script(rows) == [[many["id"], "1 would come"], [few["id"], "0 would come"]]
    # The next page comes by itself.
    wall.until(lambda: wall.is_shown(".link"), "the links", seconds=15)
    links = wall.script("return [...document.querySelectorAll('.link')].map((row) => row.innerText.split('\\n').filter(Boolean))")
    assert links == [
        ["Chat", "chat.example.org/socml16"], ["Wi-Fi", "Network guests, password seven-small-squids"],
        ["Livestream of Forward Prop", "live.example.org/forward-prop", "all day"],
    ]
    # The code of conduct goes on each time that its page comes up, until all of it was there.
    told = []
    for number in range(2):
        _turn_to(wall, ".conduct-part", "the code of conduct")
        told.append(wall.text(".conduct-part"))
        assert wall.script("return document.querySelector('.conduct-part').getBoundingClientRect().bottom") <= 1080
        assert f"part {number + 1} of 2" in wall.script(TITLE)
        wall.type("ArrowRight")
    whole = event.station("wall").get("/api/v1/session").json["event"]
    assert " ".join(told) == whole["codeOfConduct"]["text"].strip()
    assert [link["name"] for link in whole["links"]] == ["Chat", "Wi-Fi", "Livestream of Forward Prop"]


@pytest.mark.parametrize("size", ["wall", "kiosk"])
def test_a_long_code_of_conduct_is_cut_nowhere(event, browser, size):
    text = "请彼此倾听，让别人把话说完。" * 60 + " Wohlwollen" * 150 + "n" * 900
    event.stop()
    event.edit_event(r'(?s)^text = """.*?^"""', f'text = "{text}"')
    event.start()
    wall = _wall(browser, event)
    wall.emulate(size)
    told = []
    count = None
    while count is None or len(told) < count:
        _turn_to(wall, ".conduct-part", "the code of conduct")
        told.append(wall.text(".conduct-part"))
        count = int(wall.script(TITLE).split()[-1])
        assert wall.script("return document.querySelector('.conduct-part').getBoundingClientRect().bottom < innerHeight")
        wall.type("ArrowRight")
    assert 4 < count < 12
    assert "".join(told).replace(" ", "") == text.replace(" ", "")


def test_a_wall_without_ideas_and_links_has_no_such_pages(event, browser):
    wall = _wall(browser, event)
    seen = []
    for _ in range(12):
        seen.append(wall.script("return document.querySelector('.rows').classList[1]"))
        wall.type("ArrowRight")
    assert set(seen) == {"space", "programme", "map", "conduct"}


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_page_fits_every_screen(linked, printer, browser, language):
    event = linked
    badge = _host(event, printer)
    for place in ("forward-prop", "gradient", "lstm", "backprop"):
        _open(event, LONG if place == "gradient" else f"{HOSTILE} {place}"[:120], place=place, badge=badge)
    _open(event, LONG, place="gradient", starts=_soon(70), ends=_soon(100), badge=badge)
    _open(event, LONG, place="network", starts=_soon(10), ends=_soon(40), badge=badge)
    for number in range(6):
        _open(event, f"{number} {LONG}"[:120], badge=badge)
    _count(event, "gradient", 30)
    _count(event, "forward-prop", 55)
    wall = _wall(browser, event, language)
    wrong = []
    for size in ("wall", "kiosk"):
        wall.emulate(size)
        wall.type("ArrowLeft")
        seen = []
        for _ in range(20):
            name = wall.script("return document.querySelector('.rows').classList[1]")
            if seen and name == "space" and seen[-1] != "space":
                break
            seen.append(name)
            number = seen.count(name)
            for scheme in ("light", "dark"):
                wall.emulate(size, scheme)
                wall.until(lambda: wall.script("return document.getAnimations().length === 0"), "a page at rest")
                wrong += faults(wall, f"{name} {number}, {size}, {scheme}")
                bottom = wall.script("return Math.max(...[...document.querySelectorAll('.rows > li')].map((row) => row.getBoundingClientRect().bottom))")
                wrong += [f"{name} {number}, {size} ends at {bottom}"] if bottom > wall.script("return innerHeight") else []
                if size == "wall":
                    wrong += [f"{name} {number}, {scheme}: {violation}" for violation in axe.violations(wall)]
                wall.picture(f"{language}-{name}-{number}-{size}-{scheme}")
            wall.type("ArrowRight")
        assert set(seen) == {"space", "programme", "ideas", "links", "map", "conduct"}
    # A phone has all of them below one another.
    for scheme in ("light", "dark"):
        wall.emulate("phone", scheme)
        assert wall.script("return document.querySelectorAll('#sheets > .sheet').length") == 6
        wrong += [each for each in faults(wall, f"phone, {scheme}") if "is covered" not in each]
        for selector in ("body", ".programme", ".ideas", ".links"):
            wall.script("document.querySelector(arguments[0]).scrollIntoView()", selector)
            wall.picture(f"{language}-phone-{selector.strip('.')}-{scheme}")
    assert not wrong, "\n".join(wrong)
