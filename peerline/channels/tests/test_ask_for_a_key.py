"""The sender's own domain is asked for their key: where that may be, what is taken of the answer, and what is not."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import http.server
import ssl
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from peerline.channels.mail.door import MailDoor
from peerline.channels.mail.mailbox import Mailbox
from peerline.channels.mail.tests.authority import TRUSTED, Authority
from peerline.channels.mail.tests.mails import mail, part, several, whole
from peerline.channels.mail.tests.name_server import NameServer
from peerline.channels.mail.web_keys.certificates import naming
from peerline.channels.mail.web_keys.lookup import MOST_BYTES, WebKeys, sender_without_key
from peerline.channels.tests.letters import LINE, envelope, opened_by
from peerline.channels.trust import NOBODY, Trust
from peerline.channels.writer import Writer
from peerline.conversations import actions
from peerline.conversations.models import Conversation
from peerline.line.web_key import name_of
from peerline.people.practice import PracticeMember
from tests import openpgp

DOMAIN, LOOPBACK = "lantern.example", "127.0.0.1"
ADDRESS = f"hello@{DOMAIN}"  # whom the key of the tests names
ADVANCED, DIRECT = f"openpgpkey.{DOMAIN}", DOMAIN
NAME = f"hu/{name_of('hello')}?l=hello"
PATHS = {
    ADVANCED: f"/.well-known/openpgpkey/{DOMAIN}/{NAME}",
    DIRECT: f"/.well-known/openpgpkey/{NAME}",
}
VOUCHED = Trust(verified=True, how="dkim", domain=DOMAIN)
CONTROL = part("application/pgp-encrypted", "Version: 1\r\n")
ENCRYPTED = whole(
    several("encrypted", CONTROL, part("application/octet-stream", "-----BEGIN PGP MESSAGE-----\r\n")), From=ADDRESS
)


class Directory(http.server.ThreadingHTTPServer):
    """A web server of the domain, by HTTPS; `slow` answers only when it is let go."""

    def __init__(self, certificate: Path) -> None:
        super().__init__((LOOPBACK, 0), _Answering)
        self.pages: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[tuple[str, str, str]] = []
        self.go = threading.Event()
        self.waited: list[bool] = []
        self.is_slow = False
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)
        self.socket = context.wrap_socket(self.socket, server_side=True, do_handshake_on_connect=False)


class _Answering(http.server.BaseHTTPRequestHandler):
    server: Directory

    def do_GET(self) -> None:
        host = self.headers["Host"].partition(":")[0]
        self.server.asked.append((host, self.path, self.headers.get("User-Agent", "")))
        if self.server.is_slow:
            self.server.go.wait(30)
            self.server.waited.append(self.server.go.is_set())
        status, head, body = self.server.pages.get(host + self.path, (404, {}, b""))
        with contextlib.suppress(OSError):
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **head}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@dataclass
class Street:
    """The name server of the domain, and its directory."""

    names: NameServer
    directory: Directory
    host: str
    allowed: frozenset[str] = field(default_factory=lambda: frozenset({LOOPBACK}))
    seconds: float = 5.0

    def put(self, body: bytes, status: int = 200, *, head: dict[str, str] | None = None) -> None:
        self.directory.pages[self.host + PATHS[self.host]] = (status, head or {}, body)

    def keys(self) -> WebKeys:
        port = self.directory.server_address[1]
        return WebKeys(self.names.asker(), port=port, allowed=self.allowed, seconds=self.seconds)

    def look(self, data: bytes = ENCRYPTED, trust: Trust = VOUCHED) -> bytes:
        return asyncio.run(self.keys().of(sender_without_key(data), trust))


@pytest.fixture(params=[ADVANCED, DIRECT])
def street(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Street]:
    authority = Authority.made(tmp_path)
    monkeypatch.setenv(TRUSTED, str(authority.path))
    certificate, _ = authority.for_host(request.param)
    with NameServer() as names, Directory(certificate) as directory:
        names.zone = {(f"{request.param}.", "A"): [LOOPBACK]}
        thread = threading.Thread(target=directory.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        found = Street(names, directory, request.param)
        found.put(openpgp.PUBLIC)
        yield found
        directory.go.set()
        directory.shutdown()
        thread.join()


def test_takes_what_the_domain_names_and_says_nothing_of_itself(street: Street) -> None:
    assert street.look() == openpgp.PUBLIC
    assert street.directory.asked == [(street.host, PATHS[street.host], "")]


def test_asks_for_who_signed_too(street: Street) -> None:
    assert street.look(mail("-----BEGIN PGP SIGNED MESSAGE-----\nHello.\n", From=ADDRESS)) == openpgp.PUBLIC


@pytest.mark.parametrize("trust", [NOBODY, Trust(verified=True, how="practice")])
def test_asks_nobody_who_did_not_vouch_for_the_mail(street: Street, trust: Trust) -> None:
    assert street.look(trust=trust) == b""
    assert (street.names.asked, street.directory.asked) == ([], [])


def test_asks_nobody_where_the_setting_says_so(street: Street, settings: Settings) -> None:
    settings.PEERLINE_LOOK_UP_KEYS = False
    assert street.look() == b""
    assert street.names.asked == []


def test_connects_to_no_address_that_is_not_public(street: Street) -> None:
    street.allowed = frozenset()
    assert street.look() == b""
    street.allowed = frozenset({LOOPBACK})
    street.names.zone[f"{street.host}.", "A"] = [LOOPBACK, "10.0.0.7"]
    assert street.look() == b""
    assert street.directory.asked == []


def test_follows_no_redirect(street: Street) -> None:
    street.put(b"", 302, head={"Location": f"https://{street.host}/elsewhere"})
    assert street.look() == b""
    assert len(street.directory.asked) == 1


@pytest.mark.parametrize(
    "body", [b"", b"<html>Not found</html>", openpgp.PUBLIC + bytes(MOST_BYTES), openpgp.PUBLIC[:-1], openpgp.SECRET]
)
def test_takes_nothing_else(street: Street, body: bytes) -> None:
    street.put(body)
    assert street.look() == b""


def test_takes_no_half_answer_and_no_error(street: Street) -> None:
    street.put(openpgp.PUBLIC, head={"Content-Length": str(len(openpgp.PUBLIC) + 1)})
    assert street.look() == b""
    street.put(openpgp.PUBLIC, 500)
    assert street.look() == b""


def test_takes_no_longer_than_its_time(street: Street) -> None:
    street.directory.is_slow, street.seconds = True, 0.3
    assert street.look() == b""
    assert len(street.directory.asked) == 1
    # It did not even wait for the end of the connection.
    assert street.directory.waited == []
    street.names.zone[f"{street.host}.", "A"] = ["…"]
    assert street.look() == b""


def test_believes_no_certificate_of_a_stranger(street: Street, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(TRUSTED, str(Authority.made(tmp_path, "Other").path))
    assert street.look() == b""
    assert street.directory.asked == []


def test_asks_no_further_once_the_subdomain_is_there(street: Street) -> None:
    street.directory.pages.clear()
    street.names.zone[f"{ADVANCED}.", "A"] = [LOOPBACK]
    assert street.look() == b""
    assert (f"{DIRECT}.", "A") not in street.names.asked


@pytest.mark.django_db
@pytest.mark.usefixtures("sol")
def test_what_was_found_is_sealed_with_the_mail(street: Street, ada: PracticeMember, settings: Settings) -> None:
    settings.PEERLINE_TRUSTED_AUTHSERV = "mx.front.example"
    front = f"Authentication-Results: mx.front.example; dkim=pass header.d={DOMAIN}\r\n".encode()
    one = envelope(front + ENCRYPTED, sender=ADDRESS)
    door = MailDoor(Mailbox.of(LINE), Writer(), web_keys=street.keys())
    arriving = door.prepare(one, judged=asyncio.run(door.judged(one)))
    assert arriving is not None
    assert actions.receive([arriving]) == [actions.Outcome.STORED]
    found = opened_by(ada, Conversation.objects.get(messages__ref=arriving.message.ref)).bodies[0].extra
    assert base64.b64decode(str(found["web_key"])) == openpgp.PUBLIC
    forged = envelope(ENCRYPTED, sender=ADDRESS)
    assert asyncio.run(door.judged(forged)).web_key == b""


def autocrypt(address: str) -> str:
    return f"addr={address}; keydata=AAAA"


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (ENCRYPTED, ADDRESS),
        (mail(), ""),
        (mail("-----BEGIN PGP MESSAGE-----\n", From=ADDRESS), ADDRESS),
        (mail("-----BEGIN PGP MESSAGE-----\n", From=ADDRESS, Autocrypt=autocrypt(ADDRESS)), ""),
        (mail("-----BEGIN PGP MESSAGE-----\n", From=ADDRESS, Autocrypt=autocrypt("mallory@outsider.example")), ADDRESS),
        (mail("-----BEGIN PGP MESSAGE-----\n", From=f"{ADDRESS}, mallory@outsider.example"), ""),
        (mail("-----BEGIN PGP MESSAGE-----\n", From="nobody"), ""),
    ],
)
def test_is_needed_for_who_sends_no_key_with_an_openpgp_mail(data: bytes, found: str) -> None:
    assert sender_without_key(data) == found


def test_keeps_of_several_certificates_the_one_that_names_the_mailbox() -> None:
    at = openpgp.PUBLIC.index(ADDRESS.encode())
    other = openpgp.PUBLIC[:at] + ADDRESS.replace("hello", "jello").encode() + openpgp.PUBLIC[at + len(ADDRESS) :]
    assert naming(other + openpgp.PUBLIC, ADDRESS) == openpgp.PUBLIC
    assert naming(openpgp.PUBLIC + other, "HELLO@Lantern.example") == openpgp.PUBLIC
    assert naming(other, ADDRESS) == b""


def test_reads_any_bytes_in_bounded_time() -> None:
    for cut in range(len(openpgp.PUBLIC)):
        assert naming(openpgp.PUBLIC[:cut], ADDRESS) in (b"", openpgp.PUBLIC[:cut])
        changed = openpgp.PUBLIC[:cut] + bytes([openpgp.PUBLIC[cut] ^ 0xFF]) + openpgp.PUBLIC[cut + 1 :]
        assert len(naming(changed, ADDRESS)) in (0, len(openpgp.PUBLIC))
    assert naming(b"\x99\x00\x00" * 5000, ADDRESS) == b""
