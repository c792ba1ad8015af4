# SPDX-License-Identifier: Apache-2.0
"""docs/openapi.yaml held against the running daemon: every operation, every role, every answer."""

import re
import uuid

import jsonschema
import pytest
import yaml

import camera
import chats
import witness
from appliance import ROOT, Client
from phones import Phone, arrive, start_session
from test_poster_documents import poster_pdf

PIN = "100200"
ROLES = ("desk", "supervisor", "door", "organizer", "wall", "operator")
NOBODYS = {"{id}": str(uuid.UUID(int=7)), "{token}": "NOTOKEN", "{serial}": "0123456789ab", "{file}": "look.css", "{code}": "nobody"}


class Contract:
    def __init__(self):
        self.document = yaml.safe_load((ROOT / "docs" / "openapi.yaml").read_text())
        self.resolver = jsonschema.RefResolver("", self.document)

    def operations(self):
        for path, methods in self.document["paths"].items():
            for method, operation in methods.items():
                yield method.upper(), path, operation

    def hold(self, method, path, answer):
        """Fails when an answer is not one that the operation promises."""
        operation = self.document["paths"][path][method.lower()]
        promised = operation["responses"].get(str(answer.status))
        assert promised, f"{method} {path} answered {answer.status}: {answer.body[:300]}"
        if "$ref" in promised:
            promised = self.resolver.resolve(promised["$ref"])[1]
        kind = answer.headers.get("Content-Type", "").split(";")[0]
        content = promised.get("content")
        if content is None:
            return
        assert kind in content, f"{method} {path}: {kind}"
        if kind.endswith("json"):
            jsonschema.Draft202012Validator(content[kind]["schema"], resolver=self.resolver).validate(answer.json)


@pytest.fixture(scope="module")
def contract():
    return Contract()


def _concrete(path):
    for name, value in NOBODYS.items():
        path = path.replace(name, value)
    return path


def _call(client, method, path):
    body = {} if method in ("POST", "PATCH") else None
    if path.endswith("/events"):
        # A stream never ends: its head is enough.
        client.connection.request(method, path, headers={"Authorization": f"Bearer {client.token}"})
        response = client.connection.getresponse()
        status = response.status
        client.connection.close()
        return status
    return client.request(method, path, body).status


def _dead_tokens(event, operator):
    """Tokens that open nothing, by what whoever shows one is told: one that was revoked, one that went to another
    screen, and one that nobody ever had."""
    revoked, replaced = event.station("organizer", name="Revoked"), event.station("supervisor", name="Moved")
    assert operator.request("DELETE", f"/api/v1/stations/{revoked.get('/api/v1/session').json['station']['id']}").status == 200
    event.station("supervisor", name="Moved")
    return {revoked.token: "stationRevoked", replaced.token: "stationRevoked", "x" * 43: "notPaired"}


def test_every_operation_answers_the_roles_it_names_and_nobody_else(event, contract):
    stations = {role: event.station(role, "gradient" if role == "door" else None) for role in ROLES}
    stranger = Client(event.port)
    dead_tokens = _dead_tokens(event, stations["operator"])
    for method, template, operation in contract.operations():
        path = _concrete(template)
        if operation.get("security") == []:
            assert _call(stranger, method, path) not in (401, 403), (method, path)
            continue
        assert stranger.request(method, path, {} if method == "POST" else None).status == 401, (method, path)
        if operation.get("security") == [{"badge": []}]:
            # A badge opens it and a station does not.
            assert all(_call(stations[role], method, path) == 401 for role in ("desk", "organizer")), (method, path)
            continue
        for dead, code in dead_tokens.items():
            refused = Client(event.port, dead).request(method, path)
            assert (refused.status, refused.json["code"]) == (401, code), (method, path, code)
        for role in ROLES:
            status = _call(stations[role], method, path)
            if path.endswith("/session/lock") and status == 204:
                # What is locked would be refused everything else.
                assert stations[role].post("/api/v1/session/unlock", {"pin": PIN}).status == 204
            assert (status != 403) == (role in operation["x-roles"]), (role, method, path, status)


