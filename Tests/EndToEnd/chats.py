# SPDX-License-Identifier: Apache-2.0
"""A receiver of webhooks that behaves as a test wants, and keeps all that it took."""

import contextlib
import email.utils
import http.server
import json
import socket
import threading
import time

from appliance import free_port


class Chat:
    """An HTTP server on one port; `behave` says what comes of the requests from then on.

    `well` takes them; `failing` keeps nothing and answers 500; `full` answers 429 and asks for a pause of a second, `busy`
    for one until a time of day, in whole seconds; `slow` takes its time;
    `dropping` keeps what came and hangs up without an answer; `hanging` reads it and says nothing; a number is a status.
    """

    def __init__(self, tls=None):
        self.port = free_port()
        self.tls = tls
        self.behaviour = "well"
        self.arrivals = []
        self.attempts = []
        self.lock = threading.Lock()
        self.server = None

    def __enter__(self):
        self.up()
        return self

    def __exit__(self, *_):
        self.behaviour = "well"
        self.down()

    @property
    def url(self):
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.port}/hooks/a-secret-word"

    def behave(self, behaviour):
        self.behaviour = behaviour

    def up(self):
        chat = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                arrival = Arrival(self.command, self.path, dict(self.headers), body)
                with contextlib.suppress(OSError):
                    chat.take(self, arrival)

            do_PUT = do_POST

            def log_message(self, *_):
                pass

        class Server(http.server.ThreadingHTTPServer):
            allow_reuse_address = True
            daemon_threads = True

        self.server = Server(("127.0.0.1", self.port), Handler)
        if self.tls:
            self.server.socket = self.tls.wrap_socket(self.server.socket, server_side=True)
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def down(self):
        """Nobody listens any more."""
        if self.server:
            self.server.shutdown()
            self.server.server_close()
            self.server = None

    def take(self, handler, arrival):
        behaviour = self.behaviour
        with self.lock:
            self.attempts.append((behaviour, arrival))
            if behaviour in ("well", "slow", "dropping"):
                self.arrivals.append(arrival)
        if behaviour == "slow":
            time.sleep(1.5)
        if behaviour == "hanging":
            while self.behaviour == "hanging":
                time.sleep(0.1)
        if behaviour in ("dropping", "hanging"):
            handler.close_connection = True
            handler.connection.shutdown(socket.SHUT_RDWR)
            return
        status = {"well": 200, "slow": 200, "failing": 500, "full": 429, "busy": 503}.get(behaviour, behaviour)
        handler.send_response(status)
        if behaviour == "full":
            handler.send_header("Retry-After", "1")
        if behaviour == "busy":
            handler.send_header("Retry-After", email.utils.formatdate(time.time() + 4, usegmt=True))
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    def wait_for(self, count, seconds=30):
        """The arrivals once there are so many different ones."""
        deadline = time.monotonic() + seconds
        while len({each.id for each in self.arrivals}) < count:
            assert time.monotonic() < deadline, f"{len(self.arrivals)} of {count} arrived"
            time.sleep(0.05)
        return list(self.arrivals)

    def wait_for_attempt(self, behaviour, seconds=20):
        """Waits until a request met that behaviour."""
        deadline = time.monotonic() + seconds
        while not any(each == behaviour for each, _ in self.attempts):
            assert time.monotonic() < deadline, f"nothing was sent while it was {behaviour}"
            time.sleep(0.05)


class Arrival:
    def __init__(self, method, path, headers, body):
        self.method, self.path, self.headers = method, path, headers
        self.body = json.loads(body)
        self.id = headers["Lanyard-Delivery"]
        self.at = time.monotonic()
        self.is_repeat = headers["Lanyard-Repeat"] == "true"


def add_webhook(event, identifier, kind, url, **more):
    with open(event.folder / "event.toml", "a") as file:
        file.write(f'\n[[webhooks]]\nid = "{identifier}"\nname = "The {identifier}"\nkind = "{kind}"\nurl = "{url}"\n')
        file.writelines(f"{key} = {json.dumps(value)}\n" for key, value in more.items())
