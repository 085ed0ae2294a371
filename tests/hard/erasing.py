"""Sol erases a conversation: a program, run with the settings of a line in its environment; the ref is its argument."""

from __future__ import annotations

import sys

import django


def main() -> None:
    """As the desk does it."""
    django.setup()
    from peerline.conversations import access, actions
    from peerline.people.models import Member

    sol = Member.objects.get(alias="Sol")
    actions.erase_held(access.held(sol, sys.argv[1]), sol, "asked")


if __name__ == "__main__":
    main()
