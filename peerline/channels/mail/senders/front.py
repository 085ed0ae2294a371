"""What a server in front says of a sender in Authentication-Results (RFC 8601).

Only the topmost such header counts, and only in the name that the settings trust: who sends a mail can write any number
of them below. Where the server judged by DMARC, that holds; else aligned DKIM or SPF. Other headers that claim trust
(X-Spam-Status and its kin) are not read at all.
"""

from __future__ import annotations

import re

from django.conf import settings

from peerline.channels.domains import are_aligned, ascii_domain
from peerline.channels.envelope import FILE
from peerline.channels.trust import CLAIMS_OUR_WORD, NOBODY, POLICY_REFUSES, Trust

_RESULT = re.compile(r"(?:^|;)\s*(dkim|spf)\s*=\s*pass\b([^;]*)", re.IGNORECASE)
_DOMAIN = re.compile(r"(?:header\.d|header\.i|smtp\.mailfrom)\s*=\s*\"?(?:[^\s;@\"]*@)?([a-z0-9._-]+)", re.IGNORECASE)
_DMARC = re.compile(r"(?:^|;)\s*dmarc\s*=\s*([a-z]+)([^;]*)", re.IGNORECASE)
_REFUSES = re.compile(r"\b(?:p|policy\.dmarc)\s*=\s*(?:reject|quarantine)\b", re.IGNORECASE)
# A quoted string (to the end, if nothing ends it), a bracket, or what is between; in a comment quotes mean nothing.
_OUTSIDE = re.compile(r'"(?:[^"\\]|\\.)*(?:"|\Z|\\\Z)|[()]|[^"()]+', re.DOTALL)
_INSIDE = re.compile(r"\\.|[()]|[^\\()]+|\\\Z", re.DOTALL)
_HARMLESS = re.compile(r'[^\s;=()"\\]*')
_FIELD_END = re.compile(rb"\r\n(?![ \t])")
_NAME = b"authentication-results"


def trusted_by(protocol: str) -> str:
    """The name of the server whose word is taken for mail that came by a protocol; "" when none is.

    A provider's word counts for what lies in its mailbox alone: at the door, anybody could write it.
    """
    name: str = settings.PEERLINE_IMAP_AUTHSERV if protocol == "imap" else settings.PEERLINE_TRUSTED_AUTHSERV
    return "" if protocol == FILE else name


def told_by_front(headers: bytes, from_domain: str, server: str) -> Trust:
    """What the trusted front server says of the sender.

    headers      the raw header block, rows ended by CRLF
    from_domain  the domain of From, in A-labels, lower case
    server       the name it signs its results with
    """
    said = results_of(headers)
    if not said or _who(said[0]) != server.lower():
        return NOBODY
    trust = judged(said[0].partition(";")[2], from_domain, how="front")
    return trust.with_problems(CLAIMS_OUR_WORD) if server.lower() in map(_who, said[1:]) else trust


def claims_word_of(headers: bytes, names: frozenset[str]) -> bool:
    """Whether a mail brings a result in one of these names, which only we would write."""
    return any(_who(one) in names for one in results_of(headers))


def judged(results: str, from_domain: str, *, how: str) -> Trust:
    """What results (`dkim=pass header.d=…; spf=…`) mean for a From domain."""
    bare = _bare(results)
    dmarc = _DMARC.search(bare)
    if dmarc and dmarc[1].lower() == "fail":
        refuses = _REFUSES.search(results)
        return NOBODY.with_problems(POLICY_REFUSES) if refuses else NOBODY
    for _kind, facts in _RESULT.findall(bare):
        for domain in map(ascii_domain, _DOMAIN.findall(facts)):
            if are_aligned(domain, from_domain):
                return Trust(verified=True, how=how, domain=domain)
    return NOBODY


def results_of(headers: bytes) -> list[str]:
    """The values of all Authentication-Results, topmost first, unfolded."""
    if _NAME not in headers.lower():
        return []
    rows = (row.partition(b":") for row in _FIELD_END.split(headers))
    return [
        value.decode("ascii", "replace").replace("\r\n", " ").strip()
        for name, _, value in rows
        if name.strip().lower() == _NAME
    ]


def _who(value: str) -> str:
    return (_bare(value).partition(";")[0].split() or [""])[0].lower()


def _bare(text: str) -> str:
    """The text without comments, nested ones too, and without quoted strings that hold more than one word.

    In both may stand what the sender of a mail chose, made to look like a result.
    """
    bare, depth, at = [], 0, 0
    while found := (_INSIDE if depth else _OUTSIDE).match(text, at):
        piece, at = found[0], found.end()
        if piece in {"(", ")"}:
            depth = max(0, depth + (1 if piece == "(" else -1))
        elif not depth:
            bare.append(piece if piece[0] != '"' else piece[1:-1] if _HARMLESS.fullmatch(piece[1:-1]) else " ")
    return "".join(bare)
