# SPDX-License-Identifier: Apache-2.0
"""Other programs that look at what Lanyard made."""

import pathlib
import re
import struct
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


class PWGRaster:
    """One page of PWG raster (PWG 5102.4), decoded without anything of CUPS's."""

    def __init__(self, path):
        data = pathlib.Path(path).read_bytes()
        assert data[:4] == b"RaS2", data[:4]
        header, packed = data[4:1800], data[1800:]
        self.kind = header[:64].rstrip(b"\0").decode()

        def number(offset):
            return struct.unpack_from(">I", header, offset)[0]

        self.resolution = number(276), number(280)
        self.size = self.width, self.height = number(372), number(376)
        self.bits = number(388)
        self.lines = []
        position = 0
        while len(self.lines) < self.height:
            repeats = packed[position] + 1
            position, line = self._line(packed, position + 1, number(392))
            self.lines += [line] * repeats
        assert position == len(packed), "there is more than one page"

    def _line(self, packed, position, length):
        unit, line = max(1, self.bits // 8), bytearray()
        while len(line) < length:
            code = packed[position]
            position += 1
            count, repeats = (unit, code + 1) if code < 128 else (unit * (257 - code), 1)
            line += packed[position : position + count] * repeats
            position += count
        return position, bytes(line)

    def qr(self):
        """What zbarimg reads from a page of grey dots."""
        assert self.bits == 8
        with tempfile.TemporaryDirectory() as folder:
            page = pathlib.Path(folder) / "page.pgm"
            page.write_bytes(b"P5 %d %d 255\n" % self.size + b"".join(self.lines))
            return _output("zbarimg", "--nodbus", "--quiet", "--raw", page).strip()
