# SPDX-License-Identifier: Apache-2.0
"""The plug is pulled at any point of the path: what was answered is there, nothing is printed twice or forgotten."""

import http.client
import random
import time
import uuid

import pytest

import witness
from appliance import Client


def _tokens_survive(event, *clients):
    """The same stations after a restart, on new connections."""
    return [Client(event.port, client.token) for client in clients]


def _restart(event):
    event.kill()
    event.start()


def test_everything_answered_survives_a_kill_between_any_two_requests(event, printer):
    printer.set_seconds(0)
    printer.wait_until_trusted()
    desk = event.station("desk", name="Desk 1")
    door = event.station("door", "gradient")
    code = event.accepted()[0]["Order code"]

    _restart(event)
    desk, door = _tokens_survive(event, desk, door)
    registration = desk.find(code)

    _restart(event)
    desk, door = _tokens_survive(event, desk, door)
    request = str(uuid.uuid4())
    first = desk.check_in(registration, request).json
    assert first["outcome"] == "admitted"

    _restart(event)
    desk, door = _tokens_survive(event, desk, door)
    again = desk.check_in(registration, request)
    assert again.status == 201
    assert again.json["badge"] == first["badge"]
    assert desk.check_in(registration).json["outcome"] == "alreadyCheckedIn"
    assert desk.wait_until_printed(first["printJob"]["id"], seconds=60)["state"] == "printed"

    _restart(event)
    desk, door = _tokens_survive(event, desk, door)
    assert desk.print_job(first["printJob"]["id"])["state"] == "printed"
    (paper,) = printer.documents()
    badge = witness.qr_of(paper, 300)
    serial = first["badge"]["serial"]
    assert desk.post(f"/api/v1/badges/{serial}/activation", {"badge": badge}).status == 200

    _restart(event)
    desk, door = _tokens_survive(event, desk, door)
    scan = str(uuid.uuid4())
    assert door.scan(badge, "gradient", scan=scan)["outcome"] == "entered"

    _restart(event)
    desk, door = _tokens_survive(event, desk, door)
    assert door.scan(badge, "gradient", scan=scan)["outcome"] == "duplicate"
    assert door.inside("gradient") == 1
    assert len(printer.documents()) == 1
    assert event.verify().returncode == 0


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_badge_is_lost_or_doubled_by_kills_at_random_moments(event, printer, seed):
    chance = random.Random(seed)
    printer.set_seconds(0.05)
    printer.wait_until_trusted()
    desk = event.station("desk", name="Desk 1")
    registrations = [desk.find(person["Order code"]) for person in event.accepted()[:25]]
    answered = {}
    for number, registration in enumerate(registrations):
        request = str(uuid.uuid4())
        while registration not in answered:
            try:
                answer = desk.check_in(registration, request)
                assert answer.status == 201, answer.body
                answered[registration] = answer.json
            except (http.client.HTTPException, OSError):
                event.start()
                (desk,) = _tokens_survive(event, desk)
        if number % 5 == 2:
            time.sleep(chance.uniform(0, 0.3))
            _restart(event)
            (desk,) = _tokens_survive(event, desk)

    for answer in answered.values():
        end = desk.wait_until_printed(answer["printJob"]["id"], seconds=90)
        assert end["state"] == "printed", end
    papers = printer.documents()
    badges = [witness.qr_of(paper, 203) for paper in papers]
    assert len(badges) == len(set(badges)) == 25
    assert "25 checked in; 25 badges, 25 of them valid, 25 printed" in event.verify().stdout
