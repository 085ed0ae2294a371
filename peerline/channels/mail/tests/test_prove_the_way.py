"""A mail goes to a server only when it has proven what its domain asks for: real servers, certificates and records."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from pytest_django.fixtures import Settings

from peerline.channels.mail.compose import Mail
from peerline.channels.mail.onward import fetching
from peerline.channels.mail.onward.demands import context_for
from peerline.channels.mail.onward.fetching import Fetcher
from peerline.channels.mail.onward.outcomes import GivenUp, TryAgain
from peerline.channels.mail.onward.policies import Policies
from peerline.channels.mail.send import Net, send
from peerline.channels.mail.tests.authority import TRUSTED, Authority
from peerline.channels.mail.tests.name_server import NameServer
from peerline.channels.mail.tests.policy_server import PolicyServer, serving

HOST, DOMAIN = "mx.writer.example", "writer.example"
MAIL = Mail("", f"wren@{DOMAIN}", b"Subject: Your message\r\n\r\nHello.\r\n")
ASKS = (f"_mta-sts.{DOMAIN}.", "TXT")


@dataclass
class Taken:
    """What a server took: for each mail whether it came in TLS."""

    in_tls: list[bool] = field(default_factory=list)

    async def handle_DATA(self, _server: Any, session: Any, _envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        self.in_tls.append(session.ssl is not None)
        return "250 OK"


@dataclass
class Street:
    """The way to Wren's mail server: an authority that is trusted and one that is not, name servers, a policy."""

    trusted: Authority
    stranger: Authority
    names: NameServer
    policy: PolicyServer
    port: int = 0
    policies: Policies = field(init=False)

    def __post_init__(self) -> None:
        self.policies = Policies(Fetcher(self.policy.server_address[1]))
        self.names.zone = {
            (f"{DOMAIN}.", "MX"): [f"10 {HOST}."],
            (f"{HOST}.", "A"): ["127.0.0.1"],
            (f"mta-sts.{DOMAIN}.", "A"): ["127.0.0.1"],
        }

    def asks(self, number: str = "1") -> None:
        """The domain says that it has a policy."""
        self.names.zone[ASKS] = [f'"v=STSv1; id={number};"']

    def records(self, *rows: str, host: str = HOST) -> None:
        """The TLSA records of a host, proven."""
        self.names.proven = True
        self.names.zone[(f"_{self.port}._tcp.{host}.", "TLSA")] = list(rows)

    @contextlib.contextmanager
    def server(self, certificate: Path | None, address: str = "127.0.0.1") -> Iterator[Taken]:
        """A mail server that has this certificate, or none."""
        taken, context = Taken(), None
        if certificate:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            context.load_cert_chain(certificate)
        controller = Controller(taken, hostname=address, port=self.port or free(address), tls_context=context)
        controller.start()
        self.port = controller.port
        try:
            yield taken
        finally:
            controller.stop()

    def hand_on(self) -> None:
        """Send the mail."""
        net = Net(self.names.asker(), self.port, self.policies)
        asyncio.run(asyncio.wait_for(send(MAIL, helo="lantern.example", net=net), 20))

    def waits(self, status: str) -> None:
        """Try to send it; it has to wait."""
        with pytest.raises(TryAgain) as told:
            self.hand_on()
        assert (told.value.status, isinstance(told.value, GivenUp)) == (status, False)


