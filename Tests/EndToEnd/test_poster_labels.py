# SPDX-License-Identifier: Apache-2.0
"""The labels of posters' boards: opened by poppler, their codes read by zbarimg, whatever a title says."""

import pathlib
import shutil
import subprocess

import pytest
from PIL import Image, ImageOps

import witness
from conftest import OUTPUT
from test_poster_boards import PLACES, posters, write_list

HOSTILE = {
    "markup": '<script>alert(1)</script><b>&amp;"',
    "long": "Thousands of letters " + "a" * 3_900,
    "words": "words without an end " * 180,
    "direction": "left \u202egnp.exe\u202c right",
    "formula": '=HYPERLINK("http://example.org","x")',
    "chinese": "关于自组织会议中海报编号的稳定分配问题" * 8,
    "arabic": "التعلم العميق بدون إشراف في المؤتمرات ذاتية التنظيم",
    "emoji": "🎈 Balloons 🚂 and trains",
}


def _pages(pdf, folder):
    """Each page's words and the code on it."""
    pages = witness.text_of(pdf).split("\f")[:-1]
    subprocess.run(["pdftoppm", "-r", "150", "-gray", "-png", pdf, folder / "page"], check=True)
    pictures = sorted(folder.glob("page-*.png"))
    assert len(pages) == len(pictures) == witness.page_count(pdf)
    return list(zip(pages, pictures))


def _code(picture):
    only_qr = ["-S*.disable", "-Sqrcode.enable"]
    seen = subprocess.run(["zbarimg", "--nodbus", "--quiet", "--raw", *only_qr, picture], check=True, capture_output=True)
    return seen.stdout.decode().strip().split("\n")


def _margins_are_white(picture, millimetres=4):
    """Whether all ink lies within the page's margins."""
    page = Image.open(picture).convert("L")
    left, top, right, bottom = ImageOps.invert(page).getbbox()
    least = millimetres * 150 / 25.4
    return min(left, top, page.width - right, page.height - bottom) >= least


def test_each_board_with_a_poster_has_a_label_that_can_be_read_by_eyes_and_phones(event, tmp_path):
    organizer = event.station("organizer")
    answer = organizer.get("/api/v1/posters/labels.pdf?place=posters-1")
    assert answer.status == 200 and answer.headers["Content-Disposition"].startswith("attachment;")
    pdf = tmp_path / "labels.pdf"
    pdf.write_bytes(answer.body)
    assert witness.size_in_millimetres(pdf) == pytest.approx((210, 148), abs=0.1)
    pages = _pages(pdf, tmp_path)
    hanging = sorted(
        (hanging["board"], each["title"], each["badgeName"])
        for each in posters(organizer).values()
        for hanging in each["hangings"]
        if hanging["place"] == "posters-1"
    )
    assert len(pages) == len(hanging) == 57
    for (words, picture), (board, title, name) in zip(pages, hanging):
        lines = [line.strip() for line in words.splitlines()]
        assert str(board) in lines and any(line.startswith("Poster session 1") for line in lines), words
        assert _code(picture)[0] == f"Poster {board}, Poster session 1"
    shutil.copy(pages[0][1], pathlib.Path(OUTPUT) / "board-label.png")
    assert event.station("desk").get("/api/v1/posters/labels.pdf").status == 200
    assert event.station("wall").get("/api/v1/posters/labels.pdf").status == 403


def test_whatever_a_title_says_is_text_on_its_label(event, tmp_path):
    people = event.people()
    authors = [each for each in people if each["Poster title"] and each["Status"] == "accepted"][: len(HOSTILE)]
    for person, title in zip(authors, HOSTILE.values()):
        person.update({"Poster title": title, "Poster session": "1", "Affiliation": title})
    without = next(each for each in people if each["Status"] == "accepted" and not each["Poster title"])
    without["Poster title"] = "a" * 10_000
    said = event.import_list(write_list(event, people))
    assert "Poster title: longer than 4000 bytes" in said and "1 rejected" in said
    rendered = event.command("poster-labels", "--place", PLACES[0], "--output", tmp_path / "labels.pdf")
    assert rendered.returncode == 0, rendered.stderr
    assert "59 boards" in rendered.stdout and rendered.stdout.count("the title did not fit") == 2, rendered.stdout
    organizer = event.station("organizer")
    boards = {
        each["badgeName"]: hanging["board"]
        for each in posters(organizer).values()
        for hanging in each["hangings"]
        if hanging["place"] == PLACES[0] and hanging["standing"] == "hangs"
    }
    order = sorted(boards.values())
    pages = _pages(tmp_path / "labels.pdf", tmp_path)
    for person, (kind, title) in zip(authors, HOSTILE.items()):
        board = boards[person["Name on badge"] or person["Full name"]]
        words, picture = pages[order.index(board)]
        shutil.copy(picture, pathlib.Path(OUTPUT) / f"board-label-{kind}.png")
        first, *rest = _code(picture)
        assert first == f"Poster {board}, Poster session 1"
        assert len("\n".join(rest).encode()) <= 240 and rest[0][:10] == title.replace("\u202e", "")[:10]
        assert "\u202e" not in "".join(rest)
        if kind in ("markup", "formula", "emoji"):
            assert {"markup": "<script>alert(1)</script><b>&amp;", "formula": "=HYPERLINK(\"http://example.org\",\"x\")", "emoji": "Balloons"}[kind] in words, words
        assert _margins_are_white(picture), kind
    wrong = event.command("poster-labels", "--place", "gradient", "--output", tmp_path / "none.pdf")
    assert wrong.returncode == 1 and "posters-1, posters-2" in wrong.stderr
