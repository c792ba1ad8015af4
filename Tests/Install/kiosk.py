# SPDX-License-Identifier: Apache-2.0
"""A door's screen as its package starts it, under systemd, on a virtual display: paired, scanned, killed, back."""

import contextlib
import json
import pathlib
import re
import subprocess
import time

from PIL import ImageGrab

from appliance import free_port
from display import main_processes, unit_command

# Where no monitor is, a virtual display takes the place of the real one; all else is the package's.
DROP_IN = """[Service]
TTYPath=
StandardInput=null
ExecStart=
ExecStart={command}
"""
DISPLAY = 77


PICTURES = pathlib.Path(__file__).parents[1] / "EndToEnd" / "output" / "install"


def kiosk_mode(trial, say):
    container = trial.container
    container.apt("install", container.take(trial.packages["lanyard-kiosk"]), "xvfb", "xdotool")
    _rules_are_sound(container)
    folder = container.root / "etc/systemd/system/lanyard-kiosk@.service.d"
    folder.mkdir()
    client = " ".join(unit_command("%i")).split(" -- ")[0]
    command = f"{client} -- /usr/bin/Xvfb :{DISPLAY} -screen 0 1024x600x24 -nolisten tcp -noreset"
    (folder / "virtual.conf").write_text(DROP_IN.format(command=command))
    held = json.loads((pathlib.Path(__file__).parents[1] / "EndToEnd" / "earlier" / "schema-1.json").read_text())
    organizer = trial.pair("--role", "organizer")
    link = trial.link("--role", "door", "--place", "chain-rule")
    container.do("lanyard-kiosk", "set", "door", "-", stdin=link + "\n")
    screen = _Screen(container, PICTURES)
    screen.wait_for("Chain Rule", 60)
    _scan_until(screen, held["badge"], organizer, 1)
    time.sleep(0.5)
    screen.picture("2-door-welcomes")
    # Half a minute, until the browser has written down what it is.
    cookies = "/var/lib/lanyard-kiosk/door/profile/Default/Cookies"
    container.wait(
        lambda: "lanyard-" in container.run("sqlite3", "-readonly", cookies, "SELECT name FROM cookies").stdout, "the cookie", 60
    )
    seconds = screen.kill_browser("Chain Rule")
    screen.picture("3-door-is-back")
    _scan_until(screen, held["badge"], organizer, 0)
    say(f"a door by its unit; its browser was killed with -9 and the same door was back after {seconds:.1f} s")
    _kill_display(container, screen, say)
    _refuses_others(trial, say)
    container.do("lanyard-kiosk", "unset", "door")
    assert not main_processes(screen.profile, screen.proc)
    _believes_its_authority(trial, say)
    container.apt("purge", "lanyard-kiosk")
    assert not (container.root / "var/lib/lanyard-kiosk").exists()
    assert not (container.root / "etc/chromium/policies/managed/lanyard-kiosk.json").exists()


def _rules_are_sound(container):
    """udev reads both packages' rules and complains of none; what it does with a device takes one on USB."""
    container.apt("install", "udev")
    read = container.run("udevadm", "test", "--action=add", "/sys/devices/virtual/net/lo").stderr
    assert read.count("/71-lanyard-") == 2 and not re.search(r"71-lanyard-\w+\.rules:\d", read), read


def _scan_until(screen, text, organizer, count):
    """Scans, and again when nothing came of it; a badge that is held up twice counts once."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        screen.xdotool("type", "--delay", "2", text + "\n")
        soon = time.monotonic() + 3
        while time.monotonic() < soon:
            if organizer.inside("chain-rule") == count:
                return
            time.sleep(0.05)
    screen.picture("failed")
    raise AssertionError(f"{organizer.inside('chain-rule')} are inside, not {count}")


def _kill_display(container, screen, say):
    """Without its display nothing of the screen lives: systemd starts all of it anew."""
    container.do("pkill", "-9", "-x", "Xvfb")
    killed = time.monotonic()
    container.wait(lambda: not screen.shows("Chain Rule"), "the end of the display", 5)
    screen.wait_for("Chain Rule", 20)
    say(f"its display was killed, and systemd had the same door back after {time.monotonic() - killed:.1f} s")


def _refuses_others(trial, say):
    """The policy holds: the screen's browser opens Lanyard, and no other address."""
    with _view(trial.container, f"http://localhost:{trial.port}/pair") as view:
        view.wait_for("Pair this screen - Chromium", 30)
    with _view(trial.container, f"http://127.0.0.1:{trial.port}/pair") as view:
        view.wait_for("127.0.0.1 - Chromium", 30)
        time.sleep(2)
        assert view.shows("127.0.0.1 - Chromium")
        view.picture("4-refused")
    say("no other address is opened")


