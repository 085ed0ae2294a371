"""What a mail is: did a person write it, or a machine, and which of our mails came back?

Words: mark (a header that only machines set), phrase (words that a machine's mail begins with), notice (what a server
says of a mail that came back), copy (the returned mail below it), clue (how a notice names the failed address), dialect
(how one server words its notices).

Read `deciding.py` first: it is the list of steps. Tables of words stand in `words/`, one subject a file. Everything is
looked at in bounded pieces and in linear time. In doubt a person has written: a person taken for a machine waits
without a receipt and without a clock, a machine taken for a person costs one receipt that was not needed.
"""

from .deciding import what_it_is

__all__ = ["what_it_is"]
