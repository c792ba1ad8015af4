# SPDX-License-Identifier: Apache-2.0
"""A daemon that others can reach speaks HTTPS with a certificate of the box's own, which curl and Chromium verify."""

import http.server
import re
import ssl
import subprocess
import threading

import pytest

import axe
from appliance import Client, Event, free_port, run
from browser import Browser
from conftest import OUTPUT


def listen(event, *lines):
    """Makes the daemon listen everywhere, with these lines more under [http]."""
    text = event.config.read_text()
    assert 'host = "127.0.0.1"' in text
    event.config.write_text(text.replace('host = "127.0.0.1"', "\n".join(['host = "0.0.0.0"', *lines])))


def believe(event):
    """Exports the authority's certificate and makes clients believe it; returns its file."""
    file = event.folder / "authority.crt"
    exported = event.command("certificate", "export", file)
    assert exported.returncode == 0, exported.stderr
    event.trust = ssl.create_default_context(cafile=file)
    return file


def fingerprint(file):
    told = subprocess.run(["openssl", "x509", "-in", file, "-noout", "-fingerprint", "-sha256"], check=True, capture_output=True, text=True)
    return told.stdout.strip().split("=")[1]


def _within(text):
    """The fingerprint that stands on two lines of a command's answer."""
    found = re.search(r"^ +((?:[0-9A-F]{2}:){15}[0-9A-F]{2})\n +((?:[0-9A-F]{2}:){15}[0-9A-F]{2})$", text, re.MULTILINE)
    assert found, text
    return ":".join(found.groups())


@pytest.fixture
def apart(tmp_path):
    """The sample event, to listen everywhere; it is not up yet."""
    with Event(tmp_path / "event") as event:
        event.import_list()
        listen(event)
        believe(event)
        yield event


@pytest.fixture(scope="module")
def reachable(tmp_path_factory):
    """The sample event, up and listening everywhere, for all who leave it as it is."""
    with Event(tmp_path_factory.mktemp("reachable") / "event") as event:
        event.import_list()
        listen(event)
        believe(event)
        event.start()
        yield event


def test_it_is_made_once_kept_to_its_owner_and_told_everywhere_alike(apart):
    authority = apart.folder / "authority.crt"
    sheet = apart.command("station", "add", "--role", "desk", "--port", apart.port).stdout
    # The sheet may be printed before the daemon has ever run.
    assert _within(sheet) == fingerprint(authority)
    apart.start()
    kept = apart.folder / "certificates"
    assert kept.stat().st_mode & 0o777 == 0o700
    assert {file.name: file.stat().st_mode & 0o777 for file in kept.iterdir()} == {"authority.pem": 0o600, "server.pem": 0o600}
    got = apart.client().get("/ca.crt")
    assert got.headers["Content-Type"] == "application/x-x509-ca-cert"
    assert ssl.DER_cert_to_PEM_cert(got.body) == authority.read_text()
    told = apart.client().get("/api/v1/public/certificate").json["authority"]
    assert told["fingerprint"] == fingerprint(authority) and told["url"] == "/ca.crt"
    said = apart.command("certificate").stdout
    assert _within(said) == fingerprint(authority) and "localhost" in said and "127.0.0.1" in said
    assert apart.link("wall").startswith("https://")
    assert _doctor(apart).startswith("Certificate: all is well") and fingerprint(authority) in _doctor(apart)
    before = {file.name: file.read_bytes() for file in kept.iterdir()}
    assert apart.stop() == 0
    apart.start()
    assert {file.name: file.read_bytes() for file in kept.iterdir()} == before
    assert not re.search(r"PRIVATE KEY|certificate|vouch", (apart.folder / "daemon.log").read_text())


def test_another_name_makes_another_certificate_of_the_same_authority(apart):
    apart.start()
    server = (apart.folder / "certificates" / "server.pem").read_text()
    assert apart.stop() == 0
    apart.config.write_text(apart.config.read_text().replace("[http]", '[http]\nnames = ["desk.lan", "bank.example", "10.9.8.7"]'))
    apart.start()
    assert (apart.folder / "certificates" / "server.pem").read_text() != server
    shown = subprocess.run(
        ["openssl", "x509", "-in", apart.folder / "certificates" / "server.pem", "-noout", "-ext", "subjectAltName"],
        check=True, capture_output=True, text=True,
    ).stdout
    assert "The daemon makes another certificate when it is started" not in _doctor(apart)
    assert "may not vouch for bank.example" in _doctor(apart)
    apart.config.write_text(apart.config.read_text().replace("10.9.8.7", "10.9.8.8"))
    assert "The daemon makes another certificate when it is started" in _doctor(apart)
    assert "DNS:desk.lan" in shown and "IP Address:10.9.8.7" in shown and "bank.example" not in shown
    assert "may not vouch for bank.example" in (apart.folder / "daemon.log").read_text()
    assert apart.link("wall").startswith("https://desk.lan:")


