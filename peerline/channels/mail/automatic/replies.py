"""Did a machine answer? Told by subject and words where no header says so.

One sign is never enough if people write so too: a plain name of the thing ("Automatic reply") must be followed by a
colon, a bracket or nothing; a loose one needs words in the text; words in the text need a second kind of words and an
answer's headers. A question mark behind it is always a person's.
"""

from __future__ import annotations

import re
from itertools import chain

from .facts import Facts
from .marks import FAMILIES, GENERATED, REPLY
from .phrases import Beginnings, holds
from .words.away import LOOSE, PLACES, PLAIN, SAYS_AWAY, SAYS_MACHINE
from .words.other import ANSWERED, CHALLENGE_SUBJECTS, CHALLENGES, RECEIVED, REPORTS

LOOKED_AT = 1500
OPENING = 220

PLAIN_SUBJECTS = Beginnings(chain.from_iterable(PLAIN.values()))
LOOSE_SUBJECTS = Beginnings(LOOSE)
RECEIPT_SUBJECTS = Beginnings(RECEIVED)
ANSWER_SUBJECTS = Beginnings(ANSWERED)
CHALLENGES_BEGIN = Beginnings(CHALLENGE_SUBJECTS)
REPORTS_BEGIN = Beginnings(REPORTS)

_COLON = re.compile(r"\s*[:：\]]|\s+re\s*:")
_ENDS = re.compile(r"\s*(?:[:：\])}|\u2013\u2014-]|\(|$)|\s+re\s*:")
_LEADS_ON = re.compile(
    r"\s+(?:re|from|von|de|für|for|notification|until|bis|jusqu'?au?|hasta|até|fino|tot|till|til|do|до)\b"
)
# Lotus Notes: "AUTO: Wren is out of the office (returning 12/05/2011)".
_NOTES = re.compile(
    r"auto\s?:.{0,80}(?:out of the office|is out of|returning|abwesend|nicht im büro|absent|ausente|fuori|afwezig|"
    r"frånvarande|不在)"
    r"|.{2,60} is (?:currently )?out of the office(?:\.|\s*\(|$)"
)
_QUOTED = re.compile(r"[\"“”„«「][^\"“”»」]{1,300}[\"“”»」]")
_DECLARE = (
    "this is an auto", "diese nachricht wurde auto", "diese e-mail wurde auto", "ceci est un",
    "este es un mensaje auto",
    "esta es una respuesta auto", "esta é uma", "questa è una risposta auto", "questo è un messaggio auto",
    "dit is een auto", "detta är ett auto", "dette er e", "tämä on auto", "to jest auto", "toto je auto", "это авто",
    "це авто", "bu oto", "đây là", "ini adalah",
)  # fmt: skip
DECLARED = tuple(phrase for phrase in SAYS_MACHINE if phrase.startswith(_DECLARE))
_SECOND = tuple(phrase for phrase in SAYS_MACHINE if phrase not in DECLARED)
# Somebody who speaks of a machine's answer speaks of themselves, too.
_OWN_WORDS = (
    " i got", " i received", " you sent", "what you", " why ", " nobody ", "ich habe", "j'ai", "he recibido",
    "ho ricevuto", "i need", "you wrote",
)  # fmt: skip
_READ = (
    "your message was read on", "was read on", "was displayed", "was received by", "return receipt for the mail",
    "is no guarantee that the message has been read", "wurde gelesen", "a été lu", "fue leído", "è stato letto",
    "foi lida", "your document:", "has been displayed", "was deleted without being read",
)  # fmt: skip
_PACKED = (
    "application/gzip", "application/zip", "application/x-gzip", "application/tlsrpt+gzip",
    "application/x-zip-compressed", "text/xml",
)  # fmt: skip
_DMARC = re.compile(r"report[ _-]domain:.{1,300}(?:submitter:|report-id:)")


def is_automatic_reply(facts: Facts) -> bool:
    """Whether subject and words make certain that a machine answered."""
    subject = facts.bare_subject
    plain = PLAIN_SUBJECTS.length(subject)
    if plain and not facts.is_reply and _is_certain(facts, plain):
        return True
    if _NOTES.match(subject):
        return _says_away(facts) or facts.answers or facts.has_no_return
    return (
        _is_loose(facts)
        or is_challenge(facts)
        or (facts.answers and _is_opened_by_machine(facts) and not subject.endswith("?"))
    )


