# SPDX-License-Identifier: Apache-2.0
"""Sessions at the desk: planned, moved, merged and ended, and told where it cannot be."""

import documents
from keyboard import Keyboard
from planning import (
    HOSTILE, MINUTE, choose, day, look, moment, open_desk, open_planner, open_session, scan_badge, session_of, sessions_of, told,
)


def test_the_desk_plans_a_session_and_is_told_who_has_the_room(day, browser, look):
    open_session(day, "Normalizing flows", place="gradient", ends=moment(240))
    page = open_desk(day, browser)
    open_planner(page)
    page.until(lambda: page.is_shown('[data-room="gradient"] .chip.running'), "the running session")
    look.take(page, "overview")
    page.click("#new-session")
    page.until(lambda: page.is_shown("#title"), "the form")
    page.type("Optimal transport")
    scan_badge(page, day.badges[1][1], lambda: "欧阳俊宇" in (page.text("#host") or ""))
    assert page.script("return document.querySelector('#title').value") == "Optimal transport", "the scan is no text"
    choose(page, "#room", "gradient")
    told(page, "look", "⁨Gradient⁩ is taken: “⁨Normalizing flows⁩”, 14:07–15:00.")
    look.take(page, "conflict")
    # The daemon says so, too.
    page.click("#save")
    told(page, "stop", "Normalizing flows")
    assert len(sessions_of(day)) == 1
    page.click("#offer-later")
    assert page.script("return document.querySelector('#start').selectedOptions[0].label") == "15:00"
    page.click("#save")
    told(page, "good", "“⁨Optimal transport⁩” is planned: ⁨Gradient⁩, 15:00–16:00.")
    planned = sessions_of(day)["Optimal transport"]
    assert (planned["host"], planned["place"], planned["starts"]) == ("欧阳俊宇", "gradient", moment(240).replace("Z", ".000Z"))
    look.take(page, "planned")
    page.click("#undo")
    told(page, "good", "Taken back.")
    assert sessions_of(day)["Optimal transport"]["phase"] == "withdrawn"
    page.type("Escape")
    page.until(lambda: page.script("return document.activeElement.id") == "find", "the find box")


def test_a_session_is_moved_given_more_time_merged_and_ended_with_a_way_back(day, browser, look):
    flows = open_session(day, "Normalizing flows", place="gradient", ends=moment(240))
    bounds = open_session(day, "Variational bounds", place="backprop", starts=moment(240), ends=moment(300))
    page = open_desk(day, browser)
    open_planner(page)

    def session(identifier):
        page.click(f'[data-session="{identifier}"]')
        page.until(lambda: page.is_shown("#session"), "the session")

    session(flows["id"])
    look.take(page, "session")
    page.click("#do-longer")
    told(page, "good", "⁨Gradient⁩, 14:07–15:15")
    assert session_of(day, flows["id"])["ends"] == moment(255).replace("Z", ".000Z")
    page.click("#undo")
    told(page, "good", "Taken back.")
    assert session_of(day, flows["id"])["ends"] == flows["ends"]

    session(flows["id"])
    page.click("#do-move")
    page.until(lambda: page.is_shown("#room-form"), "the form")
    assert not page.is_shown("#start"), "it has begun"
    choose(page, "#room", "chain-rule")
    look.take(page, "move")
    page.click("#save")
    told(page, "good", "⁨Chain Rule⁩, 14:07–15:00")
    assert (session_of(day, flows["id"])["place"], session_of(day, flows["id"])["phase"]) == ("chain-rule", "running")

    session(bounds["id"])
    page.click("#do-merge")
    page.until(lambda: page.is_shown("[data-into]"), "the others")
    look.take(page, "merge")
    page.click(f'[data-into="{flows["id"]}"]')
    told(page, "good", "“⁨Variational bounds⁩” is part of “⁨Normalizing flows⁩” now.")
    page.click("#undo")
    told(page, "good", "Taken back.")
    assert session_of(day, bounds["id"])["phase"] == "planned"

    session(flows["id"])
    page.click("#do-end")
    told(page, "good", "“⁨Normalizing flows⁩” is over.")
    assert session_of(day, flows["id"])["phase"] == "over"
    page.click("#undo")
    told(page, "good", "Taken back.")
    assert session_of(day, flows["id"])["phase"] == "running"
    session(flows["id"])
    page.click("#do-reword")
    page.until(lambda: page.is_shown("#reword-form"), "the words")
    page.script("document.querySelector('#title').value = ''")
    page.click("#title")
    page.type("Flows", "Enter")
    told(page, "good", "It is called “⁨Flows⁩”.")
    page.click("#undo")
    told(page, "good", "Taken back.")
    assert session_of(day, flows["id"])["title"] == "Normalizing flows"


def test_a_session_whose_time_ran_out_goes_on_while_nobody_has_its_room(day, browser):
    flows = open_session(day, "Normalizing flows", place="gradient", ends=moment(MINUTE + 8))
    day.is_at(MINUTE + 12.5)
    page = open_desk(day, browser)
    open_planner(page)
    page.until(lambda: page.is_shown("#is-over summary"), "what is over")
    page.click("#is-over summary")
    page.click(f'[data-session="{flows["id"]}"]')
    page.until(lambda: page.is_shown("#do-longer"), "more time")
    page.click("#do-longer")
    told(page, "good", "14:07–14:3")
    assert session_of(day, flows["id"])["phase"] == "running"
    page.click("#undo")
    told(page, "good", "Taken back.")
    assert session_of(day, flows["id"])["phase"] == "over"


