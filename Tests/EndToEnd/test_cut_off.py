# SPDX-License-Identifier: Apache-2.0
"""A door that is cut off from the daemon goes on: it judges badges by itself, and loses and doubles no scan."""

import concurrent.futures
import socket
import sqlite3
import threading
import time
import uuid

import pytest

import documents
import witness
from appliance import Client
from browser import Browser
from conftest import OUTPUT

COUNT = 50
ASKED = "return performance.getEntriesByType('resource').some((each) => each.name.includes('/door/keys') && each.responseEnd > 0)"


@pytest.fixture
def pictures(request):
    return OUTPUT / request.node.name


def _badge(event, token, person, folder):
    """Checks a person in and reads the badge's text from its picture."""
    desk = Client(event.port, token)
    serial = desk.check_in(desk.find(person["Order code"])).json["badge"]["serial"]
    picture = folder / f"{serial}.png"
    picture.write_bytes(desk.get(f"/api/v1/badges/{serial}.png").body)
    return serial, witness.codes_in(picture)[0]


def _badges(event, printer, folder, count):
    printer.set_seconds(0)
    token = event.station("desk").token
    people = event.accepted()[:count]
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda person: _badge(event, token, person, folder), people))


def _forged(text):
    """The same badge with another serial, so that the signature is not its."""
    return text[:8] + ("B" if text[8] != "B" else "C") + text[9:]


def _open(browser, url):
    door = browser.open(url)
    door.until(lambda: door.text("#count") and door.is_shown("#idle h1"), "the idle door")
    return door


def _pair(profile, pictures, event):
    """Makes a browser a door and closes it as a person does, so that it keeps its cookie; returns the door's address."""
    with Browser(pictures, profile) as browser:
        door = browser.open(event.link("door", "gradient"))
        door.until(lambda: door.text("#count") == "0", "the idle door")
        door.until(lambda: door.script("return navigator.serviceWorker.controller !== null"), "the worker")
        loaded = door.script(
            "return performance.getEntriesByType('resource').map((each) => new URL(each.name).pathname)"
            ".filter((path) => path.startsWith('/kiosk/') && !path.endsWith('.webmanifest'))"
        )
        held = door.script(
            "return caches.open('door').then((cache) => cache.keys())"
            ".then((keys) => keys.map((each) => new URL(each.url).pathname))"
        )
        assert len(loaded) > 10
        assert set(loaded) - set(held) == set()
        assert door.installability_errors() == []
        return door.url


def _hold(door, text, is_answered, what):
    """Holds a badge to the scanner, and again, as people do, if the door says that it read half of it.

    That is when this machine is so busy that keys come as slowly as a person types. Returns when it was read.
    """
    while True:
        at = time.time()
        door.scan(text)
        door.until(lambda: is_answered() or _says_half(door), what)
        if is_answered():
            return at
        door.script("document.querySelector('#verdict').hidden = true")


def _hold_and_wait(door, text, count):
    """Holds a badge to the scanner, with which `count` scans wait."""
    return _hold(door, text, lambda: door.attribute("#waiting", "data-count") == str(count), f"{count} scans waiting")


def _hold_and_see(door, text, outcome, words=""):
    def is_answered():
        return door.attribute("#verdict", "data-outcome") == outcome and words in (door.text("#verdict") or "")

    door.until(lambda: not door.is_shown("#verdict"), "the idle door", seconds=6)
    door.script("document.querySelector('#verdict').removeAttribute('data-outcome')")
    return _hold(door, text, is_answered, f"{outcome}: {words}")


def _says_half(door):
    said = door.text("#verdict") if door.is_shown("#verdict") else ""
    return "not all of it" in said or "nicht das ganze" in said


def _reload(door):
    door.script("window.isOld = true; location.reload()")
    door.until(lambda: not door.script("return window.isOld"), "the page anew")


def _wait_count(door, count):
    door.until(lambda: door.attribute("#waiting", "data-count") == str(count), f"{count} scans waiting")


def _passages(event):
    """What the journal says happened at the doors: kind, moment, badge and identifier."""
    with sqlite3.connect(f"file:{event.database}?mode=ro", uri=True) as database:
        rows = database.execute("SELECT kind, at, badge, id FROM facts WHERE kind IN ('entered', 'left') ORDER BY at")
        return [(kind, at / 1000, badge, uuid.UUID(id)) for kind, at, badge, id in rows]


