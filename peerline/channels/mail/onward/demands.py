"""What a server has to prove before a mail is handed to it, and the check that it does.

DANE decides where a server has it; else the domain's MTA-STS policy, if it says "enforce"; else the setting. Where that
is not proven nothing is sent: the mail waits, and the desk says why.
"""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings

from peerline.channels.mail.onward import dane
from peerline.channels.mail.onward.asking import Asker, Silent
from peerline.channels.mail.onward.exchangers import Exchangers, addresses_of
from peerline.channels.mail.onward.outcomes import NOT_PROVEN, TryAgain, Unsafe
from peerline.channels.mail.onward.policies import ENFORCE, Policy
from peerline.kit.environment import WrongSetting

OPPORTUNISTIC, VERIFIED = "opportunistic", "verified"


@dataclass(frozen=True, slots=True)
class Demand:
    """What one server must prove.

    tls          nothing is sent without TLS
    certificate  its certificate is good for its name, by an authority that this machine trusts
    records      it has a certificate that these records mean; () when there are none
    """

    tls: bool = False
    certificate: bool = False
    records: tuple[dane.Record, ...] = ()


@dataclass(frozen=True, slots=True)
class Way:
    """A server that mail may be handed to, if it proves what it must."""

    host: str
    addresses: tuple[str, ...]
    demand: Demand


def least() -> str:
    """What the setting asks for at least. Raises WrongSetting."""
    value: str = settings.PEERLINE_TLS_OUT
    if value not in {OPPORTUNISTIC, VERIFIED}:
        raise WrongSetting("TLS_OUT", f"is {value!r}.", f"write {OPPORTUNISTIC} or {VERIFIED}")
    return value


def allowed(found: Exchangers, policy: Policy | None) -> tuple[str, ...]:
    """The exchangers that the policy of their domain names, all without one. Raises Unsafe when it names none."""
    if policy is None or policy.mode != ENFORCE:
        return found.hosts
    hosts = tuple(host for host in found.hosts if policy.names(host))
    if not hosts:
        raise Unsafe(NOT_PROVEN)
    return hosts


async def way_to(host: str, port: int, asker: Asker, *, proven: bool, enforced: bool) -> Way:
    """The way to one exchanger.

    proven    DNSSEC proves that it is one
    enforced  the domain's policy wants a good certificate
    Raises    TryAgain when it has no address or nobody knows; Unsafe when its records cannot be had
    """
    try:
        found = await addresses_of(host, asker)
    except Silent:
        raise TryAgain("4.4.3") from None
    if not found.addresses:
        raise TryAgain("4.4.4")
    try:
        # RFC 7672, 2.2: only where all on the way to the name is proven, so that others' broken zones do no harm.
        records = await dane.records_of(host, port, asker) if proven and found.proven else ()
    except Silent:
        raise Unsafe(NOT_PROVEN) from None
    return Way(host, found.addresses, _demand(records, is_strict=enforced or least() == VERIFIED))


def _demand(records: tuple[dane.Record, ...], *, is_strict: bool) -> Demand:
    usable = tuple(one for one in records if one.is_usable)
    if usable:
        return Demand(tls=True, records=usable)
    return Demand(tls=is_strict or bool(records), certificate=is_strict)


@cache
def context_for(*, certificate: bool) -> ssl.SSLContext:
    """The TLS of a way: the certificate is looked at, or (where it proves nothing, or DANE looks at it) is not."""
    context = ssl.create_default_context()
    if not certificate:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def must_prove(way: Way, tls: Any) -> None:
    """Look at what the server showed. Raises Unsafe.

    tls  the TLS object of the connection, after its handshake
    """
    if way.demand.records and not dane.proves(way.demand.records, tls, way.host):
        raise Unsafe(NOT_PROVEN)
