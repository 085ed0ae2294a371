"""OAuth 2 tokens for a provider of mail, from a command that the operator chose: what it prints is the token.

How a token is renewed differs from provider to provider, and tools for it exist; this program holds no client secret
and speaks to no sign-in server. What the command says besides is dropped, for it may hold the token.
"""

from __future__ import annotations

import shlex
import subprocess

from peerline.kit.errors import Unavailable

SECONDS = 30.0
LONGEST = 16_384


class NoToken(Unavailable):
    """The command gave none."""

    code = "no-token"


def token(command: str) -> str:
    """Run the command, without a shell, and give what it prints, without the space around it. Blocks.

    command  a program with its words, quoted as in a shell
    Raises   NoToken when it fails, says nothing, says more than a token, or takes more than 30 seconds
    Source   RFC 6750, 2.1: a token is printable ASCII without spaces
    """
    try:
        done = subprocess.run(
            shlex.split(command), capture_output=True, check=True, stdin=subprocess.DEVNULL, timeout=SECONDS
        )
        said = done.stdout.decode("ascii").strip()
    except (OSError, ValueError, subprocess.SubprocessError):
        raise NoToken from None
    if not said or len(said) > LONGEST or not said.isprintable() or " " in said:
        raise NoToken
    return said
