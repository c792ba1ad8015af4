# SPDX-License-Identifier: Apache-2.0
"""/metrics, read by another program's parser, and the log: what they tell, and what they never do."""

import http.client
import json
import os
import re
import socket
import subprocess
import time
import uuid

from prometheus_client.parser import text_string_to_metric_families

from appliance import LANYARD, Client, run
from witness import qr_of

ROLES = ("desk", "supervisor", "door", "organizer", "wall")


class Figures:
    """One look at the page."""

    def __init__(self, client):
        answer = client.get("/metrics")
        assert answer.status == 200, answer.body
        assert answer.headers["Content-Type"] == "text/plain; version=0.0.4; charset=utf-8"
        self.text = answer.body.decode()
        self.families = {family.name: family for family in text_string_to_metric_families(self.text)}
        self.samples = [sample for family in self.families.values() for sample in family.samples]

    def __call__(self, name, **labels):
        found = [each.value for each in self.samples if each.name == name and labels.items() <= each.labels.items()]
        assert found, f"{name} {labels} is not there"
        return sum(found)

    @property
    def series(self):
        return {(each.name, *sorted(each.labels.items())) for each in self.samples}


def _curl(*arguments):
    return subprocess.run(["curl", "--silent", "--fail", *arguments], check=True, capture_output=True, text=True).stdout


def test_only_an_operator_reads_the_figures(event):
    assert Client(event.port).get("/metrics").status == 401
    assert Client(event.port, "x" * 43).get("/metrics").status == 401
    for role in ROLES:
        station = event.station(role, "gradient" if role == "door" else None)
        assert station.get("/metrics").status == 403, role
    # As docs/operating.md has it for a program that scrapes.
    base = f"http://127.0.0.1:{event.port}"
    code = event.link("operator", name="prometheus").split("#")[1]
    paired = _curl("--json", json.dumps({"code": code}), f"{base}/api/v1/stations")
    token = json.loads(paired)["token"]
    assert "lanyard_build_info" in _curl("--oauth2-bearer", token, f"{base}/metrics")


def test_the_figures_are_what_happened(event, printer):
    operator, desk = event.station("operator"), event.station("desk")
    door = event.station("door", "gradient")
    for person in event.accepted()[:3]:
        admitted = desk.check_in(desk.find(person["Order code"])).json
        assert desk.wait_until_printed(admitted["printJob"]["id"])["state"] == "printed"
    desk.look_up("Nobody Whatsoever")
    badge = qr_of(printer.documents()[-1], 300)
    assert door.scan(badge, "gradient")["outcome"] == "entered"
    assert door.scan("rubbish", "gradient")["outcome"] == "refused"

    figures = Figures(operator)
    assert figures("lanyard_facts_total", kind="checkedIn") == 3
    assert figures("lanyard_facts_total", kind="badgePrinted") == 3
    assert figures("lanyard_facts_total", kind="entered") == 1
    assert figures("lanyard_refusals_total", reason="unreadable") == 1
    assert figures("lanyard_scans_total", outcome="entered") == 1
    assert figures("lanyard_scans_total", outcome="refused") == 1
    assert figures("lanyard_lookups_total") == 4
    assert figures("lanyard_lookups_total", decision="none") == 1
    assert figures("lanyard_lookup_duration_seconds_count") == 4
    assert figures("lanyard_checked_in") == 3
    assert figures("lanyard_place_people", place="gradient") == 1
    assert figures("lanyard_print_jobs", printer="desk", state="printed") == 3
    assert figures("lanyard_printer_fit", printer="desk") == 1
    assert figures("lanyard_stations_paired", role="desk") == 1
    assert figures("lanyard_registrations", status="accepted") == len(event.accepted())
    assert figures("lanyard_commit_decisions_sum") >= 5
    assert figures("lanyard_decisions_waiting") == 0
    assert figures("lanyard_database_bytes", part="main") == event.database.stat().st_size
    assert figures("process_resident_memory_bytes") > 10_000_000
    assert abs(figures("process_start_time_seconds") - time.time()) < 120
    assert figures("lanyard_build_info", version=run("--version").stdout.strip()) == 1
    route = {"method": "POST", "route": "/api/v1/scans", "status": "2xx"}
    assert figures("lanyard_http_request_duration_seconds_count", **route) == 2

    assert figures("lanyard_backup_in_trouble") == 0
    event.stop()
    assert event.command("backup").returncode == 0
    event.start()
    again = Figures(event.client(operator.token))
    assert again("lanyard_facts_total", kind="checkedIn") == 3
    assert again("lanyard_scans_total", outcome="entered") == 0
    assert abs(again("lanyard_backup_last_timestamp_seconds") - time.time()) < 120


