# SPDX-License-Identifier: Apache-2.0
"""What attendees do with their own phones, each known by the text of their badge."""

import uuid

import witness
from appliance import Client


class Phone:
    """A phone without a browser: it asks with the badge's text."""

    def __init__(self, event, badge):
        self.badge = badge
        self.client = Client(event.port)

    def request(self, method, path, body=None):
        return self.client.request(method, f"/api/v1{path}", body, headers={"Lanyard-Badge": self.badge})

    def me(self):
        answer = self.request("GET", "/me")
        assert answer.status == 200, answer.body
        return answer.json

    def ask(self, path, method="POST", **body):
        return self.request(method, path, {"requestId": str(uuid.uuid4()), **body})


def arrive(event, printer, people):
    """The texts of the badges' codes of these people, checked in."""
    printer.set_seconds(0)
    desk = event.station("desk")
    before = len(printer.documents())
    jobs = [desk.check_in(desk.find(person["Order code"])).json["printJob"]["id"] for person in people]
    for job in jobs:
        desk.wait_until_printed(job)
    return [witness.qr_of(paper, 300) for paper in printer.wait_for(before + len(people))[before:]]


def start_session(station, title, place, badge=None, **more):
    body = {"title": title, "place": place, "badge": badge, "requestId": str(uuid.uuid4()), **more}
    answer = station.post("/api/v1/sessions", body)
    assert answer.status == 201, answer.body
    return answer.json["session"]