def test_fifty_badges_scanned_while_cut_off_arrive_once_with_their_times(event, printer, tmp_path, pictures):
    profile = tmp_path / "profile"
    url = _pair(profile, pictures, event)
    badges = _badges(event, printer, tmp_path, COUNT + 1)
    (lost, lost_text), badges = badges[-1], badges[:-1]
    desk = event.station("desk")
    replaced = desk.post(f"/api/v1/badges/{lost}/replacements", {"reason": "lost", "requestId": str(uuid.uuid4())})
    assert replaced.status == 201
    scanned = {}

    def scan(door, some):
        for serial, text in some:
            scanned[serial] = _hold_and_wait(door, text, len(scanned) + 1)

    with Browser(pictures, profile) as browser:
        door = _open(browser, url)
        door.until(lambda: door.script(ASKED), "the badges that do not count")
        event.kill()
        door.until(lambda: door.is_shown("#line-down") and door.is_shown("#waiting"), "the word for it", seconds=3)
        door.picture("1-cut-off", "kiosk")
        scan(door, badges[:20])
        assert door.text("#verdict .word") == "Welcome"
        door.picture("2-welcome", "kiosk")
        _reload(door)
        _wait_count(door, 20)
        scan(door, badges[20:35])
        # A licence is held up by mistake: nothing of it is kept, as a badge is.
        _hold_and_see(door, documents.aamva("Xaverine", "Zwetschgenmus"), "refused", "not a badge")
        browser.kill()
    assert _found(profile, badges[0][1])
    assert not _found(profile, "Zwetschgenmus")
    with Browser(pictures, profile) as browser:
        door = _open(browser, url)
        _wait_count(door, 35)
        scan(door, badges[35:])
        # The same badge held up again at once is one scan.
        _hold_and_wait(door, badges[-1][1], COUNT)
        _hold_and_see(door, lost_text, "refused", "replaced")
        door.picture("3-revoked", "kiosk")
        _hold_and_see(door, _forged(badges[0][1]), "refused", "not genuine")
        door.picture("4-forged", "kiosk")
        door.until(lambda: not door.is_shown("#verdict"), "the idle door", seconds=6)
        _wait_count(door, COUNT)
        assert door.text("#count") == str(COUNT)
        for size in ("kiosk", "wall", "phone"):
            door.picture("5-fifty-wait", size)
        event.start()
        _wait_count(door, 0)
        door.until(lambda: not door.is_shown("#line-down") and not door.is_shown("#waiting"), "the line")
        door.picture("6-delivered", "kiosk")
        # And out again, by the daemon's word.
        _hold_and_see(door, badges[0][1], "left")
    passages = _passages(event)
    assert [(kind, serial) for kind, _, serial, _ in passages] == [("entered", each) for each, _ in badges] + [("left", badges[0][0])]
    for (_, at, serial, identifier) in passages[:-1]:
        assert abs(at - scanned[serial]) < 1, (serial, at, scanned[serial])
        # Neighbours in time are neighbours in the index.
        assert identifier.version == 7 and identifier.int >> 80 == round(at * 1000), identifier
    assert event.station("organizer").inside("gradient") == COUNT - 1
    assert not _found(profile, "Zwetschgenmus")
    verified = event.verify()
    assert verified.returncode == 0, verified.stderr


def _found(profile, text):
    """Where a text stands in what a browser wrote to the disk."""
    spellings = [each for some in (text, text.upper()) for each in (some.encode(), some.encode("utf-16-le"))]
    files = [path for path in profile.rglob("*") if path.is_file()]
    return [path for path in files if any(each in path.read_bytes() for each in spellings)]


class Line:
    """What stands between a door and the daemon: it can lose the answers, or be cut."""

    def __init__(self, target):
        self.target = target
        self.answers_arrive = True
        self.is_cut = False
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.ends = []

    def __enter__(self):
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.listener.close()
        self.hang_up()

    def cut(self):
        self.is_cut = True
        self.hang_up()

    def hang_up(self):
        """Ends what is connected; what is said anew goes through as the line is by then."""
        ends, self.ends = self.ends, []
        for end in ends:
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                # The other side was faster.
                continue

    def _accept(self):
        while True:
            try:
                near, _ = self.listener.accept()
            except OSError:
                return
            if self.is_cut:
                near.close()
                continue
            try:
                far = socket.create_connection(("127.0.0.1", self.target))
            except OSError:
                near.close()
                continue
            self.ends += [near, far]
            threading.Thread(target=self._carry, args=(near, far, lambda: True), daemon=True).start()
            threading.Thread(target=self._carry, args=(far, near, lambda: self.answers_arrive), daemon=True).start()

    @staticmethod
    def _carry(source, sink, arrives):
        try:
            while data := source.recv(65536):
                if arrives():
                    sink.sendall(data)
        except OSError:
            pass
        finally:
            for end in (source, sink):
                end.close()


