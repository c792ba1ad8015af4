# SPDX-License-Identifier: Apache-2.0
"""How many labels are left: counted over a restart, corrected by the printer, and told before it is too late."""

import time

import pytest

from appliance import Event
from printers import VirtualPrinter


@pytest.fixture
def short_roll(tmp_path, printer):
    """The sample event; its printer has rolls of 12, and the desk is warned at 10."""
    printer.set_seconds(0)
    with Event(tmp_path / "event", printer_uri=printer.uri) as event:
        event.edit_event("^uri = (.*)$", r"uri = \1\nlabels = 12\nlabels_warning = 10")
        event.import_list()
        event.start()
        yield event


def _print(event, desk, number):
    job = desk.check_in(desk.find(event.accepted()[number]["Order code"])).json["printJob"]["id"]
    return job, desk.wait_for_print_state(job, "printed")


def _until_labels(desk, left, reasons, printer="desk", seconds=2):
    """Until so many labels are told to be left; `left` may be several, of which the first that comes is returned."""
    allowed = left if isinstance(left, tuple) else (left,)
    deadline = time.monotonic() + seconds
    while (seen := desk.printer_state(printer))["labelsLeft"] not in allowed or seen["reasons"] != reasons:
        assert time.monotonic() < deadline, seen
        time.sleep(0.02)
    assert seen["isFit"] == (reasons in ([], ["media-low"]))
    return seen["labelsLeft"]


# A roll of 12 when the badge that waited for it may have been counted before the roll or after it.
NEW_ROLL = (11, 12)


def test_labels_are_counted_over_a_restart_and_the_printer_knows_better(short_roll, printer):
    desk = short_roll.station("desk")
    _until_labels(desk, 12, [])
    _print(short_roll, desk, 0)
    _until_labels(desk, 11, [])
    _print(short_roll, desk, 1)
    _until_labels(desk, 10, ["media-low"])

    short_roll.kill()
    short_roll.start()
    desk.connection.close()
    _until_labels(desk, 10, ["media-low"])

    printer.fault("media-empty-error")
    held = desk.check_in(desk.find(short_roll.accepted()[2]["Order code"])).json["printJob"]["id"]
    _until_labels(desk, 0, ["media-empty"])
    printer.clear("media-empty-error")
    desk.wait_for_print_state(held, "printed")
    _until_labels(desk, NEW_ROLL, [])
    # The badge is on record by now, and what it takes from the roll comes with the next wake.
    time.sleep(0.5)
    left = _until_labels(desk, NEW_ROLL, [])

    short_roll.kill()
    short_roll.start()
    desk.connection.close()
    _until_labels(desk, left, [])
    assert short_roll.verify().returncode == 0


def test_a_roll_that_was_changed_while_nobody_looked_is_a_full_one(short_roll, printer):
    desk = short_roll.station("desk")
    _print(short_roll, desk, 0)
    printer.fault("media-empty-error")
    held = desk.check_in(desk.find(short_roll.accepted()[1]["Order code"])).json["printJob"]["id"]
    _until_labels(desk, 0, ["media-empty"])
    short_roll.kill()
    printer.clear("media-empty-error")
    printer.wait_for(2)
    short_roll.start()
    desk.connection.close()
    desk.wait_for_print_state(held, "printed")
    _until_labels(desk, NEW_ROLL, [])


def test_a_desk_says_that_a_new_roll_is_in(short_roll, browser):
    desk = browser.open(short_roll.link("desk", name="Desk 1"))
    desk.until(lambda: desk.is_shown("#find"), "the desk screen")
    other = short_roll.station("desk")
    assert other.post("/api/v1/printers/desk/labels", {"count": 5}).json == {"count": 5}
    desk.until(lambda: "Few labels are left: 5." in (desk.text("#printers") or ""), "the warning")
    desk.picture("few-labels", "kiosk")
    desk.click("#printers button")
    desk.until(lambda: desk.text("#printers") == "", "no warning any more")
    _until_labels(other, 12, [])


def test_a_printer_that_counts_itself_is_believed(short_roll, tmp_path):
    short_roll.stop()
    with VirtualPrinter(tmp_path / "counting", kind="counting-printer") as printer:
        short_roll.add_printer("counting", "Counts itself", printer.uri, labels=200)
        short_roll.start()
        desk = short_roll.station("desk")
        _until_labels(desk, 7, ["media-low"], "counting")
