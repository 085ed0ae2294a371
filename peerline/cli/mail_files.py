"""`peerline import mail PATH`: the mails of an mbox or a Maildir into the line, each once."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from peerline.channels.mail.files.taking import Taken

MOST_SHOWN = 50
WHY = {"not-mail": "is no mail", "too-large": "is larger than 40 MiB"}
WHY_NOT = "could not be taken in; the log says more"


def load(path: Path, *, progress: Callable[[int], None]) -> int:
    """Import; 0 when all are in the line, 1 when some are not, 2 when there is nothing to read or it ended early."""
    from peerline.channels.mail.files.reading import NothingThere, pieces
    from peerline.channels.mail.files.taking import take
    from peerline.line import access

    try:
        taken = take(pieces(path), access.the_line().address, progress=progress)
    except NothingThere:
        return _fail(f"{path} is no mbox, no Maildir and no mail")
    return _say(taken)


def _say(taken: Taken) -> int:
    for number, place, code in taken.refused[:MOST_SHOWN]:
        where = f"mail {number} ({place})" if place else f"mail {number}"
        _tell(f"{where} {WHY.get(code, WHY_NOT)}")
    if len(taken.refused) > MOST_SHOWN:
        _tell(f"and {len(taken.refused) - MOST_SHOWN} more")
    print(f"{taken.read} mails read, {taken.stored} of them are in the line.")
    if taken.fault:
        return _fail(f"ended early by a fault here ({taken.fault}); what is in the line is not taken again")
    if taken.stopped:
        return _fail("stopped; begun again, it takes what is left")
    return 1 if taken.refused else 0


def _tell(sentence: str) -> None:
    print(f"peerline: {sentence}", file=sys.stderr)


def _fail(sentence: str) -> int:
    _tell(sentence)
    return 2
