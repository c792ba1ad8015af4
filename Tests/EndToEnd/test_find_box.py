# SPDX-License-Identifier: Apache-2.0
"""The desk's one input: an answer after each key, never an older one over a newer one."""

import csv

import pytest

# Answers wait until the test lets them go, by what was asked.
GATE = """
window.asked = [];
window.gates = {};
const fetched = window.fetch;
window.fetch = async (url, options) => {
  if (!String(url).endsWith("/lookups")) return fetched(url, options);
  const { input } = JSON.parse(options.body);
  asked.push(input);
  const answer = fetched(url, { ...options, signal: undefined });
  if (window.isGated) await new Promise((open) => { gates[input] = open; });
  return answer;
};
"""


@pytest.fixture
def desk(event, browser, tmp_path):
    path = tmp_path / "more.csv"
    with open(path, "w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["Order code", "Full name", "Affiliation"])
        rows.writerow(["HAN00001", "欧阳俊宇", "清华大学"])
        rows.writerow(["SAME0001", "Quirin Zwiebelturm", "Institute of Tides"])
        rows.writerow(["SAME0002", "Quirin Zwiebelturm", "Harbour University"])
    event.import_list(path)
    page = browser.open(event.link("desk", name="Desk 1"))
    page.until(lambda: page.is_shown("#find"), "the find step")
    page.script(GATE)
    return page


def _names(desk):
    return desk.script("return [...document.querySelectorAll('[data-candidate] .name')].map(each => each.innerText)")


def _asked(desk):
    return desk.script("return asked")


def _gate(desk):
    desk.script("window.isGated = true")


def _let_go(desk, text):
    desk.until(lambda: desk.script("return arguments[0] in gates", text), f"the look-up of {text}")
    desk.script("gates[arguments[0]]()", text)


def test_each_key_from_the_second_letter_is_answered(desk):
    desk.type("mel")
    desk.until(lambda: "Melvin Carter" in _names(desk), "Melvin")
    assert _asked(desk) == ["me", "mel"]


def test_one_han_character_is_enough(desk):
    desk.type("欧")
    desk.until(lambda: _names(desk) == ["欧阳俊宇"], "the one with this family name")


def test_a_late_answer_never_overwrites_a_newer_one(desk):
    _gate(desk)
    desk.type("melv")
    _let_go(desk, "melv")
    desk.until(lambda: "Melvin Carter" in _names(desk), "Melvin")
    before = _names(desk)
    for late in ("mel", "me"):
        _let_go(desk, late)
    # A round trip that begins after the late answers were let in.
    desk.type("i")
    _let_go(desk, "melvi")
    desk.until(lambda: "Melvin Carter" in _names(desk), "Melvin")
    assert desk.script("return document.querySelector('#find').value") == "melvi"
    assert set(_names(desk)) <= set(before)


def test_enter_before_the_answer_chooses_nobody_from_an_older_one(desk):
    desk.type("me")
    desk.until(lambda: len(_names(desk)) > 1, "several")
    _gate(desk)
    desk.type("lvin carter", "Enter")
    assert not desk.is_shown("#compare")
    _let_go(desk, "melvin carter")
    desk.until(lambda: desk.text("#compare .legal") == "Melvin Carter", "the one whom the whole text means")


def test_enter_before_the_answer_leaves_a_choice_among_several_to_the_person(desk):
    _gate(desk)
    desk.type("quirin", "Enter")
    _let_go(desk, "quirin")
    desk.until(lambda: len(_names(desk)) == 2, "both")
    assert not desk.is_shown("#compare")
    desk.type("Enter")
    desk.until(lambda: desk.is_shown("#compare"), "the compare step")


def test_what_an_input_method_composes_is_not_looked_up_before_it_is_done(desk):
    desk.compose("me")
    desk.compose("mel")
    desk.press("Enter", "Enter", "\r")
    assert _asked(desk) == []
    desk.commit("melvin")
    desk.until(lambda: "Melvin Carter" in _names(desk), "Melvin")
    assert _asked(desk) == ["melvin"]
    assert not desk.is_shown("#compare")


def test_namesakes_are_told_apart_by_where_they_are_from(desk):
    desk.scan("Quirin Zwiebelturm")
    desk.until(lambda: len(_names(desk)) == 2, "both")
    assert desk.is_shown(".verdict.look")
    lines = desk.script("return [...document.querySelectorAll('[data-candidate]')].map(each => each.innerText)")
    assert any("Institute of Tides" in line for line in lines)
    assert any("Harbour University" in line for line in lines)
