"""A large sealed file comes in pieces of 1 MiB, so that a lost connection costs a piece and not all of it.

A browser gets a word (signed, of random bits, bound to nobody), sends the numbered pieces of each age stream, asks what
is there when it lost the connection, and names word and files with its message. Only then are the pieces joined into
the blob and counted as sent. age itself binds the order and the end of a stream, so the format of the seal is the same.

Pieces lie in a store of their own inside the blob store. Until the message comes nobody at all can open them: whom the
conversation is granted to is said with the message.
"""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.core import signing

from peerline.conversations import access, actions
from peerline.conversations.cargo import SealedAttachment
from peerline.kit.blobs import Blobs, blobs
from peerline.kit.clock import now
from peerline.kit.errors import Conflict, NotThere, Refused, Unavailable
from peerline.kit.tokens import is_ref, new_ref

SALT = "peerline.channels.web.pieces"
WITHIN = "/pieces"
WORD_SECONDS = 12 * 3600
# The chore comes once an hour, so that nothing unfinished lies longer than a day.
KEPT_SECONDS = 23 * 3600.0
# Who was silent for so long gives room to others, where there is none; a browser that comes back sends again.
SILENT_SECONDS = 15 * 60.0

PIECE_BYTES = 1024 * 1024
# 25 MB of a file, 50 MB of all; padding and sealing add an eighth at most.
MOST_PIECES_A_FILE = 27
MOST_PIECES_A_WORD = 64
MOST_FILES = 10
# Of everybody together: half a GiB.
MOST_PIECES = 512

# A joined file is in memory, whole: one at a time.
_joining = threading.Lock()


