# SPDX-License-Identifier: Apache-2.0
"""The operator's screen, and what a browser does whose station was revoked."""

import pytest

import witness
from looks import look  # noqa: F401


def _cookies(page):
    return {each["name"] for each in page._cdp("Network.getAllCookies")["cookies"]}


def _focus(page):
    return page.script("const {id, dataset} = document.activeElement ?? {dataset: {}}; return id || dataset.act")


def _go_to(page, wanted):
    for _ in range(30):
        if _focus(page) == wanted:
            return
        page.type("Tab")
    raise AssertionError(f"Tab does not come to {wanted}")


def _card(page, name):
    return page.script(
        "const card = [...document.querySelectorAll('.station')].find((each) => each.querySelector('h3').textContent === arguments[0]);"
        "return card && [card.dataset.state, card.querySelector('.state').textContent]", name)


def _invitation(page):
    return page.text(".invitation .link") + "#" + page.text(".invitation .code").replace("-", "")


def test_a_screen_that_pairs_at_once_is_told_of_all_the_same(event, browser):
    page = browser.open(event.link("operator", name="Operator"))
    page.until(lambda: _card(page, "Operator"), "the list")
    # The screen looks again every two seconds; from the code on it must wait here, until the desk is paired.
    page.script(
        "const real = fetch; window.isHeld = false; window.fetch = async (what, how) => {"
        "while (isHeld && (how?.method ?? 'GET') === 'GET') await new Promise((go) => setTimeout(go, 20));"
        "const answer = await real(what, how); isHeld ||= what.endsWith('/offers'); return answer; };")
    page.click("#add")
    page.until(lambda: page.is_shown("#role"), "the form")
    page.type("Tab", "Main desk")
    page.type("Enter")
    page.until(lambda: page.is_shown(".invitation .code"), "the code")
    desk = browser.open(_invitation(page))
    desk.until(lambda: desk.is_shown("#find"), "the desk")
    page.script("isHeld = false")
    page.until(lambda: "Main desk\u2069 is paired" in (page.text("#word") or ""), "the word that it is paired")


def test_a_new_code_for_a_paired_station_stays_until_it_is_used(event, browser):
    page = browser.open(event.link("operator", name="Operator"))
    event.station("desk", name="Main desk")
    page.until(lambda: (_card(page, "Main desk") or [None])[0] == "paired", "the list")
    page.click("#add")
    page.until(lambda: page.is_shown("#role"), "the form")
    page.type("Tab", "Main desk", "Enter")
    page.until(lambda: page.is_shown(".invitation .code"), "the code")
    looks = "return performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('/stations')).length"
    looked = page.script(looks)
    page.until(lambda: page.script(looks) >= looked + 2, "two more looks at the stations")
    assert page.is_shown(".invitation .code")
    desk = browser.open(_invitation(page))
    desk.until(lambda: desk.is_shown("#find"), "the desk")
    page.until(lambda: "Main desk\u2069 is paired" in (page.text("#word") or ""), "the word that it is paired")


def test_by_keyboard_alone_the_operator_adds_a_desk_renames_and_revokes_it(event, browser, look):  # noqa: F811
    page = browser.open(event.link("operator", name="Operator"))
    page.until(lambda: _card(page, "Operator"), "the list")
    assert _focus(page) == "add"
    page.type("Enter")
    page.until(lambda: _focus(page) == "role", "the form")
    look.at(page, "add")
    page.type("Tab", "Main desk", "Enter")
    page.until(lambda: page.is_shown(".invitation"), "the code")
    look.at(page, "invitation")
    link = _invitation(page)
    page.picture("code")
    assert link in witness.codes_in(browser.pictures / "code.png")
    desk = browser.open(link)
    desk.until(lambda: desk.is_shown("#find"), "the desk")
    page.until(lambda: "Main desk\u2069 is paired" in (page.text("#word") or ""), "the word that it is paired")
    page.until(lambda: _card(page, "Main desk") == ["paired", "In service"], "the desk in service")
    assert len(_cookies(page)) == 2

    page.script("document.activeElement.blur()")
    _go_to(page, "add")
    _go_to(page, "rename")
    page.type("Tab", "Tab", "Tab", "Enter")
    page.until(lambda: page.is_shown("#station-dialog #name"), "the dialog")
    assert "Main desk" in page.text("#dialog-title")
    page.script("document.querySelector('#name').value = ''")
    page.type("Operator", "Enter")
    page.until(lambda: page.is_shown("#dialog-word .verdict.stop"), "the word that the name is taken")
    page.script("document.querySelector('#name').value = ''")
    page.type("Left desk", "Enter")
    page.until(lambda: _card(page, "Left desk"), "the new name")

    focus = "const card = [...document.querySelectorAll('.station')].find((each) => each.querySelector('h3').textContent === 'Left desk');"
    page.script(focus + "card.querySelector('[data-act=revoke]').focus()")
    page.type("Enter")
    page.until(lambda: page.is_shown("#revoke"), "the question")
    # What Enter does takes nothing away.
    assert _focus(page) == "dialog-close"
    look.at(page, "revoke")
    desk.until(lambda: desk.is_shown("#find"), "the desk, still there")
    _go_to(page, "revoke")
    page.type("Enter")
    page.until(lambda: _card(page, "Left desk")[0] == "revoked", "the revoked desk")
    # Nobody touched the desk: the end of its stream told it to ask.
    desk.until(lambda: desk.url.endswith("/pair") and desk.is_shown("#answer .verdict"), "the pairing page", seconds=5)
    assert "out of service" in desk.text("#answer")
    look.at(desk, "forgotten")
    assert len(_cookies(page)) == 1
    look.at(page, "list-revoked")
    page.speak("de")
    page.go(page.url)
    page.until(lambda: _card(page, "Operator"), "the list in German")
    page.picture("list-de")


