# SPDX-License-Identifier: Apache-2.0
"""A door's camera: a badge that is held up counts once, and of anything else nothing is kept."""

import sqlite3
import statistics
import struct
import time
import uuid

import pytest

import camera
import witness
from appliance import Client
from browser import SIZES, Browser
from conftest import OUTPUT
from keyboard import Keyboard
from looks import faults
from traces import documents_of, found

ANSWERED = """return performance.getEntriesByType('resource')
    .filter((each) => each.name.endsWith('/door/frames') && each.responseEnd > 0).map((each) => each.duration)"""


@pytest.fixture
def pictures(request):
    return OUTPUT / request.node.name


@pytest.fixture
def badge(event, tmp_path):
    """Serial, picture and text of a badge whose owner is checked in."""
    desk = event.station("desk")
    person = event.accepted()[0]
    serial = desk.check_in(desk.find(person["Order code"])).json["badge"]["serial"]
    picture = desk.get(f"/api/v1/badges/{serial}.png").body
    (tmp_path / "badge.png").write_bytes(picture)
    return serial, picture, witness.codes_in(tmp_path / "badge.png")[0]


def _open(browser, event, url=None):
    door = browser.open(url or event.link("door", "gradient"))
    door.until(lambda: door.text("#count") == "0", "the idle door")
    return door


def _switch_on(door):
    door.click("#camera-switch")
    door.until(lambda: door.attribute("#camera", "data-state") == "on", "the camera")


def _wait_for_frames(door, count):
    door.until(lambda: len(door.script(ANSWERED)) >= count, f"{count} pictures looked at", seconds=20)


def _facts(event, *kinds):
    with sqlite3.connect(f"file:{event.database}?mode=ro", uri=True) as database:
        marks = ", ".join("?" * len(kinds))
        return database.execute(f"SELECT kind, badge FROM facts WHERE kind IN ({marks}) ORDER BY at", kinds).fetchall()


