# SPDX-License-Identifier: Apache-2.0
"""The short form of the fault run (Tests/Torture/printing.py): forty people, and each kind of fault once."""

import os
import subprocess
import sys

from appliance import LANYARD, ROOT


def test_no_badge_is_lost_or_doubled_or_called_printed_without_paper_whatever_happens_to_the_printers():
    run = subprocess.run(
        [sys.executable, ROOT / "Tests" / "Torture" / "printing.py", "--short", "--seed", "4"],
        env={**os.environ, "LANYARD": str(LANYARD)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    for kind in (
        "media-empty", "cover-open", "media-jam", "abort", "refusal", "silence", "unplugged", "silent and unplugged",
        "daemon killed", "cupsd killed", "cupsd killed with its backends", "cupsd silent",
    ):  # fmt: skip
        assert f"fault: {kind} " in run.stdout, run.stdout
