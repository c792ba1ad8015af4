# SPDX-License-Identifier: Apache-2.0
"""A disk that takes nothing more: every screen hears a clear word, and nothing of where the files lie."""

import resource
import uuid


def _limit(daemon, size):
    """As if the disk were broken behind so many bytes of each file."""
    resource.prlimit(daemon.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def test_who_asks_hears_that_nothing_was_recorded_but_no_path(event, printer):
    event.stop()
    # Without the signal, a write beyond the limit is an error like any other; Python hands its own ignoring on.
    event.start(restore_signals=False)
    desk = event.station("desk")
    organizer = event.station("organizer")
    registration = desk.find(event.accepted()[0]["Order code"])
    # Where the journal ends now; the log is far from there.
    _limit(event.daemon, event.database.with_name("lanyard.sqlite-wal").stat().st_size)
    refused = [
        desk.check_in(registration),
        organizer.post("/api/v1/places/gradient/recounts", {"count": 3, "requestId": str(uuid.uuid4())}),
        organizer.post("/api/v1/scans", {"scans": [{"id": str(uuid.uuid4()), "badge": "X", "place": "gradient", "direction": "auto"}]}),
    ]
    for answer in refused:
        assert answer.status == 503 and answer.json["code"] == "unavailable", answer.body
        detail = answer.json["detail"]
        assert detail.startswith("Nothing was recorded. The disk of the database "), detail
        assert "/" not in detail and "sqlite" not in detail, detail
    # The desk finds people all the same; that this is on no record is told and not forgotten.
    assert desk.find(event.accepted()[0]["Order code"]) == registration
    assert organizer.get("/api/v1/desk-watch").json["unrecorded"] == 1
    # The operator, who reads the log, hears which file it is.
    assert str(event.database) in (event.folder / "daemon.log").read_text()
    _limit(event.daemon, resource.RLIM_INFINITY)
    assert desk.check_in(registration).status == 201
    assert event.verify().returncode == 0
