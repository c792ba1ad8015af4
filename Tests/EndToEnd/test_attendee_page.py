# SPDX-License-Identifier: Apache-2.0
"""The attendee's own page: a badge's code, a phone, no account."""

import base64
import re
import sqlite3
import uuid

import pytest

import axe
import witness
from appliance import ROOT, Client, Event
from looks import faults
from phones import Phone, arrive, start_session
from traces import found

SIZES = ("phone", "kiosk")


@pytest.fixture
def event(tmp_path, printer):
    """The sample event, whose badges say where their owners' pages are."""
    with Event(tmp_path / "event", printer_uri=printer.uri) as event:
        event.edit_event(r"^\[code_of_conduct\]$", f'[attendee]\nurl = "http://localhost:{event.port}"\n\n[code_of_conduct]')
        event.import_list()
        event.start()
        yield event


def _with_poster(event):
    return next(person for person in event.accepted() if person["Poster title"] and person["Email"])


def look(page, name):
    """What is wrong with the page on a phone and a small screen, light and dark."""
    wrong = []
    for size in SIZES:
        for scheme in ("light", "dark"):
            page.emulate(size, scheme)
            wrong += faults(page, f"{name}, {size}, {scheme}")
            wrong += [f"{name}, {size}, {scheme}: {each}" for each in axe.violations(page)]
            page.picture(f"{name}-{size}-{scheme}")
    page.emulate(None, "light")
    return wrong


def open_page(browser, code):
    page = browser.open(code)
    page.until(lambda: page.attribute("#page", "aria-busy") == "false", "the page")
    return page


def test_the_code_on_a_badge_opens_its_owners_page_and_stays_a_badge(event, printer, browser):
    person = _with_poster(event)
    (code,) = arrive(event, printer, [person])
    prefix = f"HTTP://LOCALHOST:{event.port}/B/"
    assert code.startswith(prefix), code
    token = code.removeprefix(prefix)
    # What scanners at doors read, they take as ever.
    door = event.station("door", "gradient")
    assert door.scan(code, "gradient")["outcome"] == "entered"

    page = open_page(browser, code)
    assert token not in page.url and page.url.endswith("/me")
    assert token not in page.script("return document.documentElement.outerHTML")
    name = person["Name on badge"] or person["Full name"]
    assert page.text("h1") == name
    assert "Gradient" in page.text("#now")
    assert person["Poster title"] in page.text("#poster")
    page.click("#held summary")
    held = page.text("#held")
    for each in (person["Email"], person["Order code"], person["Affiliation"], person["Dietary needs"], "2016-10", "Gradient"):
        assert each in held, each
    wrong = look(page, "me")
    # A reload and another tab know the badge only as long as its owner wants.
    page.go(page.url)
    page.until(lambda: page.text("h1") == name, "the page again")
    other = browser.open(f"http://localhost:{event.port}/me")
    other.until(lambda: "nothing to see" in (other.text("#page") or ""), "a page without a badge")
    wrong += look(other, "nobody")
    page.click("#remember")
    other.go(other.url)
    other.until(lambda: other.text("h1") == name, "the badge is kept on this phone")
    other.click("#forget")
    assert other.script("return [sessionStorage.length, localStorage.length]") == [0, 0]
    assert not wrong, "\n".join(wrong)


def test_count_me_out_is_on_the_board_at_once(event, printer, browser):
    (code,) = arrive(event, printer, event.accepted()[:1])
    door = event.station("door", "gradient")
    assert door.scan(code, "gradient")["outcome"] == "entered"
    board = browser.open(event.link("organizer"))
    figure = lambda: board.script("return document.querySelector('[data-place=\"gradient\"]')?.innerText ?? ''")
    board.until(lambda: re.search(r"\b1\b", figure()), "one inside")
    page = open_page(browser, code)
    page.click("#count-out")
    page.until(lambda: page.is_shown("#word .verdict.good"), "a word that it is done")
    assert "In no room" in page.text("#now") and not page.is_shown("#count-out")
    board.until(lambda: re.search(r"\b0\b", figure()), "nobody inside", seconds=2)
    assert door.inside("gradient") == 0
    assert look(page, "counted-out") == []
    # At the next door the badge comes in, and out of nowhere.
    assert event.station("door", "chain-rule").scan(code, "chain-rule")["outcome"] == "entered"
    organizer = event.station("organizer")
    assert (organizer.inside("gradient"), organizer.inside("chain-rule")) == (0, 1)
    verified = event.verify()
    assert verified.returncode == 0, verified.stdout


