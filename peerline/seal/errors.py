"""What can be wrong with something sealed.

Errors say what kind of thing is wrong, never what was inside. They are plain exceptions: a room that shows them to a
person turns them into a sentence of its own.

    SealError
    ├── NotForYou        a sound age file, but to somebody else
    ├── Broken           damaged, malformed, of an unknown version, of a form only lax readers take
    │   └── NotAKey      a string that is no identity or recipient of a kind we know
    ├── WrongPlace       sound, but it belongs to another line, conversation, message or key epoch
    ├── NotSigned        the signature is missing or not that member's
    └── UnreadableCode   words that no list has; `positions` says which
"""

from __future__ import annotations


class SealError(Exception):
    """The root; never raised itself."""


class NotForYou(SealError):
    """The file is sealed to another recipient."""


class Broken(SealError):
    """The bytes are damaged, malformed or of a version this release does not know."""


class NotAKey(Broken):
    """The string is no identity or no recipient of a kind this release knows."""


class WrongPlace(SealError):
    """What was sealed names another place than the one it was found in. `field` says which name differs."""

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__(field)


class NotSigned(SealError):
    """The signature is missing, malformed or made with another key."""


class UnreadableCode(SealError):
    """Some words of a code cannot be read. `positions` count from 1; empty: not the right number of words."""

    def __init__(self, positions: tuple[int, ...]) -> None:
        self.positions = positions
        super().__init__(f"words {positions}" if positions else "not the right number of words")
