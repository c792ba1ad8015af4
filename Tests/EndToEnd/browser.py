# SPDX-License-Identifier: Apache-2.0
"""A real Chromium, driven over the W3C WebDriver protocol."""

import base64
import json
import os
import pathlib
import signal
import subprocess
import time
import urllib.request

import websocket
from appliance import free_port

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
KEYS = {"ArrowDown": "\ue015", "ArrowLeft": "\ue012", "ArrowRight": "\ue014", "ArrowUp": "\ue013", "Enter": "\ue007", "Escape": "\ue00c", "F2": "\ue032", "Tab": "\ue004"}
SHIFT, CONTROL, ALT, KEYPAD_0 = "\ue008", "\ue009", "\ue00a", 0xE01A
CLOCK = """
(() => {
  const Real = globalThis.RealDate ?? Date;
  globalThis.RealDate = Real;
  const offset = MOMENT - Real.now();
  globalThis.Date = class extends Real {
    constructor(...given) {
      if (given.length) super(...given); else super(Real.now() + offset);
    }
    static now() { return Real.now() + offset; }
  };
})();
"""
# What Chromium says of a page that does what it may not.
FORBIDDEN = ("Content Security Policy", "content security policy", "Permissions policy", "Permissions-Policy", "Refused to ")
SIZES = {"kiosk": (1024, 600), "wall": (1920, 1080), "phone": (390, 844)}


class Browser:
    """One browser; `page` is one of its windows. With a profile's folder it remembers what it held before.

    `arguments` are more of Chromium's own.
    """

    def __init__(self, pictures, profile=None, arguments=(), environment=None):
        self.pictures = pathlib.Path(pictures)
        self.profile = profile
        self.arguments = arguments
        self.environment = environment
        self.port = free_port()

    def __enter__(self):
        self.driver = subprocess.Popen(
            ["chromedriver", f"--port={self.port}", "--log-level=OFF"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **(self.environment or {})},
        )
        self._wait_for_driver()
        options = {
            "args": [
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--window-size=1024,600",
                "--lang=en",
                *([f"--user-data-dir={self.profile}"] if self.profile else []),
                *self.arguments,
            ]
        }
        created = self._call(
            "POST",
            "/session",
            {"capabilities": {"alwaysMatch": {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}}},
        )
        self.session = created["sessionId"]
        self.process = created["capabilities"]["goog:processID"]
        self.debugger = created["capabilities"]["goog:chromeOptions"]["debuggerAddress"]
        return self

    def kill(self):
        """Ends the browser in the middle of whatever it does."""
        os.kill(self.process, signal.SIGKILL)
        self.process = None

    def __exit__(self, kind, *_):
        violations = []
        try:
            if self.process:
                violations = self.violations() if kind is None else []
                self._do("DELETE", "")
        finally:
            self.driver.terminate()
            self.driver.wait()
        assert not violations, "\n".join(violations)

    def violations(self):
        """What pages did, since this was last asked, that the daemon's headers forbid them."""
        entries = self._do("POST", "/se/log", {"type": "browser"})
        return [each["message"] for each in entries if any(word in each["message"] for word in FORBIDDEN)]

    def _wait_for_driver(self):
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            try:
                if self._call("GET", "/status")["ready"]:
                    return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("chromedriver did not come up")

    def _call(self, method, path, body=None):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}",
            method=method,
            data=json.dumps(body).encode() if body is not None else None,
            headers={"Content-Type": "application/json"},
        )
        try:
            with urllib.request.urlopen(request, timeout=60) as response:
                return json.load(response)["value"]
        except urllib.error.HTTPError as error:
            value = json.load(error)["value"]
            raise AssertionError(f"{value['error']}: {value['message'].splitlines()[0]}") from None

    def _do(self, method, path, body=None):
        return self._call(method, f"/session/{self.session}{path}", body)

    # Windows

    def open(self, url):
        """Opens `url` in a window of its own and returns the page."""
        handle = self._do("POST", "/window/new", {"type": "tab"})["handle"]
        page = Page(self, handle)
        page.go(url)
        return page


