"""Debian's Firefox, driven by its own WebDriver BiDi: the second engine. Standard library only.

A command is a row of JSON over a WebSocket (RFC 6455) on loopback; https://w3c.github.io/webdriver-bidi/ names them.
"""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import signal
import socket
import struct
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from tests.journeys.running import PATIENCE_SECONDS

FIREFOX = "/usr/bin/firefox-esr"
TEXT, CLOSE, PING, PONG = 1, 8, 9, 10
# No page of Firefox's own, nothing asked beyond loopback: what a browser asks its makers for, one by one.
NOWHERE = "data:,#nowhere/v1"
# Without these a released Firefox takes no other address for its settings service than its own.
SURROUNDINGS = {"MOZ_REMOTE_SETTINGS_DEVTOOLS": "1", "MOZ_DISABLE_NONLOCAL_CONNECTIONS": "1"}
WISHES: dict[str, bool | int | str] = {
    "app.normandy.enabled": False,
    "browser.newtabpage.enabled": False,
    "browser.region.network.url": "",
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.safebrowsing.provider.google4.updateURL": "",
    "browser.safebrowsing.provider.mozilla.updateURL": "",
    "browser.search.update": False,
    "browser.startup.page": 0,
    "browser.topsites.contile.enabled": False,
    "datareporting.healthreport.uploadEnabled": False,
    "dom.push.connection.enabled": False,
    "extensions.getAddons.cache.enabled": False,
    "extensions.systemAddon.update.enabled": False,
    "extensions.update.enabled": False,
    "media.gmp-manager.url": NOWHERE,
    "media.gmp-manager.updateEnabled": False,
    "network.dns.disablePrefetch": True,
    "network.prefetch-next": False,
    "network.trr.mode": 5,
    "services.settings.server": NOWHERE,
    "toolkit.telemetry.server": NOWHERE,
    "toolkit.telemetry.unified": False,
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.safebrowsing.downloads.remote.enabled": False,
    "intl.accept_languages": "en",
}


class Tab:
    """One page, and what a person does with it."""

    def __init__(self, wire: _Wire, context: str) -> None:
        self._wire, self._context = wire, context

    def open(self, address: str) -> None:
        """Go there; returns when the page is loaded."""
        self._wire.ask("browsingContext.navigate", context=self._context, url=address, wait="complete")

    def value(self, script: str) -> Any:
        """What an expression of the page gives: text, a number or a yes."""
        answer = self._wire.ask(
            "script.evaluate", expression=script, target={"context": self._context}, awaitPromise=True
        )
        assert answer["type"] == "success", answer
        return answer["result"].get("value")

    def until(self, script: str) -> None:
        """Ask ten times a second until the expression is true."""
        end = time.monotonic() + PATIENCE_SECONDS
        while self.value(script) is not True:
            assert time.monotonic() < end, f"it did not come to pass: {script}\n{self.value('document.body.innerText')}"
            time.sleep(0.1)

    def write(self, selector: str, text: str) -> None:
        """Type into the field, key by key."""
        self.value(f"document.querySelector({json.dumps(selector)}).focus()")
        self._press([key for letter in text for key in (_key("keyDown", letter), _key("keyUp", letter))])

    def press(self, selector: str) -> None:
        """Press a button by the keyboard."""
        self.value(f"document.querySelector({json.dumps(selector)}).focus()")
        self._press([_key("keyDown", "\ue007"), _key("keyUp", "\ue007")])

    def _press(self, keys: list[dict[str, str]]) -> None:
        hands = [{"type": "key", "id": "keyboard", "actions": keys}]
        self._wire.ask("input.performActions", context=self._context, actions=hands)


