# SPDX-License-Identifier: Apache-2.0
"""What a camera sees: pictures in front of a grey wall, as a film for Chromium's fake camera or as one frame."""

import io
import struct

import PIL.Image
import PIL.ImageFilter
import zxingcpp

SIZE = WIDTH, HEIGHT = 640, 480
PER_SECOND = 5
WALL = 150


def empty():
    """Nobody in front of the camera."""
    return PIL.Image.new("L", SIZE, WALL)


def holding(picture, width=400, angle=4):
    """A picture that is held up: as wide as told, turned, and a little out of focus."""
    if isinstance(picture, bytes):
        picture = PIL.Image.open(io.BytesIO(picture))
    paper = picture.convert("L")
    paper = paper.resize((width, round(paper.height * width / paper.width)), PIL.Image.Resampling.LANCZOS)
    paper = paper.rotate(angle, PIL.Image.Resampling.BICUBIC, expand=True, fillcolor=WALL)
    scene = empty()
    scene.paste(paper, ((WIDTH - paper.width) // 2, (HEIGHT - paper.height) // 2))
    return scene.filter(PIL.ImageFilter.GaussianBlur(0.7))


def code(kind, text, width=600, height=300):
    """A code of ZXing's `kind` as a picture."""
    return PIL.Image.fromarray(zxingcpp.write_barcode(getattr(zxingcpp.BarcodeFormat, kind), text, width, height))


def film(path, *scenes):
    """Writes scenes, each with its seconds, as a film that Chromium repeats; returns Chromium's arguments for it."""
    with open(path, "wb") as file:
        file.write(b"YUV4MPEG2 W%d H%d F%d:1 Ip A1:1 C420jpeg\n" % (WIDTH, HEIGHT, PER_SECOND))
        for scene, seconds in scenes:
            colourless = bytes([128]) * (WIDTH * HEIGHT // 2)
            file.write((b"FRAME\n" + scene.tobytes() + colourless) * round(seconds * PER_SECOND))
    return [*FAKE_CAMERA, f"--use-file-for-fake-video-capture={path}"]


FAKE_CAMERA = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]


def frame(scene):
    """A scene as the door's page sends it."""
    return struct.pack(">HH", *scene.size) + scene.tobytes()
