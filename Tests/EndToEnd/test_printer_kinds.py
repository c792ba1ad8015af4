# SPDX-License-Identifier: Apache-2.0
"""Printers of all kinds: badges come out of each that can make one, and the desk hears why another cannot."""

import time

import pytest

import witness
from appliance import Event
from printers import VirtualPrinter


def _check_in(event, desk, number=0):
    """The print job of a new badge."""
    return desk.check_in(desk.find(event.accepted()[number]["Order code"])).json["printJob"]["id"]


def test_a_printer_that_takes_no_pdf_gets_the_badge_as_raster(tmp_path):
    with VirtualPrinter(tmp_path / "raster", kind="raster-printer") as printer:
        printer.set_seconds(0)
        with Event(tmp_path / "event", printer_uri=printer.uri) as event:
            event.import_list()
            event.start()
            desk = event.station("desk")
            desk.wait_for_print_state(_check_in(event, desk), "printed")
            (paper,) = printer.documents()
            page = witness.PWGRaster(paper)
            assert (page.size, page.resolution, page.bits) == ((1016, 638), (300, 300), 8)
            assert event.station("door", "gradient").scan(page.qr(), "gradient")["outcome"] == "entered"
