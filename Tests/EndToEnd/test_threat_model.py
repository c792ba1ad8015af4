# SPDX-License-Identifier: Apache-2.0
"""Each promise of the threat model has a number and names tests that exist."""

import re

from appliance import ROOT

PAGE = (ROOT / "docs" / "threat-model.md").read_text()
NAMED = re.compile(r"`((?:Tests)/[\w/]+\.(?:py|swift))::([^`]+)`")


def _promises():
    """The number of each promise, with the tests that it names."""
    lines = [line for line in PAGE.splitlines() if re.match(r"- \*\*P\d", line)]
    return [(int(re.match(r"- \*\*P(\d+)\*\* ", line).group(1)), NAMED.findall(line)) for line in lines]


def _tests_in(path):
    text = (ROOT / path).read_text()
    if path.endswith(".py"):
        return set(re.findall(r"^def (test_\w+)\(", text, re.M))
    # What stands behind @Test, on the same line or, with arguments, on one of the next.
    return set(re.findall(r"@Test(?:(?!@Test)[\s\S])*?func `([^`]+)`", text))


def test_the_promises_are_numbered_without_a_gap():
    numbers = [number for number, _ in _promises()]
    assert numbers == list(range(1, len(numbers) + 1)) and len(numbers) > 30


def test_each_promise_names_tests_that_exist():
    missing = []
    for number, tests in _promises():
        if not tests:
            missing.append(f"P{number} names no test")
        for path, name in tests:
            if not (ROOT / path).exists() or name not in _tests_in(path):
                missing.append(f"P{number}: {path}::{name}")
    assert not missing, "\n".join(missing)


def test_no_test_is_named_outside_of_a_promise():
    in_promises = sum(len(tests) for _, tests in _promises())
    # A test that is named in another form would not be looked for.
    assert PAGE.count("::") == in_promises
