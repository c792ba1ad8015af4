# SPDX-License-Identifier: Apache-2.0
"""What docs/operating.md says of an upgrade in the middle of the day, and the pictures that it shows."""

import time

from appliance import Client
from test_cut_off import ASKED, _badges, _hold_and_see, _open, _passages

BEFORE, DURING, AFTER = 2, 3, 1


def _follow(desk, event, job):
    """Asks for a job as a desk does, over the daemon's absence."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            seen = Client(event.port, desk.token).print_job(job)
            if seen["state"] in ("printed", "failed"):
                return seen["state"]
        except OSError:
            pass
        time.sleep(0.1)
    raise AssertionError("the badge's end was not told")


def test_an_upgrade_in_the_middle_of_the_day_loses_no_scan_and_no_badge(event, printer, tmp_path, browser):
    """Stop, and start what is there then: a door's page scans on, and a badge that is being printed comes out once."""
    badges = _badges(event, printer, tmp_path, BEFORE + DURING + AFTER)
    papers = len(printer.wait_for(len(badges)))
    printer.set_seconds(3)
    desk = event.station("desk")
    door = _open(browser, event.link("door", "gradient"))
    door.until(lambda: door.script(ASKED), "the badges that do not count")
    for _, text in badges[:BEFORE]:
        _hold_and_see(door, text, "entered")
    late = desk.check_in(desk.find(event.accepted()[-1]["Order code"])).json["printJob"]["id"]
    printer.wait_until_at_work()
    assert event.stop() == 0
    assert len(printer.documents()) == papers
    door.until(lambda: door.is_shown("#line-down"), "the word for it", seconds=3)
    for number, (_, text) in enumerate(badges[BEFORE : BEFORE + DURING], start=1):
        door.scan(text)
        door.until(lambda: door.attribute("#waiting", "data-count") == str(number), f"{number} scans waiting")
    door.until(lambda: not door.is_shown("#verdict"), "the idle door", seconds=6)
    door.picture("door-cut-off", "kiosk")
    event.start()
    door.until(lambda: door.attribute("#waiting", "data-count") == "0" and not door.is_shown("#line-down"), "the line")
    for _, text in badges[BEFORE + DURING :]:
        _hold_and_see(door, text, "entered")
    assert [(kind, serial) for kind, _, serial, _ in _passages(event)] == [("entered", serial) for serial, _ in badges]
    assert event.station("organizer").inside("gradient") == len(badges)
    assert _follow(desk, event, late) == "printed"
    assert len(printer.wait_for(papers + 1)) == papers + 1
    assert event.verify().returncode == 0


def test_the_pictures_of_operating(event, printer, browser):
    """What `docs/pictures` shows of an evening; they are copied there when a screen has changed."""
    pair = browser.open(f"http://localhost:{event.port}/pair")
    pair.until(lambda: pair.is_shown("#code"), "the pairing page")
    pair.picture("pair", "kiosk")
    desk = browser.open(event.link("desk", name="Desk 1"))
    desk.until(lambda: desk.is_shown("#find"), "the find step")
    printer.fault("media-empty-error")
    client = event.station("desk")
    client.check_in(client.find(event.accepted()[0]["Order code"]))
    desk.until(lambda: desk.is_shown("#printers .trouble, #printers [data-printer], #printers p"), "the word for it", seconds=10)
    desk.picture("desk-no-labels", "kiosk")
    printer.clear("media-empty-error")
