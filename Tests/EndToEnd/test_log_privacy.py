# SPDX-License-Identifier: Apache-2.0
"""The log at its most talkative holds nobody's data and no secret, after all that a day brings and what it should not."""

import re
import uuid

import chats
import witness
from appliance import Client
from phones import Phone, start_session
from traces import documents_of

HOLDER = "Ottoline Pinholder"


def _a_day(event, printer):
    """What happened, as the words that the log must not hold."""
    printer.set_seconds(0)
    link = event.link("desk", name="Desk 1")
    code = link.split("#")[1]
    desk = Client(event.port, event.client().post("/api/v1/stations", {"code": code}).json["token"])
    door, board = event.station("door", "gradient"), event.station("organizer")
    secrets = [code, code.replace("-", ""), desk.token, door.token, board.token]

    person, other = event.accepted()[0], event.accepted()[1]
    for key in ("Order code", "Full name", "Email"):
        assert person[key]
        desk.look_up(person[key])
        secrets.append(person[key])
    passport, licence = documents_of("Vanessa", "Buckley")
    for document in (passport, licence):
        desk.look_up(document.text)
        secrets += document.secrets
    registration = desk.find(person["Order code"])
    admitted = desk.check_in(registration).json
    desk.wait_until_printed(admitted["printJob"]["id"])
    badge = witness.qr_of(printer.documents()[-1], 300)
    desk.post(f"/api/v1/badges/{admitted['badge']['serial']}/activation", {"badge": badge})
    door.scan(badge, "gradient")
    secrets += [badge, badge.lower()]

    title, note, walk_in = (f"kept{uuid.uuid4().hex}" for _ in range(3))
    session = start_session(door, title, "gradient", badge)
    phone = Phone(event, badge)
    phone.me()
    assert phone.ask(f"/me/sessions/{session['id']}/notes", markdown=note).status == 201
    Client(event.port).get(f"/b/{badge}")
    Client(event.port).get(f"/api/v1/me?badge={badge}&name={walk_in}")
    body = {"badgeName": walk_in, "affiliation": walk_in, "requestId": str(uuid.uuid4())}
    assert event.station("supervisor").post("/api/v1/registrations", body).status == 201
    for pin, status in (("300400", 201), ("998877", 403), ("998877", 403)):
        assert door.post("/api/v1/drawer", {"pin": pin}).status == status
    secrets += [title, note, walk_in, "300400", "998877", other["Full name"], other["Email"]]
    return desk, door, secrets


def _hostile(event, desk, door):
    """Words in every part of a request, most of them refused."""
    word = f"kept{uuid.uuid4().hex}"
    for client in (desk, door, Client(event.port), Client(event.port, word)):
        client.get(f"/{word}/{word}?{word}={word}")
        client.get(f"/api/v1/registrations/{word}", headers={"Lanyard-Station": word, "Cookie": f"lanyard-{word}={word}"})
        client.request(word[:12].upper(), f"/api/v1/{word}")
        client.post("/api/v1/stations", {"code": word})
        for path in ("lookups", "check-ins", "scans", "registrations", "sessions", "door/frames", "drawer"):
            client.post(f"/api/v1/{path}", {word: word, "input": [word]})
            client.request("POST", f"/api/v1/{path}", word)
            client.request("POST", f"/api/v1/{path}", f'{{"input": "{word}')
            client.post(f"/api/v1/{path}", {"input": word * 9000})
        client.connection.close()
    return [word, word[:12].upper()]


def test_the_log_holds_nobody_and_no_secret(event, printer, traces):
    event.stop()
    event.edit_event('name = "Supervisor"', f'name = "{HOLDER}"')
    token = uuid.uuid4().hex
    chats.add_webhook(event, "chat", "slack", f"http://127.0.0.1:9/{token}")
    event.start(traces.environment, **traces.process)
    desk, door, secrets = _a_day(event, printer)
    secrets += _hostile(event, desk, door)
    event.import_list()
    event.stop()
    log = (event.folder / "daemon.log").read_text()
    assert len(re.findall("request answered", log)) > 100 and "trace" in log
    assert len(secrets) > 30
    found = [secret for secret in [*secrets, HOLDER, token] if secret.lower() in log.lower()]
    assert found == [], [line for line in log.splitlines() if any(each.lower() in line.lower() for each in found)][:5]
