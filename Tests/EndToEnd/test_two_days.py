# SPDX-License-Identifier: Apache-2.0
"""SOCML's two days, replayed on the sample event: every figure equals the script's own model at ten fixed moments."""

import days

# Day, minute after the opening, and how many sessions came to be since the moment before.
MOMENTS = [(0, 20, 3), (0, 55, 4), (0, 75, 3), (0, 150, 8), (0, 240, 8), (0, 400, 10), (1, 15, 2), (1, 105, 8), (1, 270, 10), (1, 415, 4)]


def test_two_days_of_a_self_organizing_conference(event, printer, tmp_path):
    played = days.Days(event, printer, tmp_path)
    codes = [person["Order code"] for person in event.accepted()]
    played.arrive(codes[:60])
    minute, day = 0, 0
    for number, (on, until, sessions) in enumerate(MOMENTS):
        if on != day:
            # The night: an hour after closing nobody is inside any more.
            played.is_at(day, days.LENGTH + 61)
            day, minute = on, 0
            played.night()
        assert played.play(day, minute, until, sessions) == []
        minute = until
        if number == 0:
            played.arrive(codes[60:186])
    assert len(played.model.sessions) == days.SESSIONS
    assert played.refused["roomTaken"] >= 5
    verified = event.verify()
    assert verified.returncode == 0, verified.stdout