def _key(character):
    """A key of the American keyboard, as the browser's own protocol has it."""
    if character == "\n":
        return {"key": "Enter", "code": "Enter", "text": "\r", "windowsVirtualKeyCode": 13}
    letter = character.upper()
    known = {"code": f"Key{letter}", "windowsVirtualKeyCode": ord(letter)} if "A" <= letter <= "Z" else {}
    if character.isdigit() and character.isascii():
        known = {"code": f"Digit{character}", "windowsVirtualKeyCode": ord(character)}
    return {"key": character, "text": character, "modifiers": 8 if character != character.lower() else 0, **known}


def _control(character, way):
    """The stroke for a control character: Ctrl with a key of the American keyboard, or its number under Alt."""
    if way == "Alt":
        return ALT, "".join(chr(KEYPAD_0 + int(digit)) for digit in f"{ord(character):04}")
    key = chr(ord(character) + 0x40).lower()
    return (CONTROL, SHIFT, key) if key in "^_" else (CONTROL, key)


class Page:
    def __init__(self, browser, handle):
        self.browser = browser
        self.handle = handle

    def _do(self, method, path, body=None):
        self.browser._do("POST", "/window", {"handle": self.handle})
        return self.browser._do(method, path, body)

    def go(self, url):
        self._do("POST", "/url", {"url": url})

    @property
    def url(self):
        return self._do("GET", "/url")

    def script(self, source, *arguments):
        return self._do("POST", "/execute/sync", {"script": source, "args": list(arguments)})

    def script_async(self, source, *arguments):
        """Runs a script whose last argument is what it calls with its answer."""
        return self._do("POST", "/execute/async", {"script": source, "args": list(arguments)})

    def text(self, selector):
        return self.script(
            "const found = document.querySelector(arguments[0]); return found && found.innerText", selector
        )

    def attribute(self, selector, name):
        return self.script(
            "const found = document.querySelector(arguments[0]); return found && found.getAttribute(arguments[1])",
            selector,
            name,
        )

    def is_shown(self, selector):
        return self.script(
            "const found = document.querySelector(arguments[0]); return !!found && found.checkVisibility()", selector
        )

    def click(self, selector):
        element = self._do("POST", "/element", {"using": "css selector", "value": selector})[ELEMENT]
        self._do("POST", f"/element/{element}/click", {})

    def choose(self, selector, path):
        """Chooses a file of this machine in a file input."""
        element = self._do("POST", "/element", {"using": "css selector", "value": selector})[ELEMENT]
        self._do("POST", f"/element/{element}/value", {"text": str(path)})

    def type(self, *keys):
        """Types as a person does, key by key, wherever the focus is."""
        self._keys(keys, pause=60)

    def scan(self, text, controls="Enter"):
        """Types as a wedge scanner does: fast, wherever the focus is, with Enter at the end.

        Control characters come as Enter for each line break, as Ctrl codes, or as digits on the keypad under Alt.
        """
        if controls == "Enter":
            return self._burst(text.replace("\r\n", "\n").replace("\r", "\n") + "\n")
        strokes = [_control(each, controls) if each < " " else (each,) for each in text]
        self._strike(strokes + [(KEYS["Enter"],)])

    def _burst(self, text):
        """Strikes keys without waiting for the page after each, as chromedriver does: a busy machine makes no gaps."""
        self._do("POST", "/window", {"handle": self.handle})
        address = f"ws://{self.browser.debugger}/devtools/page/{self.handle}"
        line = websocket.create_connection(address, timeout=60, suppress_origin=True)
        try:
            commands = [
                {"method": "Input.dispatchKeyEvent", "params": {"type": kind, **_key(character)}}
                for character in text for kind in ("keyDown", "keyUp")
            ]
            for number, command in enumerate(commands):
                line.send(json.dumps({"id": number, **command}))
            answered = 0
            while answered < len(commands):
                answer = json.loads(line.recv())
                assert "error" not in answer, answer
                answered += "id" in answer
        finally:
            line.close()

    def hold(self, character, times):
        """Holds a key down for so long that it repeats."""
        code = {"key": character, "code": f"Key{character.upper()}", "text": character}
        for number in range(times):
            self._cdp("Input.dispatchKeyEvent", type="keyDown", autoRepeat=number > 0, **code)
        self._cdp("Input.dispatchKeyEvent", type="keyUp", key=character, code=code["code"])

    def press(self, key, code, text="", modifiers=0):
        """One key of a layout that is not this machine's; modifiers are 1 Alt, 2 Ctrl, 8 Shift."""
        kind = "keyDown" if text else "rawKeyDown"
        self._cdp("Input.dispatchKeyEvent", type=kind, key=key, code=code, text=text, modifiers=modifiers)
        self._cdp("Input.dispatchKeyEvent", type="keyUp", key=key, code=code, modifiers=modifiers)

    def compose(self, text):
        """What an input method shows while it composes."""
        self._cdp("Input.imeSetComposition", text=text, selectionStart=len(text), selectionEnd=len(text))

    def commit(self, text):
        """Ends the composition with `text`."""
        self._cdp("Input.insertText", text=text)

    def _keys(self, keys, pause):
        self._strike([(character,) for key in keys for character in ([KEYS[key]] if key in KEYS else key)], pause)

    def _strike(self, strokes, pause=0):
        """Presses the keys of each stroke together: all but the last stay down until it is let go.

        The last may be several, which are struck one by one while the others are down.
        """
        actions = []
        for *held, last in strokes:
            actions += [{"type": "keyDown", "value": each} for each in held]
            for each in last:
                actions += [{"type": kind, "value": each} for kind in ("keyDown", "keyUp")]
            actions += [{"type": "keyUp", "value": each} for each in reversed(held)]
            if pause:
                actions.append({"type": "pause", "duration": pause})
        self._do("POST", "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": actions}]})

    def paste(self, selector, text):
        self.script(
            """const field = document.querySelector(arguments[0]); field.focus();
            const data = new DataTransfer(); data.setData('text/plain', arguments[1]);
            const event = new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true});
            if (field.dispatchEvent(event)) { document.execCommand('insertText', false, arguments[1]); }""",
            selector,
            text,
        )

    def until(self, condition, what, seconds=10):
        """Waits until `condition()` is true and returns its value."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            value = condition()
            if value:
                return value
            time.sleep(0.02)
        self.picture("failed")
        raise AssertionError(f"{what} did not come within {seconds} s on {self.url}")

    def emulate(self, size, scheme="light"):
        """Makes the window one of the three sizes that the screens are made for, light or dark."""
        if size:
            width, height = SIZES[size]
            self._cdp("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)
        else:
            self._cdp("Emulation.clearDeviceMetricsOverride")
        self._cdp("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        # Two frames later the page has been laid out anew.
        self._do(
            "POST",
            "/execute/async",
            {"script": "requestAnimationFrame(() => requestAnimationFrame(arguments[0]))", "args": []},
        )

    def set_clock(self, moment):
        """Makes pages that this window opens from now on take `moment` for now, and go on from there."""
        self._cdp("Page.addScriptToEvaluateOnNewDocument", source=CLOCK.replace("MOMENT", str(round(moment.timestamp() * 1000))))

    def speak(self, language):
        """Makes this window prefer a language."""
        agent = self.script("return navigator.userAgent")
        self._cdp("Emulation.setUserAgentOverride", userAgent=agent, acceptLanguage=language)

    def picture(self, name, size=None):
        """A screenshot into the test's output, at one of the three sizes or as the window is."""
        if size:
            self.emulate(size)
        self.browser.pictures.mkdir(parents=True, exist_ok=True)
        path = self.browser.pictures / f"{name}{'-' + size if size else ''}.png"
        path.write_bytes(base64.b64decode(self._do("GET", "/screenshot")))
        if size:
            self.emulate(None)

    def heard(self, role):
        """The names of everything with this role that a screen reader is told of, in order."""
        nodes = self._cdp("Accessibility.getFullAXTree")["nodes"]
        told = [node for node in nodes if not node.get("ignored") and node["role"]["value"] == role]
        return [node["name"]["value"] for node in told]

    def installability_errors(self):
        """What keeps a browser from installing the page like a program."""
        return [each["errorId"] for each in self._cdp("Page.getInstallabilityErrors")["installabilityErrors"]]

    def _cdp(self, command, **parameters):
        return self._do("POST", "/goog/cdp/execute", {"cmd": command, "params": parameters})
