"""Where a link may be looked at: by its scheme, its port, and every address that its name has.

A name is resolved once, and the connection goes to the address that was checked: between the check and the connection
nobody can give another one.
"""

from __future__ import annotations

import asyncio
import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from peerline.channels.domains import ascii_domain

PORTS = {"http": 80, "https": 443}
_UNICAST = IPv6Network("2000::/3")
_TRANSLATED = (IPv6Network("2001::/32"), IPv6Network("2002::/16"))  # Teredo, 6to4: another address within
LONGEST = 2000
_AS_IT_IS = "/%?:@!$&'()*+,;=-._~[]{}|\\^`\"<>"  # the rest of a path goes in UTF-8, as a browser sends it


class NoPlace(Exception):
    """A link that is not looked at."""


class NotPublic(NoPlace):
    """It leads, or may lead, into a network that is not public."""


class NoName(NoPlace):
    """Nobody knows the name."""


@dataclass(frozen=True, slots=True)
class Link:
    """A link taken apart. path: with the question behind it, as it is asked for."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def origin(self) -> str:
        """Scheme, host and port: what one robots.txt is for."""
        shown = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{shown}" + ("" if self.port == PORTS[self.scheme] else f":{self.port}")


@dataclass(frozen=True, slots=True)
class Place:
    """An address that was checked, with the link that leads there."""

    link: Link
    address: str


def link_of(text: str) -> Link:
    """A link of the web. Raises NoPlace for anything else, such as one that carries a name and password."""
    try:
        parts = urlsplit(text.strip())
        port = parts.port
    except ValueError as error:
        raise NoPlace from error
    host = _host(parts)
    if parts.scheme not in PORTS or not host or "@" in parts.netloc or len(text) > LONGEST:
        raise NoPlace
    path = quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), safe=_AS_IT_IS)
    return Link(parts.scheme, host, port or PORTS[parts.scheme], path)


def link_from(link: Link, location: str) -> Link:
    """Where an answer leads on to. Raises NoPlace."""
    try:
        return link_of(urljoin(link.origin + link.path, location))
    except ValueError as error:
        raise NoPlace from error


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public network, and no other is hidden within it."""
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv4Address):
        return found.is_global and not found.is_multicast
    return _is_public_six(found)


async def place_of(link: Link, *, allowed: frozenset[tuple[str, int]] = frozenset()) -> Place:
    """Where to connect. Raises NotPublic when any of the addresses is not public, NoName when there is none.

    allowed  (address, port) that count as public: for tests alone, whose servers are on loopback
    """
    try:
        loop = asyncio.get_running_loop()
        found = await loop.getaddrinfo(link.host, link.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NoName from error
    addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
    fine = [one for one in addresses if _may(one, link, allowed)]
    # One that is not public among public ones is a trap, not a slip.
    if not fine or len(fine) < len(addresses):
        raise NotPublic
    return Place(link, fine[0])


def _may(address: str, link: Link, allowed: frozenset[tuple[str, int]]) -> bool:
    return (address, link.port) in allowed or (link.port == PORTS[link.scheme] and is_public(address))


def _host(parts: SplitResult) -> str:
    host = parts.hostname or ""
    return host if ":" in host else ascii_domain(host)


def _is_public_six(found: IPv6Address) -> bool:
    is_translated = any(found in one for one in _TRANSLATED)
    return found.is_global and found in _UNICAST and not is_translated and not found.is_multicast
