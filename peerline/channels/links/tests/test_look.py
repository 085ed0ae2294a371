"""Looking at a link: it ..."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from peerline.channels.links.looking import Finding, Limits, look
from peerline.channels.links.places import is_public

LOOPBACK = "127.0.0.1"
Reply = tuple[int, dict[str, str], bytes]


class Site(ThreadingHTTPServer):
    """A site on loopback that remembers what it was asked."""

    daemon_threads = True

    def __init__(self, pages: dict[str, Reply]) -> None:
        super().__init__((LOOPBACK, 0), _Pages)
        self.pages, self.asked = pages, list[str]()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def link(self, path: str = "/") -> str:
        return f"http://{LOOPBACK}:{self.port}{path}"

    def look(self, path: str = "/", **more: float) -> Finding:
        limits = Limits(allowed=frozenset({(LOOPBACK, self.port)}), **more)  # type: ignore[arg-type]
        return asyncio.run(look(self.link(path), limits))


class _Pages(BaseHTTPRequestHandler):
    server: Site

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        status, headers, body = self.server.pages.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(body)
        except OSError:
            return

    def log_message(self, *_: object) -> None:
        return


Serve = Callable[[dict[str, Reply]], Site]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts sites, and stops them at the end."""
    with _sites() as start:
        yield start


@contextmanager
def _sites() -> Iterator[Serve]:
    started: list[Site] = []

    def start(pages: dict[str, Reply]) -> Site:
        site = Site(pages)
        threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        started.append(site)
        return site

    try:
        yield start
    finally:
        for site in started:
            site.shutdown()
            site.server_close()


def to(address: str) -> Reply:
    """An answer that leads on."""
    return 302, {"Location": address}, b""


@pytest.mark.parametrize(
    ("page", "what"),
    [
        ((200, {}, b"<h1>Lantern House</h1>"), "fine"),
        ((200, {}, "<p>Эта страница: домен продаётся</p>".encode()), "parked"),
        ((200, {}, b"<script src=//img.sedoparking.com/x.js>"), "parked"),
        ((404, {}, b""), "gone"),
        ((410, {}, b""), "gone"),
        ((403, {}, b""), "shut"),
        ((503, {}, b""), "faulty"),
        ((500, {}, b"this domain is for sale"), "faulty"),
    ],
)
def test_says_what_is_there(serve: Serve, page: Reply, what: str) -> None:
    assert serve({"/": page}).look() == Finding(what)


def test_follows_and_asks_robots_first(serve: Serve) -> None:
    site = serve({"/": to("/there"), "/there": (200, {}, b"hello")})
    assert site.look() == Finding("fine")
    assert site.asked == ["/robots.txt", "/", "/there"]


def test_asks_for_a_path_of_any_script_as_a_browser_does(serve: Serve) -> None:
    there = "/%D0%BF%D0%BE%D0%BC%D0%BE%D1%89%D1%8C?a%20b=%C3%A9"
    site = serve({"/x": to("/помощь?a b=é".encode().decode("latin-1")), there: (200, {}, b"hello")})
    assert site.look("/x") == Finding("fine")
    assert site.look("/помощь?a b=%C3%A9") == Finding("fine")
    assert site.asked.count(there) == 2


def test_does_not_look_where_robots_may_not(serve: Serve) -> None:
    rules = b"User-agent: *\nDisallow: /private\n"
    site = serve({"/robots.txt": (200, {}, rules), "/": to("/private/x"), "/private/x": (200, {}, b"")})
    assert site.look() == Finding("robots")
    assert "/private/x" not in site.asked
    failing = serve({"/robots.txt": (503, {}, b""), "/": (200, {}, b"")})
    assert failing.look() == Finding("robots")
    assert failing.asked == ["/robots.txt"]


def test_checks_each_step_anew(serve: Serve) -> None:
    within = serve({"/": (200, {}, b"the admin page")})
    for path in (within.link(), f"http://localhost:{within.port}/", "http://169.254.169.254/latest/", "http://[::1]/"):
        assert serve({"/": to(path)}).look() == Finding("not-public"), path
    for path in ("file:///etc/passwd", "gopher://x.example/", "http://me:word@x.example/", "http://[x/"):
        assert serve({"/": to(path)}).look() == Finding("faulty"), path
    assert within.asked == []


def test_trusts_no_certificate_that_is_not_good(serve: Serve) -> None:
    port = serve({}).port
    limits = Limits(allowed=frozenset({(LOOPBACK, port)}))
    assert asyncio.run(look(f"https://{LOOPBACK}:{port}/", limits)) == Finding("no-trust")


def test_goes_round_no_circle(serve: Serve) -> None:
    site = serve({"/": to("/")})
    assert site.look() == Finding("circle")
    assert site.asked.count("/") == 6


def test_waits_and_reads_only_so_much(serve: Serve) -> None:
    site = serve({"/": (200, {}, b"x" * 3_000_000 + b"this domain is for sale")})
    assert site.look() == Finding("fine")
    with _silent() as port:
        limits = Limits(seconds=0.2, allowed=frozenset({(LOOPBACK, port)}))
        assert asyncio.run(look(f"http://{LOOPBACK}:{port}/", limits)) == Finding("silent")


@contextmanager
def _silent() -> Iterator[int]:
    """Somebody who takes the call and says nothing."""
    import socket

    with socket.create_server((LOOPBACK, 0)) as server:
        yield int(server.getsockname()[1])


def test_says_that_nobody_is_there(serve: Serve) -> None:
    site = serve({})
    port = site.port
    site.shutdown()
    site.server_close()
    limits = Limits(allowed=frozenset({(LOOPBACK, port)}))
    assert asyncio.run(look(f"http://{LOOPBACK}:{port}/", limits)) == Finding("silent")
    assert asyncio.run(look(f"https://{'a' * 64}.example/", Limits())) == Finding("no-name")


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/", "http://127.0.0.1:8080/", "http://localhost/", "http://2130706433/", "http://0x7f.1/",
        "http://[::1]/", "http://[::ffff:10.0.0.1]/", "http://10.0.0.1/", "http://192.168.1.1/", "http://0.0.0.0/",
        "http://169.254.169.254/", "http://[fe80::1]/", "http://[fd00::1]/", "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/", "http://100.64.0.1/", "http://8.8.8.8:25/",
    ],
)  # fmt: skip
def test_never_asks_what_is_not_public(address: str) -> None:
    assert asyncio.run(look(address, Limits())) == Finding("not-public")


@pytest.mark.parametrize(
    "address", ["", "x", "ftp://x.example/", "http:///x", "http://x.example:99999/", "http://a b/"]
)
def test_takes_no_link_that_is_none(address: str) -> None:
    assert asyncio.run(look(address, Limits())) == Finding("faulty")


@pytest.mark.parametrize("address", ["8.8.8.8", "2a00:1450:4001::1"])
def test_knows_public_addresses(address: str) -> None:
    assert is_public(address)


def test_takes_what_is_not_http_for_no_answer(serve: Serve) -> None:
    import socket

    with socket.create_server((LOOPBACK, 0)) as server:
        port = int(server.getsockname()[1])

        def answer() -> None:
            for _ in range(2):
                taken, _who = server.accept()
                taken.recv(4096)
                taken.sendall(b"220 mail.example ESMTP\r\n")
                taken.close()

        threading.Thread(target=answer, daemon=True).start()
        limits = Limits(allowed=frozenset({(LOOPBACK, port)}))
        assert asyncio.run(look(f"http://{LOOPBACK}:{port}/", limits)) == Finding("silent")
