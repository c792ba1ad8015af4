# SPDX-License-Identifier: Apache-2.0
"""What tests of the planner share: a day at the event, pages with a planner, and a look at them."""

import datetime
import uuid

import pytest

import axe
from afternoon import NOON, Afternoon
from browser import SIZES
from looks import faults

HOSTILE = "=1+1 <img src=x onerror=alert(1)> אב \"A\", B"
MINUTE = 187
"""Seven minutes past two."""


@pytest.fixture
def day(event, printer, tmp_path):
    """Two o'clock and seven minutes on the event's first day; five people are there."""
    day = Afternoon(event, printer, tmp_path, 5)
    day.is_at(MINUTE + 0.5)
    return day


def moment(minutes):
    """So many minutes after the doors opened."""
    return (NOON + datetime.timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")


def open_session(day, title, **more):
    answer = day.organizer.post("/api/v1/sessions", {"title": title, "requestId": str(uuid.uuid4()), **more})
    assert answer.status == 201, answer.body
    return answer.json["session"]


def session_of(day, identifier):
    return next(each for each in day.organizer.get("/api/v1/sessions").json["sessions"] if each["id"] == identifier)


def sessions_of(day):
    return {each["title"]: each for each in day.organizer.get("/api/v1/sessions").json["sessions"]}


def open_desk(day, browser, language="en"):
    page = browser.open("about:blank")
    page.speak(language)
    page.go(day.event.link("desk"))
    page.until(lambda: page.is_shown("#find"), "the find step")
    return page


def open_planner(page):
    page.click("#sessions")
    page.until(lambda: page.is_shown("#new-session"), "the planner")


def choose(page, field, value):
    """Chooses an option by its value, or by what its words begin with."""
    found = page.script(
        """const field = document.querySelector(arguments[0]);
        const option = [...field.options].find(({value, label}) => value === arguments[1] || label.startsWith(arguments[1]));
        if (!option) return [...field.options].map(({label}) => label);
        field.value = option.value; field.dispatchEvent(new Event("change", {bubbles: true})); return true""",
        field,
        value,
    )
    assert found is True, (value, found)


def scan_badge(page, badge, came):
    """Scans a badge; again where this machine was too busy to type it at a scanner's pace, which the page then tells."""
    for _ in range(3):
        page.scan(badge)
        page.until(lambda: came() or page.is_shown("#planner .verdict.stop"), "what comes of the scan")
        if came():
            return
    raise AssertionError(f"not taken: {page.text('#planner .verdict')}")


def told(page, kind, words):
    heard = lambda: page.text(f"#planner .verdict.{kind}") or ""
    page.until(lambda: words in heard(), f"“{words}” ({heard()})")


class Look:
    """Pictures in every size, and what axe and a program find wrong in them."""

    def __init__(self):
        self.wrong = []

    def take(self, page, name, sizes=SIZES):
        page.until(lambda: page.script("return document.getAnimations().length === 0"), "a page at rest")
        for size in sizes:
            for scheme in ("light", "dark"):
                page.emulate(size, scheme)
                self.wrong += faults(page, f"{name}, {size}, {scheme}")
                self.wrong += [f"{name}, {size}, {scheme}: {each}" for each in axe.violations(page)]
                page.picture(f"{name}-{size}{'' if scheme == 'light' else '-dark'}")
        page.emulate(None, "light")


@pytest.fixture
def look():
    look = Look()
    yield look
    assert not look.wrong, "\n".join(look.wrong)


def open_board(day, browser, language="en"):
    page = browser.open("about:blank")
    page.speak(language)
    page.go(day.event.link("organizer"))
    page.until(lambda: page.is_shown("#sessions"), "the board")
    return page


def touch(page, selector):
    """A finger in the middle of what that selector says."""
    x, y = page.script(
        """const found = document.querySelector(arguments[0]); found.scrollIntoView({block: "center"});
        const box = found.getBoundingClientRect(); return [(box.left + box.right) / 2, (box.top + box.bottom) / 2]""",
        selector,
    )
    page._cdp("Emulation.setTouchEmulationEnabled", enabled=True)
    page._cdp("Input.dispatchTouchEvent", type="touchStart", touchPoints=[{"x": x, "y": y}])
    page._cdp("Input.dispatchTouchEvent", type="touchEnd", touchPoints=[])
