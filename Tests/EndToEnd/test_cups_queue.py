# SPDX-License-Identifier: Apache-2.0
"""The same path to paper through a queue of CUPS."""

import pytest

import witness
from appliance import Event
from printers import PrivateCUPS


def test_a_badge_is_printed_through_a_cups_queue(tmp_path, printer):
    # The scheduler's user must reach its files.
    for folder in [tmp_path, *tmp_path.parents]:
        if str(folder).startswith("/tmp/"):
            folder.chmod(folder.stat().st_mode | 0o711)
    with PrivateCUPS(tmp_path / "cups", printer) as cups, Event(tmp_path / "event", queue=cups.queue) as event:
        event.import_list()
        event.start(environment=cups.environment)
        desk = event.station("desk")
        door = event.station("door", "gradient")
        admitted = desk.check_in(desk.find(event.accepted()[0]["Order code"])).json
        assert desk.wait_until_printed(admitted["printJob"]["id"], seconds=30)["state"] == "printed"
        (paper,) = printer.documents()
        assert witness.size_in_millimetres(paper) == pytest.approx((86, 54), abs=0.1)
        assert door.scan(witness.qr_at_both_resolutions(paper), "gradient")["outcome"] == "entered"