def test_a_badge_that_does_not_count_sees_nothing_and_learns_not_why(event, printer, browser, tmp_path):
    people = event.accepted()[:2]
    (code, other) = arrive(event, printer, people)
    phone = Phone(event, code)
    assert phone.me()["badgeName"]
    desk = event.station("desk")
    registration = desk.find(people[0]["Order code"])
    page = open_page(browser, code)
    # Replaced at the desk, the older one is worth nothing.
    replaced = desk.post(
        f"/api/v1/badges/{_serial_of(code)}/replacements", {"reason": "lost", "requestId": str(uuid.uuid4())}
    )
    assert replaced.status == 201, replaced.body
    page.until(lambda: "nothing to see" in page.text("#page"), "the page goes empty", seconds=12)
    assert people[0]["Full name"] not in page.script("return document.documentElement.outerHTML")
    assert page.script("return [sessionStorage.length, localStorage.length]") == [0, 0]

    stranger = event.command("badge", event.accepted()[5]["Order code"], "-o", tmp_path / "specimen.pdf")
    assert "specimen" in stranger.stdout
    token = other.split("/")[-1]
    forged = token[:-8] + ("A" * 8 if token[-8:] != "A" * 8 else "B" * 8)
    answers = [
        Phone(event, text).request("GET", "/me")
        for text in (code, "", "nonsense", token[:-1], forged, witness.qr_of(tmp_path / "specimen.pdf", 300), "x" * 5000)
    ]
    answers.append(Client(event.port).get("/api/v1/me"))
    assert {answer.status for answer in answers} == {401}
    assert len({answer.body for answer in answers}) == 1, "all wrong badges are answered alike"
    assert answers[0].json["code"] == "badgeNotValid"
    # No station opens it, and no badge opens anything else.
    assert desk.get("/api/v1/me").status == 401
    for path in ("/sessions", "/occupancy", "/places", f"/registrations/{registration}", "/me/../sessions", "/mexico"):
        assert Phone(event, other).request("GET", path).status in (401, 404), path
    assert Phone(event, other).me()["badgeName"]


def _serial_of(code):
    """The serial's ten characters: the bytes 3 to 8 of a token."""
    token = code.split("/")[-1]
    raw = base64.b32decode(token + "=" * (-len(token) % 8))
    return base64.b32encode(raw[3:9]).decode().rstrip("=")


def test_who_tries_many_badges_is_told_to_wait_and_keeps_nobody_out(event, printer):
    codes = arrive(event, printer, event.accepted()[:2])
    known, fresh = (Phone(event, code.split("/")[-1]) for code in codes)
    assert known.me()["badgeName"]
    statuses = [Phone(event, f"nonsense {number}").request("GET", "/me").status for number in range(61)]
    assert statuses[:60] == [401] * 60 and statuses[60] == 429
    assert int(Phone(event, "more").request("GET", "/me").headers["Retry-After"]) in range(1, 62)
    # Others behind the same address go on with what they began.
    assert known.me()["badgeName"] and fresh.request("GET", "/me").status == 429
    assert Client(event.port).get("/healthz").status == 200


@pytest.mark.parametrize("language", ["en", "de"])
def test_a_legal_name_reaches_no_phone(event, printer, browser, tmp_path, language):
    path = tmp_path / "more.csv"
    path.write_text("Order code,First name,Last name,Full name,Name on badge\nLEGAL001,Robert,Quandt,Robert Quandt,Lee Quandt\n")
    event.import_list(path)
    (code,) = arrive(event, printer, [{"Order code": "LEGAL001"}])
    answer = Phone(event, code).request("GET", "/me")
    assert "Lee Quandt" in answer.body.decode() and "Robert" not in answer.body.decode()
    page = browser.open("about:blank")
    page.speak(language)
    page.go(code)
    page.until(lambda: page.text("h1") == "Lee Quandt", "the page")
    assert "Robert" not in page.script("return document.documentElement.outerHTML")
    wrong = look(page, f"me-{language}")
    assert not wrong, "\n".join(wrong)


