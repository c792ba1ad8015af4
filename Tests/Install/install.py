#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Lanyard's packages on a fresh Debian 12: installed, used, upgraded, a screen of their own, removed, purged.

    install.py <folder with the packages> [--keep folder]

It takes root, debootstrap, systemd-nspawn and a mirror of Debian (MIRROR=, http://deb.debian.org/debian).
"""

import argparse
import csv
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "Tests" / "EndToEnd"))

from appliance import Client, free_port  # noqa: E402
from browser import Browser  # noqa: E402
from container import Container  # noqa: E402
from kiosk import PICTURES, kiosk_mode  # noqa: E402
from printers import VirtualPrinter  # noqa: E402
from test_poster_documents import poster_pdf  # noqa: E402

EARLIER = ROOT / "Tests" / "EndToEnd" / "earlier"


BACKEND = """#!/bin/sh
[ $# -eq 0 ] || exit 0
echo 'direct usb://Brother/QL-800?serial=1 "Brother QL-800" "Brother QL-800 USB" "MFG:Brother;CMD:PT-CBP;MDL:QL-800;CLS:PRINTER;" ""'
echo 'direct usb://Nobody/Nothing?serial=2 "Nobody Nothing" "Nobody Nothing USB" "MFG:Nobody;MDL:Nothing;CLS:PRINTER;" ""'
"""


def say(text):
    print(f"{time.strftime('%H:%M:%S')} {text}", flush=True)


class Trial:
    """The packages, the container, and the port that the appliance is told to listen on."""

    def __init__(self, packages, folder):
        self.packages = {path.name.split("_")[0]: path for path in sorted(packages.glob("*.deb"))}
        assert set(self.packages) == {"lanyard", "lanyard-kiosk"}, f"make deb first: {self.packages}"
        self.folder = folder
        self.container = Container(folder)
        self.port = free_port()

    def install(self):
        container = self.container
        package = container.take(self.packages["lanyard"])
        before = container.do("dpkg-query", "-f", "${Package}\n", "-W").split()
        said = container.apt("install", package)
        after = container.do("dpkg-query", "-f", "${Package}\n", "-W").split()
        assert "lanyard init /etc/lanyard" in said, said
        assert container.show("lanyard", "UnitFileState") == "enabled"
        # Without an event it waits, and fails nothing.
        assert (container.show("lanyard", "ActiveState"), container.show("lanyard", "ConditionResult")) == ("inactive", "no")
        say(f"installed, with {len(set(after) - set(before)) - 1} packages that it depends on; {container.do('lanyard', '--version').strip()}")
        container.do("lanyard", "init", "/etc/lanyard")
        modes = container.do("stat", "-c", "%a %U:%G %n", "/etc/lanyard", "/etc/lanyard/lanyard.toml", "/etc/lanyard/event.toml", "/var/lib/lanyard")
        assert modes.splitlines()[0].startswith("2750 root:lanyard"), modes
        assert modes.splitlines()[3].startswith("750 lanyard:lanyard"), modes

    def configure(self, printer):
        etc = self.container.root / "etc/lanyard"
        appliance = (etc / "lanyard.toml").read_text()
        (etc / "lanyard.toml").write_text(appliance.replace("port = 8080", f"port = {self.port}"))
        event = (etc / "event.toml").read_text()
        (etc / "event.toml").write_text(re.sub(r'^uri = .*$', f'uri = "{printer.uri}"', event, flags=re.MULTILINE))

    def lanyardctl(self, *arguments):
        return self.container.do("lanyardctl", *arguments)

    def link(self, *arguments):
        return self.lanyardctl("station", "add", "--link-only", *arguments).strip()

    def is_up(self):
        try:
            return Client(self.port).get("/healthz").status == 200
        except OSError:
            return False

    def use(self, printer):
        """A desk in a browser on this machine prints a badge through the container's daemon."""
        self.lanyardctl("import", "/etc/lanyard/registrations.csv")
        self.container.do("systemctl", "start", "lanyard")
        assert self.is_up(), "started, and does not answer"
        assert self.container.show("lanyard", "Type") == "notify"
        with Browser(PICTURES) as browser:
            desk = browser.open(self.link("--role", "desk"))
            desk.until(lambda: desk.is_shown("#find"), "the desk", seconds=30)
            desk.scan("MJYJVGYJ")
            desk.until(lambda: desk.is_shown("#check-in"), "the person", seconds=30)
            desk.type("Enter")
            desk.until(lambda: desk.attribute("#print-state", "data-state") == "printed", "printed", seconds=60)
            desk.picture("1-desk", "kiosk")
        assert "1 printed" in self.lanyardctl("verify")
        printer.wait_for(1)
        self._hand_in_a_poster()
        owners = self.container.do("find", "/var/lib/lanyard", "!", "-user", "lanyard")
        assert owners == "", owners
        # Looked at from outside: the capabilities, the filter, and that no core is left.
        pid = self.container.show("lanyard", "MainPID")
        status = self.container.do("cat", f"/proc/{pid}/status")
        assert re.search(r"CapBnd:\s+0{16}\n", status) and "Seccomp:\t2" in status and "NoNewPrivs:\t1" in status, status
        score = self.container.do("systemd-analyze", "security", "lanyard.service", "--no-pager").splitlines()[-1]
        said = self.container.do("journalctl", "-u", "lanyard", "-o", "cat", "_COMM=lanyard").splitlines()
        assert said and all(line.startswith(("level=", "Lanyard is up")) for line in said), said
        for name in ("install", "operating"):
            assert (self.container.root / f"usr/share/doc/lanyard/{name}.md").exists()
        for words in (["help", "import"], ["--help"], ["station"]):
            assert "USAGE" in self.lanyardctl(*words), words
        say(f"used by a browser; {score.strip('→ ')}")

    def rehearse(self):
        """On the virtual printers that come with the package, which recommends what they need."""
        self.container.apt("install", "cups-ipp-utils", "dbus-daemon")
        said = self.lanyardctl("rehearse", "--arrivals", "30", "--minutes", "15", "--desks", "1,2")
        assert "The charts are in rehearsal.html" in said, said
        assert self.container.do("stat", "-c", "%a %U", "/var/lib/lanyard/rehearsal.html") == "600 lanyard\n"
        say("rehearsed from the package")

    def pair(self, *arguments):
        """A client that has paired as a new station."""
        paired = Client(self.port).post("/api/v1/stations", {"code": self.link(*arguments).split("#")[1]})
        assert paired.status == 201, paired.body
        return Client(self.port, paired.json["token"])

    def _hand_in_a_poster(self):
        """What the unit forbids must not forbid the program that draws posters."""
        organizer, desk = self.pair("--role", "organizer"), self.pair("--role", "desk", "--name", "Desk 2")
        with open(self.container.root / "etc/lanyard/registrations.csv", newline="", encoding="utf-8-sig") as file:
            person = next(each for each in csv.DictReader(file) if each["Poster session"] == "both" and each["Status"] == "accepted")
        owner = desk.find(person["Order code"])
        answer = organizer.request("PUT", f"/api/v1/posters/{owner}/document", poster_pdf())
        assert answer.status < 300, answer.body
        picture = organizer.get(f"/api/v1/posters/{owner}/preview")
        assert (picture.status, picture.body[:4]) == (200, b"\x89PNG"), picture.body[:200]

    def crash(self):
        """A daemon that is killed is back by itself."""
        pid = self.container.show("lanyard", "MainPID")
        self.container.kill(pid)
        killed = time.monotonic()
        self.container.wait(lambda: self.container.show("lanyard", "MainPID") not in ("0", pid) and self.is_up(), "a new daemon")
        say(f"killed with -9, the daemon is back after {time.monotonic() - killed:.1f} s")

    def upgrade(self):
        """The database of the first schema, as its version left it, under a newer package."""
        container = self.container
        container.do("systemctl", "stop", "lanyard")
        data = container.root / "var/lib/lanyard"
        for path in data.glob("lanyard.sqlite*"):
            path.unlink()
        with sqlite3.connect(data / "lanyard.sqlite") as database:
            database.executescript((EARLIER / "schema-1.sql").read_text())
        database.close()
        container.do("chown", "lanyard:lanyard", "/var/lib/lanyard/lanyard.sqlite")
        container.do("chmod", "600", "/var/lib/lanyard/lanyard.sqlite")
        held = json.loads((EARLIER / "schema-1.json").read_text())
        changed = (container.root / "etc/lanyard/lanyard.toml").read_text()
        container.apt("install", container.take(self._newer()))
        assert container.do("dpkg-query", "-f", "${Version}", "-W", "lanyard").endswith("+1")
        assert (container.root / "etc/lanyard/lanyard.toml").read_text() == changed
        container.wait(self.is_up, "the new daemon")
        verified = self.lanyardctl("verify")
        assert "4 checked in; 4 badges" in verified and "The chain is whole" in verified, verified
        assert (data / "lanyard.sqlite.schema-1").stat().st_mode & 0o777 == 0o600
        # A badge that the first version printed, at a door that paired with it.
        door = Client(self.port, held["door"])
        assert door.inside("gradient") == 2
        passed = door.scan(held["badge"], "gradient")
        assert (passed["outcome"], passed["inside"]) == ("entered", 3), passed
        say("upgraded from the first schema: everything holds, an old badge enters at a door that was paired then, a copy is kept")

    def plug_in_a_printer(self):
        """CUPS and its drivers are real; that a printer is on USB is a backend's word, since none can be plugged in."""
        container = self.container
        container.apt("install", "cups", "cups-client", "printer-driver-ptouch")
        backend = container.root / "usr/lib/cups/backend/usb"
        backend.unlink()
        backend.write_text(BACKEND)
        backend.chmod(0o755)
        container.do("systemctl", "restart", "cups")
        for _ in range(2):
            container.do("systemctl", "start", "lanyard-printer-plugged")
        offered = self.lanyardctl("printers")
        assert offered.count("QL-800") == 1, offered
        queue = container.do("lpoptions", "-p", "QL-800")
        assert "Brother" in queue and "printer-is-accepting-jobs=true" in queue, queue
        said = container.do("journalctl", "-u", "lanyard-printer-plugged", "-o", "cat")
        assert said.count('queue = "QL-800"') == 1 and "No driver for the printer at usb://Nobody/" in said, said
        say("a printer on USB has a queue with CUPS's driver, once, and is offered; one without a driver is told of")

    def _newer(self):
        """The same package with a higher version."""
        unpacked = self.folder / "newer"
        shutil.rmtree(unpacked, ignore_errors=True)
        subprocess.run(["dpkg-deb", "-R", self.packages["lanyard"], unpacked], check=True)
        control = unpacked / "DEBIAN" / "control"
        control.write_text(re.sub(r"^Version: (.*)$", r"Version: \1+1", control.read_text(), flags=re.MULTILINE))
        newer = self.folder / "lanyard_newer_amd64.deb"
        subprocess.run(["dpkg-deb", "-Zxz", "-z0", "-b", unpacked, newer], check=True, stdout=subprocess.DEVNULL)
        return newer

    def remove(self):
        container = self.container
        root = container.root
        said = container.apt("remove", "lanyard")
        assert "stays in /var/lib/lanyard" in said, said
        assert not (root / "usr/bin/lanyard").exists() and not self.is_up()
        assert (root / "var/lib/lanyard/lanyard.sqlite").exists() and (root / "etc/lanyard/event.toml").exists()
        container.apt("install", container.take(self.packages["lanyard"]))
        container.wait(self.is_up, "the daemon, installed again")
        assert "4 checked in" in self.lanyardctl("verify")
        said = container.apt("purge", "lanyard")
        assert "deleting the event for good" in said, said
        left = container.do("find", "/", "-xdev", "-path", "/proc", "-prune", "-o", "-name", "*lanyard*", "-print").split("\n")
        # What is not this package's: the screen's, this test's own copies, and what systemd and dpkg remember.
        others = re.compile(r"^$|kiosk|^/root/|^/var/lib/systemd/deb-systemd-helper|^/sys/|^/proc/|^/run/|^/var/cache/apt")
        assert [path for path in left if not others.search(path)] == [], left
        say("removed: data kept, and found again by an installation; purged: gone")


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("packages", type=pathlib.Path)
    arguments.add_argument("--keep", type=pathlib.Path, help="a folder whose root is used again, and stays")
    options = arguments.parse_args()
    if os.geteuid() != 0 or not shutil.which("debootstrap") or not shutil.which("systemd-nspawn"):
        sys.exit("This takes root, debootstrap and systemd-nspawn (systemd-container).")
    folder = options.keep or pathlib.Path(tempfile.mkdtemp(prefix="lanyard-install-"))
    folder.mkdir(exist_ok=True, parents=True)
    started = time.monotonic()
    try:
        trial = Trial(options.packages, folder)
        fresh = folder / "fresh"
        if options.keep and fresh.exists():
            shutil.rmtree(trial.container.root, ignore_errors=True)
            subprocess.run(["cp", "-a", fresh, trial.container.root], check=True)
        else:
            trial.container.make()
            if options.keep:
                subprocess.run(["cp", "-a", trial.container.root, fresh], check=True)
        say("a fresh Debian 12")
        with trial.container, VirtualPrinter(folder / "printer") as printer:
            trial.install()
            trial.configure(printer)
            trial.use(printer)
            trial.rehearse()
            trial.crash()
            trial.upgrade()
            trial.plug_in_a_printer()
            kiosk_mode(trial, say)
            trial.remove()
        say(f"all of it in {(time.monotonic() - started) / 60:.1f} minutes")
    finally:
        if not options.keep:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
