"""One look for the key of a mail's sender (draft-koch-openpgp-webkey-service), by https alone.

First the subdomain `openpgpkey`, then, only where there is none, the domain itself. Every address of the name has to be
public, and the connection goes to one that was checked. Silence, a redirect, too much or anything odd is no key; the
mail is taken all the same.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from urllib.parse import quote

import dns.exception
from django.conf import settings

from peerline.channels.domains import are_same, ascii_domain
from peerline.channels.links.answers import Answer, NoAnswer, ask
from peerline.channels.links.places import Link, Place, is_public
from peerline.channels.mail.mime.headers import read_headers
from peerline.channels.mail.mime.protection import autocrypt_of
from peerline.channels.mail.onward.asking import Asker, Silent, system_asker
from peerline.channels.mail.onward.exchangers import addresses_of
from peerline.channels.mail.senders import check, signatures
from peerline.channels.mail.web_keys.certificates import naming
from peerline.channels.trust import Trust
from peerline.line.web_key import name_of

SECONDS = 5.0
MOST_BYTES = 32 * 1024
MOST_AT_ONCE = 16
MOST_ADDRESSES = 2
# Any of them in a mail: somebody uses OpenPGP. What is packed in base64 is not looked into here.
MARKS = (
    b"application/pgp-encrypted",
    b"-----BEGIN PGP MESSAGE-----",
    b"application/pgp-signature",
    b"-----BEGIN PGP SIGNED MESSAGE-----",
)
ASKED = ("Accept: application/octet-stream",)


class Nothing(Exception):
    """There is no directory at this place."""


@dataclass(slots=True)
class WebKeys:
    """One a door. The tests have name servers and a directory of their own, on loopback."""

    asker: Asker | None = None
    port: int = 443
    allowed: frozenset[str] = frozenset()
    seconds: float = SECONDS
    _room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(MOST_AT_ONCE))

    async def of(self, address: str, trust: Trust) -> bytes:
        """The key that the sender's domain names for them, binary; b"" for none. Never raises, and takes no longer.

        address  of `sender_without_key`
        """
        if not _may_ask(trust):
            return b""
        try:
            async with asyncio.timeout(self.seconds), self._room:
                return naming(await self._found(address), address)
        except (OSError, NoAnswer, Silent, ValueError, dns.exception.DNSException):
            return b""

    async def _found(self, address: str) -> bytes:
        local, _, domain = address.rpartition("@")
        domain = ascii_domain(domain)
        name = f"hu/{name_of(local)}?l={quote(local, safe='')}"
        try:
            return await self._fetched(f"openpgpkey.{domain}", f"/.well-known/openpgpkey/{domain}/{name}")
        except Nothing:
            pass
        try:
            return await self._fetched(domain, f"/.well-known/openpgpkey/{name}")
        except Nothing:
            return b""

    async def _fetched(self, host: str, path: str) -> bytes:
        """What that host has there. Raises Nothing when there is no such host, and what `of` takes for no key."""
        found = (await addresses_of(host, self.asker or system_asker())).addresses
        if not found:
            raise Nothing
        # One that is not public among public ones is a trap, not a slip.
        if not all(one in self.allowed or is_public(one) for one in found):
            raise NoAnswer
        answer = await self._answered(Link("https", host, self.port, path), found[:MOST_ADDRESSES])
        is_whole = answer.is_whole and len(answer.body) <= MOST_BYTES
        return bytes(answer.body) if answer.status == 200 and is_whole else b""

    async def _answered(self, link: Link, addresses: tuple[str, ...]) -> Answer:
        for address in addresses[:-1]:
            try:
                return await ask(Place(link, address), most=MOST_BYTES + 1, head=ASKED)
            except NoAnswer:
                continue
        return await ask(Place(link, addresses[-1]), most=MOST_BYTES + 1, head=ASKED)


def sender_without_key(data: bytes) -> str:
    """The address of who sent a mail with OpenPGP without their key in a header; "" for all other mails."""
    if not any(mark in data for mark in MARKS):
        return ""
    sender = check.only_sender(data)
    if sender is None:
        return ""
    headers, _ = read_headers(data, 0, min(len(data), signatures.MOST_HEADER_BYTES))
    key = autocrypt_of(headers)
    has_own = key is not None and are_same(key.address, sender.address)
    return "" if has_own or not ascii_domain(sender.address.rpartition("@")[2]) else sender.address


def _may_ask(trust: Trust) -> bool:
    """Whether the domain itself vouched for the mail: it has seen it. On a practice line nobody has."""
    wanted: bool = settings.PEERLINE_LOOK_UP_KEYS
    return wanted and trust.verified and trust.how != "practice"
