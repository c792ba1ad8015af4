# SPDX-License-Identifier: Apache-2.0
"""Printers in trouble: the desk hears which and why, badges come out elsewhere, and none comes out twice."""

import time
import uuid

import pytest

import witness
from appliance import Event, free_port
from printers import PrivateCUPS, VirtualPrinter


@pytest.fixture
def spare(tmp_path):
    with VirtualPrinter(tmp_path / "spare") as spare:
        spare.set_seconds(0)
        yield spare


@pytest.fixture
def two_printers(tmp_path, printer, spare):
    """The sample event with a desk printer and a spare one."""
    printer.set_seconds(0)
    with Event(tmp_path / "event", printer_uri=printer.uri) as event:
        event.add_printer("spare", "Spare printer", spare.uri)
        event.import_list()
        event.start()
        yield event


def _check_in(event, desk, number=0):
    """The badge's serial and its print job."""
    answer = desk.check_in(desk.find(event.accepted()[number]["Order code"])).json
    return answer["badge"]["serial"], answer["printJob"]["id"]


def _until(seen, expected, seconds):
    deadline = time.monotonic() + seconds
    while (state := seen()) != expected:
        assert time.monotonic() < deadline, state
        time.sleep(0.05)


def _reasons(desk, printer="desk"):
    return lambda: desk.printer_state(printer)["reasons"]


def test_a_badge_comes_out_of_the_spare_printer_when_the_desks_own_is_off(two_printers, printer, spare):
    desk = two_printers.station("desk")
    printer.pull_plug()
    _until(_reasons(desk), ["offline"], seconds=2)
    _, job = _check_in(two_printers, desk)
    seen = desk.wait_for_print_state(job, "printed", seconds=5)
    assert seen["printer"]["id"] == "spare"
    assert len(spare.documents()) == 1
    printer.plug_in()
    _until(_reasons(desk), [], seconds=3)
    _, job = _check_in(two_printers, desk, 1)
    assert desk.wait_for_print_state(job, "printed")["printer"]["id"] == "desk"


def test_what_waits_behind_an_empty_roll_comes_out_elsewhere_and_what_is_inside_stays(two_printers, printer, spare):
    desk = two_printers.station("desk")
    printer.fault("media-empty-error")
    inside, waiting = (_check_in(two_printers, desk, number)[1] for number in range(2))
    _until(_reasons(desk), ["media-empty"], seconds=2)
    assert desk.wait_for_print_state(waiting, "printed", seconds=8)["printer"]["id"] == "spare"
    held = desk.print_job(inside)
    assert (held["state"], held["reasons"], held["printer"]["id"]) == ("printing", ["media-empty"], "desk")
    printer.clear("media-empty-error")
    assert desk.wait_for_print_state(inside, "printed")["printer"]["id"] == "desk"
    assert len(printer.documents()) == len(spare.documents()) == 1


def test_a_silent_printer_is_told_within_two_seconds_and_holds_up_nobody_else(two_printers, printer, spare):
    desk = two_printers.station("desk")
    printer.fall_silent()
    _until(_reasons(desk), ["offline"], seconds=2)
    _, job = _check_in(two_printers, desk)
    assert desk.wait_for_print_state(job, "printed", seconds=8)["printer"]["id"] == "spare"
    printer.wake()
    _until(_reasons(desk), [], seconds=5)
    assert printer.documents() == []


def test_a_badge_that_was_inside_when_the_plug_was_pulled_is_asked_for_and_never_doubled(two_printers, printer, spare):
    printer.set_seconds(5)
    desk = two_printers.station("desk")
    serial, job = _check_in(two_printers, desk)
    desk.wait_for_print_state(job, "printing")
    printer.pull_plug()
    printer.plug_in()
    desk.wait_for_print_state(job, "unknown", seconds=15)
    assert [each["state"] for each in desk.desk_state()["printJobs"]] == ["unknown"]
    answer = desk.post(f"/api/v1/print-jobs/{job}/resolution", {"printed": False})
    assert (answer.json["state"], answer.json["reasons"]) == ("failed", ["not-in-tray"])
    printer.set_seconds(0)
    replaced = desk.post(
        f"/api/v1/badges/{serial}/replacements", {"reason": "notPrinted", "requestId": str(uuid.uuid4())}
    ).json
    desk.wait_for_print_state(replaced["printJob"]["id"], "printed")
    (paper,) = printer.documents() + spare.documents()
    door = two_printers.station("door", "gradient")
    assert door.scan(witness.qr_of(paper, 300), "gradient")["outcome"] == "entered"


def test_a_printer_that_was_started_anew_while_a_badge_was_being_sent_proves_nothing(two_printers, printer):
    printer.set_seconds(0.5)
    desk = two_printers.station("desk")
    _, job = _check_in(two_printers, desk)
    desk.wait_for_print_state(job, "printing")
    two_printers.kill()
    printer.wait_for(1)
    printer.pull_plug()
    printer.plug_in()
    two_printers.start()
    desk.connection.close()
    desk.wait_for_print_state(job, "unknown", seconds=15)
    assert desk.post(f"/api/v1/print-jobs/{job}/resolution", {"printed": True}).json["state"] == "printed"
    assert len(printer.documents()) == 1


def test_a_queue_that_is_paused_or_rejects_or_is_unknown_says_so(tmp_path, printer):
    for folder in [tmp_path, *tmp_path.parents]:
        if str(folder).startswith("/tmp/"):
            folder.chmod(folder.stat().st_mode | 0o711)
    with PrivateCUPS(tmp_path / "cups", printer) as cups, Event(tmp_path / "event", queue=cups.queue) as event:
        event.add_printer("nobody", "No printer", printer.uri.replace("/ipp/print", "/ipp/other"))
        event.add_printer("off", "Switched off", f"ipp://localhost:{free_port()}/ipp/print")
        event.start(environment=cups.environment)
        desk = event.station("desk")
        _until(_reasons(desk, "off"), ["offline"], seconds=2)
        _until(_reasons(desk, "nobody"), ["printer-not-found"], seconds=2)
        cups.tell("cupsdisable", cups.queue)
        _until(_reasons(desk), ["paused"], seconds=2)
        cups.tell("cupsenable", cups.queue)
        _until(_reasons(desk), [], seconds=2)
        cups.tell("cupsreject", cups.queue)
        _until(_reasons(desk), ["not-accepting-jobs"], seconds=2)
