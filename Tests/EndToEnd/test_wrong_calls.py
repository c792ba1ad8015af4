# SPDX-License-Identifier: Apache-2.0
"""What a hurried operator gets wrong: it is said in words that help, before anything is changed."""

import csv
import os
import socket
import sqlite3
import subprocess

import pytest

from appliance import LANYARD, ROOT, Event

WRITERS = {
    "pool": ("badge", "--pool", "5"),
    "all": ("badge", "--all"),
    "check": ("badge", "--check"),
    "roster": ("roster",),
    "labels": ("poster-labels",),
    "rehearsal": ("rehearse", "--arrivals", "5"),
}


@pytest.fixture
def quiet(tmp_path):
    """The sample event with its list and without a daemon."""
    with Event(tmp_path / "event") as event:
        event.import_list()
        yield event


def _count(event):
    with sqlite3.connect(event.database) as connection:
        return [connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("facts", "badges", "pooled_badges")]


def test_a_file_that_cannot_be_written_is_told_before_anything_is_done(quiet, tmp_path):
    before = _count(quiet)
    file = tmp_path / "file"
    file.write_text("")
    nowhere = tmp_path / "nowhere" / "out.pdf"
    wrong = {
        nowhere: f"there is no folder {nowhere.parent}",
        tmp_path: "it is a folder",
        file / "out.pdf": f"{file} is no folder",
    }
    for name, command in WRITERS.items():
        for output, word in wrong.items():
            refused = quiet.command(*command, "--output", output)
            assert refused.returncode == 1, (name, refused.stdout)
            assert refused.stderr.startswith(f"Error: {output} cannot be written: {word}"), (name, refused.stderr)
            assert refused.stdout == "", (name, refused.stdout)
    assert _count(quiet) == before


def test_what_has_names_or_badges_in_it_is_its_owners_alone(quiet, tmp_path):
    for name in ("pool", "all", "check", "roster"):
        output = tmp_path / f"{name}.pdf"
        # A file that is there already is replaced.
        output.write_text("old")
        output.chmod(0o644)
        done = quiet.command(*WRITERS[name], "--output", output)
        assert done.returncode == 0, done.stderr
        assert output.stat().st_mode & 0o777 == 0o600 and output.read_bytes().startswith(b"%PDF")
    assert [path.name for path in tmp_path.glob(".*")] == []


def test_a_folder_in_a_files_place_is_told(quiet):
    def command(*arguments):
        return subprocess.run([LANYARD, *arguments], capture_output=True, text=True)

    for refused in (command("verify", "--config", quiet.folder), command("import", quiet.folder, "--config", quiet.config)):
        assert refused.returncode == 1
        assert refused.stderr == f"Error: {quiet.folder} is a folder. Name the file in it.\n"


@pytest.mark.skipif(
    os.geteuid() != 0 or not all(folder.stat().st_mode & 0o001 for folder in LANYARD.resolve().parents),
    reason="it takes root, and a program that others may run",
)
def test_who_may_not_read_an_event_is_not_told_to_make_one(quiet, tmp_path):
    quiet.folder.chmod(0o750)
    config = tmp_path / "lanyard.toml"
    config.write_text(quiet.config.read_text())
    config.chmod(0o600)
    for file, status in ((quiet.config, "cannot be read"), (config, "cannot be read")):
        refused = subprocess.run(
            [LANYARD, "verify", "--config", file], capture_output=True, text=True, user="nobody", group="nogroup", extra_groups=[]
        )
        assert refused.returncode == 1 and status in refused.stderr and "May this user read it" in refused.stderr, refused.stderr
        assert "lanyard init" not in refused.stderr


def test_an_import_tells_which_columns_it_passed_over(quiet, tmp_path):
    with open(quiet.folder / "registrations.csv", newline="", encoding="utf-8-sig") as file:
        header, person = list(csv.reader(file))[:2]
    path = tmp_path / "list.csv"
    typed = ["Affilation" if title == "Affiliation" else title for title in header]
    with open(path, "w", newline="") as file:
        csv.writer(file).writerows([[*typed, "T-shirt", "", "T-shirt"], [*person, "M", "", ""]])
    told = quiet.import_list(path)
    assert "Columns that were passed over: “Affilation”, “T-shirt”." in told, told
    assert "passed over" not in quiet.import_list()


def test_a_sample_is_not_run_where_another_listens(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        refused = subprocess.run(
            ["tools/run-sample", tmp_path / "event", str(port)], cwd=ROOT, capture_output=True, text=True, timeout=20
        )
    assert refused.returncode == 1 and f"Port {port} is in use" in refused.stderr, refused
    assert refused.stdout == "" and not (tmp_path / "event").exists()