def test_an_idea_gathers_interest_by_badge_and_gets_a_room(day, browser, look):
    page = open_desk(day, browser)
    page.type("F2")
    page.until(lambda: page.is_shown("#new-session"), "the planner")
    page.click("#new-session")
    page.until(lambda: page.is_shown("#title"), "the form")
    page.type(HOSTILE)
    assert not page.is_shown("#start"), "an idea has no time"
    look.take(page, "idea")
    page.click("#save")
    told(page, "good", "is noted as an idea")
    idea = sessions_of(day)[HOSTILE]
    page.click(f'[data-session="{idea["id"]}"]')
    page.until(lambda: page.is_shown("#session"), "the session")
    assert page.text("#session-title") == HOSTILE and page.script("return document.querySelector('#planner img')") is None
    for number in (0, 2, 0):
        page.script("document.querySelector('#planner-word').replaceChildren()")
        scan_badge(page, day.badges[number][1], lambda: "would come to" in (page.text("#planner .verdict.good") or ""))
    page.until(lambda: "2 would come" in page.text("#session .facts"), "their number")
    look.take(page, "interest")
    page.click("#do-place")
    page.until(lambda: page.is_shown("#room-form"), "the form")
    choose(page, "#room", "lstm")
    page.click("#save")
    told(page, "good", "is on: ⁨LSTM⁩")
    assert (session_of(day, idea["id"])["phase"], session_of(day, idea["id"])["interested"]) == ("running", 2)
    # Another badge outside of any session begins one of that host's, a document is the next person in the queue.
    scan_badge(page, day.badges[0][1], lambda: "Maximiliane" in (page.text("#host") or ""))
    page.type("A draft")
    page.scan("HALF A BADGE 0123456789")
    told(page, "stop", "This is not a badge of this event, or not all of it.")
    assert page.script("return document.querySelector('#title').value") == "A draft"
    page.scan(documents.td3("Nobody", "Whatsoever"))
    page.until(lambda: "Nobody on the list has the name on this document." in (page.text(".verdict") or ""), "the next person")
    page.type("Escape")
    page.type("F2")
    page.until(lambda: page.is_shown("#title"), "the form again")
    assert page.script("return document.querySelector('#title').value") == "A draft"
    assert "Maximiliane" in page.text("#host")
    assert not page.script("return document.querySelector('#planner').innerHTML.includes('<img')")


def test_the_planner_by_keys_alone(day, browser):
    open_session(day, "Normalizing flows", place="gradient", ends=moment(240))
    page = open_desk(day, browser)
    page.emulate("kiosk")
    keys = Keyboard(page)
    page.type("F2")
    keys.expect("#new-session")
    keys.walk()
    keys.press("#new-session")
    keys.expect("#title")
    keys.walk()
    keys.to("#title")
    page.type("Bounds")
    keys.to("#room")
    page.type("G")
    page.until(lambda: page.is_shown("#slot-hint .verdict.look"), "the conflict")
    keys.walk()
    keys.press("#offer-later")
    keys.expect("#save")
    page.type("Enter")
    told(page, "good", "is planned")
    keys.expect(".chip.planned")
    page.type("Enter")
    page.until(lambda: page.is_shown("#session"), "the session")
    keys.walk()
    keys.press("#do-withdraw")
    told(page, "good", "is withdrawn")
    keys.press("#undo")
    told(page, "good", "Taken back.")
    assert sessions_of(day)["Bounds"]["phase"] == "planned"
    page.type("Escape")
    keys.expect("#find")


def test_a_change_is_made_once_over_a_line_that_breaks(day, browser):
    page = open_desk(day, browser)
    open_planner(page)
    page.click("#new-session")
    page.until(lambda: page.is_shown("#title"), "the form")
    page.type("Over a broken line")
    choose(page, "#room", "gradient")
    # The daemon hears it, and its answer is lost; then it is gone for a while.
    page.script(
        """const real = window.fetch; let lost = 0;
        window.fetch = async (...all) => { const answer = await real(...all);
          if (all[1]?.method === "POST" && lost++ < 2) throw new TypeError("lost"); return answer; }"""
    )
    page.click("#save")
    told(page, "good", "is on")
    day.event.kill()
    page.until(lambda: page.is_shown("#line-down"), "the word that the line is down", seconds=4)
    session = page.attribute(".chip.running", "data-session")
    page.click(f'[data-session="{session}"]')
    page.click("#do-longer")
    day.start()
    told(page, "good", "⁨Gradient⁩, 14:07–15:15")
    assert [each["title"] for each in day.organizer.get("/api/v1/sessions").json["sessions"]] == ["Over a broken line"]


def test_times_are_the_event_s_also_where_its_clocks_are_set_back(day, browser):
    # On 6 November 2016 there is one o'clock twice in California.
    day.is_at(29 * 24 * 60 + 14 * 60 + 15)
    night = open_session(day, "Night", place="gradient", starts="2016-11-06T08:30:00Z", ends="2016-11-06T09:30:00Z")
    page = open_desk(day, browser)
    open_planner(page)
    page.until(lambda: "November 6" in page.text("#planner-day"), f"that day, {page.text('#planner-day')}")
    page.click(f'[data-session="{night["id"]}"]')
    page.until(lambda: page.is_shown("#do-move"), "the session")
    assert "01:30–01:30" in page.text("#session .facts")
    page.click("#do-move")
    labels = page.script("return [...document.querySelector('#start').options].map(({label}) => label)")
    assert [each for each in labels if each.startswith("01:30")] == ["01:30 PDT", "01:30 PST"], labels[:12]
    choose(page, "#start", "01:30 PST")
    page.click("#save")
    told(page, "good", "01:30–02:30")
    assert session_of(day, night["id"])["starts"] == "2016-11-06T09:30:00.000Z"
