# SPDX-License-Identifier: Apache-2.0
"""What a stranger on the same network finds of the box, from a network namespace of their own."""

import http.client
import json
import os
import re
import socket
import ssl
import subprocess

import pytest

import axe
from appliance import Event, free_port
from namespaces import two_machines
from test_contract import Contract, _concrete
from test_own_certificate import believe, listen

SSLYZE = axe.CACHE / "sslyze"
# Pairing and its end, the authority, liveness, and the pages for attendees with what they show to everybody.
FOR_EVERYBODY = {
    "GET /healthz", "GET /readyz", "GET /pair", "GET /kiosk/pair/{file}", "GET /kiosk/lib/{file}", "GET /b/{token}", "GET /me",
    "GET /s/{id}", "GET /kiosk/me/{file}", "GET /ca.crt", "GET /api/v1/public/certificate", "GET /api/v1/public/sessions/{id}",
    "POST /api/v1/stations", "DELETE /api/v1/session",
}


class Box:
    """The daemon on a machine of its own, as a stranger on another one sees it."""

    def __init__(self, event, machine, stranger):
        self.event = event
        self.machine = machine
        self.stranger = stranger

    def request(self, method, path, body=None):
        """What the stranger is answered, who believes the box's authority and has nothing else."""
        with self.stranger.inside():
            connection = http.client.HTTPSConnection(self.machine.address, self.event.port, timeout=10, context=self.event.trust)
            try:
                headers = {"Content-Type": "application/json"} if body is not None else {}
                connection.request(method, path, json.dumps(body) if body is not None else None, headers)
                response = connection.getresponse()
                return response.status, response.read().decode(errors="replace")
            finally:
                connection.close()


@pytest.fixture(scope="module")
def box(tmp_path_factory):
    with two_machines() as (machine, stranger), Event(tmp_path_factory.mktemp("box") / "event") as event:
        event.import_list()
        listen(event, f"local_port = {free_port()}")
        with machine.inside():
            believe(event)
            event.start()
        yield Box(event, machine, stranger)


