"""A line that has been there for years: conversations by the ten thousand, each with all its rows, really sealed once.

    python -m bench.fill COUNT

runs with the settings of the line in its environment. The rows go the way of every mail's, through `receive`; only the
sealing and the parsing are not done anew for each.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import django

from peerline.kit.tokens import new_ref

if TYPE_CHECKING:  # what has models can be imported only when the settings are there
    from peerline.conversations.cargo import Arriving

DIFFERENT = 200
AT_ONCE = 500
DRAFTS = 20


def main() -> None:
    """Store that many more."""
    django.setup()
    from bench.arrivals import prepare_arrivals
    from peerline.conversations.actions import receive

    count = int(sys.argv[1])
    models = prepare_arrivals(DIFFERENT, mark="fill")
    for start in range(0, count, AT_ONCE):
        receive([_copy(models[number % DIFFERENT]) for number in range(start, min(start + AT_ONCE, count))])
    _offer_drafts()


def _offer_drafts() -> None:
    """Some drafts wait for a second person, in conversations from all over the years."""
    from peerline.conversations.actions import offer_draft
    from peerline.conversations.cargo import SealedMessage
    from peerline.conversations.models import Conversation
    from peerline.people.models import Member

    writer = Member.objects.get(alias="Ada")
    rows = Conversation.objects.filter(grants__member=writer).order_by("id")
    count = rows.count()
    for number in range(min(DRAFTS, count)):
        offer_draft(rows[number * count // DRAFTS], writer, SealedMessage(new_ref(), 1, b"sealed", 1024), grants={})


def _copy(one: Arriving) -> Arriving:
    """The same mail as another one: every name in it is new."""
    opens = one.opens
    assert opens is not None
    receipt = replace(opens.receipt, outgoing_ref=new_ref()) if opens.receipt else None
    return replace(
        one,
        arrival_hash=os.urandom(32),
        message=replace(one.message, ref=new_ref()),
        opens=replace(opens, ref=new_ref(), tag_hash=os.urandom(32), receipt=receipt),
    )


if __name__ == "__main__":
    main()
