"""Bounces: each template of bounces.txt for several addresses and, where it has places for them, several reasons."""

from __future__ import annotations

from .cases import COPY, Case, as_mail, sections

ADDRESSES = (
    "wren@writer.example",
    "w.ren+night@sub.writer.example",
    "Ren_99@WRITER.example",
    "0wren-9@xn--wrter-gva.example",
)
REASONS = (
    ("550", "5.1.1", "User unknown"),
    ("550", "5.1.1", "Recipient address rejected: no such person here"),
    ("552", "5.2.2", "The mailbox is full"),
    ("554", "5.7.1", "Refused, see https://help.writer.example/4.7.1/why"),
    ("550", "5.4.1", "Recipient address rejected: Access denied. AS(201806281)"),
    ("452", "4.2.2", "Over quota for now"),
    ("451", "4.7.1", "Greylisted, come back in 5 minutes"),
    ("550", "5.7.26", "This mail is unauthenticated"),
)
LINE = "hello+b.abcdefghijklmnop@lantern.example"


def bounces(file: str = "bounces.txt") -> list[Case]:
    """Make all of them. The template's row names dialect, status ("*": by reason), for good or for now, and address."""
    found = []
    for (name, status, over, *fixed), text in sections(file):
        for address in fixed or ADDRESSES:
            for reason in REASONS if "$STATUS" in text else REASONS[:1]:
                said = reason[1] if status == "*" else status
                permanent = said.startswith("5") if over == "*" else over == "for good"
                data = _fill(text, address if not fixed else "", reason=reason)
                found.append(Case(f"{name}: {address} {reason[1]}", data, "bounce", address, said, permanent))
    return found


def _fill(text: str, address: str, *, reason: tuple[str, str, str]) -> bytes:
    code, status, words = reason
    returned = "" if "\nReturn-Path:" in "\n" + text.partition("\n\n")[0] else "Return-Path: <>\n"
    places = {"$TO": address, "$LINE": LINE, "$CODE": code, "$STATUS": status, "$TEXT": words, "$COPY": COPY}
    for place, filled in places.items():
        text = text.replace(place, filled)
    return as_mail(returned + text.strip("\n") + "\n")
