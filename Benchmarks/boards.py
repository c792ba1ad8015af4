# SPDX-License-Identifier: Apache-2.0
"""Measures 500 boards that follow the figures while 100 scans a second come in."""

import contextlib
import multiprocessing
import select
import socket
import sqlite3
import time
import uuid

from appliance import Client
from report import figure, heading
from scans import places_of
from worlds import event_with_past, resident_megabytes

BOARDS = 500
# Boards that ask and never read: the daemon must not keep their frames for them.
STALLED = 50
DOORS = 4
SCANS_A_SECOND = 100
SECONDS = 20


def quantile(values, part):
    return sorted(values)[int(len(values) * part)]


def follow(port, token, until, results):
    """Reads all boards' streams and tells, for each board, when it had seen which fact."""
    poll = select.epoll()
    boards = {}
    for _ in range(BOARDS):
        board = ask(port, token)
        board.setblocking(False)
        poll.register(board, select.EPOLLIN)
        boards[board.fileno()] = board, bytearray(), []
    results.put("listening")
    size = 0
    while time.monotonic() < until:
        for descriptor, _ in poll.poll(0.2):
            board, rest, seen = boards[descriptor]
            rest += board.recv(262_144)
            end = rest.rfind(b"\n\n")
            if end < 0:
                continue
            number = rest.rfind(b"\nid: ", 0, end)
            if number >= 0:
                seen.append((time.monotonic(), int(rest[number + 5 : rest.index(b"\n", number + 1)])))
                size = max(size, end - number)
            del rest[: end + 2]
    results.put((size, [seen for _, _, seen in boards.values()]))


def ask(port, token):
    board = socket.create_connection(("127.0.0.1", port))
    board.sendall(
        b"GET /api/v1/occupancy/events HTTP/1.1\r\nHost: localhost\r\n"
        b"Authorization: Bearer " + token.encode() + b"\r\n\r\n")
    return board


def scan(port, token, badges, places, start, until, results):
    door = Client(port, token)
    scans, pause = [], DOORS / SCANS_A_SECOND
    due = start
    while due < until:
        time.sleep(max(0, due - time.monotonic()))
        identifier = str(uuid.uuid4())
        begun = time.monotonic()
        door.scan(badges[len(scans) % len(badges)], places[len(scans) % len(places)], "in", identifier)
        # From when it was due: a door that was held up held up the next one too.
        scans.append((identifier, due, time.monotonic() - min(begun, due)))
        due += pause
    results.put(scans)


def sequences(event):
    with contextlib.closing(sqlite3.connect(event.database)) as journal:
        return dict(journal.execute("SELECT id, sequence FROM facts WHERE kind = 'entered'"))


def delays(scans, numbers, boards):
    """For each scan and each board: from when the scan was sent to when the board had its fact."""
    sent = sorted((numbers[identifier], begun) for identifier, begun, _ in scans)
    for seen in boards:
        frames = iter(seen)
        frame = next(frames, None)
        for number, begun in sent:
            while frame and frame[1] < number:
                frame = next(frames, None)
            if frame is None:
                # The last ones may come after the watch has ended.
                yield None
            else:
                yield frame[0] - begun


def bench(folder):
    with event_with_past(folder / "event", people=2000, facts=10_000) as event:
        event.start()
        token = event.station("organizer").token
        badges = event.badges.read_text().split()
        places = places_of(event, token)
        followed, scanned = multiprocessing.Queue(), multiprocessing.Queue()
        start = time.monotonic() + 5
        until = start + SECONDS
        watch = multiprocessing.Process(target=follow, args=(event.port, token, until + 1, followed))
        watch.start()
        assert followed.get() == "listening"
        stalled = [ask(event.port, token) for _ in range(STALLED)]
        share = len(badges) // DOORS
        doors = [
            multiprocessing.Process(
                target=scan,
                args=(event.port, token, badges[door * share : (door + 1) * share], places,
                      start + door / SCANS_A_SECOND, until, scanned))
            for door in range(DOORS)
        ]
        for door in doors:
            door.start()
        time.sleep(max(0, start + 3 - time.monotonic()))
        before = resident_megabytes(event.daemon)
        scans = [each for _ in doors for each in scanned.get()]
        after = resident_megabytes(event.daemon)
        size, boards = followed.get()
        report(scans, size, list(delays(scans, sequences(event), boards)), before, after)
        for process in [watch, *doors]:
            process.join()
        for board in stalled:
            board.close()


def report(scans, size, seen, before, after):
    arrived = [delay for delay in seen if delay is not None]
    answers = [answer for _, _, answer in scans]
    heading(f"{BOARDS} boards, {STALLED} more that never read, {len(scans) / SECONDS:.0f} scans a second, {SECONDS} s")
    figure("answer to a scan, p99", quantile(answers, 0.99) * 1000, "ms", 50, beside=f"p50 {quantile(answers, 0.5) * 1000:.1f} ms")
    figure("scan to screen, p99", quantile(arrived, 0.99) * 1000, "ms", 250, beside=f"p50 {quantile(arrived, 0.5) * 1000:.0f} ms")
    figure("scans that a board saw", 100 * len(arrived) / len(seen), "%", 99.9, at_least=True, beside=f"{len(seen):,} pairs")
    figure("resident memory after 3 s, and its growth until the end", after - before, "MB", 5, beside=f"{before:.0f} MB; a frame is {size / 1000:.1f} kB")
