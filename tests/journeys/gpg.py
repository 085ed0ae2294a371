"""Somebody who writes with GnuPG: a key of their own, the line's public key, and mails as mail programs make them."""

from __future__ import annotations

import base64
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from tests.journeys.running import ADDRESS

CONTROL = "application/pgp-encrypted"


@dataclass(frozen=True)
class Gpg:
    """One keyring with one secret key."""

    home: Path
    address: str

    def run(self, *words: str, data: bytes = b"") -> bytes:
        """Run gpg on some bytes; it has to succeed."""
        ran = subprocess.run(
            ["gpg", "--homedir", str(self.home), "--batch", "--yes", "--quiet", "--trust-model", "always", *words],
            input=data, capture_output=True, check=False,
        )  # fmt: skip
        assert ran.returncode == 0, ran.stderr.decode()
        return ran.stdout

    def take(self, certificate: bytes) -> str:
        """Import a public key; gives what gpg lists of it, in colons."""
        self.run("--import", data=certificate)
        return self.run("--list-keys", "--with-colons", "--with-subkey-fingerprint", ADDRESS).decode()

    def decrypted(self, data: bytes) -> tuple[bytes, str]:
        """What is inside, and what gpg says of it on its status rows."""
        status = self.home / "status"
        found = self.run("--status-file", str(status), "--decrypt", data=data)
        return found, status.read_text("latin-1")

    def signing_key_id(self) -> str:
        """The key by which the line signs now."""
        rows = (row.split(":") for row in self.run("--list-keys", "--with-colons", ADDRESS).decode().splitlines())
        return next(row[4] for row in rows if row[0] == "sub" and row[11] == "s" and row[1] != "r")

    def public(self) -> bytes:
        """The own public key, binary."""
        return self.run("--export", self.address)

    def encrypted(self, data: bytes, *more: str, to: str = ADDRESS) -> bytes:
        """Armored, to the line."""
        return self.run("--armor", "--encrypt", *more, "--recipient", to, data=data)

    def signed(self, data: bytes, *, to: str = ADDRESS) -> bytes:
        """Armored, signed and to the line."""
        return self.encrypted(data, "--sign", "--local-user", self.address, to=to)

    def pgp_mime(self, armored: bytes, *, subject: str = "...") -> EmailMessage:
        """The outside of RFC 3156, with this writer's key in an Autocrypt header."""
        mail = self.outside(subject)
        mail["Content-Type"] = 'multipart/encrypted; protocol="application/pgp-encrypted"'
        mail.set_payload([_part(CONTROL, b"Version: 1\r\n"), _part("application/octet-stream", armored)])
        return mail

    def outside(self, subject: str = "...") -> EmailMessage:
        """The headers that everybody sees."""
        mail = EmailMessage(policy=SMTP)
        mail["From"], mail["To"], mail["Subject"] = self.address, ADDRESS, subject
        mail["Message-ID"] = f"<{os.urandom(8).hex()}@writer.example>"
        key = base64.b64encode(self.public()).decode()
        rows = " ".join(key[at : at + 70] for at in range(0, len(key), 70))
        mail["Autocrypt"] = f"addr={self.address}; keydata= {rows}"
        return mail


@contextmanager
def writer(address: str, kind: str = "ed25519") -> Iterator[Gpg]:
    """A new keyring with a key of that kind ("ed25519" with a Curve25519 subkey, or "rsa2048"), removed at the end."""
    # Short: a socket's path has an end.
    home = Path(tempfile.mkdtemp(prefix="gpg-"))
    found = Gpg(home, address)
    try:
        usage = "sign" if kind.startswith("ed") else "default"
        found.run("--passphrase", "", "--quick-generate-key", address, kind, usage, "never")
        made = found.run("--list-keys", "--with-colons", address).decode()
        if kind.startswith("ed"):
            fingerprint = next(row.split(":")[9] for row in made.splitlines() if row.startswith("fpr"))
            found.run("--passphrase", "", "--quick-add-key", fingerprint, "cv25519", "encr", "never")
        yield found
    finally:
        subprocess.run(["gpgconf", "--homedir", str(home), "--kill", "all"], check=False, capture_output=True)
        shutil.rmtree(home, ignore_errors=True)


def inside(subject: str, text: str, *, file: tuple[str, bytes] | None = None, style: str = "old") -> bytes:
    """A mail as it is encrypted: with its subject protected in the old style or as RFC 9788 says, or not at all."""
    mail = EmailMessage(policy=SMTP)
    mail.set_content(text, charset="utf-8", cte="quoted-printable")
    if file is not None:
        mail.add_attachment(file[1], maintype="application", subtype="octet-stream", filename=file[0])
    if style:
        mail["Subject"] = subject
        name, value = ("protected-headers", "v1") if style == "old" else ("hp", "cipher")
        mail.set_param(name, value)
    return bytes(mail)


def _part(kind: str, data: bytes) -> EmailMessage:
    part = EmailMessage(policy=SMTP)
    part["Content-Type"] = kind
    part.set_payload(data.decode("ascii"))
    return part