def test_no_log_and_no_other_site_learns_a_badge(event, printer, traces, browser):
    (code,) = arrive(event, printer, event.accepted()[:1])
    token = code.split("/")[-1]
    page = open_page(browser, code)
    page.until(lambda: page.text("h1"), "the page")
    for text in (token, "X" + token, token[:-1]):
        Phone(event, text).request("GET", "/me")
        Client(event.port).get(f"/b/{text}")
        Client(event.port).get(f"/B/{text}/more")
    answer = Client(event.port).get(f"/b/{token}")
    assert answer.headers["Referrer-Policy"] == "no-referrer" and answer.headers["Cache-Control"] == "no-store"
    assert token not in answer.body.decode() and not answer.headers.get("Set-Cookie")
    asked = page.script("return performance.getEntriesByType('resource').map((each) => each.name)")
    assert asked and all(token not in each and each.startswith(f"http://localhost:{event.port}/") for each in asked)
    assert page.script("return document.cookie") == ""
    assert page.script("return history.length") <= 2
    event.stop()
    assert "level=trace" in (event.folder / "daemon.log").read_text()
    assert found([token, token[:-1]], traces.files()) == []
    # The search finds what is there, or it would prove nothing.
    (traces.working / "planted").write_text(token)
    assert found([token], traces.files())


def test_a_host_sees_their_sessions_and_ends_them(event, printer, browser):
    host, guest = arrive(event, printer, event.accepted()[:2])
    door = event.station("door", "gradient")
    session = start_session(door, "Normalizing flows", "gradient", host)
    assert door.scan(guest, "gradient")["outcome"] == "entered"
    assert [each["title"] for each in Phone(event, guest).me()["attended"]] == ["Normalizing flows"]
    assert Phone(event, guest).ask(f"/me/sessions/{session['id']}/ends").json["code"] == "notTheHost"
    page = open_page(browser, host)
    assert "Normalizing flows" in page.text("#hosted") and "On now" in page.text("#hosted")
    assert look(page, "host") == []
    page.click("#hosted button")
    page.until(lambda: "Over" in page.text("#hosted"), "the session is over")
    assert door.get("/api/v1/sessions").json["sessions"][0]["phase"] == "over"


def test_who_stops_the_recording_is_counted_and_not_recorded(event, printer, browser):
    stops, stays = arrive(event, printer, event.accepted()[:2])
    gradient, chain_rule = event.station("door", "gradient"), event.station("door", "chain-rule")
    for badge in (stops, stays):
        assert gradient.scan(badge, "gradient")["outcome"] == "entered"
    page = open_page(browser, stops)
    page.click("#recording summary")
    told = page.text("#recording")
    assert "somebody without a name" in told and "What was recorded until now stays" in told and "database" in told
    wrong = look(page, "about-to-stop")
    page.click("#stop-recording")
    page.until(lambda: page.is_shown("#word .verdict.good"), "a word that it is done")
    assert "not recorded with you" in page.text("#now") and not page.is_shown("#stop-recording")
    wrong += look(page, "stopped")
    # Both heads are there; of this one nothing more is told.
    assert gradient.inside("gradient") == 2
    me = Phone(event, stops).me()
    assert (me["recorded"], me["place"], len(me["stays"])) == (False, None, 1) and me["stays"][0]["to"]
    registration = event.station("desk").find(event.accepted()[0]["Order code"])
    facts = _facts(event)
    moved = chain_rule.scan(stops, "chain-rule")
    assert moved["outcome"] == "entered" and moved["badgeName"]
    assert (gradient.inside("gradient"), chain_rule.inside("chain-rule")) == (1, 1)
    assert len(Phone(event, stops).me()["stays"]) == 1
    later = [fact for fact in _facts(event) if fact not in facts]
    assert [fact["kind"] for fact in later] == ["entered"]
    assert not any(value in (registration, _serial_of(stops)) for fact in later for value in fact.values())
    # It goes on so after a restart, and they can still count themselves out.
    event.stop()
    event.start()
    page.go(page.url)
    page.until(lambda: page.is_shown("#count-out"), "the page again")
    page.click("#count-out")
    page.until(lambda: page.is_shown("#word .verdict.good"), "counted out")
    assert event.station("organizer").inside("chain-rule") == 0
    verified = event.verify()
    assert verified.returncode == 0, verified.stdout
    assert not wrong, "\n".join(wrong)


