# SPDX-License-Identifier: Apache-2.0
"""The daemon as a unit of systemd's: what it tells, what it may do, and what an installed appliance begins with."""

import re
import socket
import subprocess
import time

import pytest

from appliance import ROOT, Event, run

UNIT = ROOT / "packaging" / "debian" / "lanyard.service"


@pytest.mark.parametrize("abstract", [False, True])
def test_systemd_is_told_when_the_daemon_is_ready_lives_and_stops(tmp_path, printer, abstract):
    name = f"@lanyard-test-{tmp_path.name}-{time.monotonic_ns()}" if abstract else str(tmp_path / "notify")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd, Event(tmp_path / "event", printer_uri=printer.uri) as event:
        systemd.bind(name.replace("@", "\0", 1))
        systemd.settimeout(20)
        event.import_list()
        event.start({"NOTIFY_SOCKET": name, "WATCHDOG_USEC": "300000"})
        told = [systemd.recv(100) for _ in range(5)]
        assert told.count(b"READY=1") == 1
        assert told.count(b"WATCHDOG=1") == 4
        started = time.monotonic()
        while systemd.recv(100) != b"WATCHDOG=1":
            pass
        assert time.monotonic() - started < 0.3
        assert event.stop() == 0
        systemd.setblocking(False)
        last = []
        with pytest.raises(BlockingIOError):
            while True:
                last.append(systemd.recv(100))
        assert last[-1] == b"STOPPING=1"


def test_nobody_is_told_of_a_daemon_that_systemd_did_not_start(tmp_path, printer):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as other, Event(tmp_path / "event", printer_uri=printer.uri) as event:
        other.bind(str(tmp_path / "notify"))
        other.settimeout(0.5)
        event.import_list()
        # The daemon of another process's watchdog, as a child of a unit would be.
        event.start({"NOTIFY_SOCKET": str(tmp_path / "notify"), "WATCHDOG_USEC": "300000", "WATCHDOG_PID": "1"})
        assert other.recv(100) == b"READY=1"
        with pytest.raises(TimeoutError):
            other.recv(100)


def test_the_unit_is_sound_and_rated(tmp_path):
    # As installed, but for a program that is not.
    text = UNIT.read_text().replace("/usr/bin/lanyard", "/bin/true").replace("man:lanyard(1) ", "")
    (tmp_path / "lanyard.service").write_text(text)
    verified = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", tmp_path / "lanyard.service"], capture_output=True, text=True
    )
    assert (verified.returncode, verified.stderr) == (0, "")
    rated = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=15", "--no-pager", tmp_path / "lanyard.service"],
        capture_output=True,
        text=True,
    )
    assert rated.returncode == 0, rated.stdout
    score = re.search(r"Overall exposure level for lanyard.service: ([0-9.]+)", rated.stdout).group(1)
    assert f"at {score} " in (ROOT / "docs" / "install.md").read_text()


def test_the_package_has_the_programs_version():
    makes = (ROOT / "tools" / "package").read_text()
    pattern = re.search(r"sed -n '(s/.*/p)' \"\$root/Sources/Appliance/Release.swift\"", makes).group(1)
    read = subprocess.run(["sed", "-n", pattern, ROOT / "Sources" / "Appliance" / "Release.swift"], capture_output=True, text=True)
    assert read.stdout.strip() == run("--version").stdout.strip() != ""


def test_an_appliance_without_an_event_gets_one_beside_its_file(tmp_path):
    etc = tmp_path / "etc"
    etc.mkdir()
    (etc / "lanyard.toml").write_text('database = "/somewhere/else.sqlite"\n')
    made = run("init", etc)
    assert made.returncode == 0, made.stderr
    assert (etc / "lanyard.toml").read_text() == 'database = "/somewhere/else.sqlite"\n'
    assert "event.toml" in made.stdout and "lanyard.toml," not in made.stdout
    event = (etc / "event.toml").read_bytes()
    (etc / "event.toml").write_bytes(event + b"\n")
    again = run("init", etc)
    assert (again.returncode, "exists already" in again.stderr) == (1, True)
    assert (etc / "event.toml").read_bytes() == event + b"\n"


def test_a_package_for_another_kind_of_machine_is_refused_in_words():
    refused = subprocess.run(["make", "deb", "ARCH=arm64"], cwd=ROOT, capture_output=True, text=True)
    assert (refused.returncode, "no Swift toolchain here that builds for arm64" in refused.stdout) == (2, True)


def test_lanyardctl_says_what_to_do_instead_of_what_it_is_not_for():
    ctl = ROOT / "packaging" / "lanyardctl"
    for arguments, word in {("init", "/etc/lanyard"): "sudo lanyard init", ("serve",): "systemctl start lanyard", (): "/var/lib/lanyard"}.items():
        told = subprocess.run([ctl, *arguments], capture_output=True, text=True)
        assert (told.returncode, told.stdout) == (2, "") and word in told.stderr, told.stderr
