"""A door's process for tests, without a line: it forks a family of two that obey, asks them, and lets them die.

python -m peerline.channels.tests.door_that_forks [THREAD]

With a word it has a thread before it forks. It writes a row of JSON: how many preparers answered, how many different
things they sealed, whether they were forked, and whether it was a program that answered when they had died.
"""

from __future__ import annotations

import asyncio
import json
import sys
import threading
from contextlib import suppress

from peerline import seal
from peerline.channels import preparers as module
from peerline.channels.preparers import Preparers
from peerline.channels.tests import preparer_that_obeys
from peerline.kit.errors import Unavailable

ASKED = 40


def main() -> None:
    """Fork, ask, tell."""
    end = threading.Event()
    if sys.argv[1:]:
        threading.Thread(target=end.wait).start()
    seal.seal(seal.recipient_of(seal.new_identity()), b"before it forks")
    module.RESTART_SECONDS = 0.0
    preparers = Preparers("peerline.channels.tests.preparer_that_obeys", 2)
    preparers.fork(preparer_that_obeys.work)
    json.dump(asyncio.run(_ask(preparers, is_forked=preparers.pid is not None)), sys.stdout)
    end.set()


async def _ask(preparers: Preparers, *, is_forked: bool) -> list[object]:
    preparers.start()
    said = await asyncio.gather(*(preparers.ask("seal", b"") for _ in range(ASKED)))
    with suppress(Unavailable):
        await preparers.ask("die", b"")
    _, _, answered = await preparers.ask("", b"")
    answers = {pid for _, _, pid in said}
    await preparers.stop()
    return [len(answers), len({sealed for sealed, _, _ in said}), is_forked, answered not in answers]


if __name__ == "__main__":
    main()
