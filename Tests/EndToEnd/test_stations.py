# SPDX-License-Identifier: Apache-2.0
"""Stations are listed, renamed, offered again and revoked, by the operator's screen and by a command."""

import http.client
import sqlite3
import time

import pytest

from test_contract import Contract

STREAMS = {
    "desk": ("/api/v1/desk/events", "/api/v1/sessions/events"),
    "door": ("/api/v1/occupancy/events",),
    "wall": ("/api/v1/events",),
}


class Stream:
    """An event stream that is read until it ends."""

    def __init__(self, client, path):
        self.connection = http.client.HTTPConnection("127.0.0.1", client.port, timeout=10)
        self.connection.request("GET", path, headers={"Authorization": f"Bearer {client.token}"})
        self.response = self.connection.getresponse()
        assert self.response.status == 200
        assert self.response.readline().startswith(b"event: ")

    def seconds_to_its_end(self):
        began = time.monotonic()
        while self.response.readline():
            assert time.monotonic() - began < 8, "the stream goes on"
        self.connection.close()
        return time.monotonic() - began

    def goes_on(self):
        # The daemon's heartbeat comes within two seconds, also where nothing changes.
        while self.response.readline() not in (b":\n", b""):
            pass
        return not self.response.isclosed()


def _id(client):
    return client.get("/api/v1/session").json["station"]["id"]


def _listed(operator, station):
    return next(each for each in operator.get("/api/v1/stations").json["stations"] if each["id"] == station)


@pytest.mark.parametrize("way", ["the operator's screen", "a command"])
def test_a_revoked_station_is_out_at_once_and_its_open_streams_end(event, way):
    operator = event.station("operator")
    held = {role: event.station(role, "gradient" if role == "door" else None, f"A {role}") for role in STREAMS}
    other = event.station("desk", name="Stays")
    stays = Stream(other, "/api/v1/desk/events")
    for role, client in held.items():
        streams = [Stream(client, path) for path in STREAMS[role]]
        station = _id(client)
        assert _listed(operator, station)["connected"]
        began = time.monotonic()
        if way == "a command":
            done = event.command("station", "revoke", f"A {role}")
            assert done.returncode == 0, done.stderr
        else:
            assert operator.request("DELETE", f"/api/v1/stations/{station}").json["state"] == "revoked"
        told = time.monotonic()
        longest = max(stream.seconds_to_its_end() for stream in streams)
        assert longest < 0.5, f"{role}'s streams went on for {longest:.2f} s after {told - began:.2f} s"
        for path in ("/api/v1/session", STREAMS[role][0]):
            refused = client.get(path)
            assert (refused.status, refused.json["code"]) == (401, "stationRevoked")
        seen = _listed(operator, station)
        assert (seen["state"], seen["connected"], seen["pairedAt"]) == ("revoked", False, None)
        assert seen["revokedAt"] and seen["lastSeenAt"]
    assert stays.goes_on()
    with sqlite3.connect(f"file:{event.database}?mode=ro", uri=True) as connection:
        facts = connection.execute("SELECT station FROM facts WHERE kind = 'stationRevoked'").fetchall()
    assert facts == [(None if way == "a command" else _id(operator),)] * len(held)
    verified = event.verify()
    assert verified.returncode == 0, verified.stderr


