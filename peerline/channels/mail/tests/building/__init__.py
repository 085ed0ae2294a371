"""Mails as somebody may really send them, built by code: a module a class, each case with what is wanted of it."""

from __future__ import annotations

from . import (
    addresses,
    boundaries,
    charsets,
    heads,
    invitations,
    invitations_too,
    labels,
    markup,
    names,
    nesting,
    old_programs,
    packing,
    programs,
    programs_heads,
    programs_pages,
    winmail,
    winmail_too,
    words,
)
from .case import Case

_CLASSES = (
    heads,
    boundaries,
    nesting,
    labels,
    packing,
    charsets,
    words,
    names,
    addresses,
    markup,
    winmail,
    winmail_too,
    invitations,
    invitations_too,
    programs_heads,
    programs_pages,
    programs,
    old_programs,
)
CASES: list[Case] = [case for one in _CLASSES for case in one.CASES]