def test_a_scan_whose_answer_is_lost_counts_once_and_its_owner_leaves_by_the_next(event, printer, tmp_path, pictures):
    badges = _badges(event, printer, tmp_path, 2)
    with Line(event.port) as line, Browser(pictures, tmp_path / "profile") as browser:
        page = browser.open("about:blank")
        page.speak("de")
        page.go(event.link("door", "gradient").replace(f":{event.port}/", f":{line.port}/"))
        page.until(lambda: page.text("#count") == "0", "the idle door")
        page.until(lambda: page.script("return navigator.serviceWorker.controller !== null"), "the worker")

        line.answers_arrive = False
        _hold_and_see(page, badges[0][1], "entered")
        page.picture("1-kept-german", "kiosk")
        organizer = event.station("organizer")
        page.until(lambda: organizer.inside("gradient") == 1, "the scan itself")
        _wait_count(page, 1)
        page.until(lambda: page.is_shown("#line-down"), "the word for it", seconds=3)
        _hold_and_wait(page, badges[1][1], 2)
        page.until(lambda: not page.is_shown("#verdict"), "the idle door")
        page.picture("2-waiting-german", "kiosk")

        line.answers_arrive = True
        line.hang_up()
        _wait_count(page, 0)
        page.until(lambda: not page.is_shown("#waiting"), "the line")
        assert [(kind, serial) for kind, _, serial, _ in _passages(event)] == [("entered", serial) for serial, _ in badges]

        # Cut off again, the door knows who is inside.
        event.kill()
        page.until(lambda: page.is_shown("#line-down"), "the word for it", seconds=3)
        page.until(lambda: not page.is_shown("#verdict"), "the idle door")
        time.sleep(max(0, 5 - (time.time() - _passages(event)[0][1])))
        _hold_and_see(page, badges[0][1], "left")
        page.picture("3-goodbye-german", "kiosk")
        assert "1 von 30" in page.text("#verdict")
        event.start()
        _wait_count(page, 0)
    assert [kind for kind, _, _, _ in _passages(event)] == ["entered", "entered", "left"]
    assert event.station("organizer").inside("gradient") == 1
    assert event.verify().returncode == 0


def test_a_full_room_stays_full_while_its_door_is_cut_off(event, printer, tmp_path, browser):
    event.stop()
    event.edit_event(
        r'name = "Gradient"\nkind = "room"\ncapacity = 30', 'name = "Gradient"\nkind = "room"\ncapacity = 1\nlimit = "hard"'
    )
    event.start()
    door = browser.open(event.link("door", "gradient"))
    door.until(lambda: door.text("#count") == "0", "the idle door")
    # Badges of which the door knows nothing: it asked for its keys before.
    (first, text), (second, other) = _badges(event, printer, tmp_path, 2)
    event.kill()
    door.until(lambda: door.is_shown("#line-down"), "the word for it", seconds=3)
    _hold_and_wait(door, "https://example.org/b#" + text.lower(), 1)
    _hold_and_see(door, other, "refused", "Full.")
    door.picture("full", "kiosk")
    # Whoever was let in leaves again, though the browser's clock was set back meanwhile, and there is space.
    door.script("const now = Date.now; Date.now = () => now() - 3600000")
    time.sleep(4)
    _hold_and_wait(door, text, 2)
    _hold_and_wait(door, other, 3)
    event.start()
    _wait_count(door, 0)
    assert [(kind, serial) for kind, _, serial, _ in _passages(event)] == [
        ("entered", first), ("left", first), ("entered", second)
    ]
    assert event.station("organizer").inside("gradient") == 1


def test_a_spare_badge_gets_in_that_was_given_out_while_the_door_was_cut_off(event, tmp_path, browser):
    made = event.command("badge", "--pool", "2", "--output", tmp_path / "spare.pdf")
    assert made.returncode == 0, made.stderr
    witness._output("pdfseparate", tmp_path / "spare.pdf", tmp_path / "%d-spare.pdf")
    given, nobodys = [witness.qr_of(page, 300) for page in sorted(tmp_path.glob("?-spare.pdf"))]
    desk = event.station("desk")
    with Line(event.port) as line:
        door = browser.open(event.link("door", "gradient").replace(f":{event.port}/", f":{line.port}/"))
        door.until(lambda: door.text("#count") == "0" and door.script(ASKED), "the idle door")
        _hold_and_see(door, given, "refused", "nobody’s yet")
        line.cut()
        door.until(lambda: door.is_shown("#line-down"), "the word for it", seconds=3)
        checked_in = desk.post(
            "/api/v1/check-ins",
            {
                "registration": desk.find(event.accepted()[0]["Order code"]),
                "evidence": "code",
                "codeOfConduct": True,
                "requestId": str(uuid.uuid4()),
                "badge": given,
            },
        )
        assert checked_in.status == 201, checked_in.body
        _hold_and_wait(door, given, 1)
        assert door.attribute("#verdict", "data-outcome") == "entered"
        # The door cannot know that this one still lies at the desk.
        _hold_and_wait(door, nobodys, 2)
        line.is_cut = False
        _wait_count(door, 0)
        door.until(lambda: door.text("#count") == "1", "the figure without it")
    assert [(kind, badge) for kind, _, badge, _ in _passages(event)] == [("entered", checked_in.json["badge"]["serial"])]
    assert event.verify().returncode == 0
