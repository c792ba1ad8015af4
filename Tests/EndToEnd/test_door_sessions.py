# SPDX-License-Identifier: Apache-2.0
"""Sessions at a room's door: started, taken up, ended by a badge, and counted scans that stay counted scans."""

import datetime
import json
import uuid

import pytest

import axe
import camera
import witness
from browser import Browser
from conftest import OUTPUT
from keyboard import Keyboard
from looks import looks

HOSTILE = '<script>document.title = "run"</script> “Tensors” & <img src=x onerror=alert(1)>'
LONG = "Generalisationsfähigkeitsuntersuchungen überparametrisierter Netze: Doppelabstieg, Kernregime und was davon bleibt!"


@pytest.fixture
def badges(event, printer):
    """The badges of three people, checked in, and their badge names."""
    printer.set_seconds(0)
    desk = event.station("desk")
    people = event.accepted()[:3]
    jobs = [desk.check_in(desk.find(person["Order code"])).json["printJob"]["id"] for person in people]
    for job in jobs:
        desk.wait_until_printed(job)
    return [witness.qr_of(paper, 300) for paper in printer.wait_for(3)]


def _door(browser, event, place="gradient", language="en"):
    door = browser.open("about:blank")
    door.speak(language)
    door.go(event.link("door", place))
    door.until(lambda: door.text("#count") == "0", "the idle door")
    door._cdp("Page.bringToFront")
    return door


def _sessions(event):
    return event.station("organizer").get("/api/v1/sessions").json["sessions"]


def _open(event, title, **more):
    """A session of the organizers, or of a badge's owner."""
    answer = event.station("organizer").post("/api/v1/sessions", {"title": title, "requestId": str(uuid.uuid4()), **more})
    assert answer.status == 201, answer.body
    return answer.json["session"]