def _open_ports(address, ports):
    """Those of the TCP ports that take a connection."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    found = []
    for port in ports:
        with socket.socket(family) as probe:
            probe.settimeout(2)
            if probe.connect_ex((address, port)) == 0:
                found.append(port)
    return found


def test_one_port_answers(box):
    with box.stranger.inside():
        assert _open_ports(box.machine.address, range(1, 65536)) == [box.event.port]
        assert _open_ports(box.machine.address_six, [*range(1, 1024), box.event.port]) == []
    # What the box's own kernel says of it: besides that port, one for this machine alone, and nothing by UDP.
    with box.machine.inside():
        listening = subprocess.run(["ss", "-Hltun"], check=True, capture_output=True, text=True).stdout
    local = int(re.search(r"local_port = (\d+)", box.event.config.read_text()).group(1))
    sockets = sorted((line.split()[0], line.split()[4]) for line in listening.splitlines())
    assert sockets == sorted([("tcp", f"0.0.0.0:{box.event.port}"), ("tcp", f"127.0.0.1:{local}")])
    with box.machine.inside():
        assert http.client.HTTPConnection("127.0.0.1", local, timeout=5).connect() is None


def test_plain_http_gets_nothing(box):
    for first in (b"GET /healthz HTTP/1.1\r\nHost: box\r\n\r\n", b"\r\n" * 8, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"):
        with box.stranger.inside(), socket.create_connection((box.machine.address, box.event.port), timeout=5) as raw:
            raw.sendall(first)
            said = b""
            try:
                while piece := raw.recv(4096):
                    said += piece
            except ConnectionResetError:
                pass
        # An alert of TLS at most (RFC 8446, 6).
        assert said == b"" or said[0] == 21 and len(said) <= 7, said


def test_nothing_but_pairing_health_and_public_pages_answers_without_a_token(box):
    contract = Contract()
    open_to_all = {f"{method} {path}" for method, path, operation in contract.operations() if operation.get("security") == []}
    assert open_to_all == FOR_EVERYBODY
    bodies = []
    for method, template, operation in contract.operations():
        status, body = box.request(method, _concrete(template), None if method == "GET" else {})
        if f"{method} {template}" in FOR_EVERYBODY:
            assert status not in (401, 403) and status < 500, (method, template, status)
            bodies.append(body)
        else:
            assert status == 401, (method, template, status)
            assert json.loads(body)["code"] in ("notPaired", "badgeNotValid"), (method, template, body)
    # Pages in which a door or a list could be; none is there for a stranger.
    for path in ("/", "/kiosk/", "/kiosk/desk", "/kiosk/door/door.js", "/kiosk/board/board.js", "/kiosk/pair/../desk/desk.js",
                 "/kiosk/pair/%2e%2e/desk/desk.js", "/kiosk/lib/..%2f..%2fREADME.md", "//etc/passwd", "/lanyard.sqlite",
                 "/certificates/authority.pem", "/metrics", "/api/v1", "/api/v1/public/", "/api/v1/publi%63/../registrations"):
        status, body = box.request("GET", path)
        assert status in (400, 401, 404), (path, status)
        bodies.append(body)
    told = "\n".join(bodies)
    for person in box.event.people():
        assert person["Email"] not in told and person["Full name"] not in told and person["Order code"] not in told
    assert "PRIVATE KEY" not in told


def test_sslyze_finds_it_as_mozilla_recommends(box, tmp_path):
    assert SSLYZE.exists(), "there is no sslyze: run make setup"
    result = tmp_path / "result.json"
    with box.stranger.inside():
        scan = subprocess.run(
            [
                "/usr/bin/python3", "-m", "sslyze", "--mozilla_config=intermediate", f"--json_out={result}",
                f"--certinfo_ca_file={box.event.folder / 'authority.crt'}", f"{box.machine.address}:{box.event.port}",
            ],
            env={**os.environ, "PYTHONPATH": str(SSLYZE)}, capture_output=True, text=True, timeout=60,
        )
    assert "Compliant" in scan.stdout.split("COMPLIANCE AGAINST", 1)[-1] and scan.returncode == 0, scan.stdout[-2000:] + scan.stderr
    (scanned,) = json.loads(result.read_text())["server_scan_results"]
    found = {name: attempt["result"] for name, attempt in scanned["scan_result"].items() if attempt["status"] == "COMPLETED"}
    for old in ("ssl_2_0", "ssl_3_0", "tls_1_0", "tls_1_1"):
        assert found[f"{old}_cipher_suites"]["accepted_cipher_suites"] == [], old
    for version in ("tls_1_2", "tls_1_3"):
        suites = [each["cipher_suite"]["name"] for each in found[f"{version}_cipher_suites"]["accepted_cipher_suites"]]
        assert suites and all(re.search(r"GCM|CHACHA20", each) for each in suites), suites
        assert version == "tls_1_3" or all(each.startswith("TLS_ECDHE_ECDSA_") for each in suites), suites
    assert not found["heartbleed"]["is_vulnerable_to_heartbleed"]
    assert not found["openssl_ccs_injection"]["is_vulnerable_to_ccs_injection"]
    assert found["robot"]["robot_result"].startswith("NOT_VULNERABLE")
    assert not found["tls_compression"]["supports_compression"]
    assert found["tls_fallback_scsv"]["supports_fallback_scsv"]
    assert found["session_renegotiation"]["supports_secure_renegotiation"]
    assert not found["session_renegotiation"]["is_vulnerable_to_client_renegotiation_dos"]
    assert found["tls_extended_master_secret"]["supports_ems_extension"]


def test_who_has_the_authority_believes_the_box_by_its_names_alone(box):
    strict, world = ssl.create_default_context(cafile=box.event.folder / "authority.crt"), ssl.create_default_context()

    def shake(context, name):
        with box.stranger.inside(), socket.create_connection((box.machine.address, box.event.port), timeout=5) as raw:
            with context.wrap_socket(raw, server_hostname=name) as secure:
                return secure.version()

    assert shake(strict, box.machine.address) == "TLSv1.3" == shake(strict, "localhost")
    with pytest.raises(ssl.SSLCertVerificationError, match="self-signed|unable to get"):
        shake(world, box.machine.address)
    with pytest.raises(ssl.SSLCertVerificationError, match="Hostname mismatch"):
        shake(strict, "bank.example")
