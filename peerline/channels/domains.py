"""Domains and addresses: as DNS and other servers write them, and whether two belong together.

International domains are IDNA 2008 (RFC 5891) after the mapping of UTS 46. The organizational domain of DMARC (RFC
7489, 3.2) comes from the public suffix list, private suffixes (`NAME.pages.example`) included.
"""

from __future__ import annotations

import ipaddress
from functools import cache

import idna
from publicsuffixlist import PublicSuffixList


def ascii_domain(domain: str) -> str:
    """The domain in A-labels, lower case, without the dot behind; "" for what is no domain."""
    domain = domain.strip().rstrip(".")
    if domain.isascii():
        lower = domain.lower()
        # Host names of the world have underscores and "r3---sn" labels, so plain ones are taken as they are.
        return lower if lower and " " not in lower and ".." not in lower else ""
    try:
        return idna.encode(domain, uts46=True).decode()
    except (idna.IDNAError, UnicodeError):
        return ""


def routed(address: str) -> str:
    """The address as other servers take it: its domain in A-labels. Raises ValueError when it has no domain."""
    local, _, domain = address.strip().rpartition("@")
    routable = ascii_domain(domain)
    if not local or not routable:
        raise ValueError("no address")
    return f"{local}@{routable}"


def are_same(one: str, other: str) -> bool:
    """Whether two addresses are one mailbox, however their domains are written; case is ignored."""
    local, _, domain = one.rpartition("@")
    other_local, _, other_domain = other.rpartition("@")
    is_same_domain = domain.lower() == other_domain.lower() or (
        ascii_domain(domain) != "" and ascii_domain(domain) == ascii_domain(other_domain)
    )
    return local.lower() == other_local.lower() and is_same_domain


def shown_domain(domain: str) -> str:
    """The domain as a person sees it: A-labels turned back where they can be."""
    if domain.isascii() and "xn--" not in domain.lower():
        return domain
    try:
        return idna.decode(domain)
    except (idna.IDNAError, UnicodeError):
        return domain


def organization(domain: str) -> str:
    """The organizational domain of an ASCII domain; the domain itself where it is a public suffix."""
    return _suffixes().privatesuffix(domain) or domain


def are_aligned(one: str, other: str, *, strict: bool = False) -> bool:
    """Whether two ASCII domains belong together: the same (strict), or of the same organization (relaxed)."""
    if not one or not other:
        return False
    return one == other or (not strict and organization(one) == organization(other))


@cache
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList()


def is_loopback(host: str) -> bool:
    """Whether a host, by name or address, is this machine: nobody else can listen on the way."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
