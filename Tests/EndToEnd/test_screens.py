# SPDX-License-Identifier: Apache-2.0
"""Every screen at three sizes, light and dark, in both languages, with the names that break layouts.

The pictures are for people; what a program can check of them is checked: nothing wider than the screen, no text cut
off, the one next action in sight, and text that stands out from its ground (WCAG 2.2: 4.5:1, and 3:1 when large).
"""

import csv
import uuid

import pytest

import documents
import witness
from browser import SIZES

PEOPLE = {
    "german": ("Maximiliane Friederike von Donnersmarck-Schlüsselberger", "Donaudampfschifffahrtsinstitut Oberhausen"),
    "chinese": ("欧阳俊宇", "清华大学"),
    "arabic": ("عبد الرحمن بن محمد الأنصاري", "جامعة الملك عبد الله"),
    "plain": ("Ada Muster", ""),
}

FAULTS = """
const faults = [];
const large = (style) => parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
const luminance = ([r, g, b]) => {
  const [x, y, z] = [r, g, b].map((v) => (v /= 255) <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  return 0.2126 * x + 0.7152 * y + 0.0722 * z;
};
const ground = (element) => {
  for (let each = element; each; each = each.parentElement) {
    const colour = channels(getComputedStyle(each).backgroundColor);
    if (colour.length < 4 || colour[3] > 0.99) return colour;
  }
  return [255, 255, 255];
};
if (document.documentElement.scrollWidth > innerWidth) faults.push(`page is ${document.documentElement.scrollWidth} wide`);
// What lies behind an open dialog is covered, and meant to be.
const top = document.querySelector("dialog[open]") ?? document.body;
for (const element of top.querySelectorAll("*")) {
  if (!element.checkVisibility({visibilityProperty: true}) || !element.closest("body")) continue;
  const text = [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data.trim()).join("");
  if (!text) continue;
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  if (!element.closest(".sheet") && (box.left < -1 || box.right > innerWidth + 1)) faults.push(`"${text}" leaves the screen`);
  if (style.overflow !== "visible" && element.scrollWidth > element.clientWidth + 1) faults.push(`"${text}" is cut off`);
  // Of what runs over several lines, the first: its box holds others' words, too.
  const line = element.getClientRects()[0] ?? box;
  const x = (line.left + line.right) / 2, y = (line.top + line.bottom) / 2;
  const onTop = document.elementFromPoint(x, y);
  const fixed = onTop?.closest("#line-down, .actions");
  if (onTop && !fixed && !element.contains(onTop) && !onTop.contains(element)) faults.push(`"${text}" is covered`);
  // What is drawn stands on what is drawn under it, which has no style to ask for.
  if (element.closest(":disabled, svg")) continue;
  const [a, b] = [luminance(channels(style.color)), luminance(ground(element))].sort((x, y) => y - x);
  const ratio = (a + 0.05) / (b + 0.05);
  if (ratio < (large(style) ? 3 : 4.5)) faults.push(`"${text}" has a contrast of ${ratio.toFixed(2)}`);
}
for (const input of document.querySelectorAll("input[placeholder]")) {
  const pen = document.createElement("canvas").getContext("2d");
  const style = getComputedStyle(input);
  pen.font = style.font;
  const room = input.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  if (pen.measureText(input.placeholder).width > room) faults.push(`"${input.placeholder}" is cut off`);
}
for (const action of document.querySelectorAll(".main, #pair, #find")) {
  const box = action.getBoundingClientRect();
  if (action.checkVisibility() && box.bottom > innerHeight + 1) faults.push(`${action.id} is out of sight`);
  if (action.checkVisibility() && box.height < 44) faults.push(`${action.id} is ${box.height} high`);
}
return faults;
"""


