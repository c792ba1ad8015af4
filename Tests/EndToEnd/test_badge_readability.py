# SPDX-License-Identifier: Apache-2.0
"""The code on every kind of badge, out of focus and at any angle, as two independent decoders see it."""

import collections
import concurrent.futures
import itertools
import re
import subprocess

import PIL.Image
import PIL.ImageFilter
import zxingcpp

import witness
from appliance import ROOT

TEMPLATES = ROOT / "templates" / "badges"
DOTS_PER_INCH = (203, 300)
# A symbol of version 5 with its quiet zone.
MODULES = 37 + 2 * 4
# How wide the spot is, at half its height, into which a point is blurred: a good part of a module.
SPOTS = (0.5, 2 / 3)
ANGLES = (0, 7, 45, 90, 180)
# A Gaussian's width at half its height, in standard deviations.
HALF_WIDTH = 2.355

Picture = collections.namedtuple("Picture", "pdf copies module spot angle dots_per_inch")


def _codes_on(template):
    """How many QR codes a template has, and how wide a module of theirs is, in millimetres."""
    slots = re.findall(r'data-field="qr"[^>]*?\bwidth="([\d.]+)"', template.read_text())
    assert len(set(slots)) == 1
    return len(slots), float(slots[0]) / MODULES


def _blurred(picture, folder):
    """The badge as pdftoppm draws it, then turned and blurred."""
    drawn = folder / f"{picture.pdf.stem}-{picture.dots_per_inch}"
    subprocess.run(
        ["pdftoppm", "-r", str(picture.dots_per_inch), "-gray", "-png", "-singlefile", picture.pdf, drawn], check=True
    )
    deviation = picture.spot / HALF_WIDTH * picture.module / 25.4 * picture.dots_per_inch
    path = drawn.with_suffix(".png")
    with PIL.Image.open(path) as page:
        turned = page.rotate(picture.angle, PIL.Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    turned.filter(PIL.ImageFilter.GaussianBlur(deviation)).save(path)
    return path


def _seen_by_zbar(picture, folder):
    path = _blurred(picture, folder)
    return path, witness.codes_in(path)


def _seen_by_zxing(path):
    with PIL.Image.open(path) as image:
        return [code.text for code in zxingcpp.read_barcodes(image)]


def _pictures(event, templates, people, folder):
    """Every template at every blur, angle and resolution, each blur and angle with somebody else's badge."""
    people = iter(people)
    for template in templates:
        event.edit_event(r"^badge_template = .*$", f'badge_template = "{template.stem}"')
        copies, module = _codes_on(template)
        for spot, angle in itertools.product(SPOTS, ANGLES):
            code = next(people)["Order code"]
            pdf = folder / f"{code}.pdf"
            made = event.command("badge", code, "-o", pdf)
            assert made.returncode == 0 and "valid now" in made.stdout, made.stderr
            for dots_per_inch in DOTS_PER_INCH:
                yield Picture(pdf, copies, module, spot, angle, dots_per_inch)


def test_two_decoders_read_a_hundred_blurred_and_turned_badges(event, printer, tmp_path):
    printer.set_seconds(0)
    desk, door = event.station("desk"), event.station("door", "forward-prop")
    # Names in other scripts first.
    people = sorted(event.accepted(), key=lambda person: person["Full name"].isascii())
    templates = sorted(TEMPLATES.glob("*.svg"))
    people = people[: len(templates) * len(SPOTS) * len(ANGLES)]
    for person in people:
        assert desk.check_in(desk.find(person["Order code"])).status == 201
    pictures = list(_pictures(event, templates, people, tmp_path))
    assert len(pictures) >= 100
    with concurrent.futures.ThreadPoolExecutor() as pool:
        seen = pool.map(lambda picture: _seen_by_zbar(picture, tmp_path), pictures)
        # Its Python module hangs when two threads call it for the first time, so this one alone does.
        readings = [(by_zbar, _seen_by_zxing(path)) for path, by_zbar in seen]

    texts = collections.defaultdict(set)
    unread = []
    for picture, (by_zbar, by_zxing) in zip(pictures, readings):
        texts[picture.pdf].update(by_zbar, by_zxing)
        if not len(by_zbar) == len(by_zxing) == picture.copies:
            unread.append((picture, len(by_zbar), len(by_zxing)))
    assert not unread
    # What was read is the badge: one text for each, and the door lets it in.
    assert len(set.union(*texts.values())) == len(people)
    for read in texts.values():
        (text,) = read
        assert door.scan(text, "forward-prop")["outcome"] == "entered"
