# SPDX-License-Identifier: Apache-2.0
"""A fresh Debian 12 with systemd as its first process, in a container that shares this machine's network."""

import os
import pathlib
import shutil
import signal
import subprocess
import time

MIRROR = os.environ.get("MIRROR", "http://deb.debian.org/debian")
SOURCES = """deb {0} bookworm main
deb {0} bookworm-updates main
deb {1} bookworm-security main
"""


class Container:
    def __init__(self, folder):
        self.root = pathlib.Path(folder) / "root"
        self.log = pathlib.Path(folder) / "console.log"
        self.machine = None

    def make(self):
        """Debian's smallest system, and systemd; nothing that Lanyard's packages should bring themselves."""
        subprocess.run(["debootstrap", "--variant=minbase", "bookworm", self.root, MIRROR], check=True, stdout=subprocess.DEVNULL)
        security = os.environ.get("SECURITY_MIRROR", MIRROR + "-security")
        (self.root / "etc/apt/sources.list").write_text(SOURCES.format(MIRROR, security))
        proxies = subprocess.run(["apt-config", "dump", "--format", "%f \"%v\";%n", "Acquire::http"], capture_output=True, text=True)
        (self.root / "etc/apt/apt.conf.d/90here").write_text(proxies.stdout)
        (self.root / "etc/resolv.conf").write_text(pathlib.Path("/etc/resolv.conf").read_text())
        for command in (["update"], ["install", "--yes", "--no-install-recommends", "systemd-sysv", "dbus"]):
            subprocess.run(
                ["chroot", self.root, "apt-get", "-qq", *command],
                check=True,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C"},
            )

    def __enter__(self):
        # A terminal of its own, which script(1) makes: without one the first process shows nothing.
        boot = f"systemd-nspawn --boot --directory={self.root} --register=no --keep-unit --resolv-conf=off"
        self.nspawn = subprocess.Popen(
            ["script", "-qfc", boot, self.log], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, start_new_session=True
        )
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            self.machine = self._first_process()
            if self.machine and self.run("systemctl", "is-system-running").stdout.strip() in ("running", "degraded"):
                return self
            assert self.nspawn.poll() is None, self.log.read_text(errors="replace")
            time.sleep(0.2)
        self.__exit__()
        raise AssertionError("systemd did not come up: " + self.log.read_text(errors="replace"))

    def __exit__(self, *_):
        if self.machine:
            # As its power button does, and then as a plug does.
            os.kill(self.machine, signal.SIGRTMIN + 4)
        try:
            self.nspawn.wait(timeout=30)
        except subprocess.TimeoutExpired:
            if self.machine:
                os.kill(self.machine, signal.SIGKILL)
            os.killpg(self.nspawn.pid, signal.SIGKILL)
            self.nspawn.wait()

    def _first_process(self):
        """The process that systemd-nspawn started, whose root is the container's."""
        for each in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                names = (each / "status").read_text().split("NSpid:")[1].splitlines()[0].split()
                if len(names) == 2 and names[1] == "1" and os.path.samefile(each / "root", self.root):
                    return int(each.name)
            except (OSError, IndexError):
                continue
        return None

    def run(self, *command, stdin=None, user=None, seconds=600):
        """Runs a command in the container to its end."""
        enter = ["nsenter", "--target", str(self.machine), "--mount", "--uts", "--ipc", "--pid", "--root", "--wd"]
        if user:
            enter += ["setpriv", f"--reuid={user}", f"--regid={user}", "--init-groups"]
        environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"}
        return subprocess.run(
            [*enter, *map(str, command)], input=stdin, capture_output=True, text=True, timeout=seconds, env=environment
        )

    def do(self, *command, **options):
        """Runs a command that must succeed, and returns what it said."""
        done = self.run(*command, **options)
        assert done.returncode == 0, f"{' '.join(map(str, command))}: {done.stdout[-2000:]} {done.stderr[-2000:]}"
        return done.stdout

    def kill(self, process):
        self.do("sh", "-c", f"kill -9 {process}")

    def apt(self, *arguments):
        return self.do("apt-get", "--yes", "--no-install-recommends", "-o", "Dpkg::Options::=--force-confold", *arguments)

    def show(self, unit, what):
        return self.do("systemctl", "show", "--value", "--property", what, unit).strip()

    def wait(self, condition, what, seconds=30):
        started = time.monotonic()
        while not (value := condition()):
            assert time.monotonic() < started + seconds, f"{what} did not come: {self.run('journalctl', '-n', '40').stdout}"
            time.sleep(0.1)
        return value

    def take(self, path, folder="root"):
        """Copies a file of this machine's into the container."""
        shutil.copy(path, self.root / folder / pathlib.Path(path).name)
        return f"/{folder}/{pathlib.Path(path).name}"