def _doctor(event):
    """What the doctor says of the certificate."""
    said = event.command("doctor").stdout.splitlines()
    (first,) = [number for number, line in enumerate(said) if line.startswith(("Certificate: ", "Network: "))]
    rest = [number for number, line in enumerate(said) if number > first and not line.startswith(" ")]
    return "\n".join(said[first : rest[0] if rest else None])


def _start(event):
    """How the daemon refuses to start."""
    done = run("serve", "--config", event.config, "--port", event.port)
    assert done.returncode == 1, done
    return done.stderr


def test_an_authority_that_is_damaged_is_told_of_and_left_alone(apart):
    kept = apart.folder / "certificates" / "authority.pem"
    whole = kept.read_bytes()
    kept.write_bytes(whole[:300])
    assert f"{kept} is damaged; nothing was changed" in _start(apart)
    assert f"{kept} is damaged" in apart.command("station", "add", "--role", "desk").stderr
    assert kept.read_bytes() == whole[:300]
    kept.write_bytes(whole)
    kept.chmod(0o644)
    assert f"chmod 600 {kept}" in _start(apart)


def test_plain_http_is_for_this_machine_unless_it_is_asked_for(tmp_path):
    with Event(tmp_path / "event") as event:
        event.import_list()
        event.start()
        assert event.client().get("/ca.crt").status == 404
        assert event.client().get("/api/v1/public/certificate").json == {"authority": None}
        assert event.command("certificate", "export").returncode == 1
        assert not (event.folder / "certificates").exists()
        assert event.stop() == 0
        assert "read along" not in (event.folder / "daemon.log").read_text()
        listen(event, "plain_http = true")
        event.start()
        assert "Everybody on the network can read along" in (event.folder / "daemon.log").read_text()
        assert event.link("wall").startswith("http://") and not (event.folder / "certificates").exists()
        assert _doctor(event).startswith("Network: worth a look") and "can read along" in _doctor(event)
        assert event.stop() == 0
        event.config.write_text(event.config.read_text().replace("plain_http = true", ""))
        assert "makes its own when the daemon starts" in _doctor(event) and not (event.folder / "certificates").exists()


def test_a_browser_of_this_machine_may_come_by_a_local_port(apart):
    port = free_port()
    apart.config.write_text(apart.config.read_text().replace("[http]", f"[http]\nlocal_port = {port}"))
    apart.start()
    here, code = Client(port), apart.link("door", "gradient").split("#")[1]
    paired = here.post("/api/v1/stations", {"code": code})
    assert paired.status == 201 and "Secure" not in paired.headers["Set-Cookie"]
    assert here.get("/api/v1/session", headers={"Cookie": paired.headers["Set-Cookie"].split(";")[0]}).status == 200
    # What came in the clear is taken by nobody who asks for HTTPS.
    assert apart.client().get("/api/v1/session", headers={"Cookie": paired.headers["Set-Cookie"].split(";")[0]}).status == 401
    assert apart.stop() == 0


def test_cookies_and_origins_over_https(reachable):
    client = reachable.client()
    paired = client.post("/api/v1/stations", {"code": reachable.link("organizer").split("#")[1]})
    name, *attributes = paired.headers["Set-Cookie"].split("; ")
    assert name.startswith("__Host-lanyard-") and {"Secure", "HttpOnly", "SameSite=Strict", "Path=/"} <= set(attributes)
    assert not any(each.startswith("Domain") for each in attributes)
    assert client.get("/api/v1/session", headers={"Cookie": name}).status == 200
    assert client.get("/api/v1/session", headers={"Cookie": name.removeprefix("__Host-")}).status == 401
    body = {"count": 1, "requestId": "00000000-0000-4000-8000-000000000009"}

    def change(**headers):
        return client.post("/api/v1/places/chain-rule/recounts", body, headers={"Cookie": name, **headers}).status

    assert change(Origin=f"http://localhost:{reachable.port}") == 403
    assert change(Origin=f"https://localhost:{reachable.port}") == 201
    # By its name, not where the machine's other ports are somebody's own work.
    assert "Strict-Transport-Security" not in client.get("/pair").headers
    strict = client.get("/pair", headers={"Host": f"box.local:{reachable.port}"}).headers["Strict-Transport-Security"]
    assert strict == "max-age=1209600"


