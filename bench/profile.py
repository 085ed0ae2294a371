"""Where the processor time of a mail goes: each step of intake by itself, in microseconds a mail.

    python -m bench profile [--small | --tiny]

One thread, no network: a mail is prepared as the preparing thread does it, and stored in commits of 20. A step's time
is without the steps inside it. `--small` leaves out the mails with files and the OpenPGP ones; `--tiny` only
shows that it runs.
"""

from __future__ import annotations

import os
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

import django

from bench.corpus import Mail, write_mails
from bench.prepare import found_line, open_conversations, settings_of
from bench.table import show

MAILS, WARM, IN_A_COMMIT, JOINABLE = 1000, 200, 20, 100
TINY = 12


class Steps:
    """Processor seconds and calls by step; a step inside another one is not counted twice."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self.calls: dict[str, int] = defaultdict(int)
        self._inside = [0.0]

    def wrap(self, name: str, do: Callable[..., Any]) -> Callable[..., Any]:
        """The same function, watched."""

        def watched(*words: Any, **named: Any) -> Any:
            began = time.thread_time()
            self._inside.append(0.0)
            try:
                return do(*words, **named)
            finally:
                took = time.thread_time() - began
                self.seconds[name] += took - self._inside.pop()
                self.calls[name] += 1
                self._inside[-1] += took

        return watched


def main(words: list[str]) -> None:
    """Found a line, take mails in, print."""
    with tempfile.TemporaryDirectory(prefix="peerline-bench-") as folder:
        for name, value in settings_of(Path(folder)).items():
            os.environ[name] = value
        django.setup()
        found_line()
        is_tiny = "--tiny" in words
        mails = _mails(TINY if is_tiny else MAILS, is_small="--small" in words)
        steps = take_in(open_conversations(1 if is_tiny else JOINABLE), mails)
    rows = [
        [name, f"{seconds / len(mails) * 1e6:.0f}", f"{steps.calls[name] / len(mails):.2f}"]
        for name, seconds in sorted(steps.seconds.items(), key=lambda item: -item[1])
    ]
    total = sum(steps.seconds.values()) / len(mails) * 1e6
    show("CPU of a mail by step", ["step", "us a mail", "calls a mail"], [*rows, ["all", f"{total:.0f}", ""]])


def _mails(count: int, *, is_small: bool) -> list[Mail]:
    mails = write_mails(count)
    return ([one for one in mails if one.kind in ("plain", "alternative")] * 2)[:count] if is_small else mails


def take_in(tags: list[str], mails: list[Mail]) -> Steps:
    """Prepare and store the mails; the first of them once before, unwatched."""
    from bench.arrivals import envelopes, new_door
    from peerline.channels.mail.preparing import Judged
    from peerline.conversations import actions

    door, steps = new_door(), Steps()
    coming = envelopes(mails[:WARM], mark="warm", tags=tags)
    actions.receive([made for one in coming if (made := door.prepare(one, judged=Judged(None))) is not None])
    coming = envelopes(mails, mark="watched", tags=tags)
    with _watched(steps):
        prepare = steps.wrap("the rest of preparing", door.prepare)
        store = steps.wrap("the rest of storing", actions.receive)
        for start in range(0, len(coming), IN_A_COMMIT):
            ready = [prepare(one, judged=Judged(None)) for one in coming[start : start + IN_A_COMMIT]]
            store([one for one in ready if one is not None])
    return steps


@contextmanager
def _watched(steps: Steps) -> Iterator[None]:
    """Put a watch on each step where it is called from."""
    places = list(_places())
    before = [(owner, name, getattr(owner, name)) for _, owner, name in places]
    for step, owner, name in places:
        setattr(owner, name, steps.wrap(step, getattr(owner, name)))
    try:
        yield
    finally:
        for owner, name, value in before:
            setattr(owner, name, value)


def _places() -> Iterator[tuple[str, Any, str]]:
    """Step, and the name by which it is called."""
    seal, cursor, compiler, statements = _modules(
        "peerline.seal",
        "django.db.backends.sqlite3.base",
        "django.db.models.sql.compiler",
        "peerline.conversations.statements",
    )
    intake, card, outgoing, receipts, tags = _modules(
        *(f"peerline.channels.{name}" for name in ("intake", "card", "outgoing", "receipts", "tags"))
    )
    bodies, preparing, parts, parse = _modules(
        *(f"peerline.channels.mail.{name}" for name in ("mime.bodies", "preparing", "mime.parts", "parse"))
    )
    (receive,) = _modules("peerline.conversations.actions.receive")
    yield from [
        ("parse: the rest", preparing, "parse"),
        ("parse: Transfer-Encoding", parts, "unpack"),
        ("parse: language", parse, "language_of"),
        ("parse: folds", parse, "fold"),
        ("parse: bodies", parse, "read_bodies"),
        ("parse: HTML", bodies.html, "sanitise"),
        ("trust the front server", preparing.front, "told_by_front"),
        ("names that pretend", preparing.pretending, "problems_of"),
        ("hash of the body", preparing, "_body_hash"),
        ("body as it came", preparing, "raw_body"),
        ("find the conversation", intake.conversations, "joined"),
        ("tags", tags, "hash_of"),
        ("new conversation key", intake.seal, "new_identity"),
        ("its recipient", intake.seal, "recipient_of"),
        ("pack the message", seal, "pack"),
        ("seal the message", intake.seal, "seal"),
        ("seal files", intake.seal, "seal_attachment"),
        ("seal grants", intake.seal, "grant"),
        ("address card", card, "seal_card"),
        ("receipt rule", receipts, "receipt_kind"),
        ("receipt text", intake.receipt_text, "text"),
        ("receipt pack", outgoing, "pack"),
        ("what is hard to read", intake.hard, "kinds_of"),
        ("who is barred", intake.writers, "is_barred"),
        ("keyed hashes", intake, "keyed_hash"),
        ("store: blobs", receive, "put_large"),
        ("store: insert, our part", receive, "insert"),
        ("store: wake what is joined", receive, "_wake"),
        ("store: convert the rows", statements, "_converted"),
        ("database", statements, "_rows"),
        ("database, by the ORM", cursor.SQLiteCursorWrapper, "execute"),
        ("Django compiles SQL", compiler.SQLCompiler, "as_sql"),
    ]


def _modules(*names: str) -> list[Any]:
    # By their names: some packages call a function like the module it is in.
    return [import_module(name) for name in names]
