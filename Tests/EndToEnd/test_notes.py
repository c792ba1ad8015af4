# SPDX-License-Identifier: Apache-2.0
"""A session's page on a phone: what it is about for everybody, notes and feedback for who has a badge."""

import uuid

import axe
from appliance import Client
from looks import faults
from phones import Phone, arrive, start_session

HOSTILE = """# <script>window.broken = 1</script>

<img src=x onerror="window.broken = 2"> [click](javascript:window.broken=3) [data](data:text/html,x)
[web](https://example.org/a?b=1&c=<d>) https://example.org/<script> **bold *and* more** _em_ `<b>code</b>`

- one **two**
- [x](" onclick="window.broken=4)

1. first
> quoted <i>text</i>

```
</code></pre><script>window.broken = 5</script>
```
=HYPERLINK("http://example.org")
"""


def _look(page, name):
    wrong = []
    for size in ("phone", "kiosk"):
        for scheme in ("light", "dark"):
            page.emulate(size, scheme)
            wrong += faults(page, f"{name}, {size}, {scheme}")
            wrong += [f"{name}, {size}, {scheme}: {each}" for each in axe.violations(page)]
            page.picture(f"{name}-{size}-{scheme}")
    page.emulate(None, "light")
    return wrong


def _shown(page):
    page.until(lambda: page.attribute("#page", "aria-busy") == "false", "the page")
    return page


def _as(browser, event, badge, path):
    """A page of a phone that has read this badge."""
    page = browser.open(f"http://localhost:{event.port}/pair")
    page.script("sessionStorage.setItem('lanyard-badge', arguments[0])", badge)
    page.go(f"http://localhost:{event.port}{path}")
    return _shown(page)


def test_everybody_sees_what_a_session_is_about_and_no_notes(event, printer, browser):
    (badge,) = arrive(event, printer, event.accepted()[:1])
    door = event.station("door", "forward-prop")
    session = start_session(door, "Normalizing <b>flows</b>", "forward-prop", badge, description="Bring\nquestions <script>x</script>")
    assert door.scan(badge, "forward-prop")["outcome"] == "entered"
    assert Phone(event, badge).ask(f"/me/sessions/{session['id']}/notes", markdown="A secret note").status == 201
    page = _shown(browser.open(f"http://localhost:{event.port}/s/{session['id']}"))
    person = event.accepted()[0]
    told = page.text("#page")
    for each in ("Normalizing <b>flows</b>", "questions <script>x</script>", "Forward Prop", "1 in the room now", person["Name on badge"] or person["Full name"], "livestream"):
        assert each in told, each
    assert "A secret note" not in told and "A secret note" not in Client(event.port).get(f"/api/v1/public/sessions/{session['id']}").body.decode()
    assert not page.is_shown("#note") and page.is_shown("#no-badge")
    wrong = _look(page, "everybody")
    nowhere = _shown(browser.open(f"http://localhost:{event.port}/s/{uuid.uuid4()}"))
    assert "no such session" in nowhere.text("#page")
    wrong += _look(nowhere, "nowhere")
    assert not wrong, "\n".join(wrong)


def test_a_note_is_typed_shown_and_taken_back(event, printer, browser):
    writer, reader = arrive(event, printer, event.accepted()[:2])
    session = start_session(event.station("desk"), "Attention", "gradient")
    page = _as(browser, event, writer, f"/s/{session['id']}")
    page.emulate("phone")
    page.script("document.querySelector('#note').focus()")
    page.type("# Flows", "Enter", "- invertible", "Enter", "- **fast**")
    page.click("#add-note")
    page.until(lambda: page.is_shown("#notes h3"), "the note")
    assert page.text("#notes h3") == "Flows"
    assert page.script("return [...document.querySelectorAll('#notes .note li')].map((each) => each.innerText)") == ["invertible", "fast"]
    assert page.text("#notes .note strong") == "fast" and page.script("return document.querySelector('#note').value") == ""
    wrong = _look(page, "noted")
    other = _as(browser, event, reader, f"/s/{session['id']}")
    other.until(lambda: other.is_shown("#notes h3"), "another reads it")
    assert not other.is_shown("#notes button")
    # Whoever is typing keeps what they typed while others write.
    page.emulate("phone")
    page.script("document.querySelector('#note').focus()")
    page.type("half a sent")
    assert Phone(event, reader).ask(f"/me/sessions/{session['id']}/notes", markdown="Another").status == 201
    page.until(lambda: "Another" in page.text("#notes"), "another's note", seconds=8)
    assert page.script("return [document.querySelector('#note').value, document.activeElement.id]") == ["half a sent", "note"]
    page.click("#notes button")
    page.until(lambda: "Flows" not in page.text("#notes"), "the note is gone")
    assert len(Phone(event, reader).request("GET", f"/me/sessions/{session['id']}").json["notes"]) == 1
    assert not wrong, "\n".join(wrong)


