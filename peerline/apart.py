"""A process that prepares mails for the door's process, and nothing else: it understands and seals, and stores nothing.

    python -m peerline.apart SOCKET...

is run by `channels/preparers.py`, one preparer a socket, where a family is started anew; the first family is forked
from the door's process and begins at `work`. The first preparer forks the others, before there is a thread or a
connection; so what is loaded is in memory once. Each takes a mail, answers, and takes the next, until its socket ends,
because the door's process closed it or is gone. Signals that end a service go to all of its processes: these here let
them pass, for what is under way is still answered.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys

import django

from peerline import silence
from peerline.memory import settle, share_arenas

PR_SET_PDEATHSIG = 1


def main(words: list[str]) -> None:
    """Load and work, as a program of its own."""
    silence.leave_no_core()
    share_arenas()
    silence.keep()
    django.setup()
    load()
    work([int(word) for word in words])


def load() -> None:
    """Load what a preparer needs, and settle: what is forked from here on shares it."""
    from peerline.channels.mail import apart  # noqa: PLC0415 - after the settings

    apart.warm()
    settle()


def work(handles: list[int]) -> None:
    """Fork so that each handle has a process, and prepare until it ends."""
    from peerline.channels.mail import apart  # noqa: PLC0415 - after the settings

    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, signal.SIG_IGN)
    apart.work(_one_each(handles))


def _one_each(handles: list[int]) -> int:
    """Fork so that each handle has a process; returns this one's, the others are closed."""
    first, *others = handles
    mine = first
    for handle in others:
        if os.fork() == 0:
            mine = handle
            _end_with_the_first()
            break
    for handle in handles:
        if handle != mine:
            os.close(handle)
    return mine


def _end_with_the_first() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


if __name__ == "__main__":
    main(sys.argv[1:])
