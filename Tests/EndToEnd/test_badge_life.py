# SPDX-License-Identifier: Apache-2.0
"""A badge's life at the desk: printed beforehand, spare, corrected, without paper, active without a scan."""

import uuid

import witness
from appliance import Event

LONG = "Donaudampfschifffahrtsgesellschaftskapitän " * 4


def _desk(event, browser, name="Desk 1"):
    page = browser.open(event.link("desk", name=name))
    page.until(lambda: page.is_shown("#find"), "the find step")
    return page


def _compare(page, code):
    page.type(code, "Enter")
    page.until(lambda: page.is_shown("#compare .legal"), "the compare step")


def _pages(pdf, folder):
    """The QR texts of a PDF of many badges, page by page."""
    witness._output("pdfseparate", pdf, f"{folder}/page-%04d.pdf")
    return [witness.qr_of(page, 300) for page in sorted(folder.glob("page-*.pdf"))]


def test_badges_that_were_printed_beforehand_count_once_the_desk_has_checked_their_owner_in(event, browser, tmp_path, printer):
    pdf = tmp_path / "all.pdf"
    event.stop()
    done = event.command("badge", "--all", "--output", pdf)
    assert done.returncode == 0, done.stderr
    people = event.accepted()
    assert witness.page_count(pdf) == len(people)
    again = event.command("badge", "--all", "--output", tmp_path / "again.pdf")
    assert f"{len(people)} of them were made before" in again.stdout
    assert "has a badge already" in event.command("badge", "--all", "--new", "-o", tmp_path / "new.pdf").stderr
    (tmp_path / "pages").mkdir()
    witness._output("pdfseparate", "-f", "1", "-l", "2", pdf, f"{tmp_path}/pages/%04d.pdf")
    mine, others = [witness.qr_of(page, 300) for page in sorted((tmp_path / "pages").iterdir())]
    event.start()

    door = event.station("door", "gradient")
    early = door.scan(mine, "gradient")
    assert (early["outcome"], early["reason"]) == ("refused", "notCheckedIn")

    page = _desk(event, browser)
    _compare(page, people[0]["Order code"])
    page.picture("preprinted-compare", size="kiosk")
    page.click("#check-in")
    page.until(lambda: page.attribute("#print-state", "data-state") == "preprinted", "the word for it")
    page.picture("preprinted-handover", size="kiosk")
    page.scan(others)
    page.until(lambda: "another badge" in (page.text("#handover") or ""), "the warning")
    page.scan(mine)
    page.until(lambda: page.is_shown("#handover .verdict strong"), "the hand-over")
    assert door.scan(mine, "gradient")["outcome"] == "entered"
    assert printer.documents() == []
    assert event.verify().returncode == 0


def test_spare_badges_help_when_every_printer_is_dead(event, browser, tmp_path, printer):
    done = event.command("badge", "--pool", "3", "--output", tmp_path / "spare.pdf")
    assert done.returncode == 0, done.stderr
    spares = _pages(tmp_path / "spare.pdf", tmp_path)
    assert len(set(spares)) == 3
    door = event.station("door", "gradient")
    assert door.scan(spares[0], "gradient")["reason"] == "notIssued"
    first, second, third = event.accepted()[:3]
    page = _desk(event, browser)
    printer.fall_silent()

    # Straight at the compare step.
    _compare(page, first["Order code"])
    page.scan(spares[0])
    page.until(lambda: page.is_shown("#handover .verdict strong"), "the hand-over")
    page.picture("spare-given", size="kiosk")
    assert door.scan(spares[0], "gradient")["outcome"] == "entered"

    # After the badge was sent to a printer that is dead.
    page.type("Escape")
    _compare(page, second["Order code"])
    page.click("#check-in")
    page.until(lambda: page.is_shown("#spare"), "the hint", seconds=15)
    page.picture("spare-hint", size="kiosk")
    page.scan(spares[1])
    page.until(lambda: page.is_shown("#handover .verdict strong"), "the hand-over")
    assert door.scan(spares[1], "gradient")["outcome"] == "entered"

    # A spare badge is given once.
    page.type("Escape")
    _compare(page, third["Order code"])
    page.scan(spares[1])
    page.until(lambda: page.is_shown("#compare .legal") and second["Full name"] in (page.text("#compare") or ""), "its owner")

    printer.wake()
    assert "2 checked in" in event.verify().stdout
    assert printer.documents() == []


