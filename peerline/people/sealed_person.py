"""A member's real name and contact as they are stored: one sealed copy for each coordinator and one for the member.

Each copy is an age file to one key; its plaintext is padded JSON {"v":1,"name":…,"contact":…}, made in the browser.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping


def packed(sealed: Mapping[str, bytes]) -> bytes:
    """What goes into the column: JSON {ref of the key: standard base64}."""
    return json.dumps({ref: base64.b64encode(data).decode() for ref, data in sealed.items()}).encode()


def sealed_for(column: bytes, key_refs: list[str]) -> str:
    """The copy sealed to one of those keys, as base64; "" when there is none."""
    copies: dict[str, str] = json.loads(column) if column else {}
    return next((copies[ref] for ref in key_refs if ref in copies), "")
