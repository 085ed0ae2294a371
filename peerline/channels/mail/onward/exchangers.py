"""The servers that take mail for a domain, best first (RFC 5321, 5.1), and their addresses."""

from __future__ import annotations

from dataclasses import dataclass

from peerline.channels.mail.onward.asking import Asker, NoSuchName, Silent, Told
from peerline.channels.mail.onward.outcomes import GivenUp, TryAgain


@dataclass(frozen=True, slots=True)
class Exchangers:
    """Host names in A-labels, lower case, without a dot behind; whether DNSSEC proves them."""

    hosts: tuple[str, ...]
    proven: bool


@dataclass(frozen=True, slots=True)
class Addresses:
    """IP addresses of a host, those of IPv4 first; whether DNSSEC proves them."""

    addresses: tuple[str, ...]
    proven: bool


async def exchangers(domain: str, asker: Asker) -> Exchangers:
    """The mail exchangers of a domain in A-labels; the domain itself when it names none.

    Raises GivenUp for a domain that does not exist or takes no mail (RFC 7505), TryAgain when nobody answers.
    """
    try:
        told = await asker.ask(domain, "MX")
    except NoSuchName:
        raise GivenUp("5.1.2") from None
    except Silent:
        raise TryAgain("4.4.3") from None
    if not told.rows:
        return Exchangers((domain.lower(),), told.proven)
    rows = sorted((row.preference, str(row.exchange).rstrip(".").lower()) for row in told.rows)
    if rows == [(0, "")]:
        raise GivenUp("5.1.10")
    return Exchangers(tuple(host for _, host in rows), told.proven)


async def addresses_of(host: str, asker: Asker) -> Addresses:
    """The addresses of a host, none when it has none. Raises Silent when that cannot be known."""
    four, six = await _of_a_kind(host, "A", asker), await _of_a_kind(host, "AAAA", asker)
    known = [told for told in (four, six) if told is not None]
    if not any(told.rows for told in known) and len(known) < 2:
        raise Silent
    found = tuple(row.address for told in known for row in told.rows)
    return Addresses(found, all(told.proven for told in known))


async def _of_a_kind(host: str, kind: str, asker: Asker) -> Told | None:
    """None for silence."""
    try:
        return await asker.ask(host, kind)
    except NoSuchName:
        return Told((), proven=False)
    except Silent:
        return None
