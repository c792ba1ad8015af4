# SPDX-License-Identifier: Apache-2.0
"""A virtual IPP Everywhere printer and a private CUPS scheduler, both real programs from Debian."""

import pathlib
import subprocess
import time

from appliance import ROOT, free_port

TOOLS = ROOT / "tools" / "virtual-printer"


class _Program:
    """A program that prints one line when it is up, and ends its children on SIGTERM."""

    def __init__(self, *command):
        self.command = list(map(str, command))

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.line = self.process.stdout.readline().strip()
        assert self.line, self.process.stderr.read()
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=10)
        self.process.stdout.close()
        self.process.stderr.close()


class VirtualPrinter(_Program):
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        super().__init__(TOOLS / "start", free_port(), self.folder)

    @property
    def uri(self):
        return self.line

    def documents(self):
        """The PDFs that were printed, in order."""
        return sorted(self.folder.glob("*.pdf"), key=lambda path: path.stat().st_mtime_ns)

    def wait_for(self, count, seconds=20):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if len(self.documents()) >= count:
                return self.documents()
            time.sleep(0.05)
        raise AssertionError(f"{len(self.documents())} of {count} documents arrived within {seconds} s")

    def set_seconds(self, seconds):
        """How long the mechanism takes for each badge."""
        (self.folder / "control" / "seconds").write_text(str(seconds))

    def fault(self, reason):
        (self.folder / "control" / reason).touch()

    def clear(self, reason):
        (self.folder / "control" / reason).unlink()


class PrivateCUPS(_Program):
    """A cupsd of its own with one driverless queue."""

    queue = "badges"

    def __init__(self, folder, printer):
        super().__init__(TOOLS / "start-cupsd", free_port(), folder, self.queue, printer.uri)

    @property
    def environment(self):
        return {"CUPS_SERVER": self.line}
