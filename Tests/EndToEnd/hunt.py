# SPDX-License-Identifier: Apache-2.0
"""Hunts for people in files: names, addresses and codes of the sample list, and documents that were scanned.

It knows nothing of how Lanyard searches. A word counts wherever its bytes stand, also in the middle of what is no text.
"""

import contextlib
import sqlite3


PIECE, OVERLAP = 1 << 20, 1 << 12


def _words_of(person):
    """What the list calls somebody, without words so short that they stand anywhere."""
    names = [person["First name"], person["Last name"], person["Full name"], person["Name on badge"]]
    return {word for word in [*names, person["Email"], person["Order code"]] if len(word) >= 4 or len(word.encode()) >= 6}


class Hunt:
    """Everybody on a list and every document that was read, and where they stand."""

    def __init__(self, people, more=()):
        self.words = set(more).union(*map(_words_of, people))

    def add(self, document):
        """A document's numbers and dates; seven digits alone stand by chance among random numbers."""
        self.words.update(secret for secret in document.secrets if not (secret.isdigit() and len(secret) < 8))
        if document.text.startswith("P<"):
            # Country and birth date, as they stand side by side.
            self.words.add(document.text.split("\n")[1][10:19])

    def found(self, files):
        """The words that stand in any of the files, with the files."""
        needles = [(word, *self._needles(word)) for word in self.words]
        seen = {}
        for path in files:
            content = path.read_bytes()
            for start in range(0, len(content), PIECE):
                raw = content[start : start + PIECE + OVERLAP]
                folded = raw.lower()
                # Nearly all words are nowhere: whether their first bytes are anywhere is quickly known.
                starts = {folded[at : at + 4] for at in range(len(folded) - 3)}
                for word, exact, spellings in needles:
                    text = raw if exact else folded
                    if any(each[:4].lower() in starts and each in text for each in spellings):
                        seen.setdefault(word, set()).add(path)
        return seen

    @staticmethod
    def _needles(word):
        """How a word may be written, and whether its case counts: in five letters of any case chance writes names."""
        exact = word.isascii() and word.isalpha() and len(word) < 6
        texts = {word} if exact else {word, word.lower(), word.upper()}
        spellings = {text.encode(code) for text in texts for code in ("utf-8", "utf-16-le", "utf-16-be")}
        return exact, spellings if exact else {each.lower() for each in spellings}


def database_files(event):
    return [path for path in event.folder.iterdir() if path.name.startswith("lanyard.sqlite")]


def identifiers(event):
    """By what a database tells people apart: registrations, badges, what prints them, and what was seen of them."""
    with contextlib.closing(sqlite3.connect(event.database)) as database:
        rows = database.execute(
            "SELECT id FROM registrations UNION SELECT serial FROM badges UNION SELECT id FROM print_jobs UNION "
            # Sessions' and notes' own identifiers were everybody's to see, and are those of the facts by which they came to be.
            "SELECT id FROM facts WHERE registration IS NOT NULL AND kind NOT IN ('sessionProposed', 'noteAdded') UNION "
            "SELECT registration FROM facts WHERE registration IS NOT NULL UNION SELECT badge FROM facts WHERE badge IS NOT NULL")
        return {row[0] for row in rows}


def copy(database, target):
    with contextlib.closing(sqlite3.connect(database)) as source, contextlib.closing(sqlite3.connect(target)) as other:
        source.backup(other)


def deleted_carelessly(event, folder):
    """A copy of the database out of which the list was deleted by somebody who took no care."""
    careless = folder / "careless.sqlite"
    copy(event.database, careless)
    with contextlib.closing(sqlite3.connect(careless, isolation_level=None)) as database:
        database.execute("PRAGMA secure_delete = OFF")
        database.execute("DELETE FROM registrations")
        assert database.execute("SELECT count(*) FROM registrations").fetchone() == (0,)
    return careless