def test_a_method_that_a_path_has_not_is_answered_by_those_that_it_has(event, contract):
    operator = event.station("operator")
    for path, methods in contract.document["paths"].items():
        answer = operator.request("TRACE", _concrete(path))
        assert answer.status == 405, (path, answer.status)
        assert answer.json["code"] == "methodNotAllowed"
        assert set(answer.headers["Allow"].split(", ")) == {each.upper() for each in methods}, path


SCREENS = {"desk": {"desk", "supervisor"}, "door": {"door"}, "board": {"organizer"}, "wall": {"wall"}, "operator": {"operator"}}
OPEN = {"lib", "me", "pair"}


def test_each_screen_s_files_are_for_its_roles_alone(event):
    stations = {role: event.station(role, "gradient" if role == "door" else None) for role in ROLES}
    stranger = Client(event.port)
    files = [path.relative_to(ROOT) for path in (ROOT / "kiosk").rglob("*.*") if path.is_file()]
    folders = {path.parts[1] for path in files} - {"appliance"}
    assert folders == SCREENS.keys() | OPEN
    for path in files:
        folder = path.parts[1]
        if folder in OPEN:
            assert stranger.get(f"/{path}").status == 200, path
        elif folder in SCREENS:
            assert stranger.get(f"/{path}").status == 401, path
            allowed = {role for role in ROLES if stations[role].get(f"/{path}").status == 200}
            assert allowed == SCREENS[folder], path
    for role, station in stations.items():
        first = station.get("/")
        assert first.status == 307 and role in SCREENS[first.headers["Location"].split("/")[2]]


def test_the_contract_names_every_route_of_the_daemon(contract):
    routes = set()
    for file in (ROOT / "Sources" / "KioskHTTP").rglob("*.swift"):
        for method, path in re.findall(r'\.on(?:Public|Badge)?\(\s*\.(\w+), "(/api/[^"]*|/healthz|/readyz|/metrics)"', file.read_text()):
            routes.add((method.upper(), re.sub(r":\w+", "{}", path)))
        for path in re.findall(r'\.onStream\(\s*"(/api/[^"]*)"', file.read_text()):
            routes.add(("GET", re.sub(r":\w+", "{}", path)))
    named = set()
    for method, path, _ in contract.operations():
        named.add((method, re.sub(r"\{\w+\}(\.\w+)?", "{}", path)))
    assert ("GET", "/api/v1/desk/events") in routes
    assert routes - named == set()


def declined(event):
    return next(each["Order code"] for each in event.people() if each["Status"] == "declined")


