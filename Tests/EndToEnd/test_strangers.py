# SPDX-License-Identifier: Apache-2.0
"""What other sites and stations of other duties try with what they have."""

import uuid

from appliance import Client


def test_another_site_changes_nothing_by_a_stations_cookie(event):
    code = event.link("organizer", name="Board").split("#")[1]
    paired = Client(event.port).post("/api/v1/stations", {"code": code})
    cookie = {"Cookie": paired.headers["Set-Cookie"].split(";")[0]}
    count = {"count": 7, "requestId": str(uuid.uuid4())}
    own = f"http://127.0.0.1:{event.port}"
    strange = ("http://strange.example", f"http://127.0.0.1:{event.port + 1}", f"http://127.0.0.1:{event.port}.strange.example", "null", "")
    for origin in strange:
        answer = Client(event.port).post("/api/v1/places/gradient/recounts", count, headers={**cookie, "Origin": origin})
        assert (answer.status, answer.json["code"]) == (403, "otherOrigin"), origin
    organizer = Client(event.port, paired.json["token"])
    assert organizer.inside("gradient") == 0
    assert Client(event.port).post("/api/v1/places/gradient/recounts", count, headers={**cookie, "Origin": own}).status == 201
    assert organizer.inside("gradient") == 7
    # A browser sends it nowhere else, and no script reads it.
    assert "SameSite=Strict" in paired.headers["Set-Cookie"] and "HttpOnly" in paired.headers["Set-Cookie"]


def test_a_door_speaks_for_its_own_place_alone(event):
    door = event.station("door", "gradient")
    scan = {"id": str(uuid.uuid4()), "badge": "X", "place": "lstm", "direction": "auto"}
    assert door.post("/api/v1/scans", {"scans": [scan]}).json["code"] == "otherPlace"
    opened = door.post("/api/v1/drawer", {"pin": "100200"}).json["key"]
    other = door.post(
        "/api/v1/places/lstm/recounts", {"count": 7, "requestId": str(uuid.uuid4())}, headers={"Lanyard-Drawer": opened})
    assert (other.status, other.json["code"]) == (403, "otherPlace")
    assert event.station("organizer").inside("lstm") == 0
