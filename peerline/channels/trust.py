"""Whether the sender of a mail may be believed: aligned DKIM or SPF.

Three ways, in this order: a front server that the settings name wrote its result on top (RFC 8601); a client on
loopback of a practice line; else our own DKIM check (RFC 6376), off the event loop, with a limit of five seconds. Only
the receipt depends on it: nothing joins, and no answer goes anywhere, because a sender was believed.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable

import dkim
import dns.exception
import dns.resolver
from django.conf import settings

from peerline.channels.envelope import Envelope

DNS_SECONDS = 4.0
TxtLookUp = Callable[[bytes], bytes]

_RESULT = re.compile(r"(?:^|;)\s*(dkim|spf)\s*=\s*pass\b([^;]*)", re.IGNORECASE)
_DOMAIN = re.compile(r"(?:header\.d|header\.i|smtp\.mailfrom)\s*=\s*\"?(?:[^\s;@\"]*@)?([a-z0-9.-]+)", re.IGNORECASE)
_COMMENT = re.compile(r"\([^()]*\)")


def told_by_front(headers: bytes, from_domain: str) -> bool | None:
    """What the trusted front server says of the sender, read from the topmost Authentication-Results only.

    headers      the raw header block
    from_domain  the domain of From, lower case
    Returns      None when no front server is trusted; False when the topmost result is not its
    """
    server = settings.PEERLINE_TRUSTED_AUTHSERV
    if not server:
        return None
    for row in re.split(rb"\r\n(?![ \t])", headers):
        name, _, value = row.partition(b":")
        if name.strip().lower() == b"authentication-results":
            said = _COMMENT.sub("", value.decode("ascii", "replace").replace("\r\n", " ")).strip()
            who, _, results = said.partition(";")
            return who.split(" ")[0].lower() == server.lower() and _passes(results, from_domain)
    return False


def is_loopback_of_practice(envelope: Envelope) -> bool:
    """Whether a practice line may believe the client because it is on this machine."""
    if not settings.PEERLINE_PRACTICE:
        return False
    try:
        return ipaddress.ip_address(envelope.peer).is_loopback
    except ValueError:
        return False


def is_signed(data: bytes, from_domain: str, *, look_up: TxtLookUp | None = None) -> bool:
    """Whether a DKIM signature of the From domain, over From and the whole body, is good. Blocks for seconds at worst.

    look_up  name with trailing dot -> TXT record; the system's resolver when left out
    """
    try:
        check = dkim.DKIM(data, timeout=DNS_SECONDS)
        for index, value in enumerate(_signatures(check)):
            is_fit = _is_aligned(_tag(value, b"d"), from_domain) and not _tag(value, b"l")
            if is_fit and check.verify(idx=index, dnsfunc=_dns(look_up)):
                return True
    except (dkim.DKIMException, dns.exception.DNSException, ValueError, IndexError):
        return False
    return False


def _signatures(check: dkim.DKIM) -> list[bytes]:
    return [value for name, value in check.headers if name.lower() == b"dkim-signature"]


def _tag(value: bytes, name: bytes) -> str:
    found = re.search(rb"(?:^|;)\s*" + name + rb"\s*=\s*([^;\s]+)", value)
    return found[1].decode("ascii", "replace").lower() if found else ""


def _dns(look_up: TxtLookUp | None) -> Callable[..., bytes]:
    def ask(name: bytes, timeout: float = DNS_SECONDS) -> bytes:
        if look_up is not None:
            return look_up(name)
        answer = dns.resolver.resolve(name.decode("ascii").rstrip("."), "TXT", lifetime=timeout)
        return b"".join(next(iter(answer)).strings)

    return ask


def _passes(results: str, from_domain: str) -> bool:
    return any(
        _is_aligned(domain.lower(), from_domain)
        for _, facts in _RESULT.findall(results)
        for domain in _DOMAIN.findall(facts)
    )


def _is_aligned(domain: str, from_domain: str) -> bool:
    """Relaxed alignment without a list of public suffixes: the same domain, or a parent of at least two labels."""
    domain = domain.rstrip(".")
    return domain == from_domain or ("." in domain and from_domain.endswith("." + domain))
