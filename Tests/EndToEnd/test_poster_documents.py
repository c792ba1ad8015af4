# SPDX-License-Identifier: Apache-2.0
"""Posters as documents: kept whole or not at all, whatever is sent as one."""

import concurrent.futures
import hashlib
import http.client
import io
import pathlib
import socket
import sqlite3
import struct
import subprocess
import time
import uuid
import zlib

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen import canvas

from appliance import Client
from test_poster_boards import posters

MEGABYTE = 1_000_000


def poster_pdf(words="Stable boards", size=(3370, 2384), filler=0):
    """A page of A0 with these words, and so many bytes that say nothing."""
    file = io.BytesIO()
    page = canvas.Canvas(file, pagesize=size, invariant=True)
    page.setFillColorRGB(0.1, 0.3, 0.6)
    page.rect(0, 1900, 3370, 484, fill=1)
    page.setFillColorRGB(1, 1, 1)
    page.setFont("Helvetica", 200)
    page.drawString(100, 2050, words)
    page.save()
    data = file.getvalue()
    return data.replace(b"%%EOF", b"%" + b"x" * filler + b"\n%%EOF") if filler else data


@pytest.fixture
def owner(event):
    """Somebody who has a poster."""
    return event.station("desk").find(next(each for each in event.accepted() if each["Poster session"] == "both")["Order code"])


def hand_in(client, owner, data, **options):
    return client.request("PUT", f"/api/v1/posters/{owner}/document", data, **options)


def _files(event):
    folder = event.folder / "posters"
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def _facts(event):
    with sqlite3.connect(event.database) as database:
        return database.execute("SELECT count(*) FROM facts WHERE kind = 'posterHandedIn'").fetchone()[0]


def _memory(event):
    """What the daemon has in memory at most so far, in bytes."""
    status = pathlib.Path(f"/proc/{event.daemon.pid}/status").read_text()
    return 1024 * int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1])


def test_a_poster_is_kept_shown_and_survives(event, owner):
    desk, wall, organizer = event.station("desk"), event.station("wall"), event.station("organizer")
    assert desk.get(f"/api/v1/posters/{owner}/document").status == 404
    data = poster_pdf(filler=20 * MEGABYTE)
    digest = hashlib.sha256(data).hexdigest()
    for _ in range(2):
        answer = hand_in(desk, owner, data)
        assert (answer.status, answer.json) == (200, {"digest": digest, "preview": True})
    assert _files(event) == [f"{digest}.pdf", f"{digest}.png"] and _facts(event) == 1
    assert (posters(wall)[owner]["document"], posters(wall)[owner]["preview"]) == (digest, True)
    event.kill()
    event.start()
    for client in (desk, wall, organizer):
        client.connection.close()
    back = organizer.get(f"/api/v1/posters/{owner}/document")
    assert back.body == data and back.headers["Content-Type"] == "application/pdf"
    assert back.headers["Content-Disposition"] == f'attachment; filename="socml16-poster-{digest[:8]}.pdf"'
    assert back.headers["X-Content-Type-Options"] == "nosniff"
    assert back.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")
    picture = wall.get(f"/api/v1/posters/{owner}/preview")
    assert picture.headers["Content-Type"] == "image/png"
    assert struct.unpack(">II", picture.body[16:24]) == (1400, 991)
    again = wall.get(f"/api/v1/posters/{owner}/preview", headers={"If-None-Match": picture.headers["ETag"]})
    assert again.status == 304
    assert wall.get(f"/api/v1/posters/{owner}/document").status == 403
    assert hand_in(wall, owner, data).status == 403
    # Another one takes its place.
    other = poster_pdf("A later version")
    assert hand_in(organizer, owner, other).status == 200
    assert organizer.get(f"/api/v1/posters/{owner}/document").body == other
    assert _facts(event) == 2 and event.verify().returncode == 0


def test_what_is_no_poster_is_refused_with_a_word_and_leaves_nothing(event, owner):
    desk = event.station("desk")
    whole = poster_pdf()
    broken = b"%PDF-1.7\n" + b"nothing in between\n" * 50 + b"%%EOF\n"
    page = b"<script>alert(1)</script>" * 1000
    for data, status, code in (
        (b"", 422, "notPDF"),
        (b"PK\x03\x04" + b"x" * 5000, 422, "notPDF"),
        (page, 422, "notPDF"),
        (whole[:-200], 422, "notPDF"),
        (broken, 422, "documentUnreadable"),
        (whole.replace(b"/MediaBox", b"/MediaBux").replace(b"/Kids", b"/Kods"), 422, "documentUnreadable"),
        (b"%PDF-1.7\n" + b"x" * (30 * MEGABYTE) + b"%%EOF", 413, "documentTooLarge"),
    ):
        client = Client(event.port, desk.token)
        answer = hand_in(client, owner, data)
        assert (answer.status, answer.json["code"]) == (status, code), data[:40]
    nobody = event.station("desk").find(next(each for each in event.accepted() if not each["Poster title"])["Order code"])
    assert hand_in(Client(event.port, desk.token), nobody, whole).json["code"] == "noPoster"
    assert hand_in(Client(event.port, desk.token), uuid.uuid4(), whole).json["code"] == "unknownRegistration"
    # Names from outside are no names here.
    for name in ("..%2F..%2Flanyard.toml", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "a%00b"):
        assert hand_in(Client(event.port, desk.token), name, whole).status in (400, 404)
        assert Client(event.port, desk.token).get(f"/api/v1/posters/{name}/document").status in (400, 404)
    headers = {"Content-Disposition": 'attachment; filename="../../../evil.sh"', "Content-Type": "text/html"}
    assert hand_in(Client(event.port, desk.token), owner, whole, headers=headers).status == 200
    digest = hashlib.sha256(whole).hexdigest()
    assert _files(event) == [f"{digest}.pdf", f"{digest}.png"] and _facts(event) == 1
    assert not [path for path in event.folder.rglob("*evil*")]


