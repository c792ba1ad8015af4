# SPDX-License-Identifier: Apache-2.0
"""Printers of all kinds: badges come out of each that can make one, and the desk hears why another cannot."""

import time

import pytest

import witness
from appliance import Event
from printers import ClearFront, TLSFront, VirtualPrinter


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


BAD = {
    "picture": ["document-refused"],
    "labels": ["wrong-media"],
    "clear": ["tls-failed"],
    "mute": ["tls-failed"],
}


@pytest.fixture
def all_kinds(tmp_path, printer):
    """An event with printers of all kinds: one that takes nothing of ours, one with other labels, two that are to
    speak TLS and do not, one that speaks nothing else, and a good one."""
    printer.set_seconds(0)
    with (
        VirtualPrinter(tmp_path / "picture", kind="picture-printer") as picture,
        VirtualPrinter(tmp_path / "labels", kind="other-labels") as labels,
        VirtualPrinter(tmp_path / "behind") as behind,
        TLSFront(behind, tmp_path) as tls,
        ClearFront(behind) as clear,
        ClearFront(behind, waits=True) as mute,
        Event(tmp_path / "event", printer_uri=printer.uri) as event,
    ):
        behind.set_seconds(0)
        event.add_printer("picture", "Photo printer", picture.uri)
        event.add_printer("labels", "Address labels", labels.uri)
        event.add_printer("clear", "Speaks no TLS", clear.uri("ipps"))
        event.add_printer("mute", "Waits when it hears TLS", mute.uri("ipps"))
        event.add_printer("tls", "Speaks TLS alone", tls.uri())
        event.add_printer("inside", "Speaks both", behind.uri.replace("ipp:", "ipps:"))
        for number, kind in enumerate(BAD):
            event.add_desk(f"Desk {number}", [kind, "desk"])
        event.add_desk("TLS desk", ["tls"])
        event.add_desk("Both desk", ["inside"])
        event.import_list()
        event.behind, event.never = behind, [picture, labels]
        yield event


def test_each_trouble_is_told_within_two_seconds_and_badges_come_out_of_a_good_printer(all_kinds, printer):
    all_kinds.start()
    ready = time.monotonic()
    desks = [all_kinds.station("desk", name=f"Desk {number}") for number in range(len(BAD))]
    expected = {**BAD, "desk": [], "tls": [], "inside": []}
    while (told := {each["id"]: each["reasons"] for each in desks[0].desk_state()["printers"]}) != expected:
        assert time.monotonic() - ready < 2, told
        time.sleep(0.02)
    for number, desk in enumerate(desks):
        job = _check_in(all_kinds, desk, number)
        assert desk.wait_for_print_state(job, "printed", seconds=5)["printer"]["id"] == "desk"
    assert len(printer.documents()) == len(BAD)
    for number, (name, kind) in enumerate([("TLS desk", "tls"), ("Both desk", "inside")], start=len(BAD)):
        desk = all_kinds.station("desk", name=name)
        job = _check_in(all_kinds, desk, number)
        assert desk.wait_for_print_state(job, "printed", seconds=5)["printer"]["id"] == kind
    assert len(all_kinds.behind.documents()) == 2
    assert [each.documents() for each in all_kinds.never] == [[], []]
    all_kinds.behind.fall_silent()
    silent = time.monotonic()
    while [desks[0].printer_state(kind)["reasons"] for kind in ("tls", "inside")] != [["offline"], ["offline"]]:
        assert time.monotonic() - silent < 2, desks[0].desk_state()["printers"]
        time.sleep(0.02)


def test_the_operator_is_told_what_to_write_about_each(all_kinds):
    told = {line.split(":")[0].strip(): line for line in all_kinds.command("printers").stdout.splitlines()}
    assert "image/urf, image/jpeg" in told["picture"]
    assert "62 × 29 mm" in told["labels"] and "86 × 54 mm" in told["labels"]
    assert "Write ipp:// in event.toml" in told["clear"]
    assert "write ipps:// in event.toml" in told["tls"]
    assert "ipps" not in told["inside"] and "ipps" not in told["desk"]
