"""The DKIM signature of what leaves (RFC 6376), where the line has a key; else a smart host signs.

The key is `dkim.pem` in the secrets folder (RSA, 2,048 bits: every receiver can check it), its selector is `peerline`.
"""

from __future__ import annotations

import base64

import dkim
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import settings

from peerline.channels.domains import ascii_domain

SELECTOR = "peerline"
KEY_FILE = "dkim.pem"
# Those named twice are signed as missing a second time: nobody can add another one (RFC 6376, 8.15).
SIGNED_HEADERS = (
    b"from", b"from", b"to", b"to", b"subject", b"subject", b"date", b"message-id", b"in-reply-to", b"references",
    b"mime-version", b"content-type", b"autocrypt", b"auto-submitted", b"content-language",
)  # fmt: skip


def new_key() -> bytes:
    """A new private key as PEM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )


def record() -> str:
    """The value of the DNS record that belongs to the key; "" where the line has none."""
    if not settings.PEERLINE_SECRETS.has(KEY_FILE):
        return ""
    key = serialization.load_pem_private_key(settings.PEERLINE_SECRETS.read(KEY_FILE), None)
    public = key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return f"v=DKIM1; k=rsa; p={base64.b64encode(public).decode()}"


def signed(data: bytes, domain: str) -> bytes:
    """The mail with its signature on top; as it is where the line has no key."""
    if not settings.PEERLINE_SECRETS.has(KEY_FILE):
        return data
    key: bytes = settings.PEERLINE_SECRETS.read(KEY_FILE)
    signature: bytes = dkim.sign(
        data,
        SELECTOR.encode(),
        ascii_domain(domain).encode(),
        key,
        canonicalize=(b"relaxed", b"relaxed"),
        include_headers=list(SIGNED_HEADERS),
    )
    return signature + data
