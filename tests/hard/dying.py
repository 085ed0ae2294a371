"""`peerline serve` that is killed by itself at the moment when a provider is about to be told that mails are stored."""

from __future__ import annotations

import os
import signal

import django


def die(*_: object) -> None:
    """As `kill -9` does."""
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    django.setup()
    from peerline.channels.mail.provider.connection import Connection
    from peerline.serve import run

    setattr(Connection, "finish", die)  # noqa: B010 - a fault that is put in, not a method
    run()
