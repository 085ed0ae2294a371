"""The secrets that are nothing but random bytes."""

from __future__ import annotations

import secrets


def new_secrets() -> dict[str, bytes]:
    """Names and values of the fixed files of the secrets folder: 32 random bytes each."""
    return {name: secrets.token_bytes(32) for name in ("django.key", "mac.key", "tag.key")}
