# SPDX-License-Identifier: Apache-2.0
"""Label printers that need a driver: through a queue of CUPS into a file, and back to what would be on the label."""

import collections
import subprocess

import PIL.Image
import PIL.ImageOps
import pytest
import zxingcpp

import label_languages
import witness
from appliance import Event
from printers import PrivateCUPS

# The model and options are those of docs/printers.md. `lines` is how high the driver's picture is: the label, without
# what the printer cannot reach (Brother 3 mm at both ends; Dymo 5.3 mm, and it sends no empty lines at the end).
Driver = collections.namedtuple("Driver", "model options template read dots_per_inch lines")

DRIVERS = {
    "zebra": Driver(
        "drv:///sample.drv/zebra.ppd", ["PageSize=Custom.86x54mm", "Resolution=203dpi", "zeMediaTracking=Web"],
        "badge-86x54", label_languages.from_zpl, 203, range(431, 433)),
    "zebra-300": Driver(
        "drv:///sample.drv/zebra.ppd", ["PageSize=w288h432", "Resolution=300dpi", "zeMediaTracking=Web"],
        "badge-4x6in-fold", label_languages.from_zpl, 300, range(1799, 1801)),
    "brother": Driver(
        "ptouch:0/ppd/ptouch-driver/Brother-QL-800-ptouch-ql.ppd", ["PageSize=62x100mm", "MediaType=Labels"],
        "badge-62x100", label_languages.from_brother, 300, range(1109, 1114)),
    "brother-tape": Driver(
        "ptouch:0/ppd/ptouch-driver/Brother-QL-800-ptouch-ql.ppd", ["PageSize=62mm", "MediaType=Tape"],
        "badge-62x100", label_languages.from_brother, 300, range(1109, 1114)),
    "dymo": Driver(
        "drv:///sample.drv/dymo.ppd", ["PageSize=w162h288"],
        "badge-57x102", label_languages.from_dymo, 300, range(1060, 1077)),
}


@pytest.fixture
def cups(tmp_path):
    # The scheduler's user must reach its files.
    for folder in [tmp_path, *tmp_path.parents]:
        if str(folder).startswith("/tmp/"):
            folder.chmod(folder.stat().st_mode | 0o711)
    with PrivateCUPS(tmp_path / "cups") as cups:
        yield cups


def _printed(cups, driver, folder):
    """What the driver makes of a badge, and the badge as a PDF; the daemon says that it is printed."""
    device = folder / "device"
    options = [part for option in driver.options for part in ("-o", option)]
    cups.tell("lpadmin", "-p", "labels", "-E", "-v", f"file://{device}", "-m", driver.model, *options)
    with Event(folder / "event", queue="labels") as event:
        event.edit_event(r"^badge_template = .*$", f'badge_template = "{driver.template}"')
        event.import_list()
        event.start(environment=cups.environment)
        desk, door = event.station("desk"), event.station("door", "gradient")
        admitted = desk.check_in(desk.find(event.accepted()[0]["Order code"])).json
        seen = desk.wait_until_printed(admitted["printJob"]["id"])
        assert (seen["state"], seen["reasons"]) == ("printed", [])
        label = driver.read(device.read_bytes())
        pdf = folder / "badge.pdf"
        pdf.write_bytes(desk.get(f"/api/v1/badges/{admitted['badge']['serial']}.pdf").body)
        label.image.save(folder / "label.png")
        read = set(witness.codes_in(folder / "label.png"))
        assert len(read) == 1
        assert door.scan(read.pop(), "gradient")["outcome"] == "entered"
    return label, pdf


def _ink(image):
    """How wide and high the ink in a picture is."""
    left, top, right, bottom = PIL.ImageOps.invert(image.convert("L")).point(lambda dark: dark > 127 and 255).getbbox()
    return right - left, bottom - top


def _module(image):
    """How many dots wide and high a module of the first QR code is."""
    corner = zxingcpp.read_barcodes(image.convert("L"))[0].position
    return [
        abs(corner.bottom_right.x - corner.top_left.x) / 37, abs(corner.bottom_right.y - corner.top_left.y) / 37
    ]


@pytest.mark.parametrize("driver", DRIVERS.values(), ids=DRIVERS.keys())
def test_a_driver_prints_the_whole_badge_in_its_own_size(cups, driver, tmp_path):
    label, pdf = _printed(cups, driver, tmp_path)
    assert label.image.height in driver.lines
    drawn = tmp_path / "drawn"
    subprocess.run(
        ["pdftoppm", "-r", str(driver.dots_per_inch), "-gray", "-png", "-singlefile", pdf, drawn], check=True
    )
    with PIL.Image.open(drawn.with_suffix(".png")) as badge:
        # Not cut off, and not scaled: drivers blacken what the ink touches, so theirs may be a little larger.
        assert all(0 <= printed - wanted <= 2 for printed, wanted in zip(_ink(label.image), _ink(badge)))
        assert _module(label.image) == pytest.approx(_module(badge), rel=0.015)
