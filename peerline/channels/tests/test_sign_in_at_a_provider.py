"""A real Dovecot is spoken to in TLS with a good certificate only, and lets us in by a password or a token."""

from __future__ import annotations

import http.server
import json
import shlex
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from peerline.channels.mail.provider.account import Account
from peerline.channels.mail.provider.connection import FAULTS, Connection, SignInRefused
from peerline.channels.mail.tests.authority import TRUSTED, Authority
from peerline.channels.mail.tests.dovecot import PASSWORD, USER, Dovecot, dovecot
from peerline.kit.secret_files import SecretsFolder

TOKEN = "ya29.seven-small-boats"


class Owners(http.server.BaseHTTPRequestHandler):
    """The provider's server that says whose a token is."""

    def do_GET(self) -> None:
        """Answer."""
        is_good = self.path.endswith(f"?token={TOKEN}")
        body = json.dumps({"email": USER} if is_good else {"error": "invalid_token"}).encode()
        self.send_response(200 if is_good else 400)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """Who signs certificates."""
    return Authority.made(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="module")
def server(authority: Authority) -> Iterator[Dovecot]:
    """One for this module, with TLS and tokens."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Owners) as owners:
        thread = threading.Thread(target=owners.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        asked = f"http://127.0.0.1:{owners.server_address[1]}/?token="
        with dovecot(certificate=authority.for_host("localhost")[0], tokens=asked) as running:
            yield running
        owners.shutdown()
        thread.join()


@pytest.fixture
def box(server: Dovecot, secrets: SecretsFolder) -> Account:
    """The mailbox there, in TLS from the first byte."""
    secrets.write("imap.password", PASSWORD.encode())
    return Account("localhost", server.tls_port, USER)


@pytest.fixture
def trusted_box(box: Account, authority: Authority, monkeypatch: pytest.MonkeyPatch) -> Account:
    """The same where this machine trusts who signed its certificate."""
    monkeypatch.setenv(TRUSTED, str(authority.path))
    return box


def printing(text: str) -> str:
    """A command that prints it."""
    return shlex.join([sys.executable, "-c", f"print({text!r})"])


def is_let_in(account: Account) -> bool:
    """Whether a connection comes about."""
    connection = Connection(account)
    try:
        return connection.has("INBOX")
    finally:
        connection.close()


def test_comes_in_by_tls_with_a_good_certificate(trusted_box: Account) -> None:
    assert is_let_in(trusted_box)
    with pytest.raises(FAULTS):
        is_let_in(replace(trusted_box, host="127.0.0.1"))  # its certificate is for another name


def test_says_nothing_to_who_has_a_strangers_certificate(
    box: Account, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(TRUSTED, str(Authority.made(tmp_path).path))
    with pytest.raises(FAULTS):
        is_let_in(box)


def test_asks_for_tls_before_anything_is_said(
    trusted_box: Account, server: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """STARTTLS, as beyond this machine; what is read on the wire is never the password."""
    monkeypatch.setattr(Account, "is_loopback", False)
    assert is_let_in(replace(trusted_box, port=server.port, begins_with_tls=False))
    with dovecot() as bare, pytest.raises(FAULTS):
        is_let_in(replace(trusted_box, port=bare.port, begins_with_tls=False))


def test_comes_in_by_a_token(box: Account, server: Dovecot) -> None:
    plain = replace(box, host="127.0.0.1", port=server.port, begins_with_tls=False)
    assert is_let_in(replace(plain, token_command=printing(TOKEN)))


@pytest.mark.parametrize("command", [printing("an-old-one"), printing(""), printing("two words"), "/nowhere/at-all"])
def test_stays_out_without_a_good_token(box: Account, server: Dovecot, command: str) -> None:
    plain = replace(box, host="127.0.0.1", port=server.port, begins_with_tls=False)
    with pytest.raises(SignInRefused):
        is_let_in(replace(plain, token_command=command))