def _is_certain(facts: Facts, length: int) -> bool:
    """Whether what follows the plain name is what follows it in a machine's mail."""
    subject = facts.bare_subject
    if _COLON.match(subject, length) or (_ENDS.match(subject, length) and not holds(subject[:length], PLACES)):
        return True
    is_more = facts.answers or facts.has_no_return or holds(_opening(facts, LOOKED_AT), (*SAYS_AWAY, *SAYS_MACHINE))
    return is_more and bool(_ENDS.match(subject, length) or _LEADS_ON.match(subject, length))


def is_machines_answer(facts: Facts) -> bool:
    """Whether what a machine has certainly sent is its answer to a mail: softer words are enough then."""
    if any(name.startswith(FAMILIES) for name in facts.headers.names()):
        return False  # these write to their own threads
    if b"in-reply-to" in facts.headers and facts.precedence in (b"bulk", b"junk"):
        return True
    if PLAIN_SUBJECTS.length(facts.subject_behind_brackets):
        return True
    subjects = (facts.bare_subject, facts.subject_behind_brackets)
    return bool(facts.submitted) and any(LOOSE_SUBJECTS.length(one) for one in subjects)


def is_challenge(facts: Facts) -> bool:
    """Whether a machine asks for a proof that a person wrote."""
    begins = CHALLENGES_BEGIN.length(facts.bare_subject) or "(verification)" in facts.bare_subject
    begins = begins or "spamblocker" in facts.bare_subject or "verify#" in facts.bare_subject
    return bool(begins) and holds(_opening(facts, LOOKED_AT), CHALLENGES)


def is_receipt(facts: Facts) -> bool:
    """Whether a machine says that a mail was read or delivered."""
    is_named = RECEIPT_SUBJECTS.length(facts.subject.strip().lower()) > 0
    return is_named and (
        facts.has_no_return or bool(facts.submitted) or facts.is_daemon or holds(_opening(facts, LOOKED_AT), _READ)
    )


def is_report(facts: Facts) -> bool:
    """Whether it is a report from server to server, or an answer of a calendar."""
    subject = facts.subject.strip().lower()
    if _DMARC.match(subject) or (REPORTS_BEGIN.length(subject) and _has_packed_file(facts)):
        return True
    calendar = facts.part_of_type("text/calendar")
    return calendar is not None and (
        calendar.parameters.get("method", "").lower() in ("reply", "counter", "refresh")
        or bool(ANSWER_SUBJECTS.length(subject))
    )


def kind_by_words(facts: Facts) -> str | None:
    """Tell the kind of machine by subject and words; None for what a person may have written."""
    if is_automatic_reply(facts):
        return REPLY
    return GENERATED if is_report(facts) else None


def _is_loose(facts: Facts) -> bool:
    subject = facts.bare_subject
    length = LOOSE_SUBJECTS.length(subject)
    if not length or facts.is_reply or subject.endswith(("?", "？")):
        return False
    text = _opening(facts, LOOKED_AT)
    is_said = holds(text, SAYS_MACHINE)
    return is_said and bool(_ENDS.match(subject, length))


def _says_away(facts: Facts) -> bool:
    return holds(_opening(facts, LOOKED_AT), SAYS_AWAY)


def _is_opened_by_machine(facts: Facts) -> bool:
    """Whether what is newly written begins with a machine's own declaration and goes on like one."""
    opening = _opening(facts, OPENING)
    place = min((at for at in (opening.find(phrase) for phrase in DECLARED) if at >= 0), default=-1)
    if (
        place < 0
        or (place > 0 and opening[place - 1] not in " (*[\n")
        or opening[:place].strip(" (*[\n").count(" ") > 6
    ):
        return False
    sentence = opening[place:].partition(".")[0]
    rest = _opening(facts, LOOKED_AT)[place + 10 :]
    is_second = holds(rest, SAYS_AWAY) or holds(rest, _SECOND)
    return is_second and "?" not in sentence and not holds(opening, _OWN_WORDS)


def _has_packed_file(facts: Facts) -> bool:
    return facts.part_of_type(*_PACKED) is not None or facts.local_part in ("root", "cron", "daemon") or facts.is_daemon


def _opening(facts: Facts, length: int) -> str:
    """The newly written text in small letters on one row, without what stands in quotation marks."""
    return " ".join(_QUOTED.sub(" ", facts.reply[:length].lower().replace("\u2019", "'")).split())