def _believes_its_authority(trial, say):
    """A screen that was given Lanyard's certificate authority opens its HTTPS, and one that was not does not."""
    folder = trial.folder / "tls"
    folder.mkdir(exist_ok=True)
    new = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"]
    authority = ["-CA", "ca.pem", "-CAkey", "ca.key", "-addext", "basicConstraints=critical,CA:FALSE"]
    for command in (
        [*new, "-subj", "/CN=Authority", "-keyout", "ca.key", "-out", "ca.pem"],
        [*new, "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", *authority, "-keyout", "key.pem", "-out", "cert.pem"],
    ):
        subprocess.run(["openssl", *command], cwd=folder, check=True, capture_output=True)
    (folder / "index.html").write_text("<title>Believed</title>")
    port = free_port()
    server = subprocess.Popen(
        ["openssl", "s_server", "-WWW", "-quiet", "-port", str(port), "-cert", "cert.pem", "-key", "key.pem"],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for title, more in (("Privacy error", []), ("Believed", ["--ca", trial.container.take(folder / "ca.pem")])):
            link = f"https://localhost:{port}/pair#ABCDEABCDE"
            trial.container.do("lanyard-kiosk", "set", "wall", link, *more)
            trial.container.do("systemctl", "stop", "lanyard-kiosk@wall")
            with _view(trial.container, f"https://localhost:{port}/index.html") as view:
                view.wait_for(f"{title} - Chromium", 30)
    finally:
        server.kill()
        server.wait()
    trial.container.do("lanyard-kiosk", "unset", "wall")
    say("its own certificate authority is believed, once it is given")


@contextlib.contextmanager
def _view(container, url):
    """A browser of the screen's user on a display of its own, with a bar, under this machine's policies."""
    display = DISPLAY + 1
    browser = ["/usr/bin/chromium", "--no-first-run", f"--user-data-dir=/tmp/view-{time.monotonic_ns()}", "--password-store=basic", url]
    server = ["--", "/usr/bin/Xvfb", f":{display}", "-screen", "0", "1024x600x24", "-nolisten", "tcp", "-noreset"]
    container.do("systemd-run", "--unit=view", "--uid=lanyard-kiosk", "--collect", "xinit", *browser, *server)
    try:
        yield _Screen(container, PICTURES, display)
    finally:
        container.do("systemctl", "stop", "view")


class _Screen:
    def __init__(self, container, pictures, display=DISPLAY):
        self.container = container
        self.display = display
        self.pictures = pictures
        self.profile = "/var/lib/lanyard-kiosk/door/profile"
        self.proc = f"/proc/{container.machine}/root/proc"

    def xdotool(self, *arguments):
        return self.container.run("env", f"DISPLAY=:{self.display}", "xdotool", *arguments, user="lanyard-kiosk")

    def shows(self, title):
        return self.xdotool("search", "--onlyvisible", "--name", title).returncode == 0

    def wait_for(self, title, seconds):
        started = time.monotonic()
        while not self.shows(title):
            if time.monotonic() > started + seconds:
                raise AssertionError(self.container.run("journalctl", "-n", "60", "--no-pager").stdout)
            time.sleep(0.05)
        return time.monotonic() - started

    def kill_browser(self, title):
        """Kills the browser, and returns after how many seconds another shows the same title."""
        (browser,) = main_processes(self.profile, self.proc)
        self.container.kill(browser)
        killed = time.monotonic()
        while main_processes(self.profile, self.proc) in ([], [browser]):
            assert time.monotonic() < killed + 5, "no new browser"
            time.sleep(0.02)
        self.wait_for(title, killed + 5 - time.monotonic())
        return time.monotonic() - killed

    def picture(self, name):
        self.pictures.mkdir(parents=True, exist_ok=True)
        ImageGrab.grab(xdisplay=f":{self.display}").save(self.pictures / f"{name}.png")
