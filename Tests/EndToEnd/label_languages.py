# SPDX-License-Identifier: Apache-2.0
"""What label printers are sent, read back into the pixels that they would print."""

import collections
import re

import PIL.Image

# A label: its black and white picture, and what else the printer is told of it.
Label = collections.namedtuple("Label", "image settings")


def _image(lines, width_in_bytes):
    """A picture of lines of bits, in which a set bit is black."""
    assert lines and all(len(line) == width_in_bytes for line in lines)
    inverted = bytes(byte ^ 0xFF for line in lines for byte in line)
    return PIL.Image.frombytes("1", (width_in_bytes * 8, len(lines)), inverted)


# Zebra


def from_zpl(data):
    """The graphic that a ZPL job downloads and prints as its label (ZPL II: ~DG, ^XG, ^PW)."""
    text = data.decode("ascii")
    (graphic,) = re.findall(r"~DGR:(\S+?),(\d+),(\d+),\s*([^\^~]*)", text)
    name, total, width, digits = graphic[0], int(graphic[1]), int(graphic[2]), graphic[3]
    (printed,) = re.findall(r"\^XGR:(\S+?),1,1\^FS", text)
    assert printed == name
    lines = _zpl_lines(digits, width)
    assert len(lines) * width == total
    settings = {"width": int(re.search(r"\^PW(\d+)", text).group(1))}
    return Label(_image(lines, width), settings)


def _zpl_lines(digits, width):
    """Hexadecimal digits with Zebra's repeat counts: G to Y count 1 to 19, g to z count 20 to 400, and add up."""
    lines, line, count = [], "", 0
    for character in re.sub(r"\s", "", digits):
        if "G" <= character <= "Y":
            count += ord(character) - ord("F")
        elif "g" <= character <= "z":
            count += 20 * (ord(character) - ord("f"))
        elif character == ":":
            assert not line and not count
            lines.append(lines[-1])
        elif character in ",!":
            line = line.ljust(2 * width, "0" if character == "," else "F")
        else:
            line += character * max(1, count)
            count = 0
        if len(line) >= 2 * width:
            assert len(line) == 2 * width
            lines.append(bytes.fromhex(line))
            line = ""
    assert not line and not count
    return lines


# Brother QL

_BROTHER_LENGTHS = {
    # The bytes that follow ESC i and a letter.
    ord("a"): 1, ord("!"): 1, ord("M"): 1, ord("K"): 1, ord("A"): 1, ord("d"): 2, ord("z"): 10, ord("S"): 0,
}


def from_brother(data):
    """The one page of a job in the raster language of Brother's QL printers."""
    lines, settings = [], {}
    position = len(data) - len(data.lstrip(b"\0"))
    while position < len(data):
        command = data[position : position + 2]
        if command == b"\x1b@":
            position += 2
        elif command == b"\x1bi":
            letter = data[position + 2]
            length = _BROTHER_LENGTHS[letter]
            settings[chr(letter)] = data[position + 3 : position + 3 + length]
            position += 3 + length
        elif command[:1] == b"M":
            assert command[1:] == b"\0", "compressed lines are not read here"
            position += 2
        elif command[:1] == b"g":
            length = data[position + 2]
            lines.append(data[position + 3 : position + 3 + length])
            position += 3 + length
        elif command[:1] == b"Z":
            lines.append(bytes(len(lines[0])))
            position += 1
        elif command == b"\x1a":
            # Print and feed: the end of the page.
            assert position + 1 == len(data)
            position += 1
        else:
            raise AssertionError(f"unknown command {command} at {position}")
    # The first dot of a line lies at the right edge of the tape.
    return Label(_image(lines, len(lines[0])).transpose(PIL.Image.Transpose.FLIP_LEFT_RIGHT), settings)


# Dymo

_DYMO_LENGTHS = {ord("@"): 0, ord("L"): 2, ord(")"): 0, ord("e"): 0, ord("q"): 1, ord("D"): 1}


def from_dymo(data):
    """The one page of a job in the language of Dymo's LabelWriters."""
    lines, settings, width = [], {}, 0
    position = 0
    while position < len(data):
        if data[position] == 0x16:
            lines.append(data[position + 1 : position + 1 + width])
            position += 1 + width
            continue
        assert data[position] == 0x1B, f"unknown byte {data[position]:#x} at {position}"
        letter = data[position + 1]
        if letter == 0x1B:
            # Escapes alone end whatever was begun before.
            position += 1
        elif letter == ord("f"):
            # So many empty lines.
            assert data[position + 2] == 1
            lines += [bytes(width)] * data[position + 3]
            position += 4
        elif letter == ord("E"):
            assert position + 2 == len(data)
            position += 2
        else:
            length = _DYMO_LENGTHS[letter]
            settings[chr(letter)] = data[position + 2 : position + 2 + length]
            position += 2 + length
            if letter == ord("D"):
                width = settings["D"][0]
    return Label(_image(lines, width), settings)
