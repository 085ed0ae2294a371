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
    said = incoming.reply.strip()
    if incoming.auto or incoming.encrypted or not said or len(said) > LONGEST:
        return False
    said = unicodedata.normalize("NFC", said)
    around = "".join(one for one in said if unicodedata.category(one)[0] in "PZSC")
    return said.strip(around).casefold() in wording.stop_words()