def test_the_operator_adds_renames_and_offers_stations_again(event):
    contract = Contract()
    operator = event.station("operator", name="Operator")

    def ask(method, template, body=None, **names):
        answer = operator.request(method, template.format(**names), body)
        contract.hold(method, template, answer)
        return answer

    offers = "/api/v1/stations/offers"
    offer = ask("POST", offers, {"role": "door", "place": "gradient", "name": " Gradient,  left "})
    assert offer.status == 201 and offer.json["station"]["name"] == "Gradient, left"
    assert offer.json["link"].endswith("/pair#" + offer.json["code"].replace("-", ""))
    for body, code in (
        ({"role": "problem-desk"}, "malformed"), ({"role": "door"}, "malformed"), ({"role": "desk", "board": 1}, "malformed"),
        ({"role": "door", "place": "nowhere"}, "unknownPlace"), ({"role": "door", "place": "gradient", "board": 1}, "unknownBoard"),
        ({"role": "desk", "name": "x" * 61}, "textTooLong"), ({"role": "desk", "name": "a\u202eb"}, "textUnprintable"),
        ({"role": "desk", "name": "Gradient, left"}, "stationNameTaken"), ({}, "malformed"),
    ):
        assert ask("POST", offers, body).json["code"] == code, body
    door = offer.json["station"]["id"]
    assert _listed(operator, door)["state"] == "waiting"
    again = ask("POST", "/api/v1/stations/{id}/offers", id=door).json
    paired = event.client().post("/api/v1/stations", {"code": offer.json["code"]})
    assert (paired.status, paired.json["code"]) == (404, "pairingCodeUnknown"), "a new code leaves the old one dead"
    paired = event.client().post("/api/v1/stations", {"code": again["code"]})
    client = event.client(paired.json["token"])
    name = "/api/v1/stations/{id}"
    assert ask("PATCH", name, {"name": "Left door"}, id=door).json["name"] == "Left door"
    assert client.get("/api/v1/session").json["station"]["name"] == "Left door"
    assert ask("PATCH", name, {"name": "Operator"}, id=door).json["code"] == "stationNameTaken"
    assert ask("PATCH", name, {"name": " "}, id=door).json["code"] == "stationNameMissing"
    nobody = "00000000-0000-0000-0000-000000000007"
    for method, template in (("PATCH", name), ("DELETE", name), ("POST", "/api/v1/stations/{id}/offers")):
        for unknown in (nobody, "nobody"):
            assert ask(method, template, {"name": "x"}, id=unknown).json["code"] == "unknownStation"
    ask("GET", "/api/v1/stations")
    # A code that waits goes with its station.
    waiting = ask("POST", "/api/v1/stations/{id}/offers", id=door).json
    assert ask("DELETE", name, id=door).status == 200
    refused = event.client().post("/api/v1/stations", {"code": waiting["code"]})
    assert (refused.status, refused.json["code"]) == (404, "pairingCodeUnknown")
    # Whoever gives its cookie back is left without; the token of a paired station stays.
    cookies = f"lanyard-{door}={client.token}; lanyard-{_id(operator)}={operator.token}"
    given = event.client().request("DELETE", "/api/v1/session", headers={"Cookie": cookies, "Sec-Fetch-Site": "same-origin"})
    assert given.status == 204
    assert given.headers.get_all("Set-Cookie") == [f"lanyard-{door}=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict"]
    assert operator.get("/api/v1/session").status == 200
    back = ask("POST", "/api/v1/stations/{id}/offers", id=door).json
    assert event.client().post("/api/v1/stations", {"code": back["code"]}).json["station"]["id"] == door


def test_commands_list_rename_and_revoke(event):
    event.station("desk", name="Desk 1")
    event.link("wall", name="Wall")
    assert event.command("station", "rename", "Desk 1", "Left desk").returncode == 0
    taken = event.command("station", "rename", "Wall", "Left desk")
    assert taken.returncode != 0 and "'Left desk' already" in taken.stderr
    assert event.command("station", "revoke", "Left desk").returncode == 0
    unknown = event.command("station", "revoke", "Right desk")
    assert unknown.returncode != 0 and "There is no station 'Right desk'" in unknown.stderr
    lines = event.command("station", "list").stdout.splitlines()
    assert lines[0].startswith("Left desk: desk, revoked ") and lines[1] == "Wall: wall, waits for its screen"


def test_a_code_works_once_and_not_for_ever(event):
    client = event.client()
    code = event.link("desk").split("#")[1]
    assert client.post("/api/v1/stations", {"code": code}).status == 201
    used = client.post("/api/v1/stations", {"code": code})
    assert (used.status, used.json["code"]) == (409, "pairingCodeUsed")
    code = event.link("wall").split("#")[1]
    with sqlite3.connect(event.database) as connection:
        connection.execute("UPDATE stations SET code_expires_at = code_expires_at - 24 * 3600 * 1000 WHERE role = 'wall'")
    old = client.post("/api/v1/stations", {"code": code})
    assert (old.status, old.json["code"]) == (410, "pairingCodeExpired")
    assert "wall, has no screen, and its code is too old" in event.command("station", "list").stdout
