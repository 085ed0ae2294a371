"""What can become of a mail that is handed on, besides that it is taken."""

from __future__ import annotations


class TryAgain(Exception):
    """Not now; `status` is an enhanced status (RFC 3463), a code, or a word."""

    def __init__(self, status: str) -> None:
        super().__init__(status)
        self.status = status


class GivenUp(TryAgain):
    """Never."""


class Unsafe(TryAgain):
    """Not now, because the server there does not prove what it must. Nothing was said to it that matters."""


class Busy(Exception):
    """The other side has enough of ours at this moment. It was no try; come back in a few seconds."""


NO_TLS, NOT_PROVEN = "4.7.4", "4.7.5"