def test_a_correction_stays_and_is_on_the_next_badge(event, browser, printer):
    person = event.accepted()[0]
    page = _desk(event, browser)
    _compare(page, person["Order code"])
    page.click("#more summary")
    page.click("#correct summary")
    page.script("document.querySelector('#correct-affiliation').value = arguments[0]", LONG)
    page.click("#correct-save")
    page.until(lambda: "cut short" in (page.text("#remarks") or ""), "the remark")
    page.picture("correct-remark", size="kiosk")
    page.click("#more summary")
    page.click("#correct summary")
    page.script("document.querySelector('#correct-affiliation').value = 'Corrected Institute'")
    page.script("document.querySelector('#correct-badgeName').value = 'Zoë Corrected'")
    page.picture("correct-panel", size="kiosk")
    page.click("#correct-save")
    page.until(lambda: "Zoë Corrected" in (page.text("#compare") or "") and not page.text("#remarks"), "the new name")
    page.click("#check-in")
    page.until(lambda: page.attribute("#print-state", "data-state") == "printed", "paper", seconds=20)
    text = witness.text_of(printer.documents()[0])
    assert "Zoë Corrected" in " ".join(text.split()) and "Corrected Institute" in " ".join(text.split())

    # A list that comes again does not undo it, and the next badge has it, too.
    event.import_list()
    page.type("Escape")
    _compare(page, person["Order code"])
    page.click("#correct summary")
    page.script("document.querySelector('#correct-pronouns').value = 'ze/zir'")
    page.picture("correct-held", size="kiosk")
    page.click("#correct-save")
    page.until(lambda: page.is_shown("#handover"), "the hand-over")
    page.until(lambda: page.attribute("#print-state", "data-state") == "printed", "paper", seconds=20)
    text = " ".join(witness.text_of(printer.wait_for(2)[1]).split())
    assert "Zoë Corrected" in text and "ze/zir" in text
    door = event.station("door", "gradient")
    assert door.scan(witness.qr_of(printer.documents()[0], 300), "gradient")["reason"] == "revoked"
    assert door.scan(witness.qr_of(printer.documents()[1], 300), "gradient")["outcome"] == "entered"


def test_a_check_in_needs_no_badge_and_a_badge_no_check_in(event, browser, printer):
    first, second = event.accepted()[:2]
    page = _desk(event, browser)
    _compare(page, first["Order code"])
    page.click("#more summary")
    page.click("#without-badge")
    page.until(lambda: page.attribute("#print-state", "data-state") == "none", "the word for it")
    page.picture("without-badge", size="kiosk")
    assert printer.documents() == []
    page.type("Escape")
    _compare(page, first["Order code"])
    page.picture("no-badge-yet", size="kiosk")
    page.click("#print-badge")
    page.until(lambda: page.attribute("#print-state", "data-state") == "printed", "paper", seconds=20)

    desk = event.station("desk")
    issued = desk.post(f"/api/v1/registrations/{desk.find(second['Order code'])}/badges", {"requestId": str(uuid.uuid4())})
    desk.wait_until_printed(issued.json["printJob"]["id"])
    assert desk.look_up(second["Order code"])["candidates"][0]["checkedIn"] is None
    badge = witness.qr_of(printer.wait_for(2)[1], 300)
    assert event.station("door", "gradient").scan(badge, "gradient")["reason"] == "notCheckedIn"


def test_where_the_desk_has_no_scanner_the_printers_word_makes_the_badge_active(tmp_path, printer, browser):
    with Event(tmp_path / "event", printer_uri=printer.uri) as event:
        with open(event.folder / "event.toml", "a") as file:
            file.write('\n[[desks]]\nname = "Desk 1"\nprinters = ["desk"]\nactivation = "printed"\n')
        event.import_list()
        event.start()
        page = _desk(event, browser)
        _compare(page, event.accepted()[0]["Order code"])
        page.click("#check-in")
        page.until(lambda: page.is_shown("#handover .verdict strong"), "the hand-over", seconds=20)
        desk = event.station("desk", name="Desk 2")
        person = desk.find(witness.qr_of(printer.documents()[0], 300))
        serial = desk.get(f"/api/v1/registrations/{person}").json["badge"]["serial"]
        assert desk.get(f"/api/v1/badges/{serial}").json["activatedAt"]
