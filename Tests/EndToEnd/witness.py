# SPDX-License-Identifier: Apache-2.0
"""Other programs that look at what Lanyard made."""

import re
import subprocess
import tempfile


def _output(*command):
    return subprocess.run(list(map(str, command)), check=True, capture_output=True, text=True).stdout


def size_in_millimetres(pdf):
    """The page size that pdfinfo reads."""
    found = re.search(r"Page size:\s+([\d.]+) x ([\d.]+) pts", _output("pdfinfo", pdf))
    return tuple(float(points) * 25.4 / 72 for points in found.groups())


def page_count(pdf):
    return int(re.search(r"Pages:\s+(\d+)", _output("pdfinfo", pdf)).group(1))


def text_of(pdf):
    return _output("pdftotext", "-layout", pdf, "-")


def codes_in(picture):
    """The texts of the QR codes that zbarimg sees in a picture."""
    # It takes the rows of a QR code for bar codes now and then: badges are read with those switched off.
    only_qr = ["-S*.disable", "-Sqrcode.enable"]
    return _output("zbarimg", "--nodbus", "--quiet", "--raw", *only_qr, picture).split()


def qr_of(pdf, dots_per_inch):
    """What zbarimg reads from a rendering by pdftoppm."""
    with tempfile.TemporaryDirectory() as folder:
        _output("pdftoppm", "-r", dots_per_inch, "-gray", "-png", "-singlefile", pdf, f"{folder}/page")
        return "\n".join(codes_in(f"{folder}/page.png"))


def qr_at_both_resolutions(pdf):
    """The QR's text, the same at the 300 and the 203 dots per inch of label printers."""
    fine, coarse = qr_of(pdf, 300), qr_of(pdf, 203)
    assert fine == coarse
    return fine
