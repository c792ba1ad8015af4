# SPDX-License-Identifier: Apache-2.0
"""A wedge scanner at the desk: real keys in a real browser, wherever the focus is."""

import pytest

import documents

# What the page asks the daemon, and which keys it kept from the browser.
WATCH = """
window.asked = [];
const fetched = window.fetch;
window.fetch = (url, options) => {
  if (String(url).endsWith("/lookups")) asked.push(JSON.parse(options.body).input);
  return fetched(url, options);
};
window.keptBack = [];
const preventDefault = Event.prototype.preventDefault;
Event.prototype.preventDefault = function () {
  if (this.type === "keydown") keptBack.push([this.ctrlKey, this.key]);
  return preventDefault.call(this);
};
"""

LICENCE = documents.aamva("Timothy", "Mcclure", "Jeffrey"), "Timothy Jeffrey Mcclure"


@pytest.fixture
def desk(event, browser):
    page = browser.open(event.link("desk", name="Desk 1"))
    page.until(lambda: page.is_shown("#find"), "the find step")
    page.script(WATCH)
    return page


def _asked(desk):
    return desk.script("return asked")


def _find(desk):
    desk.type("Escape")
    desk.until(lambda: desk.is_shown("#find"), "the find step")


def _compares(desk, name):
    desk.until(lambda: name in (desk.text("#compare .legal") or ""), f"{name} to compare")


@pytest.mark.parametrize(
    "document, name, controls",
    [
        pytest.param(*LICENCE, "Ctrl", id="licence, Ctrl codes"),
        pytest.param(*LICENCE, "Alt", id="licence, Alt codes"),
        pytest.param(documents.td3("Vanessa", "Buckley"), "Vanessa Buckley", "Enter", id="passport"),
        pytest.param(documents.td1("Vanessa", "Buckley"), "Vanessa Buckley", "Enter", id="identity card"),
        pytest.param(documents.td1("Vanessa", "Buckley"), "Vanessa Buckley", "Ctrl", id="identity card, Ctrl codes"),
        pytest.param(documents.french_card("Vanessa", "Buckley"), "Vanessa Buckley", "Enter", id="French card"),
    ],
)
def test_a_document_is_read_wherever_the_focus_is(event, desk, document, name, controls):
    # in the input, behind what somebody had begun to type
    desk.type("ze")
    desk.scan(document, controls)
    _compares(desk, name)
    assert _asked(desk)[-1] == document.rstrip("\r")

    # on a button that checks in somebody else
    _find(desk)
    desk.scan("MJYJVGYJ")
    _compares(desk, "Melvin Carter")
    assert desk.script("return document.activeElement.id") == "check-in"
    desk.scan(document, controls)
    _compares(desk, name)
    assert event.station("organizer").get("/api/v1/occupancy").json["checkedIn"] == 0

    # nowhere
    _find(desk)
    desk.script("document.activeElement.blur()")
    desk.scan(document, controls)
    _compares(desk, name)
    assert _asked(desk)[-1] == document.rstrip("\r")


def test_nothing_of_a_scan_stays_in_the_input(desk):
    document = documents.td3("Nobody", "Whatsoever")
    desk.type("buck")
    desk.scan(document)
    desk.until(lambda: document in _asked(desk), "the look-up")
    assert desk.script("return document.querySelector('#find').value") == ""
    desk.until(lambda: desk.is_shown(".verdict.look"), "that nobody has this name")
    assert desk.script("return document.querySelectorAll('[data-candidate]').length") == 0


def test_a_documents_control_characters_are_no_shortcuts_of_the_browser(desk):
    desk.scan(LICENCE[0], "Ctrl")
    _compares(desk, LICENCE[1])
    kept = desk.script("return keptBack.filter(([control]) => control).map(([, key]) => key)")
    sent = [chr(ord(each) + 0x40).lower() for each in LICENCE[0] if each < " "]
    assert [each for each in kept if each != "Control"] == sent


def test_keys_of_a_german_layout_stand_for_the_same_control_characters(desk):
    # A scanner set to the American layout on a computer that has the German one.
    desk.press("Q", "KeyQ", "Q", modifiers=8)
    desk.press("j", "KeyJ", modifiers=2)
    desk.press("&", "Digit6", modifiers=2 | 8)
    desk.press("+", "BracketRight", modifiers=2)
    desk.press("#", "Backslash", modifiers=2)
    desk.press("Dead", "Backquote", modifiers=2)
    desk.press("Dead", "Equal")
    desk.press("X", "KeyX", "X", modifiers=8)
    desk.press("Enter", "Enter", "\r")
    desk.until(lambda: _asked(desk), "the look-up")
    assert _asked(desk)[-1] == "Q\n\x1e\x1d\x1c\x1eX"


def test_a_fast_typist_is_no_scanner(desk):
    desk._keys(["melvin carter"], pause=50)
    desk.until(lambda: desk.is_shown("[data-candidate]"), "candidates")
    assert desk.script("return document.querySelector('#find').value") == "melvin carter"


def test_a_key_held_down_is_no_scan(desk):
    desk.hold("e", 20)
    desk.until(lambda: _asked(desk)[-1:] == ["e" * 20], "the look-up of what was typed")
    assert desk.script("return document.querySelector('#find').value") == "e" * 20


def test_enter_right_behind_the_last_letter_is_not_lost(desk):
    desk.type("melvin carte")
    desk._keys(["r", "Enter"], pause=0)
    _compares(desk, "Melvin Carter")


def test_a_scanner_that_ends_with_tab_leaves_the_focus_where_it_is(desk):
    desk._keys([documents.td3("Nobody", "Whatsoever").split("\n")[0], "Tab"], pause=0)
    desk.until(lambda: desk.is_shown(".verdict.look"), "that nobody has this name")
    assert desk.script("return document.activeElement.id") == "find"
