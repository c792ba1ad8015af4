# SPDX-License-Identifier: Apache-2.0
"""Whatever the daemon can answer with, the screens have words for it, in each of their languages."""

import json
import re

import pytest
import yaml

from appliance import ROOT

KIOSK = ROOT / "kiosk"
SOURCES = ROOT / "Sources"
LANGUAGES = [path.stem for path in sorted((KIOSK / "lib" / "strings").glob("*.json"))]


def _table(language):
    return json.loads((KIOSK / "lib" / "strings" / f"{language}.json").read_text())


def _contract():
    return yaml.safe_load((ROOT / "docs" / "openapi.yaml").read_text())["components"]


def _problems():
    """The codes in the daemon's sources: written out, or a reason's own name."""
    text = "\n".join(path.read_text() for path in (SOURCES / "KioskHTTP").rglob("*.swift"))
    written = re.findall(r'Problem\(\s*\.?\w+,\s*"(\w+)"', text)
    reasons = re.search(r"enum RefusalReason.*?\n}", (SOURCES / "Conference/Fact.swift").read_text(), re.S).group()
    return {*written, *(name for line in re.findall(r"case ([\w, ]+)", reasons) for name in line.split(", "))}


def _match_reasons():
    text = (SOURCES / "PhotoID" / "MatchReason.swift").read_text()
    cases = re.findall(r"^    case (\w+)", text, re.M)
    codes = re.findall(r'case \.\w+: "([a-z-]+)"', text)
    assert len(cases) == len(codes) > 20
    return set(codes)


def _printer_words():
    """What the program itself says of printers; IPP's own keywords come from the printers."""
    text = "\n".join(path.read_text() for path in SOURCES.rglob("*.swift"))
    return set(re.findall(r'PrinterReason\("([a-z-]+)"\)', text))


def _webhook_troubles():
    """Why a webhook takes nothing, as the daemon says it."""
    text = (SOURCES / "Conference" / "AnnouncementLedger.swift").read_text()
    cases = re.findall(r"^    case (\w+)$", re.search(r"enum WebhookTrouble.*?\n}", text, re.S).group(), re.M)
    assert len(cases) > 5
    return set(cases)


def _schema_words(*path):
    value = _contract()["schemas"]
    for step in path:
        value = value[step]
    return {each for each in value["enum"] if each}


def test_the_languages_have_the_same_words_with_the_same_blanks():
    assert LANGUAGES == ["de", "en"]
    blanks = [{key: sorted(re.findall(r"\{\w+\}", words)) for key, words in _table(each).items()} for each in LANGUAGES]
    assert blanks[0] == blanks[1]
    assert all(words.strip() for language in LANGUAGES for words in _table(language).values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_code_that_the_daemon_answers_with_has_words(language):
    wanted = {f"problem.{code}" for code in _problems()}
    wanted |= {f"reason.{code}" for code in _match_reasons()}
    wanted |= {f"printer.{code}" for code in _printer_words()}
    wanted |= {f"role.{code}" for code in _schema_words("Candidate", "properties", "role")}
    wanted |= {f"status.{code}" for code in _schema_words("Candidate", "properties", "status")}
    wanted |= {f"print.{code}" for code in _schema_words("PrintJob", "properties", "state")}
    wanted |= {f"webhooks.{code}" for code in _webhook_troubles()}
    wanted |= {f"refused.{code}" for code in _schema_words("ScanResult", "properties", "reason")}
    assert len(wanted) > 70
    assert wanted - _table(language).keys() == set()


def test_the_contract_names_each_problem_of_the_daemon_and_no_other():
    schema = _contract()["responses"]["Problem"]["content"]["application/problem+json"]["schema"]
    assert set(schema["properties"]["code"]["enum"]) == _problems()


def test_each_word_that_a_screen_asks_for_is_in_the_table():
    asked = set()
    for path in KIOSK.rglob("*.js"):
        asked |= set(re.findall(r'\b(?:t|known)\("([\w.-]+)"', path.read_text()))
    for path in KIOSK.rglob("*.html"):
        asked |= set(re.findall(r'data-(?:text|placeholder|label)="([\w.-]+)"', path.read_text()))
    assert len(asked) > 40
    assert asked - _table("en").keys() == set()
