"""Attachments: an age file of their own each, so that a message opens without them.

Inside is one row of JSON, a newline, the data, and zero bytes up to the padded size of it all:
{"v":1,"conversation":"…","message":"…","ref":"…","bytes":12345}. The row binds the data to its place; name, type and
hash are in the message, so that a stream tells nothing about itself.
"""

from __future__ import annotations

from dataclasses import dataclass

from peerline.seal.errors import Broken, WrongPlace
from peerline.seal.identities import seal, unseal
from peerline.seal.padding import padded_size
from peerline.seal.rows import number_in, read_version_1, text_in, written


@dataclass(frozen=True, slots=True)
class AttachmentHead:
    """Where an attachment belongs: refs of conversation, message and itself, and its length in bytes."""

    v: int
    conversation: str
    message: str
    ref: str
    bytes: int


def seal_attachment(recipient: str, head: AttachmentHead, data: bytes) -> bytes:
    """`data` with its head as one age file. Raises ValueError when the head names another length."""
    if head.bytes != len(data) or head.v != 1:
        raise ValueError("the head does not fit the data")
    names = ("v", "conversation", "message", "ref", "bytes")
    plain = written({name: getattr(head, name) for name in names}).encode() + b"\n" + data
    return seal(recipient, plain.ljust(padded_size(len(plain)), b"\0"))


def open_attachment(identity: str, sealed: bytes, *, conversation: str, message: str, ref: str) -> bytes:
    """The data, if it belongs there. Raises WrongPlace, Broken, and what `unseal` raises."""
    plain = unseal(identity, sealed)
    end = plain.find(b"\n")
    if end < 0:
        raise Broken("attachment without head")
    row = read_version_1(plain[:end])
    for name, wanted in (("conversation", conversation), ("message", message), ("ref", ref)):
        if text_in(row, name) != wanted:
            raise WrongPlace(name)
    last = end + 1 + number_in(row, "bytes")
    if last > len(plain) or plain[last:].strip(b"\0"):
        raise Broken("attachment of another length")
    return plain[end + 1 : last]
