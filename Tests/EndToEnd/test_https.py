# SPDX-License-Identifier: Apache-2.0
"""A daemon with a certificate: HTTPS and nothing else, in curl's eyes and in a browser's."""

import base64
import hashlib
import json
import ssl
import subprocess
import time

import pytest

import appliance
from appliance import Client, Event
from browser import Browser
from conftest import OUTPUT


def _openssl(*arguments):
    return subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True).stdout


def _certificate(folder, name="cert"):
    """A certificate that signs itself, for this machine, and its key."""
    folder.mkdir(exist_ok=True)
    certificate, key = folder / f"{name}.pem", folder / f"{name}-key.pem"
    _openssl(
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", 2,
        "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", certificate,
    )
    return certificate, key


def _secure(event, certificate="tls/cert.pem", key="tls/cert-key.pem"):
    with open(event.folder / "event.toml", "a") as file:
        file.write(f"\n[server]\ncertificate = {json.dumps(certificate)}\nkey = {json.dumps(key)}\n")


@pytest.fixture
def secured(tmp_path, printer):
    """The sample event, with a certificate."""
    with Event(tmp_path / "event", printer_uri=printer.uri) as event:
        event.import_list()
        certificate, _ = _certificate(event.folder / "tls")
        _secure(event)
        event.trust = ssl.create_default_context(cafile=certificate)
        event.start()
        yield event


def _curl(*arguments):
    return subprocess.run(["curl", "--silent", "--show-error", "--max-time", "5", *map(str, arguments)], capture_output=True, text=True)


def test_curl_verifies_the_certificate_and_stations_come_by_https_alone(secured):
    url = f"https://localhost:{secured.port}/healthz"
    assert json.loads(_curl("--cacert", secured.folder / "tls" / "cert.pem", url).stdout) == {"status": "ok"}
    assert _curl(url).returncode == 60
    assert _curl(url.replace("https", "http")).returncode != 0
    link = secured.link("door", "gradient")
    assert link.startswith(f"https://localhost:{secured.port}/pair#")
    paired = secured.client().post("/api/v1/stations", {"code": link.split("#")[1]})
    assert paired.status == 201
    attributes = paired.headers["Set-Cookie"].split("; ")
    assert {"Secure", "HttpOnly", "SameSite=Strict"} <= set(attributes)
    assert secured.stop() == 0
    log = (secured.folder / "daemon.log").read_text()
    assert f"Lanyard is up at https://localhost:{secured.port}" in log
    # In two days; whoever reads this has a month's notice.
    assert "The certificate runs out at " in log and "Get another one before." in log


def test_a_cookie_over_plain_http_is_not_marked_secure(event):
    code = event.link("door", "gradient").split("#")[1]
    assert "Secure" not in Client(event.port).post("/api/v1/stations", {"code": code}).headers["Set-Cookie"].split("; ")


def _trusting(certificate):
    """Chromium's argument for believing this key and no other."""
    key = _openssl("x509", "-in", certificate, "-noout", "-pubkey").decode()
    der = ssl.PEM_cert_to_DER_cert(key.replace("PUBLIC KEY", "CERTIFICATE"))
    return "--ignore-certificate-errors-spki-list=" + base64.b64encode(hashlib.sha256(der).digest()).decode()


def test_a_door_in_a_browser_is_secure(secured, tmp_path, request):
    trusting = _trusting(secured.folder / "tls" / "cert.pem")
    with Browser(OUTPUT / request.node.name, tmp_path / "profile", [trusting]) as browser:
        door = browser.open(secured.link("door", "gradient"))
        door.until(lambda: door.text("#count") == "0", "the idle door")
        assert door.url.startswith(f"https://localhost:{secured.port}/kiosk/door/")
        assert door.script("return isSecureContext")
        door.until(lambda: door.script("return navigator.serviceWorker.controller !== null"), "the worker")
        # The figures come by a stream of events.
        recount = {"count": 7, "requestId": "00000000-0000-4000-8000-000000000007"}
        assert secured.station("organizer").post("/api/v1/places/gradient/recounts", recount).status == 201
        door.until(lambda: door.text("#count") == "7", "the new figure")
        door.picture("door", "kiosk")
        assert secured.stop() == 0


def test_stops_within_a_second_with_streams_open(secured):
    organizer = secured.station("organizer")
    streams = []
    for _ in range(30):
        board = secured.client(organizer.token)
        board.connection.request("GET", "/api/v1/occupancy/events", headers={"Authorization": f"Bearer {board.token}"})
        response = board.connection.getresponse()
        assert response.readline().startswith(b"event: ") or response.readline()
        streams.append((board, response))
    assert secured.client().get("/healthz").status == 200
    began = time.monotonic()
    assert secured.stop() == 0
    seconds = time.monotonic() - began
    print(f"stopped after {seconds * 1000:.0f} ms")
    assert seconds < 1


def _start(event):
    """How the daemon refuses to start."""
    done = subprocess.run(
        [appliance.LANYARD, "serve", "--config", event.config, "--port", str(event.port)], capture_output=True, text=True, timeout=20
    )
    assert done.returncode == 1, done
    return done.stderr


def test_the_doctor_looks_at_the_certificate(secured):
    def says():
        return secured.command("doctor").stdout

    # It is good for two days, which is long enough for the event and not for long.
    assert "Certificate: worth a look" in says() and "Get another one before." in says()
    # The event ends after the certificate does.
    secured.edit_event(r"^days = .*$", 'days = ["2099-10-07", "2099-10-08"]')
    assert "The certificate runs out at " in says()
    (secured.folder / "tls" / "cert-key.pem").chmod(0o644)
    assert "chmod 600 " in says()


def test_says_at_the_start_what_is_wrong_with_certificate_and_key(tmp_path):
    with Event(tmp_path / "event") as event:
        event.import_list()
        certificate, key = _certificate(event.folder / "tls")
        _secure(event)
        right = certificate.read_bytes(), key.read_bytes()

        def put_right():
            certificate.write_bytes(right[0])
            key.write_bytes(right[1])
            key.chmod(0o600)

        key.chmod(0o644)
        assert f"chmod 600 {key}" in _start(event)
        put_right()
        _, other = _certificate(event.folder / "tls", "other")
        key.write_bytes(other.read_bytes())
        assert f"{key} is not the key of the certificate {certificate}" in _start(event)
        put_right()
        key.write_bytes(_openssl("pkey", "-in", other, "-aes256", "-passout", "pass:secret"))
        assert f"{key} is no private key in PEM form, or one with a passphrase" in _start(event)
        put_right()
        certificate.write_bytes(right[1])
        assert f"{certificate} is no certificate in PEM form" in _start(event)
        put_right()
        key.unlink()
        assert f"{key} does not exist" in _start(event)
        put_right()
        certificate.unlink()
        assert f"{certificate} does not exist" in _start(event)
        put_right()
        event.edit_event(r"^key = .*$", "")
        assert "server.key, line " in _start(event)
        event.edit_event(r"^certificate = .*$", 'certificate = 7\nkey = "tls/cert-key.pem"\nciphers = "all"')
        said = _start(event)
        assert "server.certificate, line " in said and "found a whole number" in said
        assert "server.ciphers, line " in said and "unknown key" in said
