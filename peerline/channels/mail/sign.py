"""The DKIM signatures of what leaves (RFC 6376), where the line has keys; else a smart host signs.

Two keys lie in the secrets folder: `dkim.pem`, selector `peerline` (RSA, 2,048 bits: every receiver can check it), and
`dkim-ed25519.key`, selector `peerline-ed` (RFC 8463: short, and harder to forge; who cannot check it passes over it).
"""

from __future__ import annotations

import base64

import dkim
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from peerline.channels.domains import ascii_domain

SELECTOR, SHORT_SELECTOR = "peerline", "peerline-ed"
KEY_FILE, SHORT_KEY_FILE = "dkim.pem", "dkim-ed25519.key"
WAYS = ((KEY_FILE, SELECTOR, b"rsa-sha256"), (SHORT_KEY_FILE, SHORT_SELECTOR, b"ed25519-sha256"))
# Those named twice are signed as missing a second time: nobody can add another one (RFC 6376, 8.15).
SIGNED_HEADERS = (
    b"from", b"from", b"to", b"to", b"subject", b"subject", b"date", b"message-id", b"in-reply-to", b"references",
    b"mime-version", b"content-type", b"autocrypt", b"auto-submitted", b"content-language",
)  # fmt: skip


def new_keys() -> dict[str, bytes]:
    """New private keys by file: RSA as PEM, the 32 bytes of the other in base64."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    return {KEY_FILE: pem, SHORT_KEY_FILE: base64.b64encode(Ed25519PrivateKey.generate().private_bytes_raw())}


def make_missing() -> list[str]:
    """Make the keys that the line has not. Gives their files. Lines of older versions have the RSA key alone."""
    missing = {name: key for name, key in new_keys().items() if not settings.PEERLINE_SECRETS.has(name)}
    for name, key in missing.items():
        settings.PEERLINE_SECRETS.write(name, key)
    return list(missing)


def record() -> str:
    """The value of the DNS record that belongs to the RSA key; "" where the line has none."""
    if not settings.PEERLINE_SECRETS.has(KEY_FILE):
        return ""
    key = serialization.load_pem_private_key(settings.PEERLINE_SECRETS.read(KEY_FILE), None)
    public = key.public_key().public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
    return f"v=DKIM1; k=rsa; p={base64.b64encode(public).decode()}"


def short_record() -> str:
    """The same of the other key."""
    if not settings.PEERLINE_SECRETS.has(SHORT_KEY_FILE):
        return ""
    key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(settings.PEERLINE_SECRETS.read(SHORT_KEY_FILE)))
    return f"v=DKIM1; k=ed25519; p={base64.b64encode(key.public_key().public_bytes_raw()).decode()}"


def signed(data: bytes, domain: str) -> bytes:
    """The mail with a signature by each key on top; as it is where the line has none."""
    made = [_signature(data, domain, way=way) for way in WAYS if settings.PEERLINE_SECRETS.has(way[0])]
    return b"".join((*made, data))


def _signature(data: bytes, domain: str, *, way: tuple[str, str, bytes]) -> bytes:
    file, selector, algorithm = way
    key: bytes = settings.PEERLINE_SECRETS.read(file)
    signature: bytes = dkim.sign(
        data,
        selector.encode(),
        ascii_domain(domain).encode(),
        key.strip(),
        canonicalize=(b"relaxed", b"relaxed"),
        signature_algorithm=algorithm,
        include_headers=list(SIGNED_HEADERS),
    )
    return signature
