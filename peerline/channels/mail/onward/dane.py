"""What a server's TLSA records say of its certificate, and whether it has that one (RFC 6698, 7671, 7672).

Read are the two usages that mean anything between mail servers: a certificate of its own (DANE-EE, 3), whose name and
date do not matter, and the authority that signed it (DANE-TA, 2), where the name must be right. Records of other usages
ask for TLS, and prove nothing (RFC 7672, 3.1.3).
"""

from __future__ import annotations

import hashlib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.verification import PolicyBuilder, Store, VerificationError

from peerline.channels.mail.onward.asking import Asker, NoSuchName

AUTHORITY, OWN = 2, 3
DIGESTS = {1: hashlib.sha256, 2: hashlib.sha512}


@dataclass(frozen=True, slots=True)
class Record:
    """One TLSA record: usage, selector (0 certificate, 1 its key), matching (0 whole, 1 SHA-256, 2 SHA-512), data."""

    usage: int
    selector: int
    matching: int
    data: bytes

    @property
    def is_usable(self) -> bool:
        """Whether it can prove anything here."""
        return self.usage in {AUTHORITY, OWN} and self.selector in {0, 1} and self.matching in {0, 1, 2}

    def means(self, certificate: x509.Certificate) -> bool:
        """Whether it is this certificate."""
        if self.selector == 0:
            found = certificate.public_bytes(Encoding.DER)
        else:
            found = certificate.public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        digest = DIGESTS.get(self.matching)
        return self.data == (digest(found).digest() if digest else found)


async def records_of(host: str, port: int, asker: Asker) -> tuple[Record, ...]:
    """The proven records of a host, none when there are none.

    Raises Silent when it cannot be known: a forged answer looks like that, so nothing may be sent there
    """
    try:
        told = await asker.ask(f"_{port}._tcp.{host}", "TLSA")
    except NoSuchName:
        return ()
    if not told.proven:
        return ()
    return tuple(Record(row.usage, row.selector, row.mtype, bytes(row.cert)) for row in told.rows)


def proves(records: Sequence[Record], tls: Any, host: str) -> bool:
    """Whether the server that a TLS connection goes to has what the records say.

    tls   an ssl.SSLObject or ssl.SSLSocket after its handshake
    host  the name the records are of
    """
    try:
        chain = [x509.load_der_x509_certificate(one) for one in _chain(tls)]
    except ValueError:
        return False
    if not chain:
        return False
    usable = [one for one in records if one.is_usable]
    if any(one.usage == OWN and one.means(chain[0]) for one in usable):
        return True
    anchors = [
        one for one in chain[1:] if any(record.usage == AUTHORITY and record.means(one) for record in usable)
    ]  # fmt: skip
    return any(_is_signed(chain, anchor, host) for anchor in anchors)


def _is_signed(chain: Sequence[x509.Certificate], anchor: x509.Certificate, host: str) -> bool:
    """Whether the first certificate is good for the host, by a path to the anchor."""
    try:
        verifier = PolicyBuilder().store(Store([anchor])).build_server_verifier(x509.DNSName(host))
        verifier.verify(chain[0], [one for one in chain[1:] if one != anchor])
    except (VerificationError, ValueError):
        return False
    return True


def _chain(tls: Any) -> list[bytes]:
    """The certificates that the server sent, its own first, in DER."""
    if hasattr(tls, "get_unverified_chain"):  # Python 3.13 and newer
        return list(tls.get_unverified_chain() or ())
    inner = getattr(tls, "_sslobj", None)
    sent = inner.get_unverified_chain() if inner is not None else None
    return [ssl.PEM_cert_to_DER_cert(one.public_bytes()) for one in sent or ()]
