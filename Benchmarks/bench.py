#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Measures the release build, each figure beside a baseline that runs on the same machine in the same run.

A ratio compares better between machines than a time does; both are printed. `bench.py boards past` measures those parts
alone; the parts are scans, boards, past, desk, lookups and printing.
"""

import os
import pathlib
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[1]
os.environ["LANYARD"] = str(ROOT / ".build" / "release" / "lanyard")
sys.path.insert(0, str(ROOT / "Tests" / "EndToEnd"))

import boards  # noqa: E402
import desk  # noqa: E402
import lookups  # noqa: E402
import past  # noqa: E402
import printing  # noqa: E402
import scans  # noqa: E402

PARTS = {each.__name__: each.bench for each in (scans, boards, past, desk, lookups, printing)}

if __name__ == "__main__":
    unknown = set(sys.argv[1:]) - set(PARTS)
    if unknown:
        sys.exit(f"bench: there is no part {', '.join(sorted(unknown))}; the parts are {', '.join(PARTS)}.")
    for part in sys.argv[1:] or PARTS:
        with tempfile.TemporaryDirectory() as folder:
            PARTS[part](pathlib.Path(folder))