def test_a_screen_that_follows_is_counted_and_its_stay_is_no_latency(event):
    operator, desk = event.station("operator"), event.station("desk")
    before = Figures(operator)("lanyard_event_streams", role="desk")
    stream = http.client.HTTPConnection("127.0.0.1", event.port, timeout=10)
    stream.request("GET", "/api/v1/desk/events", headers={"Authorization": f"Bearer {desk.token}"})
    assert stream.getresponse().status == 200
    figures = Figures(operator)
    assert (before, figures("lanyard_event_streams", role="desk")) == (0, 1)
    assert "/api/v1/desk/events" not in figures.text
    stream.close()
    deadline = time.monotonic() + 10
    while Figures(operator)("lanyard_event_streams", role="desk"):
        assert time.monotonic() < deadline, "a screen that left is still counted"
        time.sleep(0.1)


def test_nobody_makes_new_series_by_what_they_send(event, printer):
    operator, desk = event.station("operator"), event.station("desk")
    stranger = Client(event.port)

    def knock(word):
        stranger.get(f"/{word}")
        stranger.get(f"/api/v1/registrations/{word}")
        stranger.request(word.upper()[:8], "/healthz")
        for client in (desk, stranger):
            client.get(f"/api/v1/registrations/{word}")
            client.get(f"/b/{word}")
            client.get(f"/api/v1/{word}?{word}={word}")
            client.post("/api/v1/scans", {"scans": [{"id": word, "badge": word, "place": word, "direction": word}]})

    knock("first")
    Figures(operator)
    known = Figures(operator).series
    for _ in range(20):
        knock(f"x{uuid.uuid4().hex}")
    after = Figures(operator)
    assert after.series == known
    assert len(known) < 2000
    assert not [line for line in after.text.splitlines() if "first" in line]


def _lines(event):
    return (event.folder / "daemon.log").read_text().splitlines()


LOGFMT = re.compile(r'(<\d>)?[\w.-]+=("(\\.|[^"\\])*"|[^\s"]*)( [\w.-]+=("(\\.|[^"\\])*"|[^\s"]*))*')


def _use_log(event, **settings):
    text = event.config.read_text()
    for key, value in settings.items():
        text = re.sub(rf'^{key} = .*$', f'{key} = "{value}"', text, flags=re.MULTILINE)
    event.config.write_text(text)


def _say_hostile_things(event, desk):
    word = f"hostile\r\n<0>{uuid.uuid4()}"
    desk.post("/api/v1/lookups", {"input": word})
    desk.post("/api/v1/check-ins", {"registration": word})
    desk.request("POST", "/api/v1/scans", word)
    desk.get("/api/v1/registrations/" + word.encode().hex() + "?who=" + word.encode().hex())
    return word


def test_the_log_is_a_line_for_each_event_and_says_what_was_asked_of_which_route(event):
    event.stop()
    _use_log(event, level="debug", format="text")
    event.start()
    desk = event.station("desk")
    hostile = _say_hostile_things(event, desk)
    event.stop()
    lines = [line for line in _lines(event) if not line.startswith("Lanyard is up at")]
    assert [line for line in lines if not LOGFMT.fullmatch(line)] == []
    requests = [line for line in lines if 'msg="request answered"' in line]
    looked_up = next(line for line in requests if "http.route=/api/v1/lookups" in line)
    assert re.search(r"http\.method=POST .*http\.status=200 .*station\.id=[0-9a-f-]{36}", looked_up), looked_up
    assert re.search(r"http\.milliseconds=[\d.]+", looked_up) and "request.id=" in looked_up
    assert any("http.route=/api/v1/registrations/{id}" in line and "http.status=404" in line for line in requests)
    said = "\n".join(lines)
    for secret in (hostile.split(">")[1], hostile.encode().hex(), desk.token):
        assert secret not in said


def test_the_log_is_json_where_programs_read_it(event):
    event.stop()
    (event.folder / "daemon.log").unlink()
    _use_log(event, level="trace", format="json")
    event.start()
    _say_hostile_things(event, event.station("desk"))
    event.stop()
    lines = [line for line in _lines(event) if not line.startswith("Lanyard is up at")]
    read = [json.loads(line) for line in lines]
    assert all({"time", "level", "msg"} <= each.keys() for each in read)
    assert any(each["msg"] == "request answered" and each["http.route"] == "/api/v1/lookups" for each in read)


def test_the_journal_of_systemd_is_told_priorities(event):
    event.stop()
    _use_log(event, level="debug")
    ours, journal = socket.socketpair()
    stream = os.fstat(journal.fileno())
    daemon = subprocess.Popen(
        [LANYARD, "serve", "--config", event.config, "--port", str(event.port)],
        env={**os.environ, "JOURNAL_STREAM": f"{stream.st_dev}:{stream.st_ino}"},
        stdout=subprocess.DEVNULL,
        stderr=journal,
    )
    journal.close()
    with ours, ours.makefile() as journal:
        lines = []
        while not lines or "listening" not in lines[-1]:
            lines.append(journal.readline())
            assert lines[-1], "the daemon did not come up"
        daemon.terminate()
        lines += journal.read().splitlines()
    assert daemon.wait(timeout=10) == 0
    assert [line for line in lines if not re.match(r"<[2-7]>level=", line)] == []
    assert any(line.startswith("<7>level=debug") for line in lines)
    assert any(line.startswith("<6>level=info") for line in lines)
