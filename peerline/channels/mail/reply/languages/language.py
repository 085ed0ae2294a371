"""What one language's mail programs write around what a person writes.

Each field holds phrases divided by " | ", as they stand in mails, in any case of letters. A "*" in a device row stands
for a few words of the program's ("iPhone", "Mail for Windows"). To add a language: a table here, a row of cases in
the tests.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """The phrases of one language.

    wrote      the verb between name and colon ("wrote"); past, present, both genders, as programs use it
    opener     the first words of an attribution ("On"), for finding where one begins that was broken over rows
    sender     what the From row of a copied head is called
    names      the other rows of a copied head: date, To, Cc, Subject, Reply-To
    original   between rules above a copied mail ("Original Message")
    forwarded  between rules, or alone with a colon, above a forwarded mail
    device     whole rows that a program adds at the end ("Sent from my *")
    above      parts of the row above which a ticket system wants the answer ("reply above this line")
    spaced     words stand apart, so a phrase is found only as whole words
    """

    wrote: str
    sender: str
    names: str
    opener: str = ""
    original: str = ""
    forwarded: str = ""
    device: str = ""
    above: str = ""
    spaced: bool = True
