# SPDX-License-Identifier: Apache-2.0
"""Scans at full speed, by wrk."""

import json
import pathlib
import subprocess
import uuid

SCRIPT = pathlib.Path(__file__).parent / "scans.lua"


class Load:
    """One station that sends scans of `badges` at `places`."""

    def __init__(self, token, badges, places):
        self.token = token
        self.badges = badges
        self.places = places

    def run(self, port, path, connections, seconds):
        """What wrk measured: requests a second, and the latency's median and 99th percentile in milliseconds."""
        done = subprocess.run(
            ["wrk", "--threads", "1", "--connections", str(connections), "--duration", f"{seconds}s", "--latency"]
            + ["--script", SCRIPT, f"http://127.0.0.1:{port}{path}", "--", self.token, self.badges]
            + [uuid.uuid4().hex[:8], *self.places],
            capture_output=True, text=True, check=True,
        )
        result = json.loads(done.stdout.split("RESULT ")[1])
        assert result["errors"] == 0, done.stdout
        return Measured(
            result["requests"] / result["microseconds"] * 1e6, result["p50"] / 1000, result["p99"] / 1000,
            result["requests"],
        )


class Measured:
    def __init__(self, rate, p50, p99, requests):
        self.rate = rate
        self.p50 = p50
        self.p99 = p99
        self.requests = requests
