# SPDX-License-Identifier: Apache-2.0
"""A session's card for the whiteboard: opened, its text read, its QR code scanned."""

import subprocess
import unicodedata
import uuid

import pytest

import witness
from conftest import OUTPUT

TITLE = "Normalizing flows and where to find them"


@pytest.fixture
def desk(event):
    return event.station("desk")


def card(desk, tmp_path, title, name, **more):
    answer = desk.post("/api/v1/sessions", {"title": title, "requestId": str(uuid.uuid4()), **more})
    assert answer.status == 201, answer.body
    session = answer.json["session"]["id"]
    made = desk.get(f"/api/v1/sessions/{session}/card.pdf")
    assert made.status == 200 and made.headers["Content-Type"] == "application/pdf"
    path = tmp_path / f"{name}.pdf"
    path.write_bytes(made.body)
    folder = OUTPUT / "cards"
    folder.mkdir(exist_ok=True)
    subprocess.run(["pdftoppm", "-r", "100", "-png", "-singlefile", path, folder / name], check=True)
    assert witness.page_count(path) == 1
    width, height = witness.size_in_millimetres(path)
    assert (round(width), round(height)) == (148, 105)
    assert witness.qr_at_both_resolutions(path) == f"http://localhost:{desk.port}/s/{session}"
    # Fonts join letters such as fi.
    return unicodedata.normalize("NFKC", witness.text_of(path))


def test_a_card_says_what_where_when_and_whose_and_leads_to_the_page(event, desk, tmp_path):
    person = event.accepted()[0]
    serial = desk.check_in(desk.find(person["Order code"])).json["badge"]["serial"]
    badge = tmp_path / "badge.pdf"
    badge.write_bytes(desk.get(f"/api/v1/badges/{serial}.pdf").body)
    text = card(desk, tmp_path, TITLE, "plain", place="variational-autoencoder", badge=witness.qr_of(badge, 300))
    words = " ".join(text.split())
    assert TITLE in words and "Variational Autoencoder" in words
    session = next(each for each in desk.get("/api/v1/sessions").json["sessions"] if each["host"])
    assert session["host"] in words
    assert "–" in words and "Self-Organizing Conference" in words


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("script", "</text><script>alert(1)</script> <b>&amp; %s {{x}}"),
        ("long-word", "W" * 120),
        ("many-words", ("Über lange Titel " * 8)[:120].strip()),
        ("scripts", "漢字と仮名 עברית العربية हिन्दी 🙂" * 3),
    ],
)
def test_a_title_stays_on_its_card_as_text_whatever_it_holds(desk, tmp_path, name, title):
    text = card(desk, tmp_path, title, name)
    assert "Looking for a room" in text
    shown, wanted = "".join(text.split()).replace("\u00ad", "").replace("-", ""), "".join(title.split())
    if name == "script":
        assert wanted in shown
    if name == "long-word":
        assert shown.count("W") == 120
    if name == "many-words":
        assert wanted.replace("-", "") in shown


def test_no_card_of_a_session_that_is_none(event, desk):
    assert desk.get(f"/api/v1/sessions/{uuid.uuid4()}/card.pdf").json["code"] == "unknownSession"
    assert event.station("wall").get(f"/api/v1/sessions/{uuid.uuid4()}/card.pdf").status == 403