@dataclass(frozen=True, slots=True)
class Coming:
    """A file of which pieces come: the ref that its blob will have, and how many pieces there are."""

    ref: str
    pieces: int


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of the age stream of a file, and the SHA-256 of it (32 bytes)."""

    ref: str
    number: int
    sha256: bytes
    data: bytes


@dataclass(frozen=True, slots=True)
class Whole:
    """A file of which all pieces were sent: sha256 (32 bytes) is that of the age stream."""

    ref: str
    pieces: int
    sha256: bytes
    size_class: int


class Name(NamedTuple):
    """What a piece lies under."""

    owner: str
    ref: str
    number: int
    sha256: str

    def __str__(self) -> str:
        """The name in the store."""
        return f"{self.owner}.{self.ref}.{self.number:03}.{self.sha256}"

    @classmethod
    def of(cls, text: str) -> Name:
        """What `str` gave."""
        owner, ref, number, sha256 = text.split(".")
        return cls(owner, ref, int(number), sha256)


def give_word() -> str:
    """A word for one message, for twelve hours."""
    return signing.dumps(new_ref(), salt=SALT)


def there(word: str, files: Iterable[Coming]) -> list[list[int]]:
    """Which pieces of each file are there. What else lies under this word is erased: it was given up.

    Raises  Conflict for a word that is old or none of ours, Refused when it is too much
    """
    owner, wanted = _owner(word), {one.ref: one.pieces for one in files}
    _check(wanted)
    found: dict[str, list[int]] = {ref: [] for ref in wanted}
    for name in _names(owner):
        if name.number < wanted.get(name.ref, 0):
            found[name.ref].append(name.number)
        else:
            _store().erase(str(name))
    return [sorted(found[ref]) for ref in wanted]


def keep(word: str, piece: Piece) -> None:
    """Keep one piece, durable on return. The same sent twice is kept once, another one under its number replaces it.

    Raises  Conflict for a word that is old or none of ours; Refused for what is no piece, or is one too many;
            Unavailable when there is no room now, for this word or for anybody
    """
    owner, ref, number = _owner(word), piece.ref, piece.number
    _check({ref: number + 1})
    if not 0 < len(piece.data) <= PIECE_BYTES or hashlib.sha256(piece.data).digest() != piece.sha256:
        raise Refused(code="wrong-piece")
    name = Name(owner, ref, number, piece.sha256.hex())
    everything = list(_store().refs())
    mine = [one for one in map(Name.of, (text for text, _ in everything)) if one.owner == owner]
    others = [one for one in mine if (one.ref, one.number) != (ref, number)]
    if len(others) >= MOST_PIECES_A_WORD or len({one.ref for one in others} | {ref}) > MOST_FILES:
        raise Refused(code="too-much-attached")
    if len(everything) >= MOST_PIECES and not _make_room(everything, owner):
        raise Unavailable(code="no-room")
    for one in set(mine) - set(others):
        _store().erase(str(one))  # a machine that died may have left half of it
    try:
        _store().put(str(name), piece.data)
    except FileExistsError:
        return  # the same, sent at the same time
    except OSError as error:
        raise Unavailable(code="no-room") from error


def join(word: str, files: Iterable[Whole]) -> tuple[SealedAttachment, ...]:
    """Join the pieces of each file into its blob, durable on return; the pieces stay until `forget`.

    What was joined before, because an answer got lost, is found again.

    Raises  Conflict("pieces-missing") when some are not there or damaged: ask what is there, send the others;
            Conflict for a word that is old or none of ours; Refused when it is too much, or is another file than was
            said; Unavailable when another is being joined or the disk is full
    """
    files = tuple(files)
    if not files:
        return ()
    owner = _owner(word)
    _check({one.ref: one.pieces for one in files})
    if not _joining.acquire(blocking=False):
        raise Unavailable(code="joining")
    try:
        for one in files:
            if not _is_joined(one):
                actions.put_blob(one.ref, _joined(owner, one))
    except OSError as error:
        raise Unavailable(code="no-room") from error
    finally:
        _joining.release()
    return tuple(SealedAttachment(one.ref, b"", one.size_class) for one in files)


def forget(word: str) -> None:
    """Erase the pieces of a word: its message is stored."""
    for name in _names(_owner(word)):
        _store().erase(str(name))


def forget_old() -> int:
    """Erase the pieces whose message never came. Returns how many."""
    return _erase(text for text, at in _store().refs() if at < now().timestamp() - KEPT_SECONDS)


def _store() -> Blobs:
    return blobs(WITHIN)


def _owner(word: str) -> str:
    try:
        owner: str = signing.loads(word, salt=SALT, max_age=WORD_SECONDS)
    except signing.BadSignature as error:
        raise Conflict(code="old-word") from error
    return owner


def _check(files: dict[str, int]) -> None:
    # Blobs lie in files named by the refs: what is no ref must not become a name.
    if not all(map(is_ref, files)):
        raise Refused(code="ref")
    if len(files) > MOST_FILES or sum(files.values()) > MOST_PIECES_A_WORD:
        raise Refused(code="too-much-attached")
    if not all(0 < pieces <= MOST_PIECES_A_FILE for pieces in files.values()):
        raise Refused(code="too-much-attached")


def _names(owner: str) -> list[Name]:
    return [name for name in (Name.of(text) for text, _ in _store().refs()) if name.owner == owner]


def _make_room(everything: list[tuple[str, float]], mine: str) -> bool:
    """Erase what belongs to words that were silent for long. Returns whether there was any."""
    heard: dict[str, float] = {}
    for text, at in everything:
        owner = Name.of(text).owner
        heard[owner] = max(at, heard.get(owner, 0.0))
    silent = {owner for owner, at in heard.items() if at < now().timestamp() - SILENT_SECONDS} - {mine}
    return _erase(text for text, _ in everything if Name.of(text).owner in silent) > 0


def _erase(texts: Iterable[str]) -> int:
    erased = list(texts)
    for text in erased:
        _store().erase(text)
    return len(erased)


def _is_joined(one: Whole) -> bool:
    try:
        lies = blobs().get(one.ref)
    except NotThere:
        return False
    if hashlib.sha256(lies).digest() == one.sha256:
        return True
    if access.is_stored(one.ref):
        raise Refused(code="ref")
    return False  # half of it, of a process that died


def _joined(owner: str, one: Whole) -> bytes:
    """The age stream of a file. A damaged piece is erased, so that it is missed."""
    names = {name.number: name for name in _names(owner) if name.ref == one.ref}
    whole = bytearray()
    if set(names) != set(range(one.pieces)):
        raise Conflict(code="pieces-missing")
    for number in range(one.pieces):
        data = _piece(names[number])
        if data is None:
            _store().erase(str(names[number]))
            raise Conflict(code="pieces-missing")
        whole += data
    if hashlib.sha256(whole).digest() != one.sha256:
        raise Refused(code="wrong-file")
    return bytes(whole)


def _piece(name: Name) -> bytes | None:
    try:
        data = _store().get(str(name))
    except NotThere:
        return None
    return data if hashlib.sha256(data).hexdigest() == name.sha256 else None