class Ear(threading.Thread):
    """What stands for everything beyond loopback: it answers nothing, and notes whom the browser wanted to reach."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        self.heard: list[str] = []

    def run(self) -> None:
        """Until it is closed."""
        while True:
            try:
                caller, _ = self._socket.accept()
            except OSError:
                return
            with caller, suppress(OSError):
                caller.settimeout(PATIENCE_SECONDS)
                self.heard.append(caller.recv(4096).split(b"\r\n")[0].decode(errors="replace"))

    def close(self) -> None:
        """Stop listening."""
        # Closing alone does not wake a thread that waits for a caller.
        with suppress(OSError):
            self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    @property
    def wishes(self) -> dict[str, bool | int | str]:
        """Everything but loopback goes here."""
        here: dict[str, bool | int | str] = {"network.proxy.type": 1, "network.proxy.no_proxies_on": "127.0.0.1"}
        for kind in ("http", "ssl"):
            here |= {f"network.proxy.{kind}": "127.0.0.1", f"network.proxy.{kind}_port": self.port}
        return here


@contextmanager
def firefox() -> Iterator[Tab]:
    """A browser with a new profile, and one tab of it. Fails when it called anybody beyond loopback."""
    with closing(Ear()) as ear:
        ear.start()
        with _browser(ear.wishes) as tab:
            yield tab
        assert ear.heard == [], f"Firefox called {set(ear.heard)}"


@contextmanager
def _browser(more: dict[str, bool | int | str]) -> Iterator[Tab]:
    profile = Path(tempfile.mkdtemp(prefix="peerline-firefox-"))
    wishes = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in {**WISHES, **more}.items()]
    (profile / "user.js").write_text("".join(wishes))
    words = [FIREFOX, "--headless", "--no-remote", "--profile", str(profile), "--remote-debugging-port", "0"]
    said = profile / "said"
    with said.open("wb") as out:
        process = subprocess.Popen(
            words, stdout=out, stderr=out, start_new_session=True, env={**os.environ, **SURROUNDINGS}
        )
    try:
        with closing(_Wire(_port(process, said))) as wire:
            wire.ask("session.new", capabilities={})
            yield Tab(wire, wire.ask("browsingContext.create", type="tab")["context"])
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        shutil.rmtree(profile, ignore_errors=True)


def _port(process: subprocess.Popen[bytes], said: Path) -> int:
    end = time.monotonic() + PATIENCE_SECONDS
    while not (found := re.search(r"BiDi listening on ws://127\.0\.0\.1:(\d+)", said.read_text(errors="replace"))):
        assert process.poll() is None, f"Firefox ended: {said.read_text(errors='replace')}"
        assert time.monotonic() < end, "Firefox does not listen"
        time.sleep(0.1)
    return int(found[1])


def _key(kind: str, value: str) -> dict[str, str]:
    return {"type": kind, "value": value}


class _Wire:
    """Commands out, answers in; events in between are passed over."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_SECONDS)
        self._in = self._socket.makefile("rb")
        self._number = 0
        key = base64.b64encode(os.urandom(16)).decode()
        head = ("GET /session HTTP/1.1", f"Host: 127.0.0.1:{port}", "Upgrade: websocket", "Connection: Upgrade")
        more = (f"Sec-WebSocket-Key: {key}", "Sec-WebSocket-Version: 13")
        self._socket.sendall("\r\n".join((*head, *more, "", "")).encode())
        assert b" 101 " in self._in.readline()
        while self._in.readline().strip():
            pass

    def close(self) -> None:
        """Hang up."""
        self._in.close()
        self._socket.close()

    def ask(self, method: str, **params: Any) -> Any:
        """The result of a command."""
        self._number += 1
        self._send(TEXT, json.dumps({"id": self._number, "method": method, "params": params}).encode())
        while (answer := json.loads(self._message())).get("id") != self._number:
            pass
        assert answer["type"] == "success", answer
        return answer["result"]

    def _send(self, kind: int, data: bytes) -> None:
        # A client masks what it sends (RFC 6455, 5.3).
        if len(data) < 126:
            size = bytes([0x80 | len(data)])
        elif len(data) < 1 << 16:
            size = struct.pack("!BH", 0x80 | 126, len(data))
        else:
            size = struct.pack("!BQ", 0x80 | 127, len(data))
        mask = os.urandom(4)
        masked = bytes(byte ^ mask[at % 4] for at, byte in enumerate(data))
        self._socket.sendall(bytes([0x80 | kind]) + size + mask + masked)

    def _message(self) -> bytes:
        whole = b""
        while True:
            first, second = self._in.read(2)
            size = second & 0x7F
            if size >= 126:
                size = int.from_bytes(self._in.read(2 if size == 126 else 8))
            data = self._in.read(size)
            assert first & 0x0F != CLOSE, "Firefox closed the connection"
            if first & 0x0F == PING:
                self._send(PONG, data)
            elif first & 0x0F != PONG:
                whole += data
                if first & 0x80:
                    return whole
