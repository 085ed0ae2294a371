"""Members who look at their pages, as a program: for each row on standard input one round of visits.

    python -m bench.visits

runs with the settings of a line in its environment and prints, for each round, one row of JSON: page -> milliseconds,
the median of the round. Pages are asked through the whole of Django, without a socket.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from statistics import median

import django

VISITS = 30
WHO = {"counselor": "Ada", "lead": "Sol"}


def main() -> None:
    """Visit until the input ends."""
    django.setup()
    from django.test import Client

    from peerline.people.models import Member

    seats = {}
    for role, alias in WHO.items():
        seats[role] = Client()
        seats[role].force_login(Member.objects.get(alias=alias))
    refs = list(_refs())
    for _ in sys.stdin:
        found = {}
        for role, client in seats.items():
            found[f"queue, {role}"] = median(_visit(client, "/desk/") for _ in range(VISITS))
            found[f"conversation, {role}"] = median(_visit(client, f"/desk/c/{ref}/") for ref in refs)
        found["review, lead"] = median(_visit(seats["lead"], "/desk/review/") for _ in range(VISITS))
        print(json.dumps(found), flush=True)


def _refs() -> Iterator[str]:
    """Conversations from all over the years, evenly."""
    from peerline.conversations.models import Conversation

    count = Conversation.objects.count()
    for number in range(VISITS):
        yield Conversation.objects.order_by("id").values_list("ref", flat=True)[number * count // VISITS]


def _visit(client: object, address: str) -> float:
    from django.test import Client

    assert isinstance(client, Client)
    began = time.perf_counter()
    answer = client.get(address)
    took = time.perf_counter() - began
    if answer.status_code != 200:
        raise RuntimeError(f"a page answered {answer.status_code}")
    return took * 1e3


if __name__ == "__main__":
    main()
