"""The smart host that all mail leaves by, where the settings name one, and how it is spoken to.

TLS is a must but on loopback, as with a mailbox at a provider: `smtps://` begins with it, `smtp://` asks for it before
anything else is said. Its certificate has to be good. On loopback nobody else can listen, and none is asked for.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings

from peerline.channels.domains import is_loopback
from peerline.channels.mail.tokens import token
from peerline.kit.environment import WrongSetting

PORTS = {"smtp": 25, "smtps": 465}


@dataclass(frozen=True, slots=True)
class SmartHost:
    """Where it is, and what aiosmtplib has to know besides: TLS, and who we are."""

    host: str
    port: int
    how: dict[str, Any]


def smarthost() -> SmartHost | None:
    """The one of the settings, None without one. Raises WrongSetting."""
    url: str = settings.PEERLINE_SMARTHOST
    if not url:
        return None
    hint = "write smtp://HOST:PORT or smtps://USER:PASSWORD@HOST, with %40 for an @ in USER or PASSWORD"
    try:
        parts = urlsplit(url if "//" in url else f"smtp://{url}")
        port = parts.port
    except ValueError:
        raise WrongSetting("SMARTHOST", "is no address of a mail server.", hint) from None
    if parts.scheme not in PORTS or not parts.hostname:
        raise WrongSetting("SMARTHOST", "is no address of a mail server.", hint)
    begins = parts.scheme == "smtps"
    how: dict[str, Any] = {"use_tls": begins, "start_tls": not begins and not is_loopback(parts.hostname)}
    how |= _who(unquote(parts.username or ""), parts.password)
    return SmartHost(parts.hostname, port or PORTS[parts.scheme], how)


def _who(user: str, password: str | None) -> dict[str, Any]:
    command: str = settings.PEERLINE_SMARTHOST_TOKEN_COMMAND
    if not command:
        return {"username": user, "password": unquote(password or "")} if user else {}
    if not user or password is not None:
        hint = "name the user in PEERLINE_SMARTHOST, and no password"
        raise WrongSetting("SMARTHOST_TOKEN_COMMAND", "needs a user without a password.", hint)

    async def give() -> str:
        return await asyncio.to_thread(token, command)

    return {"username": user, "oauth_token_generator": give}
