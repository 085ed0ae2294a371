"""Somebody who can write to a line's database and blobs, and may have once held what a member holds.

All of it is the real thing: rows are changed under the running server, keys are opened from a member's words.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import psycopg

from peerline import seal
from peerline.kit.tokens import new_ref
from tests.journeys.running import PATIENCE_SECONDS, RunningLine

Row = tuple[Any, ...]


@dataclass(frozen=True)
class Thief:
    """Has the database of this line, and its blobs."""

    line: RunningLine

    def rows(self, asked: str, *values: Any) -> list[Row]:
        """Run one statement, `?` for each value, and give the rows it answers with."""
        url = self.line.environment["PEERLINE_DATABASE_URL"]
        if url:
            with psycopg.connect(url) as connection:
                cursor = connection.execute(asked.replace("?", "%s"), values)
                return [tuple(map(_plain, row)) for row in cursor.fetchall()] if cursor.description else []
        lite = sqlite3.connect(self.line.data / "peerline.sqlite3", timeout=PATIENCE_SECONDS)
        try:
            with lite:
                return lite.execute(asked, values).fetchall()
        finally:
            lite.close()

    def one(self, asked: str, *values: Any) -> Any:
        """The first value of the only row."""
        ((value, *_),) = self.rows(asked, *values)
        return value

    @contextmanager
    def changed(self, table: str, ref: str, **values: Any) -> Iterator[None]:
        """For a while a row, found by its ref, says something else."""
        names = list(values)
        before = self.rows(f"SELECT {', '.join(names)} FROM {table} WHERE ref = ?", ref)[0]
        setting = ", ".join(f"{name} = ?" for name in names)
        self.rows(f"UPDATE {table} SET {setting} WHERE ref = ?", *values.values(), ref)
        try:
            yield
        finally:
            self.rows(f"UPDATE {table} SET {setting} WHERE ref = ?", *before, ref)

    @contextmanager
    def slipped_in(self, like: str, **values: Any) -> Iterator[str]:
        """For a while one message more: a copy of the row of `like` under a new ref, changed. Gives its ref."""
        names = (
            "conversation_id, key_id, kind, author_id, way, automatic, at, size_class, sealed, in_blob, draft_state"
        ).split(", ")
        ((*found,),) = self.rows(f"SELECT {', '.join(names)} FROM conversations_message WHERE ref = ?", like)
        row = {**dict(zip(names, found, strict=True)), "ref": new_ref(), **values}
        marks = ", ".join("?" * len(row))
        self.rows(f"INSERT INTO conversations_message ({', '.join(row)}) VALUES ({marks})", *row.values())
        try:
            yield row["ref"]
        finally:
            self.rows("DELETE FROM conversations_message WHERE ref = ?", row["ref"])

    def blob(self, ref: str) -> Path:
        """Where the sealed bytes of an attachment lie."""
        return next(self.line.data.rglob(f"{ref[:2]}/{ref}"))

    def bundle(self, alias: str) -> seal.Bundle:
        """The keys of a member whose words the thief has."""
        code = seal.read_code(" ".join(self.line.codes[alias]), 7)
        keys = seal.keys_of_code(code, self.one("SELECT ref FROM line_line"))
        asked = """SELECT w.sealed FROM people_wrap w JOIN people_key k ON k.id = w.key_id
            JOIN people_member m ON m.id = k.member_id WHERE m.alias = ? AND w.kind = 'code'"""
        return seal.open_bundle(keys.identity, self.one(asked, alias))

    def identities(self, alias: str, conversation: str) -> dict[int, str]:
        """Every identity of a conversation, by epoch, as a holder's browser gets them."""
        asked = """SELECT g.sealed FROM conversations_grant g JOIN people_member m ON m.id = g.member_id
            JOIN conversations_conversation c ON c.id = g.conversation_id WHERE m.alias = ? AND c.ref = ?"""
        newest = seal.open_grant(self.bundle(alias).identity, self.one(asked, alias, conversation))
        opened: dict[int, str] = {}
        for epoch, back in self.keys(conversation):
            opened[epoch] = newest
            newest = seal.open_grant(newest, back) if back else newest
        return opened

    def keys(self, conversation: str) -> list[tuple[int, bytes]]:
        """Epoch and way back of a conversation's keys, newest first."""
        asked = """SELECT k.epoch, k.back_link FROM conversations_conversationkey k
            JOIN conversations_conversation c ON c.id = k.conversation_id WHERE c.ref = ? ORDER BY k.epoch DESC"""
        return [(epoch, back) for epoch, back in self.rows(asked, conversation)]

    def key_id(self, conversation: str, epoch: int) -> int:
        """The row of a key."""
        asked = """SELECT k.id FROM conversations_conversationkey k
            JOIN conversations_conversation c ON c.id = k.conversation_id WHERE c.ref = ? AND k.epoch = ?"""
        return int(self.one(asked, conversation, epoch))

    def sealed(self, ref: str) -> bytes:
        """The age file of a message that lies in its row."""
        return bytes(self.one("SELECT sealed FROM conversations_message WHERE ref = ?", ref))

    def body(self, alias: str, conversation: str, ref: str) -> seal.Body:
        """What a message says, read by somebody who holds it."""
        for identity in self.identities(alias, conversation).values():
            try:
                return seal.unpack(seal.unseal(identity, self.sealed(ref))).body
            except seal.NotForYou:
                continue
        raise seal.NotForYou

    def forged(self, identity: str, body: seal.Body, seed: bytes | None, **change: Any) -> bytes:
        """A message of the thief's own making, sealed to a conversation whose recipient everybody can read."""
        return seal.seal(seal.recipient_of(identity), seal.pack(replace(body, **change), seed))


def _plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview) else value