def test_answers_are_what_the_contract_promises(event, printer, contract):
    event.stop()
    # Nobody listens there: what is announced waits.
    chats.add_webhook(event, "program", "json", "http://127.0.0.1:9/hook")
    event.start()
    desk, door = event.station("desk"), event.station("door", "gradient")

    def post(client, template, body, headers=None, **names):
        answer = client.post(template.format(**names), body, headers=headers)
        contract.hold("POST", template, answer)
        return answer

    def delete(client, template, **options):
        answer = client.request("DELETE", template, **options)
        contract.hold("DELETE", template, answer)
        return answer

    def put(client, template, body, **names):
        answer = client.request("PUT", template.format(**names), body)
        contract.hold("PUT", template, answer)
        return answer

    def get(client, template, **names):
        answer = client.get(template.format(**names))
        contract.hold("GET", template, answer)
        return answer

    get(Client(event.port), "/healthz")
    get(Client(event.port), "/readyz")
    get(desk, "/api/v1/session")
    get(door, "/api/v1/session")
    person = next(each for each in event.accepted() if each["Poster title"])
    for text in (person["Order code"], person["Email"], person["Full name"], person["Full name"][:2], "zzzz", ""):
        found = post(desk, "/api/v1/lookups", {"input": text})
        if text == person["Order code"]:
            registration = found.json["candidates"][0]["registration"]["id"]
    get(desk, "/api/v1/registrations/{id}", id=registration)
    get(desk, "/api/v1/registrations/{id}", id="nobody")

    problem_desk = event.station("supervisor")
    walk_in = {"badgeName": "Ada Example", "requestId": str(uuid.uuid4())}
    post(problem_desk, "/api/v1/registrations", {**walk_in, "badgeName": " "})
    assert post(problem_desk, "/api/v1/registrations", walk_in).status == 201
    post(desk, "/api/v1/registrations", walk_in)

    request = {"registration": registration, "evidence": "typed", "codeOfConduct": True, "requestId": str(uuid.uuid4())}
    post(desk, "/api/v1/check-ins", {**request, "codeOfConduct": False})
    post(desk, "/api/v1/check-ins", {**request, "registration": "nobody"})
    admitted = post(desk, "/api/v1/check-ins", request).json
    again = post(desk, "/api/v1/check-ins", request).json
    assert again["badge"] == admitted["badge"]
    post(desk, "/api/v1/check-ins", {**request, "requestId": str(uuid.uuid4())})
    waitlisted = next(each for each in event.people() if each["Status"] == "waitlisted")
    refused = post(
        desk,
        "/api/v1/check-ins",
        {**request, "registration": desk.find(waitlisted["Order code"]), "requestId": str(uuid.uuid4())},
    )
    assert refused.json["code"] == "waitlisted"

    organizer, waits = event.station("organizer"), desk.find(waitlisted["Order code"])
    get(organizer, "/api/v1/seats")
    for request_id in (str(uuid.uuid4()), "1"):
        post(desk, "/api/v1/registrations/{id}/waitlist-place", {"requestId": request_id}, id=waits)
        post(desk, "/api/v1/registrations/{id}/waitlist-place", {"requestId": request_id}, id=NOBODYS["{id}"])
    granted = {"requestId": str(uuid.uuid4())}
    assert post(organizer, "/api/v1/registrations/{id}/seat", granted, id=desk.find(declined(event))).json["seat"]["state"] == "seat"
    assert post(organizer, "/api/v1/seat-releases", granted).json["code"] == "requestUsedBefore"
    post(organizer, "/api/v1/seat-releases", {"requestId": "1"})

    job, serial = admitted["printJob"]["id"], admitted["badge"]["serial"]
    desk.wait_until_printed(job)
    get(desk, "/api/v1/print-jobs/{id}", id=job)
    post(desk, "/api/v1/print-jobs/{id}/resolution", {"printed": True}, id=job)
    get(desk, "/api/v1/badges/{serial}", serial=serial)
    get(desk, "/api/v1/badges/{serial}.pdf", serial=serial)
    get(desk, "/api/v1/badges/{serial}.png", serial=serial)
    labels = "/api/v1/printers/{id}/labels"
    post(desk, labels, {"count": 150}, id="desk")
    post(desk, labels, {"count": 0}, id="desk")
    post(desk, labels, {"count": 150}, id="nobody")
    told = desk.printer_state("desk")
    assert set(told) == {"id", "name", "state", "reasons", "isFit", "labelsLeft", "fullRoll"}
    assert (told["labelsLeft"], told["fullRoll"]) == (150, 150)
    badge = witness.qr_of(printer.documents()[0], 300)
    post(desk, "/api/v1/badges/{serial}/activation", {"badge": badge}, serial=serial)
    post(desk, "/api/v1/badges/{serial}/activation", {"badge": "nonsense"}, serial=serial)

    text = "/api/v1/registrations/{id}/badge-text"
    get(desk, text, id=registration)
    correction = {"badgeName": "A. Lovelace", "pronouns": None, "affiliation": "x" * 200, "requestId": str(uuid.uuid4())}
    assert put(desk, text, correction, id=registration).json["remarks"]
    assert put(desk, text, {**correction, "badgeName": ""}, id=registration).json["code"] == "badgeNameMissing"
    assert put(desk, text, correction, id=desk.find(event.accepted()[-1]["Order code"])).status == 409

    other = desk.find(event.accepted()[-2]["Order code"])
    issues = "/api/v1/registrations/{id}/badges"
    issue = {"requestId": str(uuid.uuid4())}
    assert post(desk, issues, {**issue, "badge": badge}, id=other).json["code"] == "badgeTaken"
    assert post(desk, issues, issue, id=other).status == 201
    assert post(desk, issues, {"requestId": str(uuid.uuid4())}, id=other).json["code"] == "hasBadge"
    assert post(desk, issues, {"requestId": str(uuid.uuid4())}, id=desk.find(waitlisted["Order code"])).json["code"] == "noSeat"
    kept = {**request, "registration": other, "requestId": str(uuid.uuid4()), "print": False}
    assert post(desk, "/api/v1/check-ins", kept).json["badge"]

    scan = {"id": str(uuid.uuid4()), "badge": badge, "place": "gradient", "direction": "auto"}
    for scans in ([scan], [scan], [{**scan, "id": str(uuid.uuid4()), "badge": "x"}], [], [{**scan, "place": "nowhere"}]):
        post(door, "/api/v1/scans", {"scans": scans})
    get(door, "/api/v1/occupancy")
    get(door, "/api/v1/places")
    get(door, "/api/v1/door/keys")
    post(door, "/api/v1/door/frames", camera.frame(camera.empty()))
    post(door, "/api/v1/door/frames", b"no picture")

    board = organizer
    sessions = "/api/v1/sessions"
    session = {"title": "Normalizing flows", "badge": badge, "place": "gradient", "requestId": str(uuid.uuid4())}
    started = post(door, sessions, session)
    assert started.status == 201 and started.json["session"]["phase"] == "running"
    assert post(door, sessions, {**session, "place": "chain-rule"}).json["code"] == "otherPlace"
    taken = post(desk, sessions, {**session, "requestId": str(uuid.uuid4())}).json
    assert (taken["code"], taken["session"]["title"]) == ("roomTaken", "Normalizing flows")
    assert taken["session"]["ends"] == started.json["session"]["ends"]
    assert post(desk, sessions, {**session, "title": " "}).json["code"] == "titleMissing"
    assert post(desk, sessions, {**session, "title": "x" * 10_000}).json["code"] == "textTooLong"
    assert post(desk, sessions, {**session, "title": "a\u202eb"}).json["code"] == "textUnprintable"
    idea = post(board, sessions, {"title": "An idea", "requestId": str(uuid.uuid4())}).json["session"]
    assert (idea["phase"], idea["host"]) == ("proposed", None)
    get(door, sessions)
    again = lambda **more: {"requestId": str(uuid.uuid4()), **more}
    of = {"id": idea["id"]}
    put(desk, sessions + "/{id}/text", again(title="A better idea"), **of)
    get(desk, sessions + "/{id}/card.pdf", **of)
    assert post(desk, sessions + "/{id}/cards", again(), **of).json["code"] == "noCardPrinter"
    assert post(door, sessions + "/{id}/interests", again(badge=badge), **of).json["session"]["interested"] == 1
    assert post(door, sessions + "/{id}/starts", again(place="gradient"), **of).json["code"] == "roomTaken"
    assert post(desk, sessions + "/{id}/starts", again(place="chain-rule"), **of).json["session"]["phase"] == "running"
    assert post(door, sessions + "/{id}/starts", again(place="gradient"), **of).json["code"] == "otherPlace"
    past = again(place="gradient", starts="2016-10-07T18:00:00Z", ends="2016-10-07T19:00:00Z")
    assert post(desk, sessions + "/{id}/moves", past, **of).json["code"] == "timePast"
    merged = post(desk, sessions + "/{id}/merges", again(into=started.json["session"]["id"]), **of).json["session"]
    assert merged["phase"] == "merged"
    assert post(desk, sessions + "/{id}/merges", again(into=idea["id"]), **of).json["code"] == "sessionOver"
    reopenings = sessions + "/{id}/reopenings"
    assert post(desk, reopenings, again(), **of).json["session"]["phase"] == "running"
    assert post(desk, sessions + "/{id}/merges", again(into=started.json["session"]["id"]), **of).status == 200
    ends = sessions + "/{id}/ends"
    assert post(door, ends, again(badge="nonsense"), id=started.json["session"]["id"]).json["code"] == "unreadable"
    assert post(door, ends, again(badge=badge), id=started.json["session"]["id"]).json["session"]["phase"] == "over"
    assert post(desk, ends, again(), id="nobody").json["code"] == "unknownSession"
    recount = {"count": 7, "requestId": str(uuid.uuid4())}
    assert post(door, "/api/v1/places/{id}/recounts", recount, id="gradient").json["code"] == "drawerClosed"
    opened = post(door, "/api/v1/drawer", {"pin": "100200"})
    assert opened.status == 201, opened.body
    assert opened.json["holder"]["id"] == "volunteer"
    drawer = {"Lanyard-Drawer": opened.json["key"]}
    assert post(door, "/api/v1/places/{id}/recounts", recount, drawer, id="gradient").json["inside"] == 7
    assert post(door, "/api/v1/places/{id}/recounts", {**recount, "count": -1}, drawer, id="gradient").json["code"] == "impossibleCount"
    for what, is_open in (("closings", False), ("openings", True)):
        turn = {"requestId": str(uuid.uuid4())}
        template = f"/api/v1/places/{{id}}/{what}"
        assert post(door, template, turn, id="gradient").json["code"] == "drawerClosed"
        assert post(door, template, turn, drawer, id="gradient").json["open"] == is_open
        assert post(door, template, {**turn, "requestId": "x"}, drawer, id="gradient").status == 400
    assert post(door, "/api/v1/scans", {"scans": [{**scan, "id": str(uuid.uuid4()), "letIn": True}]}).json["code"] == "drawerClosed"
    assert post(door, "/api/v1/scans", {"scans": [{**scan, "id": str(uuid.uuid4()), "letIn": True}]}, drawer).status == 200
    assert post(door, "/api/v1/scans", {"scans": [{**scan, "board": 1}]}).json["code"] == "unknownBoard"
    poster = {**scan, "place": "posters-1", "board": 7}
    visit = post(board, "/api/v1/scans", {"scans": [{**poster, "id": str(uuid.uuid4())}]}).json["results"][0]
    assert (visit["outcome"], visit["board"]) == ("visited", 7)
    assert post(board, "/api/v1/scans", {"scans": [{**poster, "board": 1000}]}).json["code"] == "unknownBoard"
    assert get(board, "/api/v1/places/{id}/boards", id="posters-1").json["boards"][6] == {"board": 7, "visits": 1, "people": 1}
    assert get(board, "/api/v1/places/{id}/boards", id="gradient").json["boards"] == []
    assert get(board, "/api/v1/places/{id}/boards", id="nowhere").status == 404
    assert delete(door, "/api/v1/drawer", headers=drawer).status == 204
    assert [post(door, "/api/v1/drawer", {"pin": "1"}).status for _ in range(4)] == [403, 403, 429, 429]
    assert post(door, "/api/v1/places/{id}/recounts", recount, id="lstm").json["code"] == "otherPlace"
    assert post(board, "/api/v1/places/{id}/clearances", recount, id="gradient").json["code"] == "requestUsedBefore"
    cleared = post(board, "/api/v1/places/{id}/clearances", {"requestId": str(uuid.uuid4())}, id="gradient").json
    assert (cleared["inside"], cleared["peak"]) == (0, 7)
    get(board, "/api/v1/map")
    assert get(board, "/api/v1/webhooks").json["webhooks"][0]["pending"] > 0
    get(board, "/api/v1/export/schedule.ics")
    get(board, "/api/v1/export/schedule.json")
    get(board, "/api/v1/export/schedule.xml")
    get(board, "/api/v1/export/occupancy.csv")
    get(board, "/api/v1/export/occupancy.json")
    get(board, "/api/v1/export/rooms.json")
    listed = get(board, "/api/v1/posters").json["posters"]
    get(board, "/api/v1/posters/labels.pdf")
    assert board.get("/api/v1/posters/labels.pdf?place=gradient").json["code"] == "unknownPlace"
    poster_of = listed[0]["registration"]
    document = "/api/v1/posters/{id}/document"
    page = poster_pdf()
    for data in (page, page, b"no PDF"):
        contract.hold("PUT", document, Client(event.port, board.token).request("PUT", document.format(id=poster_of), data))
    assert get(board, document, id=poster_of).body == page
    get(board, document, id=str(uuid.uuid4()))
    get(board, "/api/v1/posters/{id}/preview", id=poster_of)
    move = {"place": listed[0]["hangings"][0]["place"], "board": 60, "requestId": str(uuid.uuid4())}
    assert post(board, "/api/v1/posters/{id}/boards", move, id=poster_of).status == 200
    assert post(board, "/api/v1/posters/{id}/boards", move, id=str(uuid.uuid4())).json["code"] == "unknownRegistration"
    assert post(board, "/api/v1/posters/{id}/boards", {**move, "requestId": "x"}, id=poster_of).status == 400
    move["requestId"] = str(uuid.uuid4())
    assert post(board, "/api/v1/posters/{id}/freedBoards", move, id=poster_of).json["code"] == "posterStillHangs"
    get(board, "/api/v1/export/posters.csv")
    get(board, "/api/v1/export/boards.csv")
    get(board, "/api/v1/export/boards.json")
    get(board, "/api/v1/export/sessions.csv")
    assert len(get(board, "/api/v1/export/sessions.json").json) == 2
    series = get(board, "/api/v1/places/{id}/series", id="gradient").json
    assert {"recounted", "cleared"} <= {step["cause"] for step in series["steps"]}
    assert board.get("/api/v1/places/gradient/series?from=yesterday").status == 400

    replaced = post(
        desk, "/api/v1/badges/{serial}/replacements", {"reason": "lost", "requestId": str(uuid.uuid4())}, serial=serial
    )
    assert replaced.status == 201
    revoked = post(door, "/api/v1/scans", {"scans": [{**scan, "id": str(uuid.uuid4())}]}).json["results"][0]
    assert (revoked["outcome"], revoked["reason"]) == ("refused", "revoked")

    undo = "/api/v1/check-ins/{id}"
    contract.hold("DELETE", undo, desk.request("DELETE", undo.format(id=registration), {"reason": "wrong person"}))
    contract.hold("DELETE", undo, desk.request("DELETE", undo.format(id=registration), {"reason": "wrong person"}))


