"""Mails as somebody may really send them, of our own making: a module a class, each case with what is wanted of it."""

from __future__ import annotations

from . import addresses, boundaries, charsets, heads, names, words
from .case import Case

CASES: list[Case] = [*boundaries.CASES, *heads.CASES, *words.CASES, *names.CASES, *addresses.CASES, *charsets.CASES]
