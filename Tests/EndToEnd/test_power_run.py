# SPDX-License-Identifier: Apache-2.0
"""The short form of the power run and the cut-off run (Tests/Torture/scans.py): ten kills, a thousand scans."""

import os
import subprocess
import sys

from appliance import LANYARD, ROOT


def test_no_acknowledged_scan_is_lost_or_counted_twice_whatever_happens_to_daemon_disk_clock_and_network():
    run = subprocess.run(
        [sys.executable, ROOT / "Tests" / "Torture" / "scans.py", "--short", "--seed", "7"],
        env={**os.environ, "LANYARD": str(LANYARD)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    for leg in ("power", "clock back", "cut-off", "two daemons"):
        assert f"\n{leg}\n" in run.stdout, run.stdout
    for leg in ("disk full", "disk read-only", "plug pulled"):
        assert f"\n{leg}\n" in run.stdout or f"{leg}: left out" in run.stdout, run.stdout
