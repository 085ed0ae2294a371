"""A real HTTPS server on loopback that says what a domain's MTA-STS policy is."""

from __future__ import annotations

import contextlib
import http.server
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

POLICY = "version: STSv1\r\nmode: enforce\r\nmx: mx.writer.example\r\nmax_age: 86400\r\n"


class PolicyServer(http.server.ThreadingHTTPServer):
    """Answers every question with `status`, `kind` and `text`; counts them.

    pieces  whether the text is sent in chunks, without its length
    holds   set while it neither ends an answer nor lets go of who asked
    """

    def __init__(self, certificate: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Answering)
        self.status, self.kind, self.text, self.pieces = 200, "text/plain", POLICY, False
        self.asked, self.holds, self.let_go = 0, False, threading.Event()
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)
        self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)


class _Answering(http.server.BaseHTTPRequestHandler):
    server: PolicyServer
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer."""
        self.server.asked += 1
        body = self.server.text.encode()
        self.send_response(self.server.status)
        self.send_header("Content-Type", self.server.kind)
        self.send_header("Connection", "close")
        if self.server.pieces:
            self.send_header("Transfer-Encoding", "chunked")
            half = len(body) // 2
            body = b"".join(b"%x\r\n%s\r\n" % (len(one), one) for one in (body[:half], body[half:], b""))
        else:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        if self.server.holds:
            self.server.let_go.wait()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def serving(certificate: Path) -> Iterator[PolicyServer]:
    """One that runs, gone at the end."""
    with PolicyServer(certificate) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.let_go.set()
            server.shutdown()
            thread.join()
