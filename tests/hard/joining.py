"""A door with a family of preparers, and mails to it that its own name server vouches for: what do they join?

Runs in a process of its own, with the settings of a line in its environment, which does not serve meanwhile. It writes
as JSON, for each mail in its order, the number of the conversation that it came to.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
from dataclasses import replace
from email.utils import format_datetime

from asgiref.sync import sync_to_async

from peerline import apart
from peerline.channels.envelope import Envelope
from peerline.channels.mail.door import MailDoor, rules_of
from peerline.channels.mail.mailbox import Mailbox
from peerline.channels.mail.senders.threads import SenderChecks
from peerline.channels.mail.tests.mails import mail
from peerline.channels.mail.tests.name_server import NameServer
from peerline.channels.mail.tests.signing import key, signed, txt
from peerline.channels.preparers import Preparers
from peerline.channels.writer import Writer
from peerline.conversations.models import Message
from peerline.kit.clock import now
from peerline.kit.tokens import new_ref
from peerline.line import actions, policy
from tests.journeys.running import ADDRESS

WREN = "wren@writer.example"


def main() -> None:
    """Fork, take in, tell."""
    apart.load()
    preparers = Preparers("peerline.apart", 2)
    preparers.fork(apart.work)
    assert preparers.pid, "this process is not alone"
    actions.change_policy(replace(policy.now(), joins_by_address=True))
    with NameServer() as server:
        server.zone = {("s1._domainkey.writer.example.", "TXT"): txt(key().record)}
        mailbox = Mailbox.of(ADDRESS)
        senders = SenderChecks(rules_of(mailbox), resolver=server.resolver())
        asyncio.run(_take(MailDoor(mailbox, Writer(), senders, preparers=preparers), preparers))
    came = list(Message.objects.order_by("pk").values_list("conversation", flat=True))
    first = list(dict.fromkeys(came))
    json.dump([first.index(one) for one in came], sys.stdout)


async def _take(door: MailDoor, preparers: Preparers) -> None:
    door.writer.start()
    preparers.start()
    try:
        for data in (signed(_mail()), signed(_mail()), _mail()):
            await door.take(_envelope(data))
        # What is remembered is with the door, so it outlives who prepared.
        assert preparers.pid
        os.kill(preparers.pid, signal.SIGKILL)
        await door.take(_envelope(signed(_mail())))
    finally:
        await preparers.stop()
        await sync_to_async(door.writer.stop)()


def _mail() -> bytes:
    return mail("I cannot sleep.", date=format_datetime(now()), message_id=f"<{new_ref()}@writer.example>")


def _envelope(data: bytes) -> Envelope:
    return Envelope(WREN, (ADDRESS,), data, "192.0.2.7", tls=True, protocol="smtp", smtputf8=False)
