# SPDX-License-Identifier: Apache-2.0
"""A machine that starts as a door by itself, and is a door again whatever becomes of its browser."""

import json
import os
import shutil
import signal
import subprocess
import time

import pytest

import witness
from browser import Browser
from conftest import OUTPUT
from display import APPLIANCE, Screen


@pytest.fixture
def pictures(request):
    return OUTPUT / request.node.name


def _set(tmp_path, screen, link, *more):
    """Runs `lanyard-kiosk set` with folders of this test's own; returns its state and its policies."""
    environment = {
        **os.environ,
        "LANYARD_KIOSK_STATE": str(tmp_path / "kiosk"),
        "LANYARD_KIOSK_POLICIES": str(tmp_path / "policies"),
        "LANYARD_KIOSK_SHARE": str(APPLIANCE),
    }
    return subprocess.run(
        [APPLIANCE / "lanyard-kiosk", "set", screen, "-", *more], env=environment, input=link + "\n", capture_output=True, text=True
    )


def _badge(event, tmp_path):
    desk = event.station("desk")
    serial = desk.check_in(desk.find(event.accepted()[0]["Order code"])).json["badge"]["serial"]
    picture = tmp_path / "badge.png"
    picture.write_bytes(desk.get(f"/api/v1/badges/{serial}.png").body)
    return witness.codes_in(picture)[0]


def _scan_until(screen, text, organizer, count, seconds=15):
    """Holds a badge to the scanner, and again when nothing came of it: keys come slowly when this machine is busy.

    A badge that is held up twice counts once.
    """
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        screen.scan(text)
        soon = time.monotonic() + 2
        while time.monotonic() < soon:
            if organizer.inside("gradient") == count:
                return
            time.sleep(0.05)
    screen.picture(OUTPUT / "failed.png")
    raise AssertionError(f"{organizer.inside('gradient')} are inside, not {count}")


def test_a_killed_browser_is_the_same_door_within_five_seconds(event, tmp_path, pictures):
    text = _badge(event, tmp_path)
    organizer = event.station("organizer")
    link = event.link("door", "gradient")
    # What the unit does at its first start takes half a minute until it is on the disk: here a person closes the browser.
    with Browser(pictures, tmp_path / "profile") as browser:
        door = browser.open(link)
        door.until(lambda: door.text("#count") == "0", "the idle door")
    assert _set(tmp_path, "door", link).returncode == 0
    shutil.copytree(tmp_path / "profile", tmp_path / "kiosk" / "door" / "profile", symlinks=True)
    with Screen("door", tmp_path / "kiosk") as screen:
        screen.wait_for("Gradient")
        _scan_until(screen, text, organizer, 1)
        # Until the verdict has faded in.
        time.sleep(0.5)
        image = screen.picture(pictures / "1-welcome.png")
        assert image.size == (1024, 600)
        (browser,) = screen.browsers()
        os.kill(browser, signal.SIGKILL)
        killed = time.monotonic()
        while screen.browsers() in ([], [browser]):
            assert time.monotonic() < killed + 5, "no new browser"
            time.sleep(0.02)
        screen.wait_for("Gradient", seconds=killed + 5 - time.monotonic())
        screen.picture(pictures / "2-back.png")
        _scan_until(screen, text, organizer, 0)
        # What the kernel ends when memory is short is the page, and the browser stays with nothing to show.
        (browser,) = screen.browsers()
        screen.kill_page()
        killed = time.monotonic()
        while screen.browsers() in ([], [browser]):
            assert time.monotonic() < killed + 10, "no new browser"
            time.sleep(0.02)
        screen.wait_for("Gradient")
        _scan_until(screen, text, organizer, 1)


def test_a_screen_is_told_one_origin_and_no_other(tmp_path):
    certificate = tmp_path / "ca.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=lanyard", "-days", "1"]
        + ["-keyout", tmp_path / "key.pem", "-out", certificate],
        check=True,
        capture_output=True,
    )
    done = _set(tmp_path, "wall", "https://lanyard.local:8443/pair#ABCDEABCDE", "--ca", certificate)
    assert done.returncode == 0, done.stderr
    policy = json.loads((tmp_path / "policies" / "lanyard-kiosk.json").read_text())
    assert (policy["URLBlocklist"], policy["URLAllowlist"]) == (["*"], ["https://lanyard.local:8443"])
    assert policy["VideoCaptureAllowedUrls"] == ["https://lanyard.local:8443"]
    given = subprocess.run(["openssl", "x509", "-in", certificate, "-outform", "DER"], capture_output=True, check=True).stdout
    encoded = subprocess.run(["base64", "-d"], input=policy["CACertificates"][0].encode(), capture_output=True, check=True).stdout
    assert encoded == given
    assert (tmp_path / "kiosk" / "wall" / "link").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "link",
    ["", "http://localhost:8080/pair", "ftp://localhost/pair#ABCDE", 'http://x"],"a":["*/pair#ABCDE', "http://x&y|z/pair#ABCDE"],
)
def test_what_is_no_link_makes_no_screen(tmp_path, link):
    done = _set(tmp_path, "door", link)
    assert done.returncode == 1, done.stdout
    assert not (tmp_path / "policies").exists() and not (tmp_path / "kiosk").exists()


def test_a_machine_is_one_screen(tmp_path):
    assert _set(tmp_path, "desk", "http://localhost:8080/pair#ABCDE").returncode == 0
    refused = _set(tmp_path, "door", "http://localhost:8080/pair#ABCDF")
    assert (refused.returncode, "unset desk" in refused.stderr) == (1, True)
