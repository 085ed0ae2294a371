"""Handing a mail on: through a smart host, or directly to the recipient's mail exchangers (RFC 5321, 5.1).

Says in one of three ways what became of it: nothing (it was accepted), `TryAgain`, or `GivenUp`. An answer's text is
never kept, only its enhanced status (RFC 3463) or its code.
"""

from __future__ import annotations

import re
import ssl
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import unquote, urlsplit

import aiosmtplib
import dns.asyncresolver
import dns.exception
import dns.resolver
from django.conf import settings

from peerline.channels.mail.compose import Mail

SECONDS = 60.0
DNS_SECONDS = 10.0
MOST_TO_A_HOST, MOST_TO_SMARTHOST = 2, 8
_STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")


class TryAgain(Exception):
    """Not now; `status` is an enhanced status, a code, or a word."""

    def __init__(self, status: str) -> None:
        super().__init__(status)
        self.status = status


class GivenUp(TryAgain):
    """Never."""


class Busy(Exception):
    """The other side has enough of ours at this moment. It was no try; come back in a few seconds."""


_there: Counter[str] = Counter()


async def send(mail: Mail, *, helo: str, resolver: dns.asyncresolver.Resolver | None = None, port: int = 25) -> None:
    """Hand it on. Raises TryAgain, GivenUp, or Busy.

    resolver, port  of the recipients' mail exchangers
    """
    if settings.PEERLINE_SMARTHOST:
        await _through_smarthost(mail, settings.PEERLINE_SMARTHOST, helo)
        return
    last = TryAgain("4.4.4")
    for host in await exchangers(mail.recipient.rpartition("@")[2], resolver=resolver):
        client = aiosmtplib.SMTP(
            hostname=host, port=port, local_hostname=helo, start_tls=None, timeout=SECONDS, tls_context=_opportunistic()
        )
        try:
            with _room_at(host, MOST_TO_A_HOST):
                await _hand_over(mail, client)
        except GivenUp:
            raise
        except TryAgain as error:
            last = error
        else:
            return
    raise last


async def exchangers(domain: str, *, resolver: dns.asyncresolver.Resolver | None = None) -> list[str]:
    """The mail exchangers of a domain in A-labels, best first; the domain itself when it names none.

    Raises GivenUp for a domain that does not exist or takes no mail (RFC 7505), TryAgain when nobody answers.
    """
    resolver = resolver or dns.asyncresolver.get_default_resolver()
    try:
        answer = await resolver.resolve(domain, "MX", lifetime=DNS_SECONDS)
    except dns.resolver.NXDOMAIN:
        raise GivenUp("5.1.2") from None
    except dns.resolver.NoAnswer:
        return [domain]
    except (dns.exception.DNSException, UnicodeError):
        raise TryAgain("4.4.3") from None
    rows = sorted((row.preference, str(row.exchange).rstrip(".")) for row in answer)
    if rows == [(0, "")]:
        raise GivenUp("5.1.10")
    return [host for _, host in rows]


async def _through_smarthost(mail: Mail, url: str, helo: str) -> None:
    parts = urlsplit(url if "//" in url else f"smtp://{url}")
    implicit = parts.scheme == "smtps"
    client = aiosmtplib.SMTP(
        hostname=parts.hostname or "127.0.0.1",
        port=parts.port or (465 if implicit else 25),
        local_hostname=helo,
        use_tls=implicit,
        start_tls=None if not implicit else False,
        username=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        timeout=SECONDS,
    )
    with _room_at("smarthost", MOST_TO_SMARTHOST):
        await _hand_over(mail, client)


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
    try:
        async with client:
            await client.sendmail(mail.sender, [mail.recipient], mail.data, mail_options=options)
    except aiosmtplib.SMTPNotSupported:
        # RFC 6531, 3.5: such an address cannot be written in any other way.
        raise GivenUp("5.6.7") from None
    except aiosmtplib.SMTPRecipientsRefused as error:
        raise _told(error.recipients[0].code, error.recipients[0].message) from None
    except (aiosmtplib.SMTPSenderRefused, aiosmtplib.SMTPDataError) as error:
        raise _told(error.code, error.message) from None
    # A refusal of the greeting or of our password says nothing about this mail: that is for the operator to mend.
    except (aiosmtplib.SMTPException, OSError, TimeoutError):
        raise TryAgain("4.4.1") from None


def _told(code: int, text: str) -> TryAgain:
    found = _STATUS.search(text)
    status = found[1] if found else str(code)
    return GivenUp(status) if 500 <= code < 600 else TryAgain(status)


def _opportunistic() -> ssl.SSLContext:
    """Between mail servers TLS is taken where it is offered; the certificate is looked at with MTA-STS (later)."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context
