# SPDX-License-Identifier: Apache-2.0
"""What browsers are told not to do, and from whom the daemon takes no changes."""

import re
import uuid

import pytest

from appliance import Client, Event
from browser import FORBIDDEN


@pytest.fixture(scope="module")
def event(tmp_path_factory):
    """The sample event, for all tests here; none needs a printer."""
    with Event(tmp_path_factory.mktemp("headers") / "event") as event:
        event.import_list()
        event.start()
        yield event


CHANGE = "/api/v1/places/gradient/recounts"


def _policy(answer):
    return dict(each.split(" ", 1) for each in answer.headers["Content-Security-Policy"].split("; "))


def test_every_answer_forbids_what_screens_do_not_need(event):
    stranger, organizer = Client(event.port), event.station("organizer")
    answers = [stranger.get(path) for path in ("/pair", "/kiosk/lib/look.css", "/kiosk/lib/api.js", "/me", "/healthz", "/ca.crt", "/nothing", "/api/v1/map")]
    answers += [organizer.get(path) for path in ("/kiosk/board/", "/api/v1/session", "/api/v1/map", "/api/v1/export/visits.csv", "/nothing")]
    assert {answer.status for answer in answers} == {200, 401, 404}
    for answer in answers:
        policy = _policy(answer)
        is_data = "json" in answer.headers["Content-Type"]
        assert policy["default-src"] == "'none'" and policy["frame-ancestors"] == "'none'" and policy["base-uri"] == "'none'"
        assert not re.search(r"unsafe|data:|blob:|\*|http", answer.headers["Content-Security-Policy"])
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert answer.headers["Cache-Control"] in ("no-store", "no-cache")
        # Over plain HTTP there is nothing to be strict about.
        assert "Strict-Transport-Security" not in answer.headers
        if is_data:
            assert set(policy.values()) == {"'none'"}
            continue
        assert set(policy.values()) == {"'none'", "'self'"}
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin" and answer.headers["X-Frame-Options"] == "DENY"
        features = dict(each.split("=") for each in answer.headers["Permissions-Policy"].split(", "))
        assert features.pop("camera") == "(self)" and features["microphone"] == "()" and set(features.values()) == {"()"}


def test_answers_with_people_in_them_are_kept_nowhere(event):
    desk, organizer = event.station("desk"), event.station("organizer")
    registration = desk.find(event.accepted()[0]["Order code"])
    kept = [
        desk.post("/api/v1/lookups", {"input": "a"}),
        desk.get(f"/api/v1/registrations/{registration}"),
        desk.get(f"/api/v1/registrations/{uuid.UUID(int=7)}"),
        organizer.get("/api/v1/export/visits.csv"),
        organizer.get("/api/v1/posters"),
    ]
    assert [answer.headers["Cache-Control"] for answer in kept] == ["no-store"] * len(kept)


def _change(event, organizer, credentials, **headers):
    """What a change is answered that comes with these credentials and these headers."""
    body = {"count": 3, "requestId": str(uuid.uuid4())}
    cookie = {"Cookie": f"lanyard-{uuid.uuid4()}={organizer.token}"}
    bearer = {"Authorization": f"Bearer {organizer.token}"}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    answer = Client(event.port).post(CHANGE, body, headers={**(cookie if credentials == "cookie" else bearer), **named})
    return answer.json["code"] if answer.status == 403 else answer.status


@pytest.mark.parametrize("credentials", ["cookie", "bearer"])
def test_changes_come_from_our_own_pages_alone(event, credentials):
    organizer = event.station("organizer")

    def change(**headers):
        return _change(event, organizer, credentials, **headers)

    own = f"http://127.0.0.1:{event.port}"
    assert change(Origin=own) == 201
    # A proxy that speaks HTTPS for this daemon passes the name on.
    assert change(Origin=own.replace("http", "https")) == 201
    assert change(Origin=own, Sec_Fetch_Site="same-origin") == 201
    assert change(Sec_Fetch_Site="same-origin") == 201
    assert change(Sec_Fetch_Site="none") == 201
    strangers = (
        "http://evil.example", "null", "", own + ".evil.example", f"http://127.0.0.1:{event.port + 1}", "http://127.0.0.1",
        f"http://localhost:{event.port}", f"ftp://127.0.0.1:{event.port}", f"http://evil@127.0.0.1:{event.port}",
    )
    for origin in strangers:
        assert change(Origin=origin) == "otherOrigin", origin
        assert change(Origin=origin, Sec_Fetch_Site="same-origin") == "otherOrigin", origin
    for site in ("cross-site", "same-site", "", "whatever"):
        assert change(Sec_Fetch_Site=site) == "otherOrigin", site
    # A program says nothing of where it comes from; with a cookie that is not believed.
    assert change() == (201 if credentials == "bearer" else "otherOrigin")


def test_no_other_site_pairs_this_browser_or_writes_for_its_badge(event):
    code = event.link("wall").split("#")[1]
    elsewhere = {"Origin": "http://evil.example", "Content-Type": "text/plain"}
    refused = Client(event.port).post("/api/v1/stations", {"code": code}, headers=elsewhere)
    assert refused.status == 403 and refused.json["code"] == "otherOrigin" and "Set-Cookie" not in refused.headers
    for method, path in (("POST", "/api/v1/me/notes"), ("DELETE", "/api/v1/me/consents"), ("PUT", "/api/v1/me")):
        assert Client(event.port).request(method, path, {}, headers=elsewhere).json["code"] == "otherOrigin"
    # The code was not used up.
    assert Client(event.port).post("/api/v1/stations", {"code": code}).status == 201


def test_reading_is_not_refused_by_origin(event):
    organizer = event.station("organizer")
    headers = {"Cookie": f"lanyard-{uuid.uuid4()}={organizer.token}", "Origin": "http://evil.example"}
    answer = Client(event.port).get("/api/v1/session", headers=headers)
    assert answer.status == 200
    # What the browser hands to nobody else.
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin" and "Access-Control-Allow-Origin" not in answer.headers


def test_chromium_tells_of_what_a_page_may_not_do(event, browser):
    page = browser.open(f"http://localhost:{event.port}/pair")
    page.until(lambda: page.is_shown("#code"), "the pairing page")
    assert browser.violations() == []
    page.script(
        """const script = document.createElement("script");
        script.textContent = "document.title = 'taken over'";
        document.body.append(script);
        document.body.setAttribute("style", "color: red");
        const image = document.createElement("img");
        image.src = "http://127.0.0.1:9/spy.png";
        document.body.append(image);"""
    )
    assert page.script("return document.title") != "taken over"
    told = browser.violations()
    for directive in ("script-src 'self'", "style-src 'self'", "img-src 'self'"):
        assert any(directive in each for each in told), (directive, told)
    assert all(any(word in each for word in FORBIDDEN) for each in told)
