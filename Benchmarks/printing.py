# SPDX-License-Identifier: Apache-2.0
"""Measures badges: how long one takes, how soon a printer has it, what many desks wait for, and how memory grows."""

import concurrent.futures
import contextlib
import csv
import http.client
import io
import itertools
import os
import statistics
import struct
import subprocess
import sys
import time
import urllib.parse

from appliance import Client, Event
from printers import VirtualPrinter

WARM = 200
RESTARTS = 5
HANDED_OVER = 100
DESKS, PRINTERS, CHECK_INS, SECONDS_A_BADGE = 8, 4, 200, 0.5
MEMORY_AT = (1000, 5000, 10000)

# Made-up people, one for each script that the sample list has none of, or few.
ODD_NAMES = [
    "Friederike Donaudampfschifffahrtsgesellschaftsfrau", "Nguyễn Thị Phương Thảo", "محمد عبد الرحمن الخوارزمي",
    "שרה כהן־לוי", "नरेन्द्र कुमार शर्मा", "สมชาย ใจดีมาก", "欧阳小明", "山田太郎", "김민수", "Ελένη Παπαδοπούλου",
    "Юлия Щербакова", "Ada 🎈 Lovelace",
]
NOTO = "/usr/share/fonts/truetype/noto/NotoSans-Bold.ttf"
LATIN, CHINESE = "Friederike Lindqvist", "欧阳小明"


def milliseconds(what, ours, limit, baseline, theirs, more=""):
    """A row like those of bench.py, with the limit that the project has set itself."""
    limit = f"of {limit}" if limit else ""
    print(f"{what:<42} {ours:>9.1f} ms {limit:<6} {ours / theirs:>7.2f} × {baseline} ({theirs:.1f}){more}", flush=True)


def timed(work):
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1e3


def quantile(values, part):
    return sorted(values)[int(len(values) * part)]


# What the daemon is compared with


def _reportlab_font(name):
    """A font that has the name: an embedded one, or for Chinese, where reportlab takes none, one that is not."""
    from reportlab.pdfbase import cidfonts, pdfmetrics, ttfonts

    font = "Noto" if name.isascii() else "STSong-Light"
    if font not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(ttfonts.TTFont(font, NOTO) if name.isascii() else cidfonts.UnicodeCIDFont(font))
    return font


def reportlab_badge(name):
    """About the same content, drawn by reportlab with its own QR code."""
    from reportlab.graphics import renderPDF
    from reportlab.graphics.barcode.qr import QrCodeWidget
    from reportlab.graphics.shapes import Drawing
    from reportlab.lib.units import mm
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(86 * mm, 54 * mm))
    font = _reportlab_font(name)
    size = 29
    while canvas.stringWidth(name, font, size) > 76 * mm:
        size -= 0.5
    for y, text, points in ((48, "A conference", 8), (32, name, size), (20, name, 12), (6, "ATTENDEE", 10)):
        canvas.setFont(font, points)
        canvas.drawString(5 * mm, y * mm, text)
    picture = Drawing(25 * mm, 25 * mm)
    picture.add(QrCodeWidget("ABCDEFGHIJKLM" * 9, barLevel="M", barWidth=25 * mm, barHeight=25 * mm))
    renderPDF.draw(picture, canvas, 57 * mm, 2 * mm)
    canvas.save()
    return file.getvalue()


class RawPrinter:
    """The shortest way to a printer: IPP Print-Job over a kept connection, nothing else."""

    BUSY = 0x0507

    def __init__(self, uri):
        address = urllib.parse.urlsplit(uri)
        self.uri, self.path = uri, address.path
        self.connection = http.client.HTTPConnection(address.hostname, address.port, timeout=30)

    def _request(self):
        def attribute(tag, name, value):
            name, value = name.encode(), value.encode()
            return struct.pack(">BH", tag, len(name)) + name + struct.pack(">H", len(value)) + value

        return (
            struct.pack(">BBHI", 2, 0, 0x0002, 1) + b"\x01" + attribute(0x47, "attributes-charset", "utf-8")
            + attribute(0x48, "attributes-natural-language", "en") + attribute(0x45, "printer-uri", self.uri)
            + attribute(0x42, "requesting-user-name", "bench") + attribute(0x42, "job-name", "bench")
            + attribute(0x49, "document-format", "application/pdf") + b"\x03"
        )

    def hand_over(self, pdf):
        """Until the printer has taken it; a busy one is asked every 2 ms."""
        while True:
            self.connection.request("POST", self.path, self._request() + pdf, {"Content-Type": "application/ipp"})
            status = struct.unpack(">H", self.connection.getresponse().read()[2:4])[0]
            if status < 0x0100:
                return
            assert status == self.BUSY, hex(status)
            time.sleep(0.002)


