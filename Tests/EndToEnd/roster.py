# SPDX-License-Identifier: Apache-2.0
"""A paper roster as other programs see it: its pages by poppler, its codes by zbarimg and by ZXing."""

import base64
import subprocess
import unicodedata
import uuid

import PIL.Image
import zxingcpp

import witness

# Ten dots a millimetre: less than any scanner sees.
DOTS_PER_INCH = 254


def registration(code):
    """Whose code it is, read by nothing of Lanyard's."""
    value = base64.b32decode(code + "=" * (-len(code) % 8))
    assert len(value) == 23 and value[0] == 0x52, value
    return str(uuid.UUID(bytes=value[1:17]))


def pictures(pdf, folder, pages):
    """The pages of these numbers as pictures."""
    shown = []
    for page in pages:
        picture = folder / f"roster-{page}"
        command = ["pdftoppm", "-r", str(DOTS_PER_INCH), "-gray", "-png", "-singlefile", "-f", str(page), str(pdf)]
        subprocess.run([*command, str(picture)], check=True, capture_output=True)
        shown.append(picture.with_suffix(".png"))
    return shown


def places(picture):
    """The codes of one page from the top, each with its width, height and left edge in millimetres.

    ZXing overlooks some on a page with many, so it is shown strips of it.
    """
    found = {}
    with PIL.Image.open(picture) as page:
        page = page.convert("L")
        for top in range(0, page.height, DOTS_PER_INCH // 4):
            strip = page.crop((0, top, page.width, top + DOTS_PER_INCH))
            for code in zxingcpp.read_barcodes(strip, formats=zxingcpp.BarcodeFormat.QRCode):
                corner = code.position.top_left
                size = (code.position.top_right.x - corner.x, code.position.bottom_left.y - corner.y)
                found[code.text] = (top + corner.y, tuple(length * 25.4 / DOTS_PER_INCH for length in (*size, corner.x)))
    return [(text, place) for text, (_, place) in sorted(found.items(), key=lambda each: each[1][0])]


def pages(pdf):
    """The words of each page, with ligatures taken apart."""
    return unicodedata.normalize("NFKC", witness.text_of(pdf)).split("\f")[:-1]