def _files(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_a_badge_held_into_the_camera_is_counted_once(event, badge, tmp_path, pictures):
    serial, picture, _ = badge
    film = camera.film(tmp_path / "badge.y4m", (camera.holding(picture), 2))
    with Browser(pictures, arguments=film) as browser:
        door = _open(browser, event)
        door.picture("1-off", "kiosk")
        door.picture("1-off", "phone")
        # By the keyboard alone.
        door.script("document.querySelector('#camera-switch').focus()")
        door.type("Enter")
        door.until(lambda: door.attribute("#verdict", "data-outcome") == "entered", "the verdict")
        door.picture("2-welcome", "kiosk")
        door.until(lambda: not door.is_shown("#verdict"), "the idle door")
        assert door.text("#count") == "1"
        for size in ("kiosk", "phone", "wall"):
            door.picture("3-on", size)
        # Held there for longer than a scan and its repetitions take.
        time.sleep(8)
        assert not door.is_shown("#verdict")
        assert _facts(event, "entered", "left", "refused") == [("entered", serial)]
        times = sorted(door.script(ANSWERED))
        # In a picture that stands still there is nothing new to see.
        assert len(times) < 12
        print(f"a picture's round trip: median {statistics.median(times):.0f} ms of {len(times)}, longest {times[-1]:.0f} ms")
        # A scanner beside it still works.
        door.scan("NOT A BADGE")
        door.until(lambda: door.attribute("#verdict", "data-outcome") == "refused", "the scanner's verdict")
    assert event.verify().returncode == 0


def test_a_badge_that_was_away_is_a_scan_of_its_own(event, badge, tmp_path, pictures):
    serial, picture, _ = badge
    film = camera.film(tmp_path / "twice.y4m", (camera.holding(picture), 2), (camera.empty(), 8))
    with Browser(pictures, arguments=film) as browser:
        door = _open(browser, event)
        _switch_on(door)
        door.until(lambda: len(_facts(event, "entered", "left")) >= 2, "in and out", seconds=30)
    assert _facts(event, "entered", "left", "refused")[:2] == [("entered", serial), ("left", serial)]


def test_what_is_no_badge_is_refused_in_words_and_leaves_no_trace(event, traces, tmp_path, pictures):
    _, licence = documents_of("Xaverine", "Zwetschgenmus")
    secret = f"kept-{uuid.uuid4()}"
    held = camera.holding(camera.code("PDF417", licence.text), 560, 0)
    card = camera.holding(camera.code("QRCode", f"BEGIN:VCARD\nN:{secret}\nEND:VCARD", 300, 300), 300)
    # Both are there to be read, by who wants to.
    assert [each.text for each in camera.zxingcpp.read_barcodes(held)] == [licence.text]
    assert secret in camera.zxingcpp.read_barcodes(card)[0].text
    secrets = [secret, *licence.secrets]
    facts = _facts(event, "refused")
    for name, scene in (("licence", held), ("card", card)):
        profile = tmp_path / f"profile-{name}"
        film = camera.film(tmp_path / f"{name}.y4m", (scene, 2))
        with Browser(pictures, profile, film) as browser:
            door = _open(browser, event)
            door.script("performance.setResourceTimingBufferSize(5000)")
            _switch_on(door)
            if scene is card:
                door.until(lambda: door.attribute("#verdict", "data-outcome") == "refused", "a word for it")
                assert "not a badge" in door.text("#verdict")
                door.picture("not-a-badge", "kiosk")
            _wait_for_frames(door, 4)
            assert secret not in door.script("return document.documentElement.outerHTML")
            assert door.text("#count") == "0"
        assert found(secrets, _files(profile)) == []
        # The search finds what is kept, or it would prove nothing.
        (profile / "planted").write_bytes(bytes(5000) + secret.encode("utf-16-le"))
        assert len(found(secrets, _files(profile))) == 1
    assert (event.folder / "daemon.log").stat().st_size > 1000
    assert found(secrets, traces.files()) == []
    assert _facts(event, "entered", "left", "refused") == facts == []
    event.stop()
    assert found(secrets, traces.files()) == []


# What a person has to press, and whether anything lies on it.
PRESSABLE = """return ['#camera-switch', '#volunteers', '#pin', '#unlock', '#drawer-close', '#cancel'].map((each) => {
    const element = document.querySelector(each);
    if (!element?.checkVisibility({visibilityProperty: true})) return null;
    const {left, right, top, bottom} = element.getBoundingClientRect();
    const onTop = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return element.contains(onTop) ? each : `${each} is covered`;
}).filter(Boolean)"""


def test_the_camera_and_the_volunteers_drawer_leave_each_other_room_and_keys(event, badge, tmp_path, pictures):
    event.stop()
    event.edit_event(r'name = "Gradient"\nkind = "room"\ncapacity = 30', 'name = "Gradient"\nkind = "room"\nlivestreamed = true\ncapacity = 1\nlimit = "hard"')
    event.start()
    serial, picture, _ = badge
    film = camera.film(tmp_path / "badge.y4m", (camera.empty(), 1), (camera.holding(picture), 2))
    wrong = []

    def look(name, *expected):
        for size in SIZES:
            door.emulate(size)
            found = door.script(PRESSABLE)
            wrong.extend([f"{name}, {size}: {found}"] if found != list(expected) else [])
            wrong.extend(faults(door, f"{name}, {size}"))
            door.picture(f"{name}-{size}")
        door.emulate(None)

    with Browser(pictures, arguments=film) as browser:
        door = _open(browser, event)
        look("off", "#camera-switch", "#volunteers")
        keyboard = Keyboard(door)
        keyboard.walk()
        door.click("#volunteers")
        look("off-drawer", "#camera-switch", "#pin", "#unlock", "#drawer-close")
        keyboard.press("#camera-switch")
        keyboard.to("#pin")
        door.type("1")
        # While somebody types a PIN, another is let in by the camera.
        door.until(lambda: door.attribute("#verdict", "data-outcome") == "entered", "the verdict")
        door.type("00200")
        door.until(lambda: not door.is_shown("#verdict"), "the drawer")
        assert door.script("return document.activeElement.id + document.querySelector('#pin').value") == "pin100200"
        look("on-drawer", "#camera-switch", "#pin", "#unlock", "#drawer-close")
        keyboard.walk()
        keyboard.to("#pin")
        door.type("Enter")
        door.until(lambda: door.text("#drawer-figures") == "1 of 1 inside", "the open drawer")
        door.click("#let-in")
        door.until(lambda: door.is_shown("#cancel"), "the word that one is let in")
        look("on-armed", "#camera-switch", "#cancel")
        door.click("#cancel")
        look("on", "#camera-switch", "#volunteers")
        keyboard.walk()
        event.kill()
        door.until(lambda: door.attribute("#camera", "data-state") == "cutOff", "a word for it", seconds=8)
        door.until(lambda: door.is_shown("#waiting"), "since when it is cut off", seconds=4)
        look("cut-off", "#camera-switch", "#volunteers")
        keyboard.walk()
        door.click("#volunteers")
        look("cut-off-drawer", "#camera-switch", "#pin", "#unlock", "#drawer-close")
    assert _facts(event, "entered", "left", "refused") == [("entered", serial)]
    assert not wrong, "\n".join(wrong)


def test_only_the_text_of_a_genuine_badge_is_answered(event, badge):
    _, picture, text = badge
    door = event.station("door", "gradient")

    def look(scene):
        return door.post("/api/v1/door/frames", camera.frame(scene)).json

    def code(text):
        return camera.holding(camera.code("QRCode", text, 300, 300), 300)

    for angle in (0, 20, 90, 180, 275):
        assert look(camera.holding(picture, 420, angle)) == {"sight": "badge", "badge": text}
    # Beside something else on the same lanyard.
    both = camera.holding(picture, 400, 0)
    both.paste(camera.code("QRCode", "https://example.org/", 130, 130), (20, 10))
    assert len(camera.zxingcpp.read_barcodes(both)) == 2
    assert look(both) == {"sight": "badge", "badge": text}
    # Without what stands around it.
    assert look(code(f"https://example.org/{uuid.uuid4()}#{text}")) == {"sight": "badge", "badge": text}
    forged = text[:8] + ("B" if text[8] != "B" else "C") + text[9:]
    foreign = text[:2] + ("B" if text[2] != "B" else "C") + text[3:]
    assert look(code(forged)) == {"sight": "unreadable", "badge": None}
    assert look(code(foreign)) == {"sight": "foreign", "badge": None}
    assert look(code("https://example.org/")) == {"sight": "unreadable", "badge": None}
    assert look(camera.empty()) == {"sight": "nothing", "badge": None}
    for kind in ("PDF417", "DataMatrix", "Aztec", "Code128"):
        shown = camera.holding(camera.code(kind, text[:80], 600, 300), 560, 0)
        assert look(shown) == {"sight": "nothing", "badge": None}, kind
    assert _facts(event, "entered", "left", "refused") == []


def test_pictures_that_are_none_are_answered_with_a_problem(event):
    door = event.station("door", "gradient")
    good = camera.frame(camera.empty())
    bodies = [b"", b"\0", b"{}", good[:-1], good + b"\0", struct.pack(">HH", 0, 0), struct.pack(">HH", 65535, 65535) + bytes(9)]
    for body in bodies:
        answer = door.post("/api/v1/door/frames", body)
        assert (answer.status, answer.json["code"]) == (400, "malformed"), body[:8]
    large = Client(event.port, door.token).post("/api/v1/door/frames", struct.pack(">HH", 1280, 1280) + bytes(1280 * 1280))
    assert (large.status, large.json["code"]) == (413, "tooLarge")
    assert door.post("/api/v1/door/frames", good).json["sight"] == "nothing"


def test_a_door_remembers_its_camera_and_rests_while_nobody_sees_it(event, tmp_path, pictures):
    film = camera.film(tmp_path / "nobody.y4m", (camera.empty(), 2))
    with Browser(pictures, arguments=film) as browser:
        door = _open(browser, event)
        _switch_on(door)
        door.go(door.url)
        door.until(lambda: door.attribute("#camera", "data-state") == "on", "the camera, by itself")
        door.script(
            "Object.defineProperty(document, 'hidden', {get: () => true, configurable: true});"
            "document.dispatchEvent(new Event('visibilitychange'))"
        )
        assert door.script("return document.querySelector('#camera-preview').srcObject") is None
        door.script("delete document.hidden; document.dispatchEvent(new Event('visibilitychange'))")
        door.until(lambda: door.attribute("#camera", "data-state") == "on", "the camera again")
        # Cut off, the camera cannot read, and says so.
        event.kill()
        door.until(lambda: door.attribute("#camera", "data-state") == "cutOff", "a word for it", seconds=8)
        assert "Use the scanner" in door.text("#camera-words")
        door.picture("cut-off", "kiosk")
        door.picture("cut-off", "phone")
        event.start()
        door.until(lambda: door.attribute("#camera", "data-state") == "on", "the camera, once more")
        # Unplugged, and plugged in again.
        door.script("document.querySelector('#camera-preview').srcObject.getVideoTracks()[0].dispatchEvent(new Event('ended'))")
        assert door.attribute("#camera", "data-state") == "failed"
        assert not door.is_shown("#camera-view")
        door.script("navigator.mediaDevices.dispatchEvent(new Event('devicechange'))")
        door.until(lambda: door.attribute("#camera", "data-state") == "on", "the camera that is there again")
        door.click("#camera-switch")
        door.go(door.url)
        door.until(lambda: door.text("#count") == "0", "the idle door")
        assert door.attribute("#camera", "data-state") == "off"


def test_a_second_camera_can_be_chosen(event, pictures):
    arguments = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream=device-count=2"]
    with Browser(pictures, arguments=arguments) as browser:
        door = _open(browser, event)
        _switch_on(door)
        used = "return document.querySelector('#camera-preview').srcObject?.getVideoTracks()[0]?.getSettings().deviceId"
        first = door.script(used)
        door.until(lambda: door.is_shown("#camera-other"), "the other camera's button")
        door.click("#camera-other")
        door.until(lambda: door.script(used) not in (None, first), "the other camera")
        second = door.script(used)
        door.go(door.url)
        door.until(lambda: door.script(used) == second, "the camera that was chosen")


@pytest.mark.parametrize(
    "state, arguments, host, words",
    [
        ("insecure", ["--host-resolver-rules=MAP door.test 127.0.0.1"], "door.test", "https://"),
        ("denied", ["--use-fake-device-for-media-stream", "--deny-permission-prompts"], "localhost", "Allow it"),
        ("missing", ["--use-fake-ui-for-media-stream"], "localhost", "no camera"),
    ],
    ids=["insecure", "denied", "missing"],
)
def test_a_door_says_why_it_has_no_camera(event, pictures, state, arguments, host, words):
    with Browser(pictures, arguments=arguments) as browser:
        door = _open(browser, event, event.link("door", "gradient").replace("localhost", host))
        door.click("#camera-switch")
        door.until(lambda: door.attribute("#camera", "data-state") == state, state)
        assert words in door.text("#camera-words")
        for size in ("kiosk", "phone"):
            door.picture(state, size)
        door.scan("NOT A BADGE")
        door.until(lambda: door.attribute("#verdict", "data-outcome") == "refused", "the scanner's verdict")
