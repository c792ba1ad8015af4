# SPDX-License-Identifier: Apache-2.0
"""Too much and too often: guessed codes, large bodies, a desk that asks without end, a door that is told to wait."""

import concurrent.futures
import http.client
import json
import re
import sqlite3
import time

import yaml

import witness
from appliance import ROOT, Client
from looks import look
from phones import arrive
from test_contract import _concrete


class Stranger:
    """Whoever speaks to the daemon from an address of their own; each has one in 127.0.0.0/8."""

    def __init__(self, port, address):
        self.port, self.address = port, address

    def guess(self, code):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10, source_address=(self.address, 0))
        try:
            connection.request("POST", "/api/v1/stations", json.dumps({"code": code}), {"Content-Type": "application/json"})
            response = connection.getresponse()
            return response.status, response.headers, json.loads(response.read())
        finally:
            connection.close()


def _guesses(stranger, count):
    """How many of `count` guesses at once were looked at; the others were told when to come back."""
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda number: stranger.guess(f"AAAAA{number:05}".replace("9", "A")), range(count)))
    for status, headers, body in answers:
        assert (status, body["code"]) in ((404, "pairingCodeUnknown"), (429, "tooManyCodes")), body
        assert status == 404 or 1 <= int(headers["Retry-After"]) <= 10
    return sum(status == 404 for status, *_ in answers)


def test_pairing_codes_cannot_be_guessed_from_one_address_nor_from_many(event):
    code = event.link("desk", name="Desk 1").split("#")[1]
    # Twenty, and one in six seconds; however many are sent at once.
    assert 20 <= _guesses(Stranger(event.port, "127.0.1.1"), 60) <= 22
    begun = time.monotonic()
    looked_at = 20
    for last in range(1, 41):
        looked_at += _guesses(Stranger(event.port, f"127.0.2.{last}"), 5)
    # A hundred from all of them, and one a second.
    assert 100 <= looked_at <= 102 + time.monotonic() - begun
    # A screen at the box itself is paired all the same, and one elsewhere as soon as it is its turn.
    status, _, body = Stranger(event.port, "127.0.0.1").guess(code)
    assert status == 201 and body["token"]
    assert Client(event.port, body["token"]).get("/api/v1/session").status == 200
    log = (event.folder / "daemon.log").read_text()
    assert 1 <= log.count("too many pairing codes came that are none") <= 3


def _operations_with_bodies():
    document = yaml.safe_load((ROOT / "docs" / "openapi.yaml").read_text())
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            if method in ("post", "put", "delete", "patch"):
                yield method.upper(), path, operation


def test_each_route_takes_as_many_bytes_as_the_contract_says_and_no_more(event, printer):
    badge = arrive(event, printer, event.accepted()[:1])[0]
    stations = {}
    seen = 0
    for method, template, operation in _operations_with_bodies():
        assert "x-most-bytes" in operation, (method, template)
        most = operation["x-most-bytes"]
        if template.endswith("/document"):
            # Counted while it is kept; test_poster_documents.py looks at that.
            continue
        seen += 1
        headers, client = {}, Client(event.port)
        if operation.get("security") == [{"badge": []}]:
            headers["Lanyard-Badge"] = badge
        elif operation.get("security") != []:
            role = operation["x-roles"][0]
            if role not in stations:
                stations[role] = event.station(role, "gradient" if role == "door" else None).token
            client.token = stations[role]
            if template.endswith("/session/lock"):
                # A screen that is locked is asked nothing else.
                client.token = event.station(role).token
        large = client.request(method, _concrete(template), b"{}" + b" " * (most - 1), headers)
        assert (large.status, large.json["code"]) == (413, "tooLarge"), (method, template, large.body)
        assert large.headers["Connection"] == "close", (method, template)
        fits = client.request(method, _concrete(template), b"{}" + b" " * (most - 2), headers)
        assert fits.status not in (413, 500), (method, template, fits.body)
    assert seen > 40