# The figures


def drawn(event, desk, serials):
    """How long one badge takes, over HTTP, beside reportlab in this process."""
    for kind, name, limit in (("Latin", LATIN, 5), ("Chinese", CHINESE, 30)):
        path = f"/api/v1/badges/{serials[name]}.pdf"
        for _ in range(20):
            assert desk.get(path).status == 200
            reportlab_badge(name)
        ours = [timed(lambda: desk.get(path)) for _ in range(WARM)]
        theirs = [timed(lambda: reportlab_badge(name)) for _ in range(WARM // 4)]
        milliseconds(
            f"a {kind} badge as PDF, over HTTP", statistics.median(ours), limit, "reportlab without HTTP",
            statistics.median(theirs), f", p95 {quantile(ours, 0.95):.1f} ms")


def first(event, desk, serials):
    """The first badge of a daemon that has just started, beside the first of a Python that draws with reportlab."""
    environment = {**os.environ, "PYTHONPATH": ":".join(sys.path)}
    for kind, name in (("Latin", LATIN), ("Chinese", CHINESE)):
        ours, theirs = [], []
        alone = f"import printing; printing.reportlab_badge({name!r})"
        for _ in range(RESTARTS):
            event.stop()
            event.start()
            desk.connection.close()
            assert desk.get("/api/v1/session").status == 200
            ours.append(timed(lambda: desk.get(f"/api/v1/badges/{serials[name]}.pdf")))
            theirs.append(timed(lambda: subprocess.run([sys.executable, "-c", alone], check=True, env=environment)))
        milliseconds(
            f"the first badge after a start, {kind}", statistics.median(ours), 150, "a new Python with reportlab",
            statistics.median(theirs))


def accepted(desk, people, printer):
    """From the request to check in until the printer has the badge, beside handing the same PDF over and no more."""
    ours, theirs = [], []
    raw = RawPrinter(printer.uri)
    for person in people:
        registration = desk.find(person["Order code"])
        done = len(printer.documents())
        begun = time.perf_counter()
        admitted = desk.check_in(registration).json
        while desk.print_job(admitted["printJob"]["id"])["state"] not in ("printing", "printed"):
            time.sleep(0.002)
        ours.append((time.perf_counter() - begun) * 1e3)
        pdf = printer.wait_for(done + 1)[-1].read_bytes()
        theirs.append(timed(lambda: raw.hand_over(pdf)))
        printer.wait_for(done + 2)
    milliseconds(
        "check-in to taken by the printer, median", statistics.median(ours), None, "Print-Job alone",
        statistics.median(theirs))
    milliseconds(
        "the same, 95 in 100", quantile(ours, 0.95), 50, "Print-Job alone", quantile(theirs, 0.95))


def many_desks(folder, people):
    """Many desks at once, beside as many printers that are fed back to back and have nothing else to wait for."""
    with contextlib.ExitStack() as stack:
        printers = [stack.enter_context(VirtualPrinter(folder / f"printer-{each}")) for each in range(PRINTERS)]
        for printer in printers:
            printer.set_seconds(SECONDS_A_BADGE)
        event = stack.enter_context(Event(folder / "many", printer_uri=printers[0].uri))
        for number, printer in enumerate(printers[1:], 1):
            event.add_printer(f"printer-{number}", f"Printer {number}", printer.uri)
        identifiers = ["desk"] + [f"printer-{number}" for number in range(1, PRINTERS)]
        with open(event.folder / "event.toml", "a") as file:
            for desk in range(DESKS):
                turned = identifiers[desk % PRINTERS :] + identifiers[: desk % PRINTERS]
                file.write(f'\n[[desks]]\nname = "Desk {desk}"\nprinters = {turned}\n'.replace("'", '"'))
        event.import_list()
        event.start()
        desks = [event.station("desk", name=f"Desk {number}") for number in range(DESKS)]
        registrations = [desks[0].find(person["Order code"]) for person in people[:CHECK_INS]]
        ours = timed(lambda: _check_in_all(desks, registrations))
        shares = [len(printer.documents()) for printer in printers]
        assert sum(shares) == CHECK_INS
        pdf = printers[0].documents()[0].read_bytes()
        ideal = timed(lambda: _feed_all(printers, pdf, 12)) / 12 * CHECK_INS / PRINTERS
        milliseconds(
            f"{CHECK_INS} check-ins, {DESKS} desks, {PRINTERS} printers", ours, None, "the printers alone", ideal,
            f"; badges by printer: {', '.join(map(str, shares))}")


def _check_in_all(desks, registrations):
    def work(number):
        desk = desks[number]
        jobs = [desk.check_in(each).json["printJob"]["id"] for each in registrations[number::DESKS]]
        for job in jobs:
            assert desk.wait_until_printed(job, seconds=120)["state"] == "printed"

    with concurrent.futures.ThreadPoolExecutor(DESKS) as pool:
        list(pool.map(work, range(DESKS)))


def _feed_all(printers, pdf, count):
    def work(printer):
        done = len(printer.documents())
        raw = RawPrinter(printer.uri)
        for _ in range(count):
            raw.hand_over(pdf)
        printer.wait_for(done + count, seconds=60)

    with concurrent.futures.ThreadPoolExecutor(len(printers)) as pool:
        list(pool.map(work, printers))


def resident(process):
    """Megabytes of memory that a process holds, and how much of it is its own rather than pages of files."""
    with open(f"/proc/{process}/status") as file:
        sizes = {line.split()[0]: int(line.split()[1]) / 1024 for line in file if line.startswith(("VmRSS", "RssAnon"))}
    return sizes["VmRSS:"], sizes["RssAnon:"]


def memory(event, desk, serials):
    """What the daemon holds after so many badges of people from everywhere.

    Fonts are mapped files, which come and go by 16 MB; what must not grow is the daemon's own.
    """
    seen = {}
    paths = itertools.cycle([f"/api/v1/badges/{serial}.pdf" for serial in serials.values()])
    for number, path in enumerate(itertools.islice(paths, MEMORY_AT[-1]), 1):
        assert desk.get(path).status == 200
        if number in MEMORY_AT:
            seen[number] = resident(event.daemon.pid)
    figures = ", ".join(f"{own:.1f} of {whole:.1f} after {number}" for number, (whole, own) in seen.items())
    first, last = seen[MEMORY_AT[0]][1], seen[MEMORY_AT[-1]][1]
    print(f"{'own memory over badges of every script':<42} {last:>9.1f} MB        {last / first:>7.2f} × "
          f"the same after {MEMORY_AT[0]} ({figures})", flush=True)


def _add_people(event, names):
    path = event.folder / "registrations.csv"
    with open(path, newline="", encoding="utf-8-sig") as file:
        columns = next(csv.reader(file))
    with open(path, "a", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, restval="")
        for number, name in enumerate(names):
            writer.writerow({
                "Order code": f"BENCH{number:03}", "Full name": name, "Name on badge": name, "Affiliation": name,
                "Email": f"bench{number}@example.org", "Role": "attendee", "Status": "accepted",
                "Livestream consent": "yes"})
    return {name: f"BENCH{number:03}" for number, name in enumerate(names)}


def bench(folder):
    folder = folder / "printing"
    folder.mkdir()
    with VirtualPrinter(folder / "printer") as printer, Event(folder / "event", printer_uri=printer.uri) as event:
        printer.set_seconds(0)
        people = event.accepted()
        codes = _add_people(event, [LATIN, *ODD_NAMES])
        event.import_list()
        event.start()
        desk = event.station("desk")
        serials = {}
        for name, code in codes.items():
            serials[name] = desk.check_in(desk.find(code)).json["badge"]["serial"]
        printer.wait_for(len(codes), seconds=60)
        print("\nBadges")
        drawn(event, desk, serials)
        first(event, desk, serials)
        accepted(desk, people[:HANDED_OVER], printer)
        memory(event, desk, serials)
    many_desks(folder, people)