def test_hostile_notes_are_text(event, printer, browser):
    (badge,) = arrive(event, printer, event.accepted()[:1])
    phone = Phone(event, badge)
    session = start_session(event.station("desk"), "<script>window.broken = 6</script>", "gradient")
    notes = f"/me/sessions/{session['id']}/notes"
    assert phone.ask(notes, markdown="x" * 20_001).json["code"] == "textTooLong"
    assert phone.ask(notes, markdown="a\u202eb").json["code"] == "textUnprintable"
    assert phone.ask(notes, markdown=" \n").json["code"] == "textMissing"
    assert phone.ask(notes, markdown=HOSTILE).status == 201
    endless = ["x" * 20_000, "*" * 20_000, "[" * 20_000, "[](" * 6_600, "**a" * 6_600, "> " * 10_000, "- " * 10_000, "`" * 20_000, "http://" * 2_800]
    for text in endless:
        assert phone.ask(notes, markdown=text).status == 201, text[:10]
    page = _as(browser, event, badge, f"/s/{session['id']}")
    page.until(lambda: page.script("return document.querySelectorAll('#notes .note').length") == 10, "all notes")
    assert page.script("return window.broken ?? null") is None
    assert page.script("return document.querySelectorAll('#page script, #page img, #page [onclick], #page [onerror], #page iframe, #page style').length") == 0
    links = page.script("return [...document.querySelectorAll('#notes .note a')].map((each) => [each.protocol, each.rel, each.target])")
    assert len(links) >= 2 and all(each == ["https:", "noopener noreferrer nofollow", "_blank"] for each in links[:2])
    assert {each[0] for each in links} <= {"https:", "http:"}
    assert "<script>window.broken = 1</script>" in page.text("#notes h3")
    assert "javascript:window.broken=3" in page.text("#notes .note")
    for size in ("phone", "kiosk"):
        page.emulate(size)
        assert page.script("return document.documentElement.scrollWidth <= innerWidth"), size
        page.picture(f"hostile-{size}")
    # All of it is drawn soon enough.
    took = page.script_async(
        """const done = arguments[arguments.length - 1];
        import('/kiosk/me/markdown.js').then(({rendered}) => { const begun = performance.now();
        for (const text of arguments[0]) rendered(text); done(performance.now() - begun); })""", endless)
    assert took < 2000, took


def test_feedback_is_once_and_anonymous_and_interest_counts(event, printer, browser):
    first, second = arrive(event, printer, event.accepted()[:2])
    desk, board = event.station("desk"), event.station("organizer")
    session = start_session(desk, "Attention", "gradient")
    idea = desk.post("/api/v1/sessions", {"title": "An idea", "requestId": str(uuid.uuid4())}).json["session"]
    page = _as(browser, event, first, f"/s/{idea['id']}")
    assert not page.is_shown("#feedback")
    wrong = _look(page, "idea")
    page.click("#interest")
    page.until(lambda: "1 would come" in page.text("#session"), "the interest counts")
    page.go(f"http://localhost:{event.port}/s/{session['id']}")
    _shown(page)
    page.click("#feedback .stars label:nth-of-type(4)")
    page.script("document.querySelector('#comment').focus()")
    page.type("More flows")
    wrong += _look(page, "feedback")
    page.emulate("phone")
    page.click("#say")
    page.until(lambda: page.is_shown("#said"), "that it is here")
    assert not page.is_shown("#feedback")
    again = Phone(event, first).ask(f"/me/sessions/{session['id']}/feedback", rating=1, comment=None)
    assert again.json["code"] == "feedbackGiven"
    assert Phone(event, second).ask(f"/me/sessions/{session['id']}/feedback", rating=2, comment=None).status == 201
    assert Phone(event, second).ask(f"/me/sessions/{idea['id']}/feedback", rating=2, comment=None).json["code"] == "notBegun"
    told = board.get(f"/api/v1/sessions/{session['id']}/feedback").json
    assert (told["count"], told["average"], told["ratings"]) == (2, 3, [0, 1, 0, 1, 0])
    assert {each["comment"] for each in told["opinions"]} == {"More flows", None}
    assert set(told["opinions"][0]) == {"rating", "comment"}
    assert desk.get(f"/api/v1/sessions/{session['id']}/feedback").status == 403
    assert not wrong, "\n".join(wrong)


def test_an_organizer_reads_notes_and_takes_one_down(event, printer):
    (badge,) = arrive(event, printer, event.accepted()[:1])
    desk, board = event.station("desk"), event.station("organizer")
    session = start_session(desk, "Attention", "gradient")
    assert Phone(event, badge).ask(f"/me/sessions/{session['id']}/notes", markdown="Rude").status == 201
    path = f"/api/v1/sessions/{session['id']}/notes"
    (note,) = board.get(path).json["notes"]
    assert (note["markdown"], note["mine"]) == ("Rude", False) and desk.get(path).status == 403
    assert board.get("/api/v1/sessions").json["sessions"][0]["notes"] == 1
    removal = {"requestId": str(uuid.uuid4())}
    for _ in range(2):
        assert board.post(f"/api/v1/notes/{note['id']}/removals", removal).status == 200
    assert board.get(path).json["notes"] == [] and board.get("/api/v1/sessions").json["sessions"][0]["notes"] == 0
    assert event.verify().returncode == 0
