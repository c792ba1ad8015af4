# SPDX-License-Identifier: Apache-2.0
"""Small file systems that can be filled and made read-only. They need root."""

import pathlib
import subprocess
import time


def _run(*command):
    subprocess.run(list(map(str, command)), check=True, capture_output=True)


def works(disk):
    """Whether this machine lets us mount `disk`, which takes root and, for a failing one, a loop device."""
    try:
        with disk:
            return disk.is_breakable()
    except (OSError, subprocess.CalledProcessError):
        return False
    finally:
        disk.folder.rmdir()


class MemoryDisk:
    """A disk of a few megabytes in memory, which fills up."""

    def __init__(self, folder, megabytes):
        self.folder, self.megabytes = pathlib.Path(folder), megabytes

    def __enter__(self):
        self.folder.mkdir()
        _run("mount", "-t", "tmpfs", "-o", f"size={self.megabytes}m", "lanyard-torture", self.folder)
        return self

    def __exit__(self, *_):
        _unmount(self.folder)

    def is_breakable(self):
        return True

    def fill(self):
        with open(self.folder / "ballast", "wb", buffering=0) as ballast:
            for size in (65536, 4096, 1):
                try:
                    while ballast.write(bytes(size)):
                        pass
                except OSError:
                    pass

    def empty(self):
        (self.folder / "ballast").unlink()


class FailingDisk:
    """A disk in a file whose file system becomes read-only at an error, as that of a worn-out card does."""

    def __init__(self, folder, megabytes):
        self.folder = pathlib.Path(folder)
        self.image = self.folder.with_suffix(".image")
        self.megabytes = megabytes

    def __enter__(self):
        self.folder.mkdir()
        with open(self.image, "wb") as image:
            image.truncate(self.megabytes << 20)
        _run("mkfs.ext4", "-q", self.image)
        self._mount()
        return self

    def __exit__(self, *_):
        _unmount(self.folder)

    def _mount(self):
        _run("mount", "-o", "loop,errors=remount-ro", self.image, self.folder)

    def write_through(self):
        _run("sync", "--file-system", self.folder)

    def is_breakable(self):
        return self._control.exists()

    def fail(self):
        self._control.write_text("an error on purpose")

    @property
    def _control(self):
        source = subprocess.run(
            ["findmnt", "--noheadings", "--output", "SOURCE", self.folder], check=True, capture_output=True, text=True
        ).stdout.strip()
        return pathlib.Path("/sys/fs/ext4", pathlib.Path(source).name, "trigger_fs_error")

    def repair(self):
        """What is done to such a disk by hand: check it and mount it anew."""
        _unmount(self.folder)
        # Ends with 1 when it has mended something.
        subprocess.run(["e2fsck", "-y", "-f", self.image], capture_output=True)
        self._mount()


def _unmount(folder):
    for _ in range(50):
        if subprocess.run(["umount", folder], capture_output=True).returncode == 0:
            return
        time.sleep(0.1)
    _run("umount", "--lazy", folder)
