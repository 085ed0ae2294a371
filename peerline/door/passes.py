"""A signed word for the browser that just began a conversation: it may make the first code, or delete it again."""

from __future__ import annotations

from typing import Any

from django.core import signing

from peerline.conversations import access
from peerline.kit.errors import NotThere

SALT = "peerline.door.pass"
SECONDS = 3600


def give(conversation: str) -> str:
    """The pass of a conversation, for an hour."""
    return signing.dumps(conversation, salt=SALT)


def conversation_of(word: str) -> Any:
    """The conversation of a pass. Raises NotThere for one that is old or none of ours, or when it is gone."""
    try:
        ref: str = signing.loads(word, salt=SALT, max_age=SECONDS)
    except signing.BadSignature as error:
        raise NotThere from error
    found = access.conversation_by_ref(ref)
    if found is None:
        raise NotThere
    return found
