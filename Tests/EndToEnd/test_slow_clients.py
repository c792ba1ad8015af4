# SPDX-License-Identifier: Apache-2.0
"""Clients that send slowly, say nothing, take nothing or come by the hundred: they are cut off, and the desk works on."""

import resource
import socket
import time

import pytest

from appliance import Client

HEAD = b"POST /api/v1/stations HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
BODY = b'{"code": "'


class Slow:
    """Sockets from an address of their own; each sends its beginning, if any, and then a byte now and again."""

    def __init__(self, port, address, beginnings):
        self.sockets, self.silent = [], set()
        for beginning in beginnings:
            each = socket.create_connection(("127.0.0.1", port), timeout=10, source_address=(address, 0))
            each.sendall(beginning)
            each.setblocking(False)
            if not beginning:
                self.silent.add(each)
            self.sockets.append(each)
        self.opened = time.monotonic()
        self.left = set(self.sockets)

    def drip(self):
        """Sends a byte more on each that is open, and forgets those that are not any more."""
        for each in list(self.left):
            try:
                if each not in self.silent:
                    each.send(b"a")
                if each.recv(1000) == b"":
                    self.left.discard(each)
            except BlockingIOError:
                continue
            except OSError:
                self.left.discard(each)

    def close(self):
        for each in self.sockets:
            each.close()


def _ask(port, request, seconds=5):
    """What the daemon answers to these bytes, until it closes or says no more for a second."""
    with socket.create_connection(("127.0.0.1", port), timeout=1) as line:
        line.sendall(request)
        answer = b""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            try:
                piece = line.recv(65536)
            except TimeoutError:
                break
            except ConnectionResetError:
                break
            if not piece:
                break
            answer += piece
        return answer


def test_five_hundred_slow_sockets_are_cut_and_the_desk_works_meanwhile(event):
    desk = event.station("desk")
    code = event.accepted()[0]["Order code"]
    beginnings = [b"", b"GET /he", HEAD + b"X-Slow: ", HEAD + b"Content-Length: 4000\r\n\r\n" + BODY] * 125
    slow = Slow(event.port, "127.0.5.1", beginnings)
    slow.drip()
    assert len(slow.left) == 500
    waits = []
    try:
        while slow.left:
            passed = time.monotonic() - slow.opened
            assert passed < 15, f"{len(slow.left)} are still there"
            begun = time.monotonic()
            fresh = Client(event.port, desk.token)
            assert fresh.look_up(code)["decision"] == "likely"
            assert fresh.get("/kiosk/desk/").status == 200
            fresh.connection.close()
            waits.append(time.monotonic() - begun)
            if passed < 8:
                assert len(slow.left) == 500, passed
            time.sleep(0.5)
            slow.drip()
        # The desk's own connection was silent meanwhile, and is kept.
        assert desk.look_up(code)["decision"] == "likely"
        assert max(waits) < 1, waits
    finally:
        slow.close()


def test_one_address_has_a_quarter_of_all_connections_and_crowds_out_itself_alone(event):
    event.stop()
    # With so few files there is room for 400 connections.
    event.start(preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (624, 624)))
    desk = event.station("desk")
    crowd = Slow(event.port, "127.0.6.1", [b""] * 120)
    try:
        deadline = crowd.opened + 5
        while len(crowd.left) > 100 and time.monotonic() < deadline:
            time.sleep(0.05)
            crowd.drip()
        # Those that have said nothing for longest went for the last that came.
        assert len(crowd.left) == 100
        assert crowd.sockets[0] not in crowd.left and crowd.sockets[-1] in crowd.left
        # Four such crowds fill the box, and a desk is let in all the same.
        more = [Slow(event.port, f"127.0.6.{each}", [b""] * 100) for each in range(2, 6)]
        assert desk.get("/api/v1/session").status == 200
        assert Client(event.port, desk.token).get("/api/v1/session").status == 200
        for each in more:
            each.close()
    finally:
        crowd.close()


def test_a_head_that_no_browser_sends_is_refused(event):
    start = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n"
    heads = {
        "a long header": start + b"X-Long: " + b"a" * 9000 + b"\r\n\r\n",
        "many headers": start + b"".join(b"X-%d: a\r\n" % each for each in range(200)) + b"\r\n",
        "a long address": b"GET /healthz?" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "much in all": start + (b"Cookie: " + b"a" * 7000 + b"\r\n") * 8 + b"\r\n",
    }
    for name, head in heads.items():
        answer = _ask(event.port, head)
        assert answer == b"" or answer.startswith(b"HTTP/1.1 4"), (name, answer[:200])
        assert Client(event.port).get("/healthz").status == 200


def test_a_body_without_end_that_nobody_reads_is_cut(event):
    """The answer comes at once; what is sent on after it is not taken for ever."""
    with socket.create_connection(("127.0.0.1", event.port), timeout=10) as line:
        line.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")
        begun, sent = time.monotonic(), 0
        with pytest.raises(OSError):
            while time.monotonic() - begun < 10:
                sent += line.send(b"400\r\n" + b"a" * 0x400 + b"\r\n")
                time.sleep(0.01)
        assert 1 < time.monotonic() - begun < 5 and sent > 10_000
