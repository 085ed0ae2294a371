"""What is stored of things that only the other side may know. All are random; a slow hash would add nothing."""

from __future__ import annotations

import hashlib


def look_up_hash(look_up: str) -> bytes:
    """Of a look-up id (hex, 32 bytes)."""
    return hashlib.sha256(b"peerline look-up 1\n" + look_up.encode()).digest()


def sign_in_hash(secret: str) -> bytes:
    """Of a sign-in secret (hex, 32 bytes)."""
    return hashlib.sha256(b"peerline sign-in 1\n" + secret.encode()).digest()


def token_hash(token: str) -> bytes:
    """Of an invitation's token."""
    return hashlib.sha256(b"peerline invitation 1\n" + token.encode()).digest()