def test_phones_are_answered_what_the_contract_promises(event, printer, contract):
    (badge,) = arrive(event, printer, event.accepted()[:1])
    phone, board, door = Phone(event, badge), event.station("organizer"), event.station("door", "gradient")
    door.scan(badge, "gradient")
    session = start_session(door, "Attention", "gradient", badge)["id"]
    idea = board.post("/api/v1/sessions", {"title": "An idea", "requestId": str(uuid.uuid4())}).json["session"]["id"]

    def ask(method, path, identifier=None, status=200, **body):
        answer = phone.request(method, path.format(id=identifier), {"requestId": str(uuid.uuid4()), **body} if method != "GET" else None)
        contract.hold(method, f"/api/v1{path}", answer)
        assert answer.status == status, (path, answer.body)
        return answer.json

    assert ask("GET", "/me")["place"] == "Gradient"
    assert ask("PUT", "/me/naming", named=True)["named"]
    assert ask("POST", "/me/departures")["place"] is None
    of = "/me/sessions/{id}"
    ask("GET", of, session)
    ask("GET", of, "nobody", 404)
    assert ask("POST", of + "/interests", idea)["interested"]
    (note,) = ask("POST", of + "/notes", session, 201, markdown="# A note")["notes"]
    ask("POST", of + "/notes", session, 400, markdown=" ")
    ask("POST", of + "/feedback", session, 201, rating=5, comment=None)
    ask("POST", of + "/feedback", session, 400, rating=6, comment=None)
    ask("POST", of + "/feedback", idea, 409, rating=5, comment=None)
    for path in ("notes", "feedback"):
        answer = board.get(f"/api/v1/sessions/{session}/{path}")
        contract.hold("GET", f"/api/v1/sessions/{{id}}/{path}", answer)
        assert answer.status == 200
    ask("POST", "/me/notes/{id}/removals", note["id"])
    ask("POST", "/me/notes/{id}/removals", note["id"], 404)
    ask("POST", of + "/ends", idea, 403)
    ask("POST", of + "/ends", session)
    answer = Client(event.port).get(f"/api/v1/public/sessions/{session}")
    contract.hold("GET", "/api/v1/public/sessions/{id}", answer)
    assert not ask("POST", "/me/recording-stops")["recorded"]


def test_nonsense_is_answered_with_a_problem(event, contract):
    desk = event.station("desk")
    bodies = (b"", b"{", b"[]", b"null", b'{"input": 7}', b"\xff\xfe", b'{"input": "' + b"a" * 3_000_000 + b'"}')
    for method, path, operation in contract.operations():
        if method not in ("POST", "PUT") or "desk" not in operation.get("x-roles", []) or "requestBody" not in operation:
            continue
        for body in bodies:
            answer = Client(event.port, desk.token).request(method, _concrete(path), body)
            assert 400 <= answer.status < 500, (path, body[:20], answer.status)
            assert answer.headers["Content-Type"].startswith("application/problem+json"), (path, body[:20])
            assert answer.json["code"], (path, body[:20])
