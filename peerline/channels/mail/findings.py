"""What the doctor looks at besides the records of the domain: how mail leaves, and who hands it in."""

from __future__ import annotations

import asyncio

import dns.exception
from django.conf import settings
from django.utils.translation import gettext as _

from peerline.channels.mail import sign
from peerline.channels.mail.onward.asking import Asker, NoSuchName, Silent, system_asker
from peerline.channels.mail.onward.smarthost import smarthost
from peerline.kit.findings import Finding, Level


def queueing() -> list[Finding]:
    """What follows from an LMTP door: before it stands a mail server that queues."""
    if settings.PEERLINE_LMTP_BIND is None:
        return []
    sentence = _("A mail server before the LMTP door keeps readable mail, and bounces later what the line refuses.")
    hint = _("Hand mail on before its queue; if that cannot be, let it take mail for the line's addresses only.")
    return [Finding("lmtp", Level.WARNING, sentence, hint)]


def signing() -> list[Finding]:
    """Lines of older versions sign by one key alone; nothing where a smart host signs."""
    if not sign.record() or sign.short_record():
        return []
    hint = _("Run “peerline dkim”, and paste the second record that it prints.")
    return [Finding("dkim-ed25519", Level.WARNING, _("Mail is signed by the older kind of key alone."), hint)]


def proving(asker: Asker | None = None) -> list[Finding]:
    """Whether what domains ask for by DANE can be seen; nothing where a smart host has to see to it. Never raises."""
    if smarthost():
        return []
    if asyncio.run(_is_validated(asker)):
        return [Finding("dane", Level.OK, _("Mail leaves with the proof that domains ask for by MTA-STS and DANE."))]
    sentence = _("What domains ask for by DANE is not seen: no resolver on this machine validates DNSSEC.")
    hint = _("Install one (unbound, say), and name 127.0.0.1 alone in /etc/resolv.conf.")
    return [Finding("dane", Level.WARNING, sentence, hint)]


async def _is_validated(asker: Asker | None) -> bool:
    """The root is signed: who validates says so of it."""
    try:
        return (await (asker or system_asker()).ask(".", "SOA")).proven
    except (Silent, NoSuchName, dns.exception.DNSException):
        return False
