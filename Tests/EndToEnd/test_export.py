# SPDX-License-Identifier: Apache-2.0
"""What an event leaves behind as a folder of Markdown, read by programs that are not Lanyard's."""

import csv
import html.parser
import re
import subprocess
import uuid

import markdown
import yaml

from phones import Phone, arrive, start_session

HOSTILE_TITLE = '--- "x": \\ <script>alert(1)</script> [y](javascript:z) {{ w }} | `'
HOSTILE_NOTE = """---
title: other
---
# A heading of its own
<script>alert(2)</script> <img src=x onerror=alert(3)> <https://example.org/a>
![tracked](http://example.org/pixel.png) [a](javascript:alert(4)) [b]( javascript:alert(5)) [c](<javascript:alert(6)>) [d][e]

[e]: javascript:alert(7)
&#60;script&#62; &lt;b&gt; [f](java&#115;cript:alert(8)) [g](data&colon;text/html,x) [fine](https://example.org/fine)

```
<b>never closed
"""


class Tags(html.parser.HTMLParser):
    """The elements of a rendered page with their attributes, and where a heading stands."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.open, self.headings = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if re.fullmatch(r"h\d", tag):
            self.headings.append((tag, "blockquote" in self.open))
        self.open.append(tag)

    def handle_endtag(self, tag):
        if tag in self.open:
            del self.open[len(self.open) - 1 - self.open[::-1].index(tag)]


def _head_and_body(text):
    """As a wiki parts a page: YAML between the first two lines of dashes."""
    begin, head, body = re.split(r"^---$", text, maxsplit=2, flags=re.M)
    assert begin == ""
    return yaml.safe_load(head), body


def _renderings(body):
    by_cmark = subprocess.run(["cmark", "--unsafe"], input=body, capture_output=True, text=True, check=True).stdout
    return [markdown.markdown(body), markdown.markdown(body, extensions=["extra"]), by_cmark]


def _export(event, folder):
    done = event.command("export", folder)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_report_is_a_folder_that_a_wiki_takes(event, printer, tmp_path):
    people = [person for person in event.accepted() if person["Affiliation"]][:4]
    badges = arrive(event, printer, people)
    door, desk = event.station("door", "gradient"), event.station("desk")
    session = start_session(door, HOSTILE_TITLE, "gradient", badges[0], description="# Not a heading\n<b>x</b>")
    proposed = desk.post("/api/v1/sessions", {"title": "Later, perhaps", "requestId": str(uuid.uuid4())})
    assert proposed.status == 201
    phones = [Phone(event, badge) for badge in badges]
    for badge in badges[1:]:
        assert door.scan(badge, "gradient")["outcome"] == "entered"
    notes = f"/me/sessions/{session['id']}/notes"
    assert phones[0].ask(notes, markdown=HOSTILE_NOTE).status == 201
    assert phones[1].ask(notes, markdown="- second\n- note").status == 201
    for rating, phone in zip((5, 4, 4), phones[1:]):
        said = phone.ask(f"/me/sessions/{session['id']}/feedback", rating=rating, comment='=HYPERLINK("http://x")')
        assert said.status == 201
    assert phones[1].ask("/me/naming", "PUT", named=True).status == 200

    folder = tmp_path / "report"
    assert "2 sessions, 2 notes and 0 poster documents" in _export(event, folder)
    files = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
    pages = sorted(each for each in files if each.startswith("sessions/"))
    assert files - set(pages) == {"index.md", "posters.md", "attendees.md", "organizers/feedback.csv"}
    assert len(pages) == 2 and all(re.fullmatch(r"sessions/[a-z0-9-]+\.md", each) for each in pages)
    (page,) = [each for each in pages if session["id"][:8] in each]

    head, body = _head_and_body((folder / page).read_text())
    assert head["title"] == HOSTILE_TITLE and head["room"] == "Gradient" and head["mostInside"] == 3
    assert set(head) == {"title", "id", "room", "date", "starts", "ends", "mostInside"}, "the host did not ask to be named"
    for rendered in _renderings(body):
        seen = Tags(rendered)
        assert {tag for tag, _ in seen.elements} <= {"h1", "h2", "h3", "p", "ul", "li", "blockquote", "code", "pre", "a", "br", "hr", "em", "strong"}
        links = [attributes.get("href", "") for tag, attributes in seen.elements if tag == "a"]
        # A picture is not loaded: it is a link to it.
        assert links == ["http://example.org/pixel.png", "https://example.org/fine"], links
        assert not any(name.startswith("on") for _, attributes in seen.elements for name in attributes)
        # The page's own outline is whole, and what others wrote stands in quotations.
        assert [tag for tag, quoted in seen.headings if not quoted] == ["h1", "h2", "h3", "h3", "h2"]
        assert "<script" not in rendered.lower() and "4.3 of 5" in rendered and "At most 3 people" in rendered
        assert rendered.count("<li>") == 2

    index = _head_and_body((folder / "index.md").read_text())[1]
    for rendered in _renderings(index):
        links = [attributes["href"] for tag, attributes in Tags(rendered).elements if tag == "a"]
        assert sorted(links) == sorted([*pages, "posters.md", "attendees.md"])
        assert "alert(1)" in rendered and "<script" not in rendered

    named = people[1]["Name on badge"] or people[1]["Full name"]
    everything = "".join((folder / each).read_text() for each in files)
    attendees = _head_and_body((folder / "attendees.md").read_text())[1]
    assert named in markdown.markdown(attendees) and "3 more were there" in attendees
    for person in (people[0], *people[2:]):
        assert person["Full name"] not in everything and person["Email"] not in everything
    with open(folder / "organizers" / "feedback.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    assert sorted(row["rating"] for row in rows) == ["4", "4", "5"]
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())

    # What was written once is not written over.
    again = event.command("export", folder)
    assert again.returncode == 1 and "not empty" in again.stderr


def test_a_report_of_an_event_without_sessions_is_one_too(event, tmp_path):
    assert "0 sessions" in _export(event, tmp_path / "report")
    head, body = _head_and_body((tmp_path / "report" / "index.md").read_text())
    assert head["title"] and "None." in body
