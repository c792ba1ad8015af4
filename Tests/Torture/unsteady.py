# SPDX-License-Identifier: Apache-2.0
"""A network between doors and daemon that drops, doubles, delays and reorders requests, and is cut off for a while."""

import collections
import http.client
import http.server
import random
import socketserver
import threading
import time

HEADERS = ("Authorization", "Content-Type")


class UnsteadyNetwork(socketserver.ThreadingMixIn, http.server.HTTPServer):
    """A proxy in front of the daemon at `port`; whole requests are lost or come twice, late and out of order."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port, seed):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.target = port
        self.chance = random.Random(seed)
        self.lock = threading.Lock()
        self.counts = collections.Counter()
        self.is_healed = False
        self.late = []

    def __enter__(self):
        self.thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.shutdown()
        self.server_close()

    @property
    def port(self):
        return self.server_address[1]

    def heal(self):
        """From now on every request arrives, once; also those that were still on their way."""
        with self.lock:
            self.is_healed = True
            late = self.late
        for each in late:
            each.join(30)

    def draw(self):
        """What becomes of the next request."""
        with self.lock:
            if self.is_healed:
                return "carried", 0.0, 0.0
            kind = self.chance.choices(
                ["carried", "dropped", "answer dropped", "doubled", "delayed"], weights=[4, 2, 2, 2, 3]
            )[0]
            self.counts[kind] += 1
            return kind, self.chance.uniform(0, 0.8), self.chance.uniform(0, 3)

    def carry(self, path, body, headers):
        """Brings a request to the daemon; the answer's status and body."""
        connection = http.client.HTTPConnection("127.0.0.1", self.target, timeout=30)
        try:
            connection.request("POST", path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def carry_again(self, seconds, *request):
        """Brings a request once more, when others have overtaken it."""

        def later():
            time.sleep(seconds)
            status, _ = self.carry(*request)
            with self.lock:
                self.counts["late copies arrived" if status == 200 else f"late copies answered {status}"] += 1

        thread = threading.Thread(target=later, daemon=True)
        with self.lock:
            self.late.append(thread)
        thread.start()

    def handle_error(self, request, client_address):
        """A door that has given up waiting is no error."""


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        request = (
            self.path,
            self.rfile.read(int(self.headers["Content-Length"])),
            {name: self.headers[name] for name in HEADERS},
        )
        kind, delay, later = self.server.draw()
        self.close_connection = True
        if kind == "dropped":
            return
        if kind == "delayed":
            # Those that come meanwhile overtake it; the door has given up on it, mostly.
            time.sleep(delay)
        status, body = self.server.carry(*request)
        if kind == "doubled":
            self.server.carry_again(later, *request)
        if kind == "answer dropped":
            return
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        """Nothing on the terminal."""
