"""What the sender checks cost: processor time and time of the clock for a mail, against a name server on loopback.

    python -m bench senders

One after the other in one thread. The name server runs in the same process; its share is in the clock, not in the
processor time of the checks.
"""

from __future__ import annotations

import os
import statistics
import time

import django

from bench.table import show

TIMES = 200


def main(_words: list[str]) -> None:
    """Ask about mails of each kind, print."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "peerline.settings")
    django.setup()
    from peerline.channels.mail.senders import check
    from peerline.channels.mail.tests.mails import mail
    from peerline.channels.mail.tests.name_server import NameServer
    from peerline.channels.mail.tests.signing import came, key, signed, txt

    large = mail("I cannot sleep. " * 60 + "\r\n" + ("x" * 76 + "\r\n") * 3900)
    envelopes = {
        "nobody vouches, no record": came(mail(From="wren@other.example"), sender="wren@other.example"),
        "SPF by an include": came(mail()),
        "DKIM, RSA 2048, 3 KB": came(signed(mail("I cannot sleep. " * 180))),
        "DKIM, RSA 2048, 300 KB": came(signed(large)),
    }
    rows = []
    with NameServer() as server:
        server.zone = {
            ("writer.example.", "TXT"): ['"v=spf1 include:out.example -all"'],
            ("out.example.", "TXT"): ['"v=spf1 ip4:192.0.2.0/28 -all"'],
            ("_dmarc.writer.example.", "TXT"): ['"v=DMARC1; p=reject"'],
            ("s1._domainkey.writer.example.", "TXT"): txt(key().record),
        }
        for name, envelope in envelopes.items():
            clock, processor = [], []
            for _ in range(TIMES):
                began, began_processor = time.perf_counter(), time.thread_time()
                trust = check.asked(envelope, check.Rules(), resolver=server.resolver())
                clock.append(time.perf_counter() - began)
                processor.append(time.thread_time() - began_processor)
            rows.append([f"{name} ({trust.how or 'no'})", _ms(processor), _ms(clock)])
    show("Sender checks of a mail", ["mail", "ms CPU", "ms clock"], rows)


def _ms(seconds: list[float]) -> str:
    return f"{statistics.median(seconds) * 1000:.2f}"
