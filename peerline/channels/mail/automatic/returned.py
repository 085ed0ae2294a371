"""Did a mail come back? Told from sender, return path, subject and the words of servers.

A report (multipart/report) is decided before this. Without one, two things must agree: that a server wrote (its
address, its name, a null return path, a header of its own) and that it speaks of a mail that came back. People who
forward a bounce and ask for help stand in From with their own address, and so remain people.
"""

from __future__ import annotations

from itertools import chain

from .bounces import REPORTS, told_of
from .facts import Facts
from .notice import read_notice
from .phrases import Beginnings, holds
from .recipients import failed_in_notice
from .replies import PLAIN_SUBJECTS, RECEIPT_SUBJECTS
from .words.dialects import DIALECTS, SOFT
from .words.returned import RETURNED

RETURNED_SUBJECTS = Beginnings(chain.from_iterable(RETURNED.values()))
OPENINGS = tuple(chain.from_iterable(DIALECTS.values()))
_OWN_HEADERS = (b"x-failed-recipients", b"x-failed-recipient", b"x-ms-exchange-message-is-ndr")


def is_returned(facts: Facts) -> bool:
    """Whether a mail without a report looks like one that came back."""
    headers = facts.headers
    if any(name in headers for name in _OWN_HEADERS) or b"classes:dsn" in headers.first(b"content-class").lower():
        return True
    if RECEIPT_SUBJECTS.length(facts.subject.strip().lower()):
        return False
    is_server = facts.is_daemon or facts.has_no_return
    if is_server and facts.part_of_type(*REPORTS):
        return True
    is_named = bool(RETURNED_SUBJECTS.length(facts.bare_subject)) and not facts.is_reply
    if is_named and facts.is_daemon:
        return True
    if not (is_server or (is_named and (facts.is_perhaps_daemon or facts.submitted))):
        return False
    return _speaks_of_return(facts, is_named=is_named)


def _speaks_of_return(facts: Facts, *, is_named: bool) -> bool:
    notice = read_notice(facts.text)
    if holds(notice.small, OPENINGS):
        return is_named or facts.is_daemon or not facts.answers
    if not facts.has_no_return or PLAIN_SUBJECTS.length(facts.bare_subject):
        return False
    if is_named:
        return not notice.small.strip() or holds(notice.small, SOFT)
    return facts.is_daemon and (holds(notice.small, SOFT) or bool(failed_in_notice(notice, told_of(facts))))
