"""Carrying the line away: its row, wordings and policies as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator

from peerline.line.access import the_line
from peerline.line.models import MailKey, Policy, Wording


def files() -> Iterator[tuple[str, bytes]]:
    """`line.json`, and the public OpenPGP keys as `mail-keys/FINGERPRINT.pgp`."""
    line = the_line()
    fields = {
        "ref": line.ref,
        "name": line.name,
        "address": line.address,
        "language": line.language,
        "languages": line.languages.split(),
        "countries": line.countries.split(),
        "time_zone": line.time_zone,
        "sender_name": line.sender_name,
        "receipt": line.receipt,
        "wordings": list(Wording.objects.order_by("key", "language").values("key", "language", "text")),
        "policies": [
            {"version": one.version, "from": one.from_when.isoformat(), "data": one.data}
            for one in Policy.objects.order_by("version")
        ],
    }
    for key in MailKey.objects.order_by("id"):
        yield f"mail-keys/{key.fingerprint}.pgp", key.certificate
    yield "line.json", json.dumps(fields, indent=1, ensure_ascii=False).encode()
