"""Random names, and keyed hashes of things that must be found again without being kept."""

from __future__ import annotations

import base64
import hmac
import os
import re

REF = re.compile(r"[a-z2-7]{26}")


def new_ref() -> str:
    """A new ref: 128 random bits, 26 characters of lower-case base32."""
    return base32(os.urandom(16))


def is_ref(text: str) -> bool:
    """Whether `text` has the form of a ref."""
    return REF.fullmatch(text) is not None


def base32(data: bytes) -> str:
    """Lower-case base32 without padding."""
    return base64.b32encode(data).decode("ascii").rstrip("=").lower()


def keyed_hash(key: bytes, *parts: bytes) -> bytes:
    """32 bytes of HMAC-SHA256 over the parts, each with its length before it, so that parts cannot run together."""
    return hmac.digest(key, b"".join(len(part).to_bytes(8, "big") + part for part in parts), "sha256")
