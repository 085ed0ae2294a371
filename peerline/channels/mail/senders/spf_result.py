"""SPF (RFC 7208): whether the domain of the envelope sender lets this client send. Evaluated by pyspf, asked by us.

Behind a front server the client is that server, so SPF says nothing there: a client on loopback, or none (LMTP), is no
result. The null sender has no domain of its own; it gets no receipt anyway.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from typing import Any

import spf

from peerline.channels.domains import ascii_domain
from peerline.channels.envelope import Envelope
from peerline.channels.mail.senders.questions import Questions, Silent

_VALUES: dict[str, Callable[[Any], Any]] = {
    "A": lambda row: row.address,
    "AAAA": lambda row: row.address,
    "MX": lambda row: (row.preference, row.exchange.to_text(omit_final_dot=True)),
    "PTR": lambda row: row.target.to_text(omit_final_dot=True),
    "TXT": lambda row: row.strings,
}


def passed_domain(envelope: Envelope, questions: Questions) -> str:
    """The domain of the envelope sender when SPF passes, in A-labels; "" for any other result. Raises Silent."""
    local, _, domain = envelope.sender.rpartition("@")
    domain = ascii_domain(domain)
    if not domain or not _is_own_client(envelope):
        return ""
    evaluation = _Evaluation(peer=envelope.peer, sender=f"{local}@{domain}", questions=questions)
    result, _code, _sentence = evaluation.check()
    if result == "temperror":
        raise Silent
    return domain if result == "pass" else ""


def _is_own_client(envelope: Envelope) -> bool:
    if envelope.protocol == "lmtp":
        return False
    try:
        return not ipaddress.ip_address(envelope.peer).is_loopback
    except ValueError:
        return False


class _Evaluation(spf.query):  # type: ignore[misc]
    """pyspf with our questions: one limit in time for all checks, and the limit on empty answers kept."""

    def __init__(self, *, peer: str, sender: str, questions: Questions) -> None:
        super().__init__(i=peer, s=sender, h=sender.rpartition("@")[2], querytime=0)
        self.questions = questions

    def dns(self, name: Any, qtype: str, *_cnames: object, ignore_void: bool = False) -> list[Any]:
        """The values of a name, as pyspf wants them. Raises its TempError for silence."""
        if qtype not in _VALUES:
            return []
        try:
            found = [_VALUES[qtype](row) for row in self.questions.rows(str(name), qtype)]
        except Silent:
            raise spf.TempError("silent") from None
        if not found and not ignore_void:
            self.void_lookups += 1
            if self.void_lookups > spf.MAX_VOID_LOOKUPS:
                raise spf.PermError("void")
        return found
