"""Signatures of members: Ed25519 (RFC 8032) over "peerline message 1", a newline, and the body's bytes.

The text in front keeps a signature from being good for anything else than a message of this format. A seed is the 32
bytes of RFC 8032's private key; a verify key is the 32 bytes of its public key; a signature is standard base64 of 64.
"""

from __future__ import annotations

import base64
import binascii
import secrets

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

CONTEXT = b"peerline message 1\n"


def new_signing_seed() -> bytes:
    """32 bytes from the system's randomness."""
    return secrets.token_bytes(32)


def verify_key_of(seed: bytes) -> bytes:
    """The 32 bytes that check what `seed` signs. Raises ValueError unless `seed` has 32 bytes."""
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def sign(seed: bytes, body: bytes) -> str:
    """The signature over `body`, as base64 of 88 characters. Equal input gives an equal signature."""
    return base64.b64encode(Ed25519PrivateKey.from_private_bytes(seed).sign(CONTEXT + body)).decode()


def is_signed_by(verify_key: bytes, body: bytes, signature: str) -> bool:
    """Whether `signature` is over `body` and by that key; False for anything malformed, never an error."""
    try:
        data = base64.b64decode(signature, validate=True)
        if base64.b64encode(data).decode() != signature:
            return False
        Ed25519PublicKey.from_public_bytes(verify_key).verify(data, CONTEXT + body)
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return True