def _facts(event):
    with sqlite3.connect(f"file:{event.database}?mode=ro", uri=True) as database:
        database.row_factory = sqlite3.Row
        columns = "id, kind, registration, badge, place, subject, word"
        return [dict(row) for row in database.execute(f"SELECT {columns} FROM facts ORDER BY sequence")]


@pytest.mark.parametrize("template", sorted(path.stem for path in (ROOT / "templates" / "badges").glob("*.svg")))
def test_every_badge_takes_the_address_and_is_read(event, tmp_path, template):
    event.edit_event(r"^badge_template = .*$", f'badge_template = "{template}"')
    made = event.command("badge", event.accepted()[0]["Order code"], "-o", tmp_path / "badge.pdf")
    assert made.returncode == 0, made.stderr
    codes = set(witness.qr_at_both_resolutions(tmp_path / "badge.pdf").split())
    assert len(codes) == 1 and codes.pop().startswith(f"HTTP://LOCALHOST:{event.port}/B/")


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_page_says_until_when_data_are_held_and_whom_to_ask(event, printer, browser, language):
    event.stop()
    event.edit_event(
        r"^\[code_of_conduct\]$", '[privacy]\nerase_after = "2016-12-24"\ncontact = "privacy@conference.example"\n\n[code_of_conduct]')
    event.start()
    (badge,) = arrive(event, printer, event.accepted()[:1])
    page = open_page(browser, badge)
    page.speak(language)
    page.go(page.url)
    page.until(lambda: page.text("#privacy"), "what becomes of the data")
    told = page.text("#privacy")
    assert {"en": "December 24, 2016", "de": "24. Dezember 2016"}[language] in told
    assert "privacy@conference.example" in told
    page.click("#privacy-more summary")
    assert look(page, f"privacy-{language}") == []


def test_the_events_links_stand_on_the_page(event, printer, browser):
    event.stop()
    with open(event.folder / "event.toml", "a") as file:
        file.write('\n[[links]]\nname = "Chat <b>"\nurl = "https://chat.example.org/"\n\n[[links]]\nname = "Wi-Fi"\ntext = "network self, password organizing"\n')
    event.start()
    (code,) = arrive(event, printer, event.accepted()[:1])
    page = open_page(browser, code)
    told = page.text("#links")
    assert "Chat <b>" in told and "password organizing" in told
    link = page.script("const each = document.querySelector('#links a'); return [each.href, each.rel]")
    assert link == ["https://chat.example.org/", "noopener noreferrer"]
    assert look(page, "links") == []


def test_a_sessions_code_leads_to_its_page_at_the_same_address(event, browser, tmp_path):
    # Not the one that the daemon finds for itself.
    event.stop()
    event.edit_event(r"^url = .*$", f'url = "http://127.0.0.1:{event.port}"')
    event.start()
    desk = event.station("desk")
    session = start_session(desk, "Attention", "gradient")
    drawing = tmp_path / "code.svg"
    drawing.write_bytes(desk.get(f"/api/v1/sessions/{session['id']}/qr.svg").body)
    page = browser.open(drawing.as_uri())
    page.picture("code")
    (address,) = witness.codes_in(browser.pictures / "code.png")
    assert address == f"http://127.0.0.1:{event.port}/s/{session['id']}"
    page.go(address)
    page.until(lambda: page.text("h1") == "Attention", "the session's page")


def test_who_wants_to_be_named_says_so(event, printer, browser):
    (code,) = arrive(event, printer, event.accepted()[:1])
    page = open_page(browser, code)
    assert not Phone(event, code).me()["named"]
    page.click("#naming")
    page.until(lambda: page.is_shown("#word .verdict.good"), "a word that it is done")
    assert Phone(event, code).me()["named"]
    page.click("#naming")
    page.until(lambda: not Phone(event, code).me()["named"], "taken back")
