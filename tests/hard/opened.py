"""All that is stored, opened by a lead's key, as a count by canary.

A program, run with the settings of a line in its environment: the seven words of a code come on standard input, one row
of JSON goes out. A message with a file counts under its canary only if its file opens too and begins with the same one.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass

import django

from tests.journeys.running import RunningLine


@dataclass(frozen=True)
class Stored:
    """What a line keeps."""

    canaries: Counter[str]
    messages: int
    arrivals: int


def stored(line: RunningLine) -> Stored:
    """Open everything that Sol holds."""
    ran = subprocess.run(
        [sys.executable, "-m", "tests.hard.opened"],
        env={**line.environment, "DJANGO_SETTINGS_MODULE": "peerline.settings"},
        input=" ".join(line.codes["Sol"]),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    found = json.loads(ran.stdout)
    return Stored(Counter(found["canaries"]), found["messages"], found["arrivals"])


def main() -> None:
    """Open and tell."""
    django.setup()
    from peerline import seal
    from peerline.conversations.models import Arrival, Grant, Message
    from peerline.line.access import the_line
    from peerline.people.models import Wrap

    code = seal.read_code(sys.stdin.read(), 7)
    wrap = Wrap.objects.get(kind=Wrap.CODE, key__member__alias="Sol")
    bundle = seal.open_bundle(seal.keys_of_code(code, the_line().ref).identity, bytes(wrap.sealed))
    canaries: Counter[str] = Counter()
    for grant in Grant.objects.filter(member__alias="Sol"):
        identity = seal.open_grant(bundle.identity, grant.sealed)
        messages = Message.objects.filter(conversation=grant.conversation_id).select_related("conversation")
        canaries.update(_canary(one, identity) for one in messages)
    counts = {"messages": Message.objects.count(), "arrivals": Arrival.objects.count()}
    sys.stdout.write(json.dumps({"canaries": canaries, **counts}))


def _canary(message: object, identity: str) -> str:
    from peerline import seal
    from peerline.conversations.access import sealed_bytes
    from peerline.conversations.models import Message
    from peerline.kit.blobs import blobs

    assert isinstance(message, Message)
    said = seal.unpack(seal.unseal(identity, sealed_bytes(message))).body
    canary = said.text.strip()
    for one in said.attachments:
        ref = str(one["ref"])
        place = {"conversation": message.conversation.ref, "message": message.ref, "ref": ref}
        data = seal.open_attachment(identity, blobs().get(ref), **place)
        if not data.startswith(canary.encode()):
            return f"{canary} with another one's file"
    return canary


if __name__ == "__main__":
    main()