def _soon(minutes):
    return (datetime.datetime.now(datetime.UTC) + datetime.timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")


def _seen(door, outcome):
    door.until(lambda: door.is_shown("#verdict") and door.attribute("#verdict", "data-outcome") == outcome, f"the verdict {outcome}")


def _hold(door, badge, outcome):
    """Holds a badge to the scanner, and again if the door says that it read half of it.

    That is when this machine is so busy that keys come as slowly as a person types.
    """
    for _ in range(4):
        door.script("document.querySelector('#verdict').removeAttribute('data-outcome')")
        door.scan(badge)
        door.until(lambda: door.attribute("#verdict", "data-outcome") and door.is_shown("#verdict"), f"the verdict {outcome}")
        if "not all of it" not in door.text("#verdict"):
            break
        _gone(door)
    assert door.attribute("#verdict", "data-outcome") == outcome, door.text("#verdict")


def _gone(door):
    door.until(lambda: not door.is_shown("#verdict"), "the verdict gone", seconds=8)


def _wait_for_badge(door, title):
    """By keys alone: the form, the title, and the step that asks for the badge."""
    keyboard = Keyboard(door)
    keyboard.press("#session-start")
    keyboard.expect("#session-title")
    door.type(title, "Enter")
    keyboard.expect("#session-close")
    return keyboard


def _check(door, name):
    """Looks at a state in every size and scheme, and lets axe look."""
    wrong = looks(door, name)
    for scheme in ("light", "dark"):
        door.emulate("kiosk", scheme)
        door.until(lambda: door.script("return document.getAnimations().length === 0"), "a page at rest")
        wrong += [f"{name}, {scheme}: {violation}" for violation in axe.violations(door)]
        door.emulate(None)
    return wrong


def test_a_session_is_started_by_keys_and_badge_and_ended_by_its_host_alone(event, badges, browser):
    door, other = _door(browser, event), _door(browser, event)
    _wait_for_badge(door, HOSTILE)
    _hold(door, badges[0], "started")
    assert HOSTILE in door.text("#verdict .more")
    [session] = _sessions(event)
    assert (session["title"], session["phase"], session["place"]) == (HOSTILE, "running", "gradient") and session["host"]
    assert event.station("wall").inside("gradient") == 0, "the scan that started the session counted nobody"
    # Held up twice, it is one scan.
    _hold(door, badges[0], "started")
    assert event.station("wall").inside("gradient") == 0
    # Both doors of the room show it, as text.
    for page in (door, other):
        page.until(lambda: page.text("#session-now .title") == HOSTILE, "what is on")
        assert page.script("return document.title") != "run"
        assert page.script("return document.querySelectorAll('#session-now script, #session-now img').length") == 0
        assert session["host"] in page.text("#session-now") and not page.is_shown("#session-start")
    _gone(door)
    keyboard = Keyboard(door)
    keyboard.press("#session-end")
    keyboard.expect("#session-close")
    _hold(door, badges[1], "refused")
    assert "Only who started the session" in door.text("#verdict") and "did not count" in door.text("#verdict .more")
    assert _sessions(event)[0]["phase"] == "running"
    _gone(door)
    _hold(door, badges[0], "ended")
    _gone(door)
    assert door.is_shown(".notes img") and door.script("return document.querySelector('.notes img').naturalWidth") > 0
    assert _sessions(event)[0]["phase"] == "over"
    assert event.station("wall").inside("gradient") == 0
    keyboard.expect("#session-close")
    door.type("Enter")
    door.until(lambda: not door.is_shown("#session-panel") and door.is_shown("#session-start"), "the free room")
    keyboard.expect("#session-start")
    # From then on a badge is counted as ever.
    _hold(door, badges[2], "entered")
    assert event.station("wall").inside("gradient") == 1


def test_the_code_on_the_screen_leads_to_the_sessions_page(event, badges, browser, tmp_path):
    session = _open(event, "Sparse attention", place="gradient")
    picture = browser.open("about:blank")
    picture.go(event.link("wall"))
    picture.until(lambda: picture.is_shown(".place"), "the wall")
    picture.go(f"http://localhost:{event.port}/api/v1/sessions/{session['id']}/qr.svg")
    picture.picture("code")
    assert witness.codes_in(browser.pictures / "code.png") == [f"http://localhost:{event.port}/s/{session['id']}"]
    assert event.station("wall").get(f"/api/v1/sessions/{uuid.uuid4()}/qr.svg").status == 404


def test_while_somebody_types_others_are_counted_and_nothing_is_lost(event, badges, browser):
    door = _door(browser, event)
    door.click("#session-start")
    door.type("Half a tit")
    _hold(door, badges[1], "entered")
    assert event.station("wall").inside("gradient") == 1
    _gone(door)
    assert door.script("return document.querySelector('#session-title').value") == "Half a tit"
    door.type("le", "Enter")
    door.until(lambda: door.is_shown("#session-panel .scan"), "the step that asks for a badge")
    door.scan("NOT A BADGE AT ALL")
    _seen(door, "refused")
    assert not _sessions(event)
    _gone(door)
    # The right one may still come.
    _hold(door, badges[0], "started")
    assert [session["title"] for session in _sessions(event)] == ["Half a title"]
    assert event.station("wall").inside("gradient") == 1


def test_a_title_is_asked_for_and_esc_closes(event, badges, browser):
    door = _door(browser, event)
    keyboard = Keyboard(door)
    keyboard.press("#session-start")
    keyboard.expect("#session-title")
    door.type("Enter")
    door.until(lambda: door.is_shown("#session-panel .verdict.stop"), "the word for it")
    keyboard.expect("#session-title")
    door.type("Escape")
    door.until(lambda: not door.is_shown("#session-panel"), "the idle door")
    keyboard.expect("#session-start")
    _hold(door, badges[0], "entered")


def test_a_room_that_is_taken_meanwhile_says_by_whom(event, badges, browser):
    door = _door(browser, event)
    _wait_for_badge(door, "Too late")
    _open(event, LONG, place="gradient")
    door.until(lambda: LONG in door.script("return document.querySelector('#session-words').textContent"), "what is on")
    _hold(door, badges[0], "refused")
    assert "The room is taken" in door.text("#verdict") and LONG in door.text("#verdict")
    assert len(_sessions(event)) == 1
    _gone(door)
    assert not door.is_shown("#session-panel") and not door.is_shown("#session-start")
    assert not door.is_shown("#session-end"), "a session of the organizers ends at a desk"


def test_an_idea_gathers_interest_and_starts_in_a_free_room(event, badges, browser):
    door = _door(browser, event)
    assert not door.is_shown("#session-ideas")
    for title in ("Quiet idea", "Loud idea"):
        _open(event, title, badge=badges[2])
    door.until(lambda: door.text("#session-ideas") == "Ideas without a room (2)", "the ideas")
    keyboard = Keyboard(door)
    for badge in (badges[0], badges[0], badges[1]):
        keyboard.press("#session-ideas")
        keyboard.expect(".idea")
        loud = "return [...document.querySelectorAll('.idea')].find((each) => each.innerText.includes('Loud')).dataset.session"
        keyboard.press(f"[data-session='{door.script(loud)}']")
        keyboard.press("#idea-come")
        keyboard.expect("#session-close")
        _hold(door, badge, "interested")
        _gone(door)
        # Five seconds later the same badge is another scan.
        door.script("return new Promise((resolve) => setTimeout(resolve, 1500))")
        door.type("Escape")
    assert {session["title"]: session["interested"] for session in _sessions(event)} == {"Quiet idea": 0, "Loud idea": 2}
    assert event.station("wall").inside("gradient") == 0
    keyboard.press("#session-ideas")
    door.until(lambda: door.text(".idea .title") == "Loud idea", "what most would come to first")
    keyboard.expect(".idea")
    door.type("Enter")
    keyboard.press("#idea-start")
    _seen(door, "started")
    door.until(lambda: door.text("#session-now .title") == "Loud idea", "what is on")
    assert [session["phase"] for session in _sessions(event)] == ["proposed", "running"]


def test_a_planned_session_is_shown_and_may_begin_before_its_time(event, badges, browser):
    door = _door(browser, event)
    planned = _open(event, "Planned here", place="gradient", starts=_soon(20), ends=_soon(50), badge=badges[0])
    door.until(lambda: door.text("#session-next .title") == "Planned here", "what comes next")
    assert door.is_shown("#session-start") and not door.is_shown("#session-now")
    Keyboard(door).press("#session-early")
    _seen(door, "started")
    door.until(lambda: door.text("#session-now .title") == "Planned here", "what is on")
    [session] = _sessions(event)
    assert session["phase"] == "running" and session["ends"] == planned["ends"]


def test_an_open_form_closes_by_itself_after_a_minute_without_input(event, badges, browser):
    door = _door(browser, event)
    # A minute of the page's own time, which does not pass by itself.
    door.script("""window.timers = []; const real = setTimeout;
      window.setTimeout = (call, after, ...more) => after >= 20000 ? timers.push({call, after}) : real(call, after, ...more)""")
    door.click("#session-start")
    door.type("Forgotten")
    assert door.script("return timers.at(-1).after") == 60000
    door.script("timers.at(-1).call()")
    assert not door.is_shown("#session-panel")
    door.click("#session-start")
    assert door.script("return document.querySelector('#session-title').value") == "", "what was typed is forgotten"


def test_cut_off_no_session_begins_and_the_door_goes_on(event, badges, browser):
    door = _door(browser, event)
    door.until(lambda: door.script("return navigator.serviceWorker.controller !== null"), "the worker")
    _wait_for_badge(door, "When the line is back")
    event.kill()
    door.until(lambda: door.is_shown("#session-panel .verdict.stop"), "the word for it", seconds=5)
    assert door.script("return document.querySelector('#session-title').value") == "When the line is back"
    wrong = _check(door, "form-cut-off")
    _hold(door, badges[0], "entered")
    assert "kept" in door.text("#verdict .more")
    _gone(door)
    door.type("Escape")
    assert "Sessions need the line" in door.text("#sessions") and not door.is_shown("#session-start")
    wrong += _check(door, "cut-off")
    event.start()
    door.until(lambda: door.is_shown("#session-start"), "the line", seconds=15)
    door.until(lambda: event.station("wall").inside("gradient") == 1, "the kept scan", seconds=10)
    assert not _sessions(event), "the kept scan started nothing"
    assert not wrong, "\n".join(wrong)


def test_an_answer_that_never_came_is_told_and_the_same_badge_asks_again(event, badges, browser):
    door = _door(browser, event)
    _wait_for_badge(door, "Once")
    # The daemon answers, and the answer is lost on its way.
    door.script("""const real = window.fetch; window.fetch = (path, options) => path.endsWith('/sessions') && options?.method === 'POST' && !window.isMended
      ? real(path, options).then(() => Promise.reject(new TypeError('lost'))) : real(path, options)""")
    _hold(door, badges[0], "refused")
    assert "No answer" in door.text("#verdict")
    _gone(door)
    door.script("window.isMended = true")
    _hold(door, badges[0], "started")
    assert len(_sessions(event)) == 1
    assert event.station("wall").inside("gradient") == 0


def test_five_doors_in_one_browser_hear_of_figures_and_sessions(event, browser):
    """A browser opens six connections to one host, over all its windows."""
    places = ["gradient", "lstm", "network", "backprop", "rmsprop"]
    doors = {place: _door(browser, event, place) for place in places}
    for place, door in doors.items():
        session = _open(event, f"In {place}", place=place)
        body = {"count": 3, "requestId": str(uuid.uuid4())}
        assert event.station("organizer").post(f"/api/v1/places/{place}/recounts", body).status == 201
        door.until(lambda: door.text("#session-now .title") == session["title"], "what is on")
        door.until(lambda: door.text("#count") == "3", "the figure")


def test_a_badge_in_front_of_the_camera_starts_the_session_and_counts_nobody(event, tmp_path, request):
    desk = event.station("desk")
    serial = desk.check_in(desk.find(event.accepted()[0]["Order code"])).json["badge"]["serial"]
    film = camera.film(tmp_path / "badge.y4m", (camera.holding(desk.get(f"/api/v1/badges/{serial}.png").body), 2))
    with Browser(OUTPUT / request.node.name, arguments=film) as browser:
        door = _door(browser, event)
        _wait_for_badge(door, LONG)
        door.click("#camera-switch")
        _seen(door, "started")
        _gone(door)
        # It is still in sight.
        door.script("return new Promise((resolve) => setTimeout(resolve, 3000))")
        assert [session["title"] for session in _sessions(event)] == [LONG]
        assert event.station("wall").inside("gradient") == 0
        _open(event, LONG)
        _open(event, LONG, place="gradient", starts=_soon(70), ends=_soon(90))
        door.until(lambda: door.is_shown("#session-next") and door.is_shown("#session-ideas"), "what comes next")
        wrong = _check(door, "beside-the-camera")
        assert not wrong, "\n".join(wrong)


def test_poster_sessions_have_no_such_buttons(event, badges, browser):
    door = _door(browser, event, "posters-1")
    assert door.script("return document.querySelector('#sessions, #session-panel')") is None


TAP = """const box = document.querySelector(arguments[0]).getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2, box.height]"""


def _tap(door, selector):
    """A finger, on a screen of 1024 by 600."""
    door.until(lambda: door.is_shown(selector), selector)
    x, y, height = door.script(TAP, selector)
    assert height >= 44 and 0 < y < 600, f"{selector} is {height} high at {y}"
    door._cdp("Input.dispatchTouchEvent", type="touchStart", touchPoints=[{"x": x, "y": y}])
    door._cdp("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])


def test_all_of_it_by_touch(event, badges, browser):
    door = _door(browser, event)
    door.emulate("kiosk")
    door._cdp("Emulation.setTouchEmulationEnabled", enabled=True)
    _open(event, "An idea", badge=badges[2])
    _tap(door, "#session-start")
    _tap(door, "#session-title")
    # What the system's own keyboard writes.
    door.commit("By touch")
    _tap(door, "#session-next-step")
    _tap(door, "#session-back")
    _tap(door, "#session-next-step")
    door.until(lambda: door.is_shown("#session-panel .scan"), "the step that asks for a badge")
    _hold(door, badges[0], "started")
    _gone(door)
    _tap(door, "#session-ideas")
    _tap(door, ".idea")
    _tap(door, "#idea-come")
    door.until(lambda: door.is_shown("#session-panel .scan"), "the step that asks for a badge")
    _hold(door, badges[1], "interested")
    _gone(door)
    _tap(door, "#session-back")
    _tap(door, "#session-close")
    _tap(door, "#session-end")
    door.script("return new Promise((resolve) => setTimeout(resolve, 1500))")
    _hold(door, badges[0], "ended")
    _gone(door)
    _tap(door, "#session-close")
    door.until(lambda: door.is_shown("#session-start"), "the free room")


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_state_fits_every_screen(event, badges, browser, language):
    event.stop()
    event.edit_event(r'id = "gradient"\n', 'id = "gradient"\nlivestreamed = true\n')
    event.start()
    door = _door(browser, event, language=language)
    wrong = _check(door, f"{language}-free")
    idea = _open(event, LONG, description=f"{HOSTILE}\n" * 12, badge=badges[1])
    for number in range(7):
        _open(event, f"Idea {number} {HOSTILE}"[:120], badge=badges[number % 3])
    _open(event, LONG[::-1], place="gradient", starts=_soon(25), ends=_soon(50), badge=badges[2])
    door.until(lambda: door.is_shown("#session-early"), "what comes next")
    wrong += _check(door, f"{language}-free-and-next")
    keyboard = Keyboard(door)
    keyboard.press("#session-start")
    keyboard.expect("#session-title")
    door.type("Enter")
    door.until(lambda: door.is_shown("#session-panel .verdict.stop"), "the word for it")
    wrong += _check(door, f"{language}-form")
    door.script("document.querySelector('#session-title').value = arguments[0]", LONG)
    door.type("Enter")
    keyboard.expect("#session-close")
    wrong += _check(door, f"{language}-badge")
    _hold(door, badges[0], "started")
    door.script("window.kept = document.querySelector('#verdict').cloneNode(true)")
    _gone(door)
    wrong += _check(door, f"{language}-running")
    keyboard.press("#session-ideas")
    keyboard.expect(".idea")
    wrong += _check(door, f"{language}-ideas")
    keyboard.press(f"[data-session='{door.script('return document.querySelector(arguments[0]).dataset.session', '.idea')}']")
    wrong += _check(door, f"{language}-idea")
    assert door.script("return document.querySelector('#session-panel .actions').childNodes.length") == 2, "the room is taken"
    assert idea["title"] in json.dumps(door.text("#session-panel"), ensure_ascii=False)
    door.type("Escape")
    keyboard.press("#session-end")
    keyboard.expect("#session-close")
    wrong += _check(door, f"{language}-end")
    door.script("return new Promise((resolve) => setTimeout(resolve, 1500))")
    _hold(door, badges[0], "ended")
    _gone(door)
    door.script("for (let timer = setTimeout(() => {}); timer > 0; timer -= 1) clearTimeout(timer)")
    wrong += _check(door, f"{language}-notes")
    assert not wrong, "\n".join(wrong)
