"""Many seekers write at once: real sealed messages, each with a word, its work and an offer of its own.

Fifty connections send what was sealed before; every tenth of a connection is sent twice, as by a browser whose answer
got lost. Meanwhile one reader asks for the page with help now. What was answered with 200 has to be stored, once.
"""

from __future__ import annotations

import base64
import hashlib
import http.client
import json
import re
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from statistics import median, quantiles
from typing import Any

from bench.table import show, verdict
from peerline import seal
from peerline.kit.tokens import new_ref
from tests.journeys.running import RunningLine
from tests.journeys.thief import Thief

MESSAGES, FEW_MESSAGES = 2000, 200
CONNECTIONS = 50
WORK = 2000  # numbers a browser tries, at most
TWICE = 10
OK = 200
TEXT = "They wrote to my employer, and to my sister. I do not know what they will do next. " * 8


@dataclass
class Found:
    """What the connections saw: refs answered with 200, other answers by status, seconds of each send."""

    stored: list[str] = field(default_factory=list)
    other: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)


def flood(line: RunningLine, *, is_small: bool) -> None:
    """Send, measure and print."""
    door = http.client.HTTPConnection("127.0.0.1", line.web, timeout=120)
    waiting: SimpleQueue[dict[str, Any]] = SimpleQueue()
    count = FEW_MESSAGES if is_small else MESSAGES
    offer = _offered(door)
    for _ in range(count):
        waiting.put(_sealed(offer))
    found, over = Found(), threading.Event()
    reading: list[float] = []
    reader = threading.Thread(target=lambda: _read(line, over, reading))
    writers = [threading.Thread(target=lambda: _write(line, waiting, found)) for _ in range(CONNECTIONS)]
    began = time.perf_counter()
    for one in (reader, *writers):
        one.start()
    for one in writers:
        one.join()
    took = time.perf_counter() - began
    over.set()
    reader.join()
    rows = [
        ("sent and stored, a second", f"{len(found.stored) / took:.0f}"),
        ("a send, median ms", f"{median(found.seconds) * 1000:.0f}"),
        ("a send, 99th of 100, ms", f"{_p99(found.seconds):.0f}"),
        ("help now meanwhile, median ms", f"{median(reading) * 1000:.0f}"),
        ("help now meanwhile, 99th of 100, ms", f"{_p99(reading):.0f}"),
        ("most memory of the server, MiB", f"{_most_memory(line):.0f}"),
        ("answers that were not 200", ", ".join(f"{n} of {code}" for code, n in found.other.items()) or "none"),
    ]
    show(f"{count:,} sealed messages from {CONNECTIONS} connections", ["", ""], rows)
    verdict("stored once, of all that were answered with 200", _stored_once(line, found), at_least=1.0)


def _stored_once(line: RunningLine, found: Found) -> float:
    asked = "SELECT c.ref, count(m.id) FROM conversations_conversation c JOIN conversations_message m"
    stored: dict[str, int] = dict(Thief(line).rows(f"{asked} ON m.conversation_id = c.id GROUP BY c.ref"))
    return sum(stored.get(ref) == 1 for ref in found.stored) / max(1, len(found.stored))


def _write(line: RunningLine, waiting: SimpleQueue[dict[str, Any]], found: Found) -> None:
    door = http.client.HTTPConnection("127.0.0.1", line.web, timeout=120)
    number = 0
    while True:
        try:
            made = waiting.get_nowait()
        except Empty:
            return
        number += 1
        made["token"] = _offered(door)["token"]
        began = time.perf_counter()
        answers = [_post(door, "send", made)[0] for _ in range(1 + (number % TWICE == 0))]
        found.seconds.append((time.perf_counter() - began) / len(answers))
        found.other.update(one for one in answers if one != OK)
        if OK in answers:
            found.stored.append(made["conversation"])


def _offered(door: http.client.HTTPConnection) -> dict[str, Any]:
    """Whom to seal to, got as a browser gets it."""
    word = _post(door, "started", {})[1]
    hashes = (hashlib.sha256(f"{word['word']}{number}".encode()).hexdigest() for number in range(word["tries"]))
    number = next((at for at, found in enumerate(hashes) if found == word["goal"]), 0)
    status, offer = _post(door, "offer", {"started": word["word"], "number": number, "language": "en"})
    assert status == OK, status
    return offer


def _post(door: http.client.HTTPConnection, verb: str, data: dict[str, Any]) -> tuple[int, dict[str, Any]]:
    door.request("POST", f"/api/door/{verb}", json.dumps(data), {"Content-Type": "application/json"})
    answer = door.getresponse()
    found: dict[str, Any] = json.loads(answer.read())
    return answer.status, found


def _sealed(offer: dict[str, Any]) -> dict[str, Any]:
    """A conversation as a browser posts it, but for its token."""
    identity, seed, conversation, ref = seal.new_identity(), seal.new_signing_seed(), new_ref(), new_ref()
    body = seal.Body(
        line=offer["line"],
        conversation=conversation,
        key_epoch=1,
        message=ref,
        kind="in",
        author="writer",
        time="2026-11-25T09:40:00.000Z",
        way="web",
        text=TEXT,
        extra={"opens": True, "verify": _base64(seal.verify_key_of(seed))},
    )
    plain, recipient = seal.pack(body, seed), seal.recipient_of(identity)
    sealed = _base64(seal.seal(recipient, plain))
    return {
        "conversation": conversation,
        "recipient": recipient,
        "grants": {one["ref"]: _base64(seal.grant(identity, one["recipient"])) for one in offer["keys"]},
        "message": {"ref": ref, "epoch": 1, "sealed": sealed, "size_class": len(plain), "attachments": []},
        "language": "en",
        "urgent": False,
    }


def _read(line: RunningLine, over: threading.Event, found: list[float]) -> None:
    door = http.client.HTTPConnection("127.0.0.1", line.web, timeout=120)
    while not over.is_set():
        began = time.perf_counter()
        door.request("GET", "/now/")
        door.getresponse().read()
        found.append(time.perf_counter() - began)


def _p99(found: list[float]) -> float:
    """In milliseconds."""
    return quantiles(found, n=100)[98] * 1000 if len(found) > 1 else found[0] * 1000


def _most_memory(line: RunningLine) -> float:
    assert line.process is not None
    status = Path(f"/proc/{line.process.pid}/status").read_text()
    kilobytes = re.search(r"^VmHWM:\s+(\d+) kB$", status, re.M)
    assert kilobytes is not None
    return int(kilobytes[1]) / 1024


def _base64(data: bytes) -> str:
    return base64.b64encode(data).decode()
