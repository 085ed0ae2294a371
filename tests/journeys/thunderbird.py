"""Somebody who writes with Thunderbird as Debian packs it, in a profile of its own: RNP is its OpenPGP.

It is told what to do by Marionette: JSON over TCP on loopback, each message with its length and a colon before it. What
a person does in its windows stands in thunderbird.js. It reads by IMAP from a Dovecot and sends to the line's door.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from typing import Any

from peerline.channels.mail.tests.dovecot import PASSWORD, USER, Dovecot
from tests.journeys.firefox import SURROUNDINGS, WISHES, Ear
from tests.journeys.running import ADDRESS, answers, free_port, wait_for

PATIENCE_SECONDS = 60.0
HANDS = Path(__file__).with_name("thunderbird.js").read_text("utf-8")


@dataclass(frozen=True)
class Shown:
    """A mail as it is shown. `encrypted` and `signed`: the name of the icon, "" without one."""

    text: str
    subject: str
    encrypted: str
    signed: str
    files: list[str]
    in_thread: int


class Thunderbird:
    """A running program with one account."""

    def __init__(self, wire: _Wire, mailbox: Dovecot) -> None:
        self._wire, self._mailbox = wire, mailbox

    def make_key(self) -> str:
        """A key of the writer's own; gives its fingerprint."""
        return str(self._do("makeKey"))

    def take_key(self, armored: str) -> tuple[str, list[str]]:
        """Take the line's public key as one that was compared; gives its fingerprint and whose it says to be."""
        fingerprint, names = self._do("takeKey", armored, ADDRESS)
        return fingerprint, names

    def write(self, subject: str, *rows: str, encrypted: bool = False, key: bool = False) -> None:
        """A new mail to the line; `key`: with the own public key as a file."""
        self._do("write", {"to": ADDRESS, "subject": subject, "rows": rows, "encrypted": encrypted, "key": key})

    def read(self, mail: EmailMessage) -> Shown:
        """Open a mail that came."""
        is_encrypted = mail.get_content_type() == "multipart/encrypted"
        return Shown(**self._do("read", self._came(mail), is_encrypted))

    def answer(self, mail: EmailMessage, *rows: str, encrypted: bool = False, to: str | None = None) -> None:
        """Answer a mail that came, by its button; `to`: to another address than it proposes."""
        self._do("answer", self._came(mail), {"to": to, "rows": rows, "encrypted": encrypted, "key": False})

    def send_html_alone(self) -> None:
        """Its setting for who never wants to send plain text."""
        self._do("wish", "mail.default_send_format", 2)

    def _came(self, mail: EmailMessage) -> str:
        """Deliver it, if it is not there; gives its id as the program knows it."""
        named = str(mail["Message-ID"])
        if not self._mailbox.found(f'HEADER Message-ID "{named}"'):
            self._mailbox.put(mail.as_bytes(policy=SMTP))
        return named.strip("<>")

    def sign_in(self) -> None:
        """Let it know the password of its mailbox."""
        self._do("signIn", USER, PASSWORD)

    def _do(self, what: str, *words: Any) -> Any:
        script = f"{HANDS}\nreturn {what}(...arguments);"
        return self._wire.ask("WebDriver:ExecuteScript", script=script, args=words)["value"]


@contextmanager
def thunderbird(address: str, mailbox: Dovecot, port: int) -> Iterator[Thunderbird]:
    """A program with a new profile; it hands its mails to `port`. Fails when it called anybody beyond loopback."""
    with closing(Ear()) as ear:
        ear.start()
        account = _account(address, mailbox.port, port)
        with _running({**WISHES, **_MANNERS, **account, **ear.wishes}) as wire:
            program = Thunderbird(wire, mailbox)
            program.sign_in()
            yield program
        assert ear.heard == [], f"Thunderbird called {set(ear.heard)}"


# No page of welcome, and no question before a person has asked for something.
_MANNERS: dict[str, bool | int | str] = {
    "mail.provider.suppress_dialog_on_startup": True,
    "mail.rights.version": 1,
    "mail.shell.checkDefaultClient": False,
    "mail.spotlight.firstRunDone": True,
    "mailnews.start_page.enabled": False,
}


def _account(address: str, imap: int, smtp: int) -> dict[str, bool | int | str]:
    here, plain, password, nothing = "127.0.0.1", 0, 3, 1
    inbox = f"imap://{USER}@{here}/INBOX"
    return {
        "mail.accountmanager.accounts": "account1",
        "mail.accountmanager.defaultaccount": "account1",
        **_of("account.account1", server="server1", identities="id1"),
        **_of("server.server1", type="imap", hostname=here, port=imap, userName=USER, name="here"),
        **_of("server.server1", socketType=plain, authMethod=password),
        **_of("identity.id1", useremail=address, fullName="Wren", valid=True, smtpServer="smtp1"),
        # A copy of what is sent stands beside what it answers, so that a thread is whole.
        **_of("identity.id1", fcc=True, fcc_folder=inbox, sign_mail=True),
        "mail.smtpservers": "smtp1",
        "mail.smtp.defaultserver": "smtp1",
        **_of("smtpserver.smtp1", type="smtp", hostname=here, port=smtp, try_ssl=plain, authMethod=nothing),
    }


def _of(what: str, **settings: bool | int | str) -> dict[str, bool | int | str]:
    return {f"mail.{what}.{name}": value for name, value in settings.items()}


@contextmanager
def _running(wishes: dict[str, bool | int | str]) -> Iterator[_Wire]:
    profile = Path(tempfile.mkdtemp(prefix="peerline-thunderbird-"))
    port = free_port()
    rows = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in wishes.items())
    (profile / "user.js").write_text("".join([*rows, f'user_pref("marionette.port", {port});\n']))
    words = ["thunderbird", "--headless", "--no-remote", "--profile", str(profile)]
    here = {**os.environ, **SURROUNDINGS, "HOME": str(profile), "LANG": "C.UTF-8", "TZ": "UTC"}
    with (profile / "said").open("wb") as out:
        process = subprocess.Popen(
            [*words, "--marionette", "--remote-allow-system-access"],
            stdout=out, stderr=out, start_new_session=True, env=here,
        )  # fmt: skip
    try:
        wait_for(lambda: process.poll() is not None or answers(port), PATIENCE_SECONDS)
        assert process.poll() is None, (profile / "said").read_text(errors="replace")
        with closing(_Wire(port)) as wire:
            wire.ask("WebDriver:NewSession")
            wire.ask("WebDriver:SetTimeouts", script=1000 * PATIENCE_SECONDS)
            wire.ask("Marionette:SetContext", value="chrome")
            yield wire
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        shutil.rmtree(profile, ignore_errors=True)


class _Wire:
    """Commands out, answers in."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=2 * PATIENCE_SECONDS)
        self._in = self._socket.makefile("rb")
        self._number = 0
        self._message()

    def close(self) -> None:
        """Hang up."""
        self._in.close()
        self._socket.close()

    def ask(self, command: str, **words: Any) -> Any:
        """The result of a command."""
        self._number += 1
        data = json.dumps([0, self._number, command, words]).encode()
        self._socket.sendall(b"%d:%b" % (len(data), data))
        _, number, error, result = self._message()
        assert (number, error) == (self._number, None), error
        return result

    def _message(self) -> Any:
        size = b""
        while (byte := self._in.read(1)) != b":":
            assert byte, "Thunderbird hung up"
            size += byte
        return json.loads(self._in.read(int(size)))