@pytest.fixture
def trusting(reachable, tmp_path):
    """A home in which Chromium trusts the box's authority and no click goes past a certificate."""
    database = tmp_path / "home" / ".pki" / "nssdb"
    database.mkdir(parents=True)
    for arguments in (["-N", "--empty-password"], ["-A", "-n", "box", "-t", "C,,", "-i", reachable.folder / "authority.crt"]):
        subprocess.run(["certutil", "-d", f"sql:{database}", *arguments], check=True, capture_output=True)
    return {"HOME": str(tmp_path / "home")}


def test_a_browser_that_trusts_the_authority_pairs_and_has_a_secure_door(reachable, trusting, tmp_path, request):
    told = reachable.client().get("/api/v1/public/certificate").json["authority"]["fingerprint"]
    with Browser(OUTPUT / request.node.name, tmp_path / "profile", environment=trusting) as browser:
        page = browser.open(f"https://localhost:{reachable.port}/pair")
        page.until(lambda: page.is_shown(".fingerprint"), "the fingerprint")
        assert re.sub(r"\s", "", page.text(".fingerprint")) == told
        for size in ("kiosk", "wall", "phone"):
            page.picture("pairing", size)
        for scheme in ("light", "dark"):
            page.emulate("kiosk", scheme)
            assert axe.violations(page) == []
        code = reachable.link("operator").split("#")[1]
        page = browser.open(f"https://localhost:{reachable.port}/pair#{code}")
        page.until(lambda: page.is_shown("#add"), "the operator's screen")
        page.click("#add")
        page.until(lambda: page.is_shown("#offer"), "the form")
        page.click("#offer")
        page.until(lambda: page.is_shown(".fingerprint"), "the code with the fingerprint")
        assert re.sub(r"\s", "", page.text(".fingerprint")) == told
        for size in ("kiosk", "wall", "phone"):
            page.picture("invitation", size)
        assert axe.violations(page) == []
        code = reachable.link("door", "gradient").split("#")[1]
        door = browser.open(f"https://localhost:{reachable.port}/pair#{code}")
        door.until(lambda: door.text("#count") == "0", "the idle door")
        assert door.script("return isSecureContext")
        door.until(lambda: door.script("return navigator.serviceWorker.controller !== null"), "the worker")
        # A page of its own changes something, with its cookie.
        door.scan("NOT A BADGE AT ALL")
        door.until(lambda: door.is_shown("#verdict"), "a verdict")


@pytest.fixture
def forged(reachable, tmp_path):
    """Servers with certificates that somebody made with the authority's stolen key, by the name that each has."""
    authority = reachable.folder / "certificates" / "authority.pem"
    servers = {}
    for name in ("bank.example", "other.lan"):
        key, request, made, names = (tmp_path / f"{name}.{kind}" for kind in ("key", "csr", "crt", "ext"))
        names.write_text(f"subjectAltName=DNS:{name}\nextendedKeyUsage=serverAuth\n")
        for arguments in (
            ["req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=x", "-keyout", key, "-out", request],
            ["x509", "-req", "-in", request, "-CA", authority, "-CAkey", authority, "-days", "9", "-extfile", names, "-out", made],
        ):
            subprocess.run(["openssl", *arguments], check=True, capture_output=True)
        server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(made, key)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers[name] = server, made
    yield servers
    for server, _ in servers.values():
        server.shutdown()
        server.server_close()


def test_who_steals_the_key_can_pass_for_no_site_of_the_worlds(reachable, forged, trusting, tmp_path, request):
    told = {
        name: subprocess.run(["openssl", "verify", "-CAfile", reachable.folder / "authority.crt", made], capture_output=True, text=True).stderr
        for name, (_, made) in forged.items()
    }
    assert "permitted subtree violation" in told["bank.example"] and told["other.lan"] == ""
    mapped = "--host-resolver-rules=MAP *.example 127.0.0.1, MAP *.lan 127.0.0.1"
    with Browser(OUTPUT / request.node.name, tmp_path / "profile", [mapped], trusting) as browser:
        pages = {name: browser.open(f"https://{name}:{server.server_port}/") for name, (server, _) in forged.items()}
        page = pages["other.lan"]
        page.until(lambda: "Directory listing" in page.text("body"), "the page of a private name")
        page = pages["bank.example"]
        page.until(lambda: "ERR_CERT_" in page.text("body"), "Chromium's warning")
        assert "Directory listing" not in page.text("body")


def test_a_browser_that_does_not_trust_it_shows_nothing_of_ours(reachable, tmp_path, request):
    with Browser(OUTPUT / request.node.name, tmp_path / "profile", environment={"HOME": str(tmp_path)}) as browser:
        page = browser.open(f"https://localhost:{reachable.port}/pair")
        page.until(lambda: "ERR_CERT_AUTHORITY_INVALID" in page.text("body"), "Chromium's warning")
        assert not page.script("return document.querySelector('#code') !== null")