def free(address: str) -> int:
    """A port that nobody has."""
    with socket.socket() as probe:
        probe.bind((address, 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def street(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Street]:
    """The way, at first without anything that asks for proof."""
    trusted, stranger = Authority.made(tmp_path), Authority.made(tmp_path, "Stranger")
    monkeypatch.setenv(TRUSTED, str(trusted.path))
    context_for.cache_clear()
    certificate, _ = trusted.for_host(f"mta-sts.{DOMAIN}")
    with NameServer() as names, serving(certificate) as policy:
        yield Street(trusted, stranger, names, policy)
    context_for.cache_clear()


def tlsa(usage: int, selector: int, certificate: x509.Certificate) -> str:
    """A record that means a certificate, by SHA-256."""
    if selector:
        found = certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    else:
        found = certificate.public_bytes(Encoding.DER)
    return f"{usage} {selector} 1 {hashlib.sha256(found).hexdigest()}"


def test_takes_tls_where_it_is_offered_and_goes_without_where_nobody_asks_for_it(street: Street) -> None:
    with street.server(street.stranger.for_host("other.example")[0]) as taken:
        street.hand_on()
    with street.server(None) as bare:
        street.hand_on()
    assert (taken.in_tls, bare.in_tls) == ([True], [False])


def test_sends_where_the_policy_is_met(street: Street) -> None:
    street.asks()
    with street.server(street.trusted.for_host(HOST)[0]) as taken:
        street.hand_on()
        street.hand_on()
    assert (taken.in_tls, street.policy.asked) == ([True, True], 1)


@pytest.mark.parametrize("case", ["another name", "another authority", "no tls"])
def test_keeps_the_mail_where_the_policy_is_not_met(street: Street, case: str) -> None:
    street.asks()
    certificate = {
        "another name": street.trusted.for_host("other.example")[0],
        "another authority": street.stranger.for_host(HOST)[0],
        "no tls": None,
    }[case]
    with street.server(certificate) as taken:
        street.waits("4.7.5" if certificate else "4.7.4")
    assert taken.in_tls == []


def test_goes_to_no_server_that_the_policy_does_not_name(street: Street) -> None:
    street.asks()
    street.names.zone[(f"{DOMAIN}.", "MX")] = ["10 mx.outsider.example."]
    street.names.zone[("mx.outsider.example.", "A")] = ["127.0.0.1"]
    with street.server(street.trusted.for_host("mx.outsider.example")[0]) as taken:
        street.waits("4.7.5")
    assert taken.in_tls == []


def test_goes_to_the_next_server_when_the_first_proves_nothing(street: Street) -> None:
    street.asks()
    street.policy.text = street.policy.text.replace(HOST, f"*.{DOMAIN}")
    street.names.zone[(f"{DOMAIN}.", "MX")] = [f"10 bad.{DOMAIN}.", f"20 {HOST}."]
    street.names.zone[(f"bad.{DOMAIN}.", "A")] = ["127.0.0.2"]
    good, bad = street.trusted.for_host(HOST)[0], street.stranger.for_host(f"bad.{DOMAIN}")[0]
    with street.server(good) as taken, street.server(bad, "127.0.0.2") as not_taken:
        street.hand_on()
    assert (taken.in_tls, not_taken.in_tls) == ([True], [])


def test_keeps_to_a_policy_when_the_name_servers_fall_silent(street: Street) -> None:
    """Who can silence them could else have everything in the clear."""
    street.asks()
    with street.server(street.trusted.for_host(HOST)[0]):
        street.hand_on()
    del street.names.zone[ASKS]
    with street.server(None) as taken:
        street.waits("4.7.4")
        street.asks("2")
        street.policy.status = 404
        street.waits("4.7.4")
    assert taken.in_tls == []


def test_takes_a_new_policy_when_its_number_is_new(street: Street) -> None:
    street.asks()
    street.policy.pieces = True
    with street.server(street.trusted.for_host(HOST)[0]):
        street.hand_on()
    street.policy.text = street.policy.text.replace("enforce", "none")
    street.asks("2")
    with street.server(None) as taken:
        street.hand_on()
    assert (taken.in_tls, street.policy.asked) == ([False], 2)


@pytest.mark.parametrize(
    "change",
    [
        {"text": "version: STSv1\nmode: testing\nmx: mx.writer.example\nmax_age: 86400\n"},
        {"text": "version: STSv1\nmode: enforce\nmax_age: 86400\n"},
        {"text": "version: STSv1\nmode: enforce\nmx: mx.writer.example\nmax_age: soon\n"},
        {"text": "mode: enforce\nmx: mx.writer.example\nmax_age: 86400\n"},
        {"text": "version: STSv1\nmode: enforce\nmx: mx.writer.example\nmax_age: 86400\n" + "#" * 70_000},
        {"status": 302},
        {"kind": "text/html"},
    ],
)
def test_asks_for_nothing_by_what_is_no_policy(street: Street, change: dict[str, Any]) -> None:
    street.asks()
    for name, value in change.items():
        setattr(street.policy, name, value)
    with street.server(None) as taken:
        street.hand_on()
        street.hand_on()
    assert taken.in_tls == [False, False]
    assert street.policy.asked == 1


def test_believes_no_policy_of_a_server_with_a_wrong_certificate(street: Street, tmp_path: Path) -> None:
    street.asks()
    with serving(street.stranger.for_host(f"mta-sts.{DOMAIN}")[0]) as false, street.server(None) as taken:
        street.policies = Policies(Fetcher(false.server_address[1]))
        street.hand_on()
    assert (taken.in_tls, false.asked) == ([False], 0)


def test_is_held_by_no_server_that_does_not_let_go(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    street.asks()
    street.policy.holds = True
    monkeypatch.setattr(fetching, "SECONDS", 0.3)
    with street.server(None) as taken:
        street.hand_on()
    assert (taken.in_tls, street.policy.asked) == ([False], 1)


@pytest.mark.parametrize("selector", [0, 1])
@pytest.mark.parametrize("usage", [2, 3])
def test_sends_where_dane_is_met(street: Street, usage: int, selector: int) -> None:
    """By an authority that nobody trusts but the record."""
    path, own = street.stranger.for_host(HOST)
    with street.server(path) as taken:
        meant = own if usage == 3 else street.stranger.certificate
        street.records(tlsa(3, 1, street.trusted.certificate), tlsa(usage, selector, meant))
        street.hand_on()
    assert taken.in_tls == [True]


def test_needs_the_right_name_under_an_authority_and_none_for_an_own_certificate(street: Street) -> None:
    path, own = street.stranger.for_host("other.example")
    with street.server(path) as taken:
        street.records(tlsa(2, 1, street.stranger.certificate))
        street.waits("4.7.5")
        street.records(tlsa(3, 1, own))
        street.hand_on()
    assert taken.in_tls == [True]


def test_keeps_the_mail_where_dane_is_not_met(street: Street) -> None:
    path, _ = street.trusted.for_host(HOST)
    street.asks()
    with street.server(path) as taken:
        street.records(tlsa(3, 1, street.stranger.certificate), tlsa(2, 0, street.stranger.certificate))
        street.waits("4.7.5")
    with street.server(None) as bare:
        street.waits("4.7.4")
    assert taken.in_tls == bare.in_tls == []


def test_keeps_the_mail_where_records_cannot_be_had(street: Street) -> None:
    """A forged answer looks like that to who asks a resolver that validates."""
    with street.server(street.trusted.for_host(HOST)[0]) as taken:
        street.records("!")
        street.waits("4.7.5")
    assert taken.in_tls == []


def test_asks_for_tls_by_records_that_prove_nothing(street: Street) -> None:
    path, own = street.stranger.for_host("other.example")
    with street.server(path) as taken:
        street.records(tlsa(1, 1, own))
        street.hand_on()
    with street.server(None):
        street.waits("4.7.4")
    assert taken.in_tls == [True]


def test_believes_no_records_that_are_not_proven(street: Street) -> None:
    with street.server(None) as taken:
        street.records(tlsa(3, 1, street.stranger.certificate))
        street.names.proven = False
        street.hand_on()
    assert taken.in_tls == [False]


def test_believes_no_resolver_on_another_machine(street: Street) -> None:
    street.names.proven = True
    asker = street.names.asker()
    assert asyncio.run(asker.ask(DOMAIN, "MX")).proven
    asker._is_near = False
    assert not asyncio.run(asker.ask(DOMAIN, "MX")).proven


def test_sends_only_to_who_proves_its_name_when_the_line_wants_that(street: Street, settings: Settings) -> None:
    settings.PEERLINE_TLS_OUT = "verified"
    with street.server(street.stranger.for_host(HOST)[0]):
        street.waits("4.7.5")
    with street.server(None):
        street.waits("4.7.4")
    with street.server(street.trusted.for_host(HOST)[0]) as taken:
        street.hand_on()
    assert taken.in_tls == [True]
