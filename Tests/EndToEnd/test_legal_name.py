# SPDX-License-Identifier: Apache-2.0
"""The legal name is held against the photo ID in the compare step, and stands nowhere else."""

import pytest

import documents
import witness

LEGAL, GOES_BY = "Robert", "Lee Quandt"
# By the legal name, its short form, its initial, another spelling and documents.
ASKED = ["Robert Quandt", "Bob Quandt", "R Quandt", "Robrt Quandt", "quandt", "LEGAL001", documents.td3("Robert", "Quandt"),
         documents.td3("Rupert", "Quandt"), documents.aamva("Robert", "Quandt", "Karl")]


@pytest.fixture
def renamed(event, tmp_path):
    """The sample event with somebody whose badge shows another name than the passport."""
    path = tmp_path / "more.csv"
    path.write_text("Order code,First name,Last name,Full name,Name on badge\nLEGAL001,Robert,Quandt,Robert Quandt,Lee Quandt\n")
    event.import_list(path)
    return event


def test_no_list_of_candidates_tells_it(renamed):
    desk = renamed.station("desk")
    found = [desk.post("/api/v1/lookups", {"input": text}) for text in ASKED]
    assert sum(GOES_BY in answer.body.decode() for answer in found) >= 7
    for text, answer in zip(ASKED, found):
        assert LEGAL.lower() not in answer.body.decode().lower(), text
    # It can be told: whose badge shows the registered name, of them a reason quotes it.
    assert "Melvin" in str(desk.look_up("M Carter")["candidates"][0]["reasons"])


def test_no_screen_but_the_compare_step_shows_it(renamed, printer, browser):
    desk = browser.open(renamed.link("desk", name="Desk 1"))
    desk.until(lambda: desk.is_shown("#find"), "the find step")
    desk.type("Bob Quandt")
    desk.until(lambda: GOES_BY in (desk.text("#candidates") or ""), "the name on the badge")
    # What was typed last is answered by now: the list is the whole of it.
    assert LEGAL not in desk.script("return document.documentElement.outerHTML")

    desk.type("Enter")
    desk.until(lambda: desk.text("#compare .legal") == "Robert Quandt", "the legal name to compare")
    desk.type("Enter")
    desk.until(lambda: desk.attribute("#print-state", "data-state") == "printed", "printed", seconds=20)
    assert LEGAL not in desk.script("return document.documentElement.outerHTML")
    (paper,) = printer.wait_for(1)
    assert LEGAL not in witness.text_of(paper)
    desk.scan(witness.qr_of(paper, 300))
    desk.until(lambda: desk.is_shown(".verdict.good strong"), "whose badge it is")
    assert LEGAL not in desk.script("return document.documentElement.outerHTML")


def test_the_answer_to_an_activation_does_not_tell_it(renamed, printer):
    desk = renamed.station("desk")
    admitted = desk.check_in(desk.find("LEGAL001")).json
    (paper,) = printer.wait_for(1)
    answer = desk.post(f"/api/v1/badges/{admitted['badge']['serial']}/activation", {"badge": witness.qr_of(paper, 300)})
    assert answer.json["registration"]["badgeName"] == GOES_BY
    assert LEGAL not in answer.body.decode()
