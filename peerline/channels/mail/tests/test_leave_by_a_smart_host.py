"""Mail leaves by a smart host: in TLS that is looked at, and signed in by a password or a token."""

from __future__ import annotations

import asyncio
import base64
import contextlib
import shlex
import ssl
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from pytest_django.fixtures import Settings

from peerline.channels.mail.compose import Mail
from peerline.channels.mail.onward.outcomes import GivenUp, TryAgain
from peerline.channels.mail.onward.smarthost import smarthost
from peerline.channels.mail.send import send
from peerline.channels.mail.tests.authority import TRUSTED, Authority
from peerline.kit.environment import WrongSetting
from tests.journeys.running import free_port

MAIL = Mail("", "wren@writer.example", b"Subject: Your message\r\n\r\nHello.\r\n")
TOKEN = "ya29.seven-small-boats"
# The provider of the tests takes a token in the clear; it listens on loopback.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning")
GOOD = f"user=lantern@provider.example\x01auth=Bearer {TOKEN}\x01\x01".encode()


class Provider:
    """Takes mail of who shows the token."""

    def __init__(self) -> None:
        self.shown: list[bytes] = []
        self.taken = 0

    async def auth_XOAUTH2(self, server: Any, args: list[str]) -> AuthResult:  # noqa: N802 - aiosmtpd's name
        """RFC 4954 around Google's description of XOAUTH2: a wrong token gets a challenge, then the refusal."""
        self.shown.append(base64.b64decode(args[1]))
        if self.shown[-1] == GOOD:
            return AuthResult(success=True)
        await server.challenge_auth(b'{"status":"401"}')
        return AuthResult(success=False, handled=False)

    async def handle_DATA(self, _server: Any, _session: Any, _envelope: Any) -> str:  # noqa: N802 - likewise
        """Take."""
        self.taken += 1
        return "250 OK"


@contextlib.contextmanager
def listening(provider: Provider, certificate: Path | None = None) -> Iterator[int]:
    """The provider's server; with a certificate it speaks TLS from the first byte."""
    context = None
    if certificate:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(certificate)
    controller = Controller(
        provider,
        hostname="127.0.0.1",
        port=free_port(),
        ssl_context=context,
        auth_required=context is None,
        auth_require_tls=False,
        auth_exclude_mechanism=["LOGIN", "PLAIN"],
    )
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def hand_on() -> None:
    asyncio.run(send(MAIL, helo="lantern.example"))


def printing(text: str) -> str:
    """A command that prints it."""
    return shlex.join([sys.executable, "-c", f"print({text!r})"])


def test_signs_in_by_the_token_that_a_command_prints(settings: Settings) -> None:
    provider = Provider()
    with listening(provider) as port:
        settings.PEERLINE_SMARTHOST = f"smtp://lantern%40provider.example@127.0.0.1:{port}"
        settings.PEERLINE_SMARTHOST_TOKEN_COMMAND = printing(TOKEN)
        hand_on()
    assert (provider.shown, provider.taken) == ([GOOD], 1)


@pytest.mark.parametrize("command", [printing("old"), printing(""), "/nowhere/at-all"])
def test_keeps_the_mail_when_the_token_is_not_good(settings: Settings, command: str) -> None:
    provider = Provider()
    with listening(provider) as port:
        settings.PEERLINE_SMARTHOST = f"smtp://lantern%40provider.example@127.0.0.1:{port}"
        settings.PEERLINE_SMARTHOST_TOKEN_COMMAND = command
        with pytest.raises(TryAgain) as told:
            hand_on()
    assert not isinstance(told.value, GivenUp)
    assert provider.taken == 0


def test_speaks_only_to_a_host_with_a_good_certificate(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    trusted, stranger, provider = Authority.made(tmp_path), Authority.made(tmp_path, "Stranger"), Provider()
    monkeypatch.setenv(TRUSTED, str(trusted.path))
    for authority, name in ((stranger, "localhost"), (trusted, "other.example")):
        with listening(provider, authority.for_host(name)[0]) as port:
            settings.PEERLINE_SMARTHOST = f"smtps://localhost:{port}"
            with pytest.raises(TryAgain):
                hand_on()
    assert provider.taken == 0
    with listening(provider, trusted.for_host("localhost")[0]) as port:
        settings.PEERLINE_SMARTHOST = f"smtps://localhost:{port}"
        hand_on()
    assert provider.taken == 1


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("smtp.provider.example", "starts"),
        ("smtp://lantern:secret@192.0.2.7:587", "starts"),
        ("smtps://smtp.provider.example", "begins"),
        ("127.0.0.1:25", ""),
        ("smtp://[::1]", ""),
    ],
)
def test_insists_on_tls_beyond_this_machine(settings: Settings, url: str, wanted: str) -> None:
    settings.PEERLINE_SMARTHOST = url
    host = smarthost()
    assert host is not None
    assert (host.how["use_tls"], host.how["start_tls"]) == (wanted == "begins", wanted == "starts")


@pytest.mark.parametrize(
    ("url", "command"),
    [("ftp://host", ""), ("smtp://host:port", ""), ("smtp://:25", ""), ("smtp://host", "x"), ("smtp://a:b@host", "x")],
)
def test_stops_the_start_on_what_cannot_be_meant(settings: Settings, url: str, command: str) -> None:
    settings.PEERLINE_SMARTHOST, settings.PEERLINE_SMARTHOST_TOKEN_COMMAND = url, command
    with pytest.raises(WrongSetting):
        smarthost()
