# SPDX-License-Identifier: Apache-2.0
"""A screen of an appliance as its unit starts it, on a virtual display: seen as a picture, used by its keyboard."""

import os
import pathlib
import shlex
import signal
import subprocess
import time

from PIL import ImageGrab

from appliance import ROOT

APPLIANCE = ROOT / "kiosk" / "appliance"


def unit_command(screen):
    """The command line of the unit's ExecStart for `screen`."""
    unit = (APPLIANCE / "lanyard-kiosk@.service").read_text()
    line = next(line for line in unit.splitlines() if line.startswith("ExecStart="))
    return shlex.split(line.removeprefix("ExecStart=").replace("%i", screen))


def virtual(command, number, size):
    """The same command line with a display that no monitor is needed for, in this checkout."""
    client, server = " ".join(command).split(" -- ")
    assert server.startswith("/usr/bin/X :0 vt7 "), server
    client = client.replace("/usr/libexec/lanyard-kiosk", str(APPLIANCE))
    return f"{client} -- /usr/bin/Xvfb :{number} -screen 0 {size[0]}x{size[1]}x24 -nolisten tcp".split()


class Screen:
    """The unit's command line, run until the block ends."""

    def __init__(self, screen, state, size=(1024, 600)):
        self.number = next(each for each in range(90, 190) if not pathlib.Path(f"/tmp/.X{each}-lock").exists())
        self.command = virtual(unit_command(screen), self.number, size)
        self.profile = pathlib.Path(state) / screen / "profile"
        # A sandbox needs a user of its own, which this test's is not.
        self.environment = {**os.environ, "STATE_DIRECTORY": str(state), "LANYARD_KIOSK_FLAGS": "--no-sandbox --lang=en"}

    def __enter__(self):
        with open(self.profile.parent / "screen.log", "wb") as log:
            self.process = subprocess.Popen(
                self.command, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(timeout=10)
        finally:
            os.killpg(self.process.pid, signal.SIGKILL) if self.process.poll() is None else None

    def _xdotool(self, *arguments):
        display = {**os.environ, "DISPLAY": f":{self.number}"}
        return subprocess.run(["xdotool", *arguments], env=display, capture_output=True, text=True, timeout=20)

    def wait_for(self, title, seconds=20):
        """Waits until a window with `title` in its title is shown, and returns how long that took."""
        started = time.monotonic()
        while time.monotonic() < started + seconds:
            if self._xdotool("search", "--onlyvisible", "--name", title).returncode == 0:
                return time.monotonic() - started
            time.sleep(0.05)
        raise AssertionError(f"no window '{title}': " + (self.profile.parent / "screen.log").read_text()[-2000:])

    def scan(self, text):
        """Types as a wedge scanner does."""
        done = self._xdotool("type", "--delay", "2", text + "\n")
        assert done.returncode == 0, done.stderr

    def picture(self, path):
        """What a person at the screen sees."""
        path.parent.mkdir(parents=True, exist_ok=True)
        image = ImageGrab.grab(xdisplay=f":{self.number}")
        image.save(path)
        return image

    def kill_page(self):
        """Ends the process that shows the page, as the kernel does when memory is short."""
        session = str(os.getsid(self.process.pid))
        done = subprocess.run(["pkill", "-9", "-s", session, "-f", "--", "--type=renderer "])
        assert done.returncode == 0, "no page"

    def browsers(self):
        """The browser's main processes that live on this profile."""
        return main_processes(self.profile)


def main_processes(profile, proc="/proc"):
    """The processes of browsers on `profile` that are not one of a browser's helpers."""
    found = []
    for process in pathlib.Path(proc).glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except (FileNotFoundError, ProcessLookupError):
            continue
        if command.startswith("/usr/lib/chromium/chromium ") and f"--user-data-dir={profile} " in command and " --type=" not in command:
            found.append(int(process.name))
    return found
