# SPDX-License-Identifier: Apache-2.0
"""Documents that nobody else has, and the places where something of them might have been kept."""

import base64
import os
import pathlib
import random
import resource
import stat

import documents

SHARED_FOLDERS = ("/tmp", "/var/tmp", "/dev/shm", "/var/crash", "/var/lib/systemd/coredump")


class Document:
    """What a scanner delivers, and the pieces of it that must not be found again."""

    def __init__(self, text, secrets):
        self.text = text
        self.secrets = [*secrets, *(line for line in text.replace("\r", "\n").split("\n") if len(line) > 12)]


def digits(count):
    return "".join(random.SystemRandom().choices("0123456789", k=count))


def documents_of(given, family):
    """A passport and a licence of one person with a number and a birth date that nobody else has."""
    passport, licence = f"X{digits(8)}", f"T{digits(12)}"
    chance = random.SystemRandom()
    year, month, day = chance.randrange(1940, 2000), chance.randrange(1, 13), chance.randrange(1, 29)
    birth = f"{year % 100:02}{month:02}{day:02}"
    return (
        Document(documents.td3(given, family, passport, birth), [passport, birth + documents.check_digit(birth)]),
        Document(
            documents.aamva(given, family, "Q", licence, f"{month:02}{day:02}{year}"),
            [licence, f"DBB{month:02}{day:02}{year}", f"{year}-{month:02}-{day:02}", "1 EXAMPLE STREET"],
        ),
    )


def _spellings(secret):
    """The bytes in which a secret may stand in a file."""
    plain = secret.encode()
    return {plain, plain.lower(), secret.encode("utf-16-le"), plain.hex().encode(), base64.b64encode(plain)[:-4]}


def found(secrets, files):
    """Where secrets stand in files, however they are written there."""
    seen = []
    for path in files:
        content = path.read_bytes()
        seen += [f"{secret} in {path}" for secret in secrets if any(each in content for each in _spellings(secret))]
    return seen


class Traces:
    """The places that belong to one daemon alone, and what came meanwhile into those that all share."""

    def __init__(self, event, folder):
        self.event = event
        self.folders = [folder / "home", folder / "working", folder / "temporary"]
        for each in self.folders:
            each.mkdir()
        self.home, self.working, self.temporary = self.folders
        self.before = self._shared()

    @property
    def process(self):
        """Where the daemon lives, with all the room for a core dump that there is."""
        return {
            "cwd": self.working,
            "preexec_fn": lambda: resource.setrlimit(resource.RLIMIT_CORE, (resource.RLIM_INFINITY,) * 2),
        }

    @property
    def environment(self):
        return {"HOME": str(self.home), "TMPDIR": str(self.temporary)}

    def _shared(self):
        return {
            path
            for folder in map(pathlib.Path, SHARED_FOLDERS)
            if folder.is_dir()
            for path in folder.iterdir()
            if path.is_file()
        }

    def own_files(self):
        return [path for folder in (self.event.folder, *self.folders) for path in folder.rglob("*") if path.is_file()]

    def files(self):
        return self.own_files() + sorted(self._shared() - self.before)

    def written_elsewhere(self):
        """What the daemon has open for writing outside its places."""
        places = (str(self.event.folder), *map(str, self.folders))
        elsewhere = []
        for entry in pathlib.Path(f"/proc/{self.event.daemon.pid}/fd").iterdir():
            try:
                target = os.readlink(entry)
                is_writable = entry.lstat().st_mode & stat.S_IWUSR
            except FileNotFoundError:
                # It was closed meanwhile.
                continue
            if target.startswith("/") and is_writable and not target.startswith((*places, "/dev/null")):
                elsewhere.append(target)
        return elsewhere
