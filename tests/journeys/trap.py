"""Two servers on loopback: one for pages, with the product's policy or with none, and one that only notes who came.

The trap's name leads to loopback by the browser's own rule, so that what a mail loads or runs ends at a real socket.
"""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from django.conf import settings

from peerline.channels.mail.tests.corpus.attacks import TRAP

WEB = Path(__file__).parents[2] / "web"
ENTRY = 'import { mailFrame } from "./mail-frame.ts"; Object.assign(window, { mailFrame });'


@dataclass(frozen=True)
class Report:
    """What the browser reports: of which page, and which rule of the policy was broken."""

    path: str
    directive: str


@dataclass
class Witness:
    """What came: requests and bare connections to the trap, and reports of the browser that the policy stopped it."""

    requests: list[str] = field(default_factory=list)
    reports: list[Report] = field(default_factory=list)
    pages: int = 0
    trap: int = 0

    @property
    def rules(self) -> str:
        """The browser's argument that leads the trap's name here, and every other name nowhere."""
        return (
            f"--host-resolver-rules=MAP {TRAP.split('/')[2]}:80 127.0.0.1:{self.trap},MAP * ~NOTFOUND,EXCLUDE 127.0.0.1"
        )

    def of(self, mode: str) -> set[str]:
        """The numbers of the attacks that reached the trap in one mode."""
        return {path.split("/")[2].split("#")[0] for path in self.requests if path.startswith(f"/{mode}/")}


def policy() -> str:
    """The policy of every page of the product, with a place for reports."""
    directives = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    return "; ".join(f"{name} {' '.join(values)}" for name, values in directives.items()) + "; report-uri /report"


def bundle() -> bytes:
    """The browser's half of making a mail inert, as the pages of the product load it."""
    tool = WEB / "node_modules/.bin/esbuild"
    made = subprocess.run(
        [tool, "--bundle", "--format=iife", "--loader=ts"],
        input=ENTRY.encode(),
        cwd=WEB,
        capture_output=True,
        check=True,
    )
    return made.stdout


@contextmanager
def witnessing() -> Iterator[Witness]:
    """Both servers, while the journey lasts."""
    witness, script = Witness(), bundle()

    class Pages(_Quiet):
        def do_GET(self) -> None:
            is_script = self.path == "/frame.js"
            body = script if is_script else b'<!doctype html><title>Mail</title><script src="/frame.js"></script>'
            headers = {"Content-Type": "text/javascript" if is_script else "text/html; charset=utf-8"}
            if self.path in ("/product", "/lying"):
                headers["Content-Security-Policy"] = policy()
            self.answer(body, headers)

        def do_POST(self) -> None:
            said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["csp-report"]
            path = "/" + said["document-uri"].rpartition("/")[2]
            witness.reports.append(Report(path, said["violated-directive"]))
            self.answer(b"", {})

    class Trap(_Quiet):
        def do_GET(self) -> None:
            witness.requests.append(self.path)
            self.answer(b"", {"Content-Type": "text/plain"})

        do_POST = do_GET  # noqa: N815 - the library's name

    servers = [_Many(("127.0.0.1", 0), kind) for kind in (Pages, Trap)]
    witness.pages, witness.trap = (server.server_address[1] for server in servers)
    threads = [threading.Thread(target=server.serve_forever, daemon=True) for server in servers]
    for thread in threads:
        thread.start()
    try:
        yield witness
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


class _Many(ThreadingHTTPServer):
    """Takes hundreds of connections at once."""

    request_queue_size = 1024
    daemon_threads = True


class _Quiet(BaseHTTPRequestHandler):
    def answer(self, body: bytes, headers: dict[str, str]) -> None:
        """Answer; a frame that went away before is no fault."""
        with suppress(ConnectionError):
            self.send_response(200)
            for name, value in {**headers, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""
