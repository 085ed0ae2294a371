"""Whether somebody asks for no more mail: the word alone, in what is newly written, in any shipped language.

Then no machine writes into that conversation any more, and no answer of a machine is sent for it: it would be one more
mail. A helper is told, and can answer only by saying that they know. The mail itself is kept, and a person reads it in
the time that is promised: "stop" can also be a cry.
"""

from __future__ import annotations

import unicodedata

from peerline.channels.incoming import Incoming
from peerline.line import wording

LONGEST = 40


def asks_for_no_more_mail(incoming: Incoming) -> bool:
    """Whether the new text is one of the words and nothing else; an automatic mail asks for nothing."""
    return _word_of(incoming, incoming.reply) in wording.stop_words()


def says_yes(incoming: Incoming) -> bool:
    """Whether the new text is a word for yes, in any shipped language, and nothing else; a machine says no such."""
    return _word_of(incoming, incoming.reply) in wording.yes_words()


def begins_with_stop(incoming: Incoming) -> bool:
    """Whether the first row, or the whole subject, is one of the words and nothing else.

    For what no person of the line reads: names below it must not turn a "stop" into something that is passed on.
    """
    said = {_word_of(incoming, text) for text in (_first_row(incoming), incoming.subject)}
    return not said.isdisjoint(wording.stop_words())


def begins_with_yes(incoming: Incoming) -> bool:
    """Whether the first row is a word for yes and nothing else; a name may stand below it."""
    return _word_of(incoming, _first_row(incoming)) in wording.yes_words()


def _first_row(incoming: Incoming) -> str:
    return incoming.reply.strip().partition("\n")[0]


def _word_of(incoming: Incoming, text: str) -> str:
    """The one word of a text, case folded and without what stands around it; "" when it is more."""
    said = text.strip()
    if incoming.auto or incoming.encrypted or len(said) > LONGEST:
        return ""
    said = unicodedata.normalize("NFC", said)
    around = "".join(one for one in said if unicodedata.category(one)[0] in "PZSC")
    return said.strip(around).casefold()
