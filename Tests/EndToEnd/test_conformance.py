# SPDX-License-Identifier: Apache-2.0
"""docs/openapi.yaml and the daemon held against each other by schemathesis, which makes requests up from the contract.

The short form belongs to the suite; `make conformance` makes up many more.
"""

import contextlib
import json
import os
import pathlib
import sqlite3
import subprocess

import pytest

import camera
from appliance import ROOT
from phones import arrive, start_session
from test_poster_documents import poster_pdf

CACHE = pathlib.Path(os.environ.get("XDG_CACHE_HOME", pathlib.Path.home() / ".cache")) / "lanyard" / "schemathesis"
HERE = pathlib.Path(__file__).parent
EXAMPLES = int(os.environ.get("CONFORMANCE_EXAMPLES", "0"))


@pytest.fixture
def world(event, printer, tmp_path):
    """Stations of all roles, a badge, and some of everything that paths can name."""
    people = event.accepted()
    badge, host = arrive(event, printer, people[:2])
    tokens = {role: event.station(role).token for role in ("desk", "supervisor", "organizer", "wall", "operator")}
    tokens["door"] = event.station("door", "gradient").token
    desk = event.client(tokens["desk"])
    sessions = [
        start_session(desk, "Normalizing flows", "gradient", badge=host)["id"],
        start_session(desk, "An idea", None)["id"],
    ]
    checked_in = desk.find(people[0]["Order code"])
    document = tmp_path / "poster.pdf"
    document.write_bytes(poster_pdf())
    frame = tmp_path / "frame"
    frame.write_bytes(camera.frame(camera.empty()))
    there = {
        "/places/": ["gradient", "posters-1", "lunch"],
        "/sessions/": sessions,
        "/check-ins/": [checked_in],
        "/(registrations|posters)/": [checked_in, *(desk.find(each["Order code"]) for each in people[2:6])],
        "/print-jobs/": _column(event, "SELECT id FROM print_jobs"),
        "/badges/": _column(event, "SELECT serial FROM badges"),
        "/printers/": ["desk"],
        "/kiosk/lib/": ["look.css"],
    }
    world = tmp_path / "world.json"
    world.write_text(json.dumps({"tokens": tokens, "badge": badge, "there": there, "pdf": str(document), "frame": str(frame)}))
    return world


def _column(event, query):
    with contextlib.closing(sqlite3.connect(event.database)) as database:
        return [value for (value,) in database.execute(query)]


def _run(event, world, *options):
    return subprocess.run(
        ["/usr/bin/python3", "-m", "schemathesis.cli", "--no-color", "--config-file", HERE / "schemathesis.toml", "run", ROOT / "docs" / "openapi.yaml",
         "--url", f"http://127.0.0.1:{event.port}", "--continue-on-failure", "--request-timeout", "10",
         "--warnings", "off", "--generation-database", "none", *options],
        cwd=world.parent, capture_output=True, text=True,
        env={**os.environ, "PYTHONPATH": f"{CACHE}:{HERE}", "SCHEMATHESIS_HOOKS": "conformance", "LANYARD_WORLD": str(world)},
    )


def test_answers_hold_against_the_contract_whatever_is_asked(event, world):
    assert (CACHE / "schemathesis").is_dir(), "schemathesis is not there: tools/setup fetches it from PyPI"
    # The short form asks the same each time, and leaves out what depends on more than the schema can say.
    short = ["--phases", "fuzzing", "--seed", "1", "--exclude-checks", "positive_data_acceptance"]
    # A stream is listened to until the time-out; a locked station is refused all the rest.
    run = _run(
        event, world, "--max-examples", str(EXAMPLES or 2), "--exclude-path-regex", "/(events|lock)$",
        *([] if EXAMPLES else short))
    assert run.returncode == 0, run.stdout[-20_000:] + run.stderr[-2_000:]
