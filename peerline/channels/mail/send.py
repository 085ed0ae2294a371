"""Handing a mail on: through a smart host, or directly to the recipient's mail exchangers (RFC 5321, 5.1).

Says in one of three ways what became of it: nothing (it was accepted), `TryAgain`, or `GivenUp`. An answer's text is
never kept, only its enhanced status (RFC 3463) or its code. What an exchanger must prove first is in `onward/demands`.
"""

from __future__ import annotations

import asyncio
import re
from collections import Counter
from collections.abc import Awaitable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache

import aiosmtplib
import dns.exception

from peerline.channels.mail.compose import Mail
from peerline.channels.mail.onward.asking import Asker, system_asker
from peerline.channels.mail.onward.demands import Way, allowed, context_for, must_prove, way_to
from peerline.channels.mail.onward.exchangers import exchangers
from peerline.channels.mail.onward.fetching import Fetcher
from peerline.channels.mail.onward.outcomes import NO_TLS, NOT_PROVEN, Busy, GivenUp, TryAgain, Unsafe
from peerline.channels.mail.onward.policies import ENFORCE, Policies
from peerline.channels.mail.onward.smarthost import SmartHost, smarthost
from peerline.channels.mail.tokens import NoToken

SECONDS = 60.0
MOST_TO_A_HOST, MOST_TO_SMARTHOST = 2, 8
MOST_ADDRESSES = 4
_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
_there: Counter[str] = Counter()


@dataclass(slots=True)
class Net:
    """What the way to exchangers is found by; the tests have name servers, ports and certificates of their own.

    asker  by default who asks the system's resolvers
    """

    asker: Asker | None = None
    port: int = 25
    policies: Policies = field(default_factory=lambda: Policies(Fetcher()))


@cache
def the_net() -> Net:
    """The one of this process: what domains ask for is remembered in it."""
    return Net()


async def send(mail: Mail, *, helo: str, net: Net | None = None) -> None:
    """Hand it on. Raises TryAgain, GivenUp, or Busy."""
    if host := smarthost():
        with _room_at("smarthost", MOST_TO_SMARTHOST):
            await _through(host, mail, helo)
        return
    net = net or the_net()
    try:
        asker = net.asker or system_asker()
    except dns.exception.DNSException:
        raise TryAgain("4.4.3") from None
    domain = mail.recipient.rpartition("@")[2]
    found = await exchangers(domain, asker)
    policy = await net.policies.of(domain, asker)
    last = TryAgain("4.4.4")
    for host_name in allowed(found, policy):
        try:
            enforced = policy is not None and policy.mode == ENFORCE
            way = await way_to(host_name, net.port, asker, proven=found.proven, enforced=enforced)
            with _room_at(way.host, MOST_TO_A_HOST):
                await _along(way, mail, helo, port=net.port)
        except GivenUp:
            raise
        except TryAgain as error:
            # That a way is not safe is told rather than that another server did not answer.
            last = last if isinstance(last, Unsafe) else error
        else:
            return
    raise last


async def _through(host: SmartHost, mail: Mail, helo: str) -> None:
    client = aiosmtplib.SMTP(hostname=host.host, port=host.port, local_hostname=helo, timeout=SECONDS, **host.how)

    async def say() -> None:
        async with client:
            await _hand_over(mail, client)

    await _translated(say())


async def _along(way: Way, mail: Mail, helo: str, *, port: int) -> None:
    """To the first address that answers."""
    for address in way.addresses[:MOST_ADDRESSES]:
        client = aiosmtplib.SMTP(hostname=address, port=port, local_hostname=helo, start_tls=False, timeout=SECONDS)
        try:
            await _translated(_in_tls(way, mail, client))
        except _NotThere:
            continue
        return
    raise TryAgain("4.4.1")


class _NotThere(TryAgain):
    """Nobody listens at this address."""


async def _in_tls(way: Way, mail: Mail, client: aiosmtplib.SMTP) -> None:
    try:
        await client.connect()
    except aiosmtplib.SMTPConnectResponseError:
        raise
    except (aiosmtplib.SMTPConnectError, aiosmtplib.SMTPConnectTimeoutError):
        raise _NotThere("4.4.1") from None
    under_it = client.transport
    try:
        async with client:
            await _greet(client)
            if client.supports_extension("starttls"):
                await _start_tls(way, client)
            elif way.demand.tls:
                raise Unsafe(NO_TLS)
            await _hand_over(mail, client)
    finally:
        # Else a TLS connection waits half a minute for the other side's goodbye, after all is said.
        if isinstance(under_it, asyncio.Transport):
            under_it.abort()


async def _greet(client: aiosmtplib.SMTP) -> None:
    """EHLO, or HELO for who does not know it."""
    try:
        await client.ehlo()
    except aiosmtplib.SMTPHeloError:
        await client.helo()


async def _start_tls(way: Way, client: aiosmtplib.SMTP) -> None:
    context = context_for(certificate=way.demand.certificate)
    try:
        await client.starttls(server_hostname=way.host, tls_context=context)
    except (aiosmtplib.SMTPException, OSError):
        # Whether the certificate was wrong or somebody in between broke it off: nothing goes in the clear.
        raise Unsafe(NOT_PROVEN) if way.demand.tls else TryAgain("4.4.1") from None
    must_prove(way, client.get_transport_info("ssl_object"))


@contextmanager
def _room_at(host: str, most: int) -> Iterator[None]:
    """A place among those that speak with a host at once, so that a slow one holds up its own mail only."""
    if _there[host] >= most:
        raise Busy
    _there[host] += 1
    try:
        yield
    finally:
        _there[host] -= 1
        if not _there[host]:
            del _there[host]


async def _hand_over(mail: Mail, client: aiosmtplib.SMTP) -> None:
    options = ["SMTPUTF8"] if mail.smtputf8 else []
    await client.sendmail(mail.sender, [mail.recipient], mail.data, mail_options=options)


async def _translated(saying: Awaitable[None]) -> None:
    """What a session came to, in our words."""
    try:
        await saying
    except aiosmtplib.SMTPNotSupported:
        # RFC 6531, 3.5: such an address cannot be written in any other way.
        raise GivenUp("5.6.7") from None
    except aiosmtplib.SMTPRecipientsRefused as error:
        raise _told(error.recipients[0].code, error.recipients[0].message) from None
    except (aiosmtplib.SMTPSenderRefused, aiosmtplib.SMTPDataError) as error:
        raise _told(error.code, error.message) from None
    # A refusal of the greeting or of our password says nothing about this mail: that is for the operator to mend.
    except NoToken:
        raise TryAgain("4.7.0") from None
    except (aiosmtplib.SMTPException, OSError, TimeoutError):
        raise TryAgain("4.4.1") from None


def _told(code: int, text: str) -> TryAgain:
    found = _STATUS.search(text)
    status = found[1] if found else str(code)
    return GivenUp(status) if 500 <= code < 600 else TryAgain(status)
