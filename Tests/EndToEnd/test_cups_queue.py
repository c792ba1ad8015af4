# SPDX-License-Identifier: Apache-2.0
"""The same path to paper through a queue of CUPS."""

import contextlib
import sqlite3

import pytest

import witness
from appliance import Event
from printers import PrivateCUPS


@contextlib.contextmanager
def _through_a_queue(tmp_path, printer):
    # The scheduler's user must reach its files.
    for folder in [tmp_path, *tmp_path.parents]:
        if str(folder).startswith("/tmp/"):
            folder.chmod(folder.stat().st_mode | 0o711)
    with PrivateCUPS(tmp_path / "cups", printer) as cups, Event(tmp_path / "event", queue=cups.queue) as event:
        event.import_list()
        event.start(environment=cups.environment)
        yield cups, event


def test_a_badge_is_printed_through_a_cups_queue(tmp_path, printer):
    with _through_a_queue(tmp_path, printer) as (_, event):
        desk = event.station("desk")
        door = event.station("door", "gradient")
        admitted = desk.check_in(desk.find(event.accepted()[0]["Order code"])).json
        assert desk.wait_until_printed(admitted["printJob"]["id"], seconds=30)["state"] == "printed"
        (paper,) = printer.documents()
        assert witness.size_in_millimetres(paper) == pytest.approx((86, 54), abs=0.1)
        assert door.scan(witness.qr_at_both_resolutions(paper), "gradient")["outcome"] == "entered"


def _badge_inside(event, printer):
    """A desk, and the print job of a badge that the printer behind the queue works at."""
    printer.set_seconds(3)
    desk = event.station("desk")
    job = desk.check_in(desk.find(event.accepted()[0]["Order code"])).json["printJob"]["id"]
    printer.wait_until_at_work()
    return desk, job


def test_a_job_that_the_printer_forgot_is_asked_for_although_cups_calls_it_completed(tmp_path, printer):
    with _through_a_queue(tmp_path, printer) as (_, event):
        desk, job = _badge_inside(event, printer)
        printer.pull_plug()
        printer.plug_in()
        desk.wait_for_print_state(job, "unknown")
        assert printer.documents() == []


def test_a_job_that_the_printer_gave_up_has_failed_although_cups_may_call_it_completed(tmp_path, printer):
    with _through_a_queue(tmp_path, printer) as (_, event):
        printer.set_seconds(0)
        printer.fault("fail")
        desk = event.station("desk")
        for person in event.accepted()[:8]:
            job = desk.check_in(desk.find(person["Order code"])).json["printJob"]["id"]
            assert desk.wait_until_printed(job)["state"] == "failed"
        assert printer.documents() == []


@pytest.mark.parametrize("with_backends", [False, True])
def test_a_job_in_a_scheduler_that_is_killed_is_asked_for_and_never_doubled(tmp_path, printer, with_backends):
    with _through_a_queue(tmp_path, printer) as (cups, event):
        desk, job = _badge_inside(event, printer)
        cups.kill(with_backends)
        cups.restart()
        desk.wait_for_print_state(job, "unknown")
        printer.set_seconds(0)
        later = desk.check_in(desk.find(event.accepted()[1]["Order code"])).json["printJob"]["id"]
        assert desk.wait_for_print_state(later, "printed", seconds=30)
        assert len(printer.documents()) == 2


def test_that_a_scheduler_does_not_know_a_job_proves_nothing_since_it_may_have_been_killed(tmp_path, printer):
    with _through_a_queue(tmp_path, printer) as (cups, event):
        desk, job = _badge_inside(event, printer)
        event.kill()
        # As it stands when the daemon is killed before the scheduler's answer is on record.
        with contextlib.closing(sqlite3.connect(event.database)) as database, database:
            database.execute("UPDATE print_jobs SET state = 'sending', number = NULL, since = created_at")
        cups.kill(with_backends=False)
        cups.restart()
        event.start(environment=cups.environment)
        desk.connection.close()
        desk.wait_for_print_state(job, "unknown")
        assert len(printer.documents()) == 1