def test_a_body_that_does_not_say_how_long_it_is_is_counted_while_it_comes(event):
    desk = event.station("desk")
    pieces = (b" " * 16384 for _ in range(5))
    desk.connection.request(
        "POST", "/api/v1/lookups", pieces, {"Authorization": f"Bearer {desk.token}"}, encode_chunked=True)
    answer = desk.connection.getresponse()
    assert (answer.status, json.loads(answer.read())["code"]) == (413, "tooLarge")


def test_a_desk_that_looks_up_without_end_is_told_to_wait_in_words(event, browser, look):
    other = event.station("desk")
    desk = browser.open(event.link("desk"))
    desk.until(lambda: desk.is_shown("#find"), "the find step")
    # A script in the desk's own page, as somebody in a hurry would write it.
    counts = desk.script_async(
        """
        const done = arguments[arguments.length - 1];
        const counts = { 200: 0, 429: 0, wait: 0 };
        const askOn = async () => {
          while (!window.isEnough) {
            const answer = await fetch("/api/v1/lookups", { method: "POST", headers: { "Content-Type": "application/json" }, body: '{"input": "zz"}' });
            counts[answer.status] += 1;
            if (answer.status !== 429) continue;
            counts.wait = Number(answer.headers.get("Retry-After"));
            done(counts);
          }
        };
        for (let turn = 0; turn < 4; turn += 1) askOn();
        """
    )
    assert counts["200"] >= 600 and counts["429"] >= 1 and counts["wait"] >= 1, counts
    desk.type("melvi")

    def is_told():
        # One of them may get what has become free since.
        desk.type("n")
        time.sleep(0.5)
        return desk.is_shown(".verdict")

    desk.until(is_told, "a word for why")
    assert re.search(r"Wait \d s", desk.text(".verdict"))
    desk.script("window.isEnough = true")
    look.at(desk, "told to wait")
    # Nobody else waits for it.
    assert other.look_up("melvin")["candidates"]


def test_a_door_that_is_told_to_wait_counts_on_and_delivers_then(event, printer, browser):
    printer.set_seconds(0)
    desk = event.station("desk")
    desk.wait_until_printed(desk.check_in(desk.find(event.accepted()[0]["Order code"])).json["printJob"]["id"])
    badge = witness.qr_of(printer.wait_for(1)[0], 300)
    door = browser.open(event.link("door", "gradient"))
    door.until(lambda: door.text("#count") == "0", "the idle door")
    # As the daemon answers a door that sends more than it takes.
    door.script(
        """
        const real = window.fetch;
        window.asked = [];
        window.fetch = (address, options) => {
          if (!address.endsWith("/scans")) return real(address, options);
          window.asked.push(performance.now());
          if (window.asked.length > 1) return real(address, options);
          const body = JSON.stringify({ code: "scansTooFast", detail: "" });
          return Promise.resolve(new Response(body, { status: 429, headers: { "Retry-After": "2" } }));
        };
        """
    )
    door.scan(badge)
    door.until(lambda: door.attribute("#verdict", "data-outcome") == "entered", "the door's own verdict")
    assert door.attribute("#waiting", "data-count") == "1"
    door.until(lambda: door.attribute("#waiting", "data-count") in (None, "", "0"), "the delivery", seconds=10)
    first, second = door.script("return window.asked")
    assert 2000 <= second - first <= 4000
    with sqlite3.connect(f"file:{event.database}?mode=ro", uri=True) as database:
        assert database.execute("SELECT count(*) FROM facts WHERE kind = 'entered'").fetchone() == (1,)


def test_a_restart_gives_nobody_new_tries_for_a_pin(event):
    token = event.station("door", "gradient").token

    def try_pin(pin):
        return Client(event.port, token).post("/api/v1/drawer", {"pin": pin})

    for _ in range(2):
        assert try_pin("111222").json["code"] == "pinWrong"
    event.kill()
    event.start()
    assert try_pin("111222").json["code"] == "drawerLocked"
    event.kill()
    event.start()
    answer = try_pin("100200")
    assert (answer.status, answer.json["code"]) == (429, "drawerLocked")
    assert 30 < int(answer.headers["Retry-After"]) <= 60
    # Another door is not locked by it.
    assert event.station("door", "gradient").post("/api/v1/drawer", {"pin": "100200"}).status == 201
