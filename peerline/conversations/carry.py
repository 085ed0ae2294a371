"""Carrying conversations away: every sealed thing as it is, in files whose names say how they belong together.

`conversations/REF/conversation.json` names keys, messages and grants; beside it lie `messages/REF.age` (and
`messages/REF.key.age` for an encrypted mail that was opened), `attachments/REF.age`, `grants/KEYREF.age` and
`back/EPOCH.age`. All of them are ordinary age files (docs/reference/sealing.md); nothing here can open any.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from peerline.conversations.access import sealed_bytes
from peerline.conversations.models import Conversation, Message, MessageKey
from peerline.kit.blobs import blobs


def files() -> Iterator[tuple[str, bytes]]:
    """Path and content of every file, one conversation after another."""
    for conversation in Conversation.objects.order_by("id").iterator(chunk_size=200):
        folder = f"conversations/{conversation.ref}"
        yield f"{folder}/conversation.json", _described(conversation)
        yield from _keys(conversation, folder)
        for message in conversation.messages.order_by("id").prefetch_related("attachments"):
            yield f"{folder}/messages/{message.ref}.age", sealed_bytes(message)
            for kept in MessageKey.objects.filter(message=message):
                yield f"{folder}/messages/{message.ref}.key.age", kept.sealed
            for attachment in message.attachments.all():
                yield f"{folder}/attachments/{attachment.ref}.age", blobs().get(attachment.ref)


def _keys(conversation: Conversation, folder: str) -> Iterator[tuple[str, bytes]]:
    for key in conversation.keys.order_by("epoch"):
        if key.back_link:
            yield f"{folder}/back/{key.epoch}.age", key.back_link
    for grant in conversation.grants.select_related("holder_key"):
        yield f"{folder}/grants/{grant.holder_key.ref}.age", grant.sealed


def _described(conversation: Conversation) -> bytes:
    fields = {
        "ref": conversation.ref,
        "kind": conversation.kind,
        "state": conversation.state,
        "channel": conversation.channel,
        "opened_at": conversation.opened_at.isoformat(),
        "closed_at": conversation.closed_at.isoformat() if conversation.closed_at else None,
        "responsible": conversation.responsible.ref,
        "keys": [{"epoch": key.epoch, "recipient": key.recipient} for key in conversation.keys.order_by("epoch")],
        "grants": [
            {"key": grant.holder_key.ref, "member": grant.member.ref}
            for grant in conversation.grants.select_related("holder_key", "member")
        ],
        "messages": [_row(message) for message in conversation.messages.select_related("key", "author").order_by("id")],
    }
    return json.dumps(fields, indent=1).encode()


def _row(message: Message) -> dict[str, object]:
    return {
        "ref": message.ref,
        "epoch": message.key.epoch,
        "kind": message.kind,
        "author": message.author.ref if message.author else None,
        "at": message.at.isoformat(),
        "way": message.way,
        "draft_state": message.draft_state,
    }