def _locked():
    file = io.BytesIO()
    page = canvas.Canvas(file, encrypt=StandardEncryption("secret", ownerPassword="owner"))
    page.drawString(100, 100, "locked")
    page.save()
    return file.getvalue()


def test_a_document_that_is_locked_or_made_to_hurt_stops_nobody(event, owner):
    desk = event.station("desk")
    assert hand_in(desk, owner, _locked()).json["code"] == "documentUnreadable"
    # A page of many kilometres, and a stream that is a thousand times as long when it is unpacked.
    wide = poster_pdf(size=(10**9, 10**9))
    bomb = _bomb()
    assert len(bomb) < 30 * MEGABYTE
    for data in (wide, bomb):
        begun = time.monotonic()
        answer = hand_in(Client(event.port, desk.token), owner, data)
        assert answer.status in (200, 422), answer.body
        assert time.monotonic() - begun < 25
    assert _memory(event) < 400 * MEGABYTE
    assert all(not name.startswith(".") for name in _files(event))


def _bomb():
    """A page whose content is half a gigabyte of blanks, packed."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * MEGABYTE) for _ in range(500)) + packer.flush()
    parts = [
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R>>",
        b"<</Length %d /Filter /FlateDecode>>\nstream\n" % len(packed) + packed + b"\nendstream",
    ]
    body = b"%PDF-1.4\n" + b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, part) for number, part in enumerate(parts, 1))
    return body + b"trailer <</Root 1 0 R /Size 5>>\n%%EOF\n"


def _sending(event, token, owner, head):
    """A connection that has sent the head of a document and nothing else yet."""
    line = socket.create_connection(("127.0.0.1", event.port), timeout=30)
    line.sendall(
        f"PUT /api/v1/posters/{owner}/document HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n{head}\r\n\r\n".encode()
    )
    return line


def _answer(line):
    response = http.client.HTTPResponse(line)
    response.begin()
    return response.status, response.read()


def test_a_gigabyte_is_refused_before_it_was_sent(event, owner):
    desk = event.station("desk")
    hand_in(desk, owner, poster_pdf(filler=20 * MEGABYTE))
    before = _memory(event)
    # Announced: refused at once, and the line is closed soon.
    line = _sending(event, desk.token, owner, "Content-Length: 1000000000")
    begun = time.monotonic()
    status, body = _answer(line)
    assert status == 413 and b"documentTooLarge" in body and time.monotonic() - begun < 1
    # Not announced: refused when more has come than fits.
    line = _sending(event, desk.token, owner, "Transfer-Encoding: chunked")
    piece = b"%PDF-1.7\n" + b"x" * (MEGABYTE - 9)
    sent = 0
    try:
        for _ in range(1000):
            line.sendall(b"%x\r\n" % len(piece) + piece + b"\r\n")
            sent += len(piece)
            time.sleep(0.005)
    except OSError:
        pass
    assert sent < 900 * MEGABYTE, "the line was never closed"
    # The file, one more open document's buffers, and nothing of a gigabyte.
    assert _memory(event) - before < 60 * MEGABYTE, (_memory(event) - before) / MEGABYTE
    assert len(_files(event)) == 2 and _facts(event) == 1


def test_a_kill_or_a_line_that_breaks_in_the_middle_leaves_nothing_half(event, owner):
    desk = event.station("desk")
    data = poster_pdf(filler=10 * MEGABYTE)
    half = data[: len(data) // 2]

    def begin():
        line = _sending(event, desk.token, owner, f"Content-Length: {len(data)}")
        line.sendall(half)
        deadline = time.monotonic() + 5
        while sum((event.folder / "posters" / name).stat().st_size for name in _files(event)) < len(half):
            assert time.monotonic() < deadline
            time.sleep(0.02)
        return line

    begin().close()
    deadline = time.monotonic() + 5
    while _files(event):
        assert time.monotonic() < deadline, _files(event)
        time.sleep(0.02)
    for _ in range(3):
        line = begin()
        event.kill()
        assert len(_files(event)) == 1
        line.close()
        event.start()
        assert _files(event) == [] and _facts(event) == 0
    desk.connection.close()
    # A kill while the picture is made.
    line = _sending(event, desk.token, owner, f"Content-Length: {len(data)}")
    line.sendall(data)
    event.kill()
    line.close()
    event.start()
    assert all(not name.startswith(".") for name in _files(event))
    assert hand_in(Client(event.port, desk.token), owner, data).status == 200
    assert len(_files(event)) == 2 and _facts(event) == 1 and event.verify().returncode == 0


def test_many_posters_come_at_once(event):
    desk = event.station("desk")
    owners = [desk.find(each["Order code"]) for each in event.accepted() if each["Poster title"]][:8]

    def send(number, owner):
        data = poster_pdf(f"Poster {number}", filler=MEGABYTE)
        for _ in range(100):
            answer = hand_in(Client(event.port, desk.token), owner, data)
            if answer.status != 503:
                return answer.status
            assert answer.json["code"] == "busy" and answer.headers["Retry-After"]
            time.sleep(0.2)

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        assert set(pool.map(send, range(8), owners)) == {200}
    assert len(_files(event)) == 16 and _facts(event) == 8
    subprocess.run(["pdfinfo", event.folder / "posters" / next(name for name in _files(event) if name.endswith(".pdf"))], check=True, capture_output=True)
