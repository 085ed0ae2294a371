"""What is inside a sealed message: an envelope around one body.

    {"v":1,"body":"<JSON text>","sig":"<base64, or empty>"}    and spaces behind it up to the padded size

The body is JSON inside a JSON string, so that a signature is over exact bytes and survives every re-reading. Fields
that this release does not know are kept (`Body.extra`) and written again; an unknown `v` is refused. Positions in
`folds` count Unicode code points of `text`.

The name inside must be the name outside: a server that shows a message in another conversation, under another ref or
as another epoch's is found out by `check`. A reader calls it for each message, and refuses a ref that it saw already.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict, Unpack

from peerline.seal.body import Body, body_of, row_of
from peerline.seal.errors import NotSigned, WrongPlace
from peerline.seal.padding import pad
from peerline.seal.rows import read_object, read_version_1, text_in, written
from peerline.seal.signing import is_signed_by, sign


@dataclass(frozen=True, slots=True)
class Message:
    """An envelope that was read: its body, the body's exact bytes, and the signature ("" when not signed)."""

    body: Body
    body_bytes: bytes
    sig: str


class Place(TypedDict):
    """Where a message was found: refs of line, conversation and message, and the epoch of the key that opened it."""

    line: str
    conversation: str
    message_ref: str
    key_epoch: int


def pack(body: Body, seed: bytes | None) -> bytes:
    """The padded plaintext, ready to seal; signed when there is a seed. Raises ValueError for a body that is none."""
    text = written(row_of(body))
    sig = sign(seed, text.encode()) if seed is not None else ""
    return pad(written({"v": 1, "body": text, "sig": sig}).encode())


def unpack(plain: bytes) -> Message:
    """The message inside; padding is skipped. Raises Broken for an unknown version and for anything malformed."""
    envelope = read_version_1(plain)
    text = text_in(envelope, "body")
    return Message(body_of(read_object(text)), text.encode(), text_in(envelope, "sig"))


def check(message: Message, *, verify_key: bytes | None, **place: Unpack[Place]) -> None:
    """Return if the message belongs there and, when a verify key is given, is signed by it.

    Raises WrongPlace with the name of the field that differs, NotSigned. Without a key, signatures are not looked at:
    mail that came in has none.
    """
    body = message.body
    for field, named, wanted in (
        ("line", body.line, place["line"]),
        ("conversation", body.conversation, place["conversation"]),
        ("message", body.message, place["message_ref"]),
        ("key_epoch", body.key_epoch, place["key_epoch"]),
    ):
        if named != wanted:
            raise WrongPlace(field)
    if verify_key is not None and not is_signed_by(verify_key, message.body_bytes, message.sig):
        raise NotSigned
