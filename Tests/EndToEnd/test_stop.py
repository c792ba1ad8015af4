# SPDX-License-Identifier: Apache-2.0
"""The daemon is told to stop while a hundred boards are open: it goes within a second and takes nothing along."""

import concurrent.futures
import http.client
import json
import signal
import socket
import sqlite3
import threading
import time
import uuid

import pytest

import witness
from appliance import Client

READERS, SLEEPERS, IDLERS, DOORS = 100, 10, 20, 8
PLACES = ["gradient", "chain-rule", "forward-prop"]


def _badge(event, token, person, folder):
    """Checks a person in and reads the badge's text from its picture."""
    desk = Client(event.port, token)
    serial = desk.check_in(desk.find(person["Order code"])).json["badge"]["serial"]
    picture = folder / f"{serial}.png"
    picture.write_bytes(desk.get(f"/api/v1/badges/{serial}.png").body)
    return witness.codes_in(picture)[0]


@pytest.fixture
def badges(event, printer, tmp_path):
    printer.set_seconds(0)
    token = event.station("desk").token
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        return list(pool.map(lambda person: _badge(event, token, person, tmp_path), event.accepted()[:DOORS]))


class Board:
    """A stream that is read to its end."""

    def __init__(self, port, token):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        self.connection.request("GET", "/api/v1/occupancy/events", headers={"Authorization": f"Bearer {token}"})
        self.response = self.connection.getresponse()
        assert self.response.status == 200
        self.began = threading.Event()
        self.last = None
        self.end = "no end"
        self.thread = threading.Thread(target=self._read, daemon=True)
        self.thread.start()

    def _read(self):
        try:
            while line := self.response.readline():
                if line.startswith(b"data: "):
                    self.last = line
                    self.began.set()
            self.end = "end of file"
        except (http.client.HTTPException, OSError) as error:
            self.end = repr(error)


class Load(threading.Thread):
    """A badge that goes from room to room without a pause, and remembers what was answered."""

    def __init__(self, port, token, badge):
        super().__init__(daemon=True)
        self.client = Client(port, token)
        self.badge = badge
        self.acknowledged = []
        self.wrong = None

    def run(self):
        number = 0
        while True:
            scan = str(uuid.uuid4())
            number += 1
            try:
                result = self.client.scan(self.badge, PLACES[number % len(PLACES)], scan=scan)
            except (http.client.HTTPException, OSError):
                # Refused or cut off: the door keeps it.
                return
            except AssertionError as error:
                # Answered, but not with a verdict; a door keeps that, too.
                self.wrong = str(error)
                return
            if result["outcome"] != "entered":
                self.wrong = str(result)
                return
            self.acknowledged.append(scan)


def _never_reads(port, token):
    """A screen that has fallen asleep: it takes nothing from the line any more."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    line.connect(("127.0.0.1", port))
    line.sendall(f"GET /api/v1/occupancy/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\n\r\n".encode())
    return line


def _idle(port):
    client = Client(port)
    assert client.get("/healthz").status == 200
    return client


def _half_a_request(port, token):
    line = socket.create_connection(("127.0.0.1", port))
    line.sendall(
        f"POST /api/v1/scans HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {token}\r\nContent-Length: 500\r\n\r\n{{".encode()
    )
    return line


def _journal(event):
    with sqlite3.connect(f"file:{event.database}?mode=ro", uri=True) as database:
        return {row[0] for row in database.execute("SELECT id FROM facts")}


@pytest.mark.parametrize("is_silent", [False, True])
def test_a_hundred_boards_do_not_hold_the_daemon_up_and_nothing_is_lost(event, printer, badges, is_silent):
    organizer = event.station("organizer").token
    desk = event.station("desk").token
    boards = [Board(event.port, organizer) for _ in range(READERS)]
    sleepers = [_never_reads(event.port, organizer) for _ in range(SLEEPERS)]
    idlers = [_idle(event.port) for _ in range(IDLERS)]
    halves = [_half_a_request(event.port, organizer) for _ in range(3)]
    desks = http.client.HTTPConnection("127.0.0.1", event.port, timeout=20)
    desks.request("GET", "/api/v1/desk/events", headers={"Authorization": f"Bearer {desk}"})
    assert desks.getresponse().status == 200
    for board in boards:
        assert board.began.wait(10), "a board's first frame"
    loads = [Load(event.port, organizer, badge) for badge in badges]
    for load in loads:
        load.start()
    time.sleep(3)
    if is_silent:
        # Nor does a printer that was about to be sent a badge.
        printer.fall_silent()
        front = Client(event.port, desk)
        assert front.check_in(front.find(event.accepted()[DOORS]["Order code"])).status == 201
        time.sleep(0.5)
    daemon, event.daemon = event.daemon, None
    began = time.monotonic()
    daemon.send_signal(signal.SIGTERM)
    code = daemon.wait(timeout=20)
    took = time.monotonic() - began
    for load in loads:
        load.join(10)
    for board in boards:
        board.thread.join(10)
    assert [load.wrong for load in loads if load.wrong] == []
    assert all(len(load.acknowledged) > 3 for load in loads)
    assert {board.end for board in boards} == {"end of file"}
    # They saw the figures move, and the same ones.
    assert len({json.loads(board.last.removeprefix(b"data: "))["sequence"] for board in boards}) <= 3
    for line in sleepers:
        line.settimeout(10)
        while line.recv(65536):
            pass
    acknowledged = {scan.upper() for load in loads for scan in load.acknowledged}
    lost = acknowledged - {each.upper() for each in _journal(event)}
    assert not lost
    assert code == 0
    assert took < 1, f"{took:.3f} s"
    assert event.verify().returncode == 0
    for each in idlers:
        each.connection.close()
    for each in [*sleepers, *halves]:
        each.close()
    desks.close()
