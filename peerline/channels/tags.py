"""The unguessable part of a reply address and of our Message-IDs, and the one in an envelope sender.

A tag has 80 bits, derived by a secret of the server from the conversation's ref and a number (docs/decisions/0003), so
that it stands nowhere; the database keeps only its keyed hash. Who has a tag can add to a conversation and do nothing
else. Retiring it is counting the number up. Case is ignored.
"""

from __future__ import annotations

import re

from django.conf import settings

from peerline.channels.domains import ascii_domain
from peerline.channels.incoming import Incoming
from peerline.kit.tokens import base32, keyed_hash

TAG = re.compile(r"[a-z2-7]{16}")
QUIET, TEST, BOUNCE = "quiet", "test", "b-"
_TAG_BYTES = 10


def tag_of(conversation_ref: str, number: int) -> str:
    """The tag of a conversation: 16 characters of lower-case base32."""
    return base32(keyed_hash(_key(), b"tag", conversation_ref.encode(), str(number).encode())[:_TAG_BYTES])


def hash_of(tag: str) -> bytes:
    """What is stored of a tag, and what an arriving tag is looked up by: 32 bytes."""
    return keyed_hash(_key(), b"look-up", tag.lower().encode())


def bounce_tag(outgoing_ref: str) -> str:
    """The tag in the envelope sender of one outgoing mail (VERP); bounces come back to it."""
    return base32(keyed_hash(_key(), b"bounce", outgoing_ref.encode())[:_TAG_BYTES])


def notice_tag(notice_ref: str) -> str:
    """The tag of one notice: it says yes to it and stops it, and adds to nothing."""
    return base32(keyed_hash(_key(), b"notice", notice_ref.encode())[:_TAG_BYTES])


def tags_in_ids(ids: tuple[str, ...], domain: str) -> list[str]:
    """The tags in Message-IDs of ours, newest first. An id of ours is `<TAG.anything@domain>`."""
    ours = re.compile(rf"<([a-z2-7]{{16}})\.[^@<>]*@{re.escape(domain)}>", re.IGNORECASE)
    return [match[1].lower() for one in reversed(ids) if (match := ours.fullmatch(one))]


def hashes_in(incoming: Incoming, marks: tuple[str, ...], domain: str) -> list[bytes]:
    """The hashes of all tags of a mail: those in its recipients' addresses, then those in the ids that it answers."""
    ids = (*incoming.references, *filter(None, (incoming.in_reply_to,)))
    candidates = [mark for mark in marks if TAG.fullmatch(mark)]
    candidates += tags_in_ids(ids, ascii_domain(domain))
    return [hash_of(tag) for tag in dict.fromkeys(candidates)]


def _key() -> bytes:
    key: bytes = settings.PEERLINE_SECRETS.read("tag.key")
    return key