@pytest.fixture
def people(event, tmp_path):
    """The sample event with four people more, each hard on a layout in its own way."""
    path = tmp_path / "more.csv"
    with open(path, "w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["Order code", "Full name", "Affiliation", "Status", "Poster title", "Poster session"])
        for code, (name, affiliation) in PEOPLE.items():
            poster = ["Reproducibility of reinforcement learning at scale", "both"] if code == "german" else ["", ""]
            rows.writerow([code.upper(), name, affiliation, "accepted", *poster])
    event.import_list(path)
    return event


def _looks(page, name):
    """Pictures of the page in every look, and what is wrong with any of them."""
    wrong = []
    for size in SIZES:
        for scheme in ("light", "dark"):
            page.emulate(size, scheme)
            wrong += [f"{name}, {size}, {scheme}: {fault}" for fault in page.script(FAULTS)]
            page.picture(f"{name}-{size}-{scheme}")
    page.emulate(None, "light")
    return wrong


def _open(browser, event, role, place=None, name=None, language="en"):
    page = browser.open("about:blank")
    page.speak(language)
    page.go(event.link(role, place, name))
    page.until(lambda: "/kiosk/" in page.url, f"the {role} screen")
    return page


def _verdict(door, scan, outcome, name):
    """Looks at a verdict for longer than it stays."""
    door.scan(scan)
    door.until(lambda: door.attribute("#verdict", "data-outcome") == outcome, "the verdict")
    door.script("for (let timer = setTimeout(() => {}); timer > 0; timer -= 1) clearTimeout(timer)")
    door.script("document.querySelector('#verdict').hidden = false")
    wrong = _looks(door, name)
    door.script("document.querySelector('#verdict').removeAttribute('data-outcome')")
    return wrong


def _compare(desk, code):
    desk.type("Escape")
    desk.until(lambda: desk.is_shown("#find"), "the find step")
    desk.script("document.querySelector('#find').value = ''")
    desk.scan(code)
    desk.until(lambda: desk.is_shown("#check-in"), "the compare step")


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_desk_fits_every_screen_and_every_name(people, browser, printer, language):
    desk = _open(browser, people, "desk", name="Desk 1", language=language)
    wrong = _looks(desk, "find")
    desk.type("me")
    desk.until(lambda: desk.script("return document.querySelectorAll('[data-candidate]').length") > 0, "candidates")
    wrong += _looks(desk, "candidates")
    desk.scan(documents.td3("Nobody", "Whatsoever"))
    desk.until(lambda: desk.is_shown(".verdict"), "nobody")
    wrong += _looks(desk, "nobody")
    for code in PEOPLE:
        _compare(desk, code)
        wrong += _looks(desk, f"compare-{code}")
        desk.type("Enter")
        desk.until(lambda: desk.attribute("#print-state", "data-state") == "printed", "printed", seconds=20)
        wrong += _looks(desk, f"handover-{code}")
    desk.type("Escape")
    desk.until(lambda: desk.is_shown("#find"), "the find step")
    desk.scan("GERMAN")
    desk.until(lambda: desk.is_shown("#compare .verdict"), "already in")
    wrong += _looks(desk, "already-in")
    for panel in ("#correct summary", "details:has(#reason) summary"):
        desk.click(panel)
    wrong += _looks(desk, "already-in-correct-and-replace")
    _compare(desk, people.accepted()[0]["Order code"])
    desk.click("#more summary")
    desk.click("#more #correct summary")
    desk.script("document.querySelector('#correct-affiliation').value = 'Donaudampfschifffahrtsgesellschaft '.repeat(5)")
    desk.click("#correct-save")
    desk.until(lambda: desk.text("#remarks"), "the remark")
    desk.click("#more summary")
    wrong += _looks(desk, "compare-remark")
    printer.fault("media-empty-error")
    desk.type("Enter")
    desk.click("#check-in")
    desk.until(lambda: desk.is_shown("#spare"), "the hint")
    wrong += _looks(desk, "handover-waits")
    printer.clear("media-empty-error")
    desk.until(lambda: desk.attribute("#print-state", "data-state") == "printed", "printed", seconds=20)
    waitlisted = next(each for each in people.people() if each["Status"] == "waitlisted")
    desk.type("Escape")
    desk.until(lambda: desk.is_shown("#find"), "the find step")
    desk.scan(waitlisted["Order code"])
    desk.until(lambda: desk.is_shown("#compare .verdict"), "waitlisted")
    wrong += _looks(desk, "waitlisted")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", ["en", "de"])
def test_the_problem_desk_fits_every_screen(people, browser, language):
    desk = _open(browser, people, "problem-desk", name="Problem desk 1", language=language)
    desk.until(lambda: desk.is_shown("#find"), "the find step")
    desk.type("zzyzx")
    desk.until(lambda: desk.is_shown("#walk-in"), "a way on")
    wrong = _looks(desk, "nobody-here")
    endless = {"badgeName": "W" * 200, "affiliation": "Q" * 200, "requestId": str(uuid.uuid4())}
    assert people.station("problem-desk").post("/api/v1/registrations", endless).status == 201
    desk.scan("W" * 200)
    desk.until(lambda: desk.is_shown("#check-in"), "the endless name to compare")
    wrong += _looks(desk, "compare-endless")
    desk.type("Escape")
    desk.until(lambda: desk.is_shown("#find"), "the find step")
    desk.type("www")
    desk.until(lambda: "WWW" in (desk.text("#candidates") or ""), "the endless name")
    wrong += _looks(desk, "candidates-endless")
    desk.click("#walk-in")
    desk.until(lambda: desk.is_shown("#walk-in-form"), "the form")
    wrong += _looks(desk, "walk-in")
    desk.type("Maximiliane", "Tab", "von Donnersmarck-Schlüsselberg", "Enter")
    desk.until(lambda: desk.is_shown("#register-anyway"), "the choice")
    wrong += _looks(desk, "walk-in-known")
    desk.type("Escape")
    desk.until(lambda: desk.is_shown("#find"), "the find step")
    desk.type("zzyzx")
    desk.until(lambda: desk.is_shown("#walk-in"), "a way on")
    desk.click("#walk-in")
    desk.type("Enter")
    desk.until(lambda: desk.is_shown(".verdict.stop"), "what is missing")
    wrong += _looks(desk, "walk-in-refused")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("language", ["en", "de"])
def test_door_board_and_pairing_fit_every_screen_and_every_name(people, printer, browser, language):
    pairing = browser.open("about:blank")
    pairing.speak(language)
    pairing.go(f"http://localhost:{people.port}/pair")
    pairing.until(lambda: pairing.is_shown("#code"), "the pairing page")
    wrong = _looks(pairing, "pairing")
    pairing.type("AAAAA-AAAAA", "Enter")
    pairing.until(lambda: pairing.is_shown(".verdict"), "a word for why")
    wrong += _looks(pairing, "pairing-refused")

    station = people.station("desk")
    for code in PEOPLE:
        job = station.check_in(station.find(code)).json["printJob"]["id"]
        assert station.wait_until_printed(job)["state"] == "printed"
    board = _open(browser, people, "organizer", language=language)
    door = _open(browser, people, "door", "gradient", language=language)
    board.until(lambda: board.text('[data-place="gradient"] .inside') == "0", "the figures")
    wrong += _looks(door, "door-idle")
    for code, paper in zip(PEOPLE, printer.documents()):
        wrong += _verdict(door, witness.qr_of(paper, 300), "entered", f"door-welcome-{code}")
    wrong += _verdict(door, "NOT A BADGE", "refused", "door-refused")
    wrong += _looks(board, "board")
    people.kill()
    board.until(lambda: board.is_shown("#line-down"), "the word that the line is down", seconds=3)
    wrong += _looks(board, "board-line-down")
    assert not wrong, "\n".join(wrong)
