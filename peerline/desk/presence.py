"""Who is writing an answer in a conversation just now: shown to its other holders, and forgotten after a minute.

Without content, and never on disk: it lies in the cache of the web process, like the limits of the sign-in. Where a
line runs several web processes, those who write see each other only within one of them.
"""

from __future__ import annotations

from typing import Any

from django.core.cache import cache

from peerline.kit.clock import now

SECONDS = 60


def writes(conversation: Any, member: Any) -> None:
    """The member has typed in this conversation. The caller got the conversation by access, for this member."""
    found = {**_fresh(conversation), member.ref: (member.alias, now().timestamp())}
    cache.set(_place(conversation), found, SECONDS)


def writes_no_more(conversation: Any, member: Any) -> None:
    """What was written has been sent or kept."""
    found = _fresh(conversation)
    if found.pop(member.ref, None) is not None:
        cache.set(_place(conversation), found, SECONDS)


def others(conversation: Any, member: Any) -> list[str]:
    """The aliases of who else has typed here within the last minute, by name."""
    return sorted(alias for ref, (alias, _at) in _fresh(conversation).items() if ref != member.ref)


def _fresh(conversation: Any) -> dict[str, tuple[str, float]]:
    oldest = now().timestamp() - SECONDS
    found = cache.get(_place(conversation)) or {}
    return {ref: (alias, at) for ref, (alias, at) in found.items() if at > oldest}


def _place(conversation: Any) -> str:
    return f"writing:{conversation.ref}"
