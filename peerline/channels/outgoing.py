"""What leaves, as typed cargo: what the worker opens and hands to a channel.

A reply's cargo is sealed by the browser that releases it and names the sealed address card; a receipt's is sealed by
intake and carries the card too. The cargo is JSON, padded, sealed to the delivery key of a day:
`{"v":1,"kind":…,"outgoing":…,"conversation":…,"text":…,"card":…}` and, for a receipt, `"subject"` and `"language"`.
With files it names them, `"attachments":[{"name":…,"type":…,"bytes":…},…]`, and after the row of JSON and a newline
their bytes follow, in that order and with nothing between. Of kind "encrypted" is a reply whose text is a whole mail as
armored ciphertext (RFC 3156), with `"date"`, the time that stands inside it; the server can read nothing else of it. Of
kinds "question" and "notice" is a mail that has no text of anybody: what it says is made when it leaves, by `"wishes"`.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from peerline import seal
from peerline.channels.ciphertext import is_ciphertext
from peerline.channels.wishes import Wishes
from peerline.kit.errors import Refused

REPLY, ENCRYPTED, QUESTION, NOTICE = "reply", "encrypted", "question", "notice"
NOTICES = frozenset({QUESTION, NOTICE})


class BadCargo(Refused):
    """A cargo that says something else than the row it lies in, or cannot be read."""

    code = "bad-cargo"


class InTheClear(Refused):
    """A reply in the clear, of a conversation whose answers are encrypted."""

    code = "in-the-clear"


@dataclass(frozen=True, slots=True)
class File:
    """One file that leaves with a reply: the name and the media type that its receiver sees, and its bytes."""

    name: str
    type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Leaving:
    """One thing that leaves.

    kind          reply, encrypted, receipt, question or notice
    outgoing      ref of the row in `post`
    conversation  ref of the conversation it belongs to
    text          what is said, plain text
    card          the address card, still sealed to the address key
    subject       "" for the line's neutral subject
    files         what is attached, in its order
    at            of an encrypted one, the Date that stands inside too; else None
    wishes        of a question or notice, when it may leave and how it looks; else None
    """

    kind: str
    outgoing: str
    conversation: str
    text: str
    card: bytes
    subject: str = ""
    language: str = ""
    files: tuple[File, ...] = ()
    at: datetime | None = None
    wishes: Wishes | None = None


def pack(leaving: Leaving) -> bytes:
    """The plaintext of a cargo without files, padded."""
    fields = {
        "v": 1,
        "kind": leaving.kind,
        "outgoing": leaving.outgoing,
        "conversation": leaving.conversation,
        "text": leaving.text,
        "card": base64.b64encode(leaving.card).decode(),
        "subject": leaving.subject,
        "language": leaving.language,
        "wishes": leaving.wishes.as_fields() if leaving.wishes else None,
    }
    return seal.pad(json.dumps(fields, separators=(",", ":")).encode())


def unpack(plain: bytes, *, outgoing: str, conversation: str, kind: str) -> Leaving:
    """Read a cargo; it must name the row and the conversation it was found with. Raises BadCargo."""
    row, _, rest = plain.partition(b"\n")
    try:
        fields = json.loads(row)
        leaving = Leaving(
            kind=fields["kind"],
            outgoing=fields["outgoing"],
            conversation=fields["conversation"],
            text=str(fields["text"]),
            card=base64.b64decode(fields["card"], validate=True),
            subject=str(fields.get("subject", "")),
            language=str(fields.get("language", "")),
            files=tuple(_files(fields.get("attachments", []), rest)),
            at=datetime.fromisoformat(fields["date"]) if kind == ENCRYPTED else None,
            wishes=_wishes(fields["wishes"]) if kind in NOTICES else None,
        )
    except (ValueError, KeyError, TypeError) as error:
        raise BadCargo from error
    said = (fields.get("v"), leaving.outgoing, leaving.conversation, leaving.kind)
    # A reply's subject is the line's neutral one: a helper's browser has no say in what a mailbox shows at a glance.
    if said != (1, outgoing, conversation, kind) or (kind != "receipt" and leaving.subject):
        raise BadCargo
    # So a browser has no say in what a notice tells, or to whom.
    if kind in NOTICES and (leaving.text or leaving.files):
        raise BadCargo
    if kind == ENCRYPTED and not _is_fit_to_travel(leaving):
        raise BadCargo
    return leaving


def _is_fit_to_travel(leaving: Leaving) -> bool:
    """Whether nothing of it can be read: ciphertext alone, no file beside it, and no day that says much."""
    has_time = leaving.at is not None and leaving.at.tzinfo is not None
    return has_time and not leaving.files and not leaving.language and is_ciphertext(leaving.text)


def _wishes(fields: dict[str, object]) -> Wishes:
    try:
        return Wishes.read(fields)
    except Refused as error:
        raise BadCargo from error


def _files(named: list[dict[str, object]], rest: bytes) -> Iterator[File]:
    at = 0
    for one in named:
        size = one["bytes"]
        if not isinstance(size, int) or isinstance(size, bool) or not 0 <= size <= len(rest) - at:
            raise BadCargo
        yield File(str(one["name"]), str(one["type"]), rest[at : at + size])
        at += size
