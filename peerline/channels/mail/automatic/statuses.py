"""With which status did a mail come back, and is it over? (RFC 3463, RFC 5321 4.2, and words where numbers lack.)

An enhanced status is better than a reply code, a reply code is better than what words seem to mean. Version numbers and
network addresses look like a status; they are told apart by what stands around them.
"""

from __future__ import annotations

import re

from .notice import Notice
from .phrases import holds
from .words.reasons import GIVEN_UP, NOT_YET, REASONS

_ENHANCED = r"([45]\.[0-9]{1,2}\.[0-9]{1,3})(?![\d.]?\d|-?[a-z])"
STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.]?\d)")
_NUMBERS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:^|[^\w-])status[ \t]*[:=][ \t]*{_ENHANCED}",
        rf"(?<![\d.])[45]\d\d[ \t-]{{1,3}}[(\[<#]{{0,2}}{_ENHANCED}",
        rf"#[ \t]?{_ENHANCED}",
        (
            rf"(?:code|error|fehler|erreur|errore|dsn|smtp|reply|response|reason|said)[^\w\n]{{0,6}}"
            rf"(?:[45]\d\d[^\w\n]{{0,3}})?{_ENHANCED}"
        ),
    )
)
# Behind the name or version mark of a program such a number is its version.
_ALONE = re.compile(
    rf"(?<![\w.])(?<!\bv )(?<!exim )(?<!sendmail )(?<!postfix )(?<!version )(?<!server ){_ENHANCED}", re.IGNORECASE
)
_CODE_SAID = re.compile(
    r"(?:said|smtp|error|causing|code|reply|replied|response|responded|returned|status|server|host|was|with|failed|reason|"
    r"refused|rejected|fehler|meldung|erreur|errore|antwort(?:ete)?|<<< |mail from|rcpt to|data)"
    r"[^\n\d]{0,80}?(?<![\d.])([45][0-5]\d)(?![\d.]\d|\d)",
    re.IGNORECASE,
)
_CODE_FIRST = re.compile(r"^[ \t>'\"(<*-]{0,12}([45][0-5]\d)[ \t:'-]", re.MULTILINE)
# Not a telephone number: "(480) 555-0100".
_CODE = re.compile(r"(?<![\d.:/#-])([45][0-5]\d)(?=[ \t-]\S)(?!-\d{4}(?!\d))")


def status_in(notice: Notice) -> str:
    """Find the status of a free-form bounce: enhanced, else a reply code, else what its words mean, else ""."""
    for pattern in _NUMBERS:
        found = pattern.search(notice.text)
        if found:
            return found[1]
    alone = _ALONE.search(notice.text)
    if alone:
        return alone[1]
    for pattern in (_CODE_SAID, _CODE_FIRST, _CODE):
        found = pattern.search(notice.text)
        if found:
            return found[1]
    return next((status for status, phrases in REASONS if holds(notice.small, phrases)), "")


def status_in_fields(status: str, diagnostic: str) -> str:
    """Give the best status of a recipient's fields: the named one, unless it says nothing and the server's reply does.

    status, diagnostic  the fields Status and Diagnostic-Code, "" for none
    """
    named, said = STATUS.search(status), STATUS.search(diagnostic[:2000])
    if named and (not named[1].endswith(".0.0") or not said):
        return named[1]
    if said and not said[1].startswith("2"):
        return said[1]
    code = _CODE.search(diagnostic[:2000]) or _CODE_FIRST.search(diagnostic[:2000])
    return named[1] if named else code[1] if code else ""


def is_not_over(notice: Notice) -> bool:
    """Whether the words say that the server goes on trying."""
    return holds(notice.small, NOT_YET) and not holds(notice.small, GIVEN_UP)