HELD = """
return Promise.all([
  indexedDB.databases(), caches.keys(), navigator.serviceWorker.getRegistrations(),
]).then(([databases, caches, workers]) => [databases.length, caches.length, workers.length, Object.keys(localStorage).length])
"""


@pytest.fixture
def badges(event, printer):
    printer.set_seconds(0)
    desk = event.station("desk")
    for person in event.accepted()[:2]:
        desk.wait_until_printed(desk.check_in(desk.find(person["Order code"])).json["printJob"]["id"])
    return [witness.qr_of(paper, 300) for paper in printer.wait_for(2)]


def test_a_revoked_door_forgets_what_it_held_and_says_what_was_lost(event, badges, browser):
    door = browser.open(event.link("door", "gradient", name="Gradient"))
    door.until(lambda: door.text("#count") == "0", "the idle door")
    door.until(lambda: door.script("return navigator.serviceWorker.controller !== null"), "the worker")
    other = browser.open(event.link("door", "chain-rule", name="Chain Rule"))
    other.until(lambda: other.text("#count") == "0", "the other door")
    door.script("localStorage.setItem(`lanyard-camera-${new URLSearchParams(location.search).get('station')}`, '{}')")
    address = door.url
    event.kill()
    door.until(lambda: door.is_shown("#line-down"), "the word that the line is down")
    for count, badge in enumerate(badges, 1):
        door.scan(badge)
        door.until(lambda: door.attribute("#waiting", "data-count") == str(count), "the scan that waits")
    # That nobody answers is no revocation: the door holds what it has, also over a reload.
    door.go(address)
    door.until(lambda: door.attribute("#waiting", "data-count") == "2", "the scans after a reload")
    done = event.command("station", "revoke", "Gradient")
    assert done.returncode == 0, done.stderr
    event.start()
    door.until(lambda: door.url.endswith("/pair") and door.is_shown("#answer .verdict"), "the pairing page")
    assert "2 scans had not been delivered" in door.text("#answer")
    door.picture("lost")
    # The other door of this browser goes on with what it needs.
    databases, caches, workers, choices = door.script(HELD)
    assert (databases, caches, workers, choices) == (1, 1, 1, 0)
    kept = door.script(
        "return new Promise((resolve) => { const opening = indexedDB.open('lanyard-door'); opening.onsuccess = () => {"
        "const stores = ['sessions', 'places', 'scans'], transaction = opening.result.transaction(stores), found = {};"
        "for (const name of stores) transaction.objectStore(name).getAllKeys().onsuccess = ({target}) => found[name] = target.result;"
        "transaction.oncomplete = () => { opening.result.close(); resolve(found); }; }; })")
    assert kept["places"] == ["chain-rule"] and kept["scans"] == []
    assert address.split("station=")[1] not in kept["sessions"]
    other.until(lambda: not other.is_shown("#line-down"), "the other door in service")
    assert event.command("station", "revoke", "Chain Rule").returncode == 0
    other.until(lambda: other.url.endswith("/pair") and other.is_shown("#answer .verdict"), "the pairing page")
    assert "scan" not in other.text("#answer").lower().replace("scanner", "")
    assert other.script(HELD) == [0, 0, 0, 0]
    assert _cookies(other) == set()
    # Its address opens nothing any more, with no daemon and with one.
    other.go(address)
    other.until(lambda: other.is_shown("#code"), "the pairing page")
    assert [row for row in event.station("organizer").get("/api/v1/export/occupancy.csv").body.decode().splitlines() if "entered" in row] == []
