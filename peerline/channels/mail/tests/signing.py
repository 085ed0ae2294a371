"""Signed mails for the tests: two keys of a writer's domain, their DNS records, and what can be signed with them."""

from __future__ import annotations

import base64
from dataclasses import dataclass
from functools import cache

import dkim
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from peerline.channels.envelope import Envelope
from peerline.channels.mail.tests.mails import mail

SIGNED = ("from", "to", "subject", "date", "message-id")


@dataclass(frozen=True)
class Key:
    """A private key as dkimpy takes it, and the TXT record of its public half."""

    private: bytes
    record: str


@cache
def key() -> Key:
    """An RSA key of 2,048 bits; one for all tests, for making one takes a while."""
    made = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    private = made.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    public = made.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return Key(private, f"v=DKIM1; k=rsa; p={base64.b64encode(public).decode()}")


def txt(text: str) -> list[str]:
    """One TXT record in pieces of at most 200 characters."""
    return [" ".join(f'"{text[start : start + 200]}"' for start in range(0, len(text), 200))]


def signed(data: bytes | None = None, *, domain: str = "writer.example", length: bool = False) -> bytes:
    """A mail with a good signature of a domain on top; `length` signs only what stands there now."""
    data = mail() if data is None else data
    signature: bytes = dkim.sign(
        data, b"s1", domain.encode(), key().private, include_headers=[one.encode() for one in SIGNED], length=length
    )
    return signature + data


def sealed_on(data: bytes, results: str, *, domain: str) -> bytes:
    """A mail with an ARC set of a sealer on top, which says `results`."""
    said = f"Authentication-Results: {domain}; {results}\r\n".encode()
    headers: list[bytes] = dkim.arc_sign(
        said + data, b"s1", domain.encode(), key().private, domain.encode(), include_headers=[b"from", b"subject"]
    )
    return b"".join(headers) + data


def came(data: bytes, *, sender: str = "wren@writer.example", peer: str = "192.0.2.7", lmtp: bool = False) -> Envelope:
    """What the protocol hands on."""
    to = ("hello@lantern.example",)
    return Envelope(sender, to, data, peer, tls=True, protocol="lmtp" if lmtp else "smtp", smtputf8=False)
