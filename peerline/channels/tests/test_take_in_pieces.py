"""Large sealed files come in pieces: in any order, again, damaged, too many; joined once, and gone after a day."""

from __future__ import annotations

import errno
import hashlib
import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import signing
from pytest_django.fixtures import Settings

from peerline.channels.web import pieces
from peerline.channels.web.pieces import Coming, Piece, Whole
from peerline.kit import clock
from peerline.kit.blobs import blobs
from peerline.kit.errors import Conflict, Refused, Unavailable
from peerline.kit.tokens import new_ref

SIZES = (4, 4, 3)
STREAM = b"".join(bytes([65 + at]) * size for at, size in enumerate(SIZES))
PARTS = [b"AAAA", b"BBBB", b"CCC"]


@pytest.fixture(autouse=True, params=["files", "objects"])
def storage(request: pytest.FixtureRequest, tmp_path: Path, settings: Settings) -> str:
    """Both kinds of store, each new."""
    url = f"file://{tmp_path / 'blobs'}" if request.param == "files" else f"memory:///{new_ref()}"
    settings.PEERLINE_STORAGE_URL = url
    return url


def sha(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def keep(word: str, ref: str, number: int) -> None:
    pieces.keep(word, Piece(ref, number, sha(PARTS[number]), PARTS[number]))


def whole(ref: str) -> Whole:
    return Whole(ref, len(PARTS), sha(STREAM), len(STREAM))


def there(word: str, *refs: str) -> list[list[int]]:
    return pieces.there(word, [Coming(ref, len(PARTS)) for ref in refs])


@pytest.mark.django_db
def test_joins_what_came_in_any_order_and_twice() -> None:
    word, ref = pieces.give_word(), new_ref()
    for number in (2, 0, 0, 1):
        keep(word, ref, number)
    assert there(word, ref) == [[0, 1, 2]]
    for _ in range(2):  # the answer got lost; the second time its pieces are gone
        (joined,) = pieces.join(word, [whole(ref)])
        assert (joined.ref, joined.sealed, joined.size_class) == (ref, b"", len(STREAM))
        assert blobs().get(ref) == STREAM
        pieces.forget(word)
        assert there(word, ref) == [[]]
    assert [one for one, _ in blobs().refs()] == [ref]  # no piece is a blob for backup and sweep


def test_misses_what_is_not_there() -> None:
    word, ref = pieces.give_word(), new_ref()
    keep(word, ref, 0)
    keep(word, ref, 2)
    assert there(word, ref) == [[0, 2]]
    with pytest.raises(Conflict, match="pieces-missing"):
        pieces.join(word, [whole(ref)])
    assert not list(blobs().refs())


@pytest.mark.django_db
def test_misses_a_piece_of_which_half_was_written(storage: str) -> None:
    word, ref = pieces.give_word(), new_ref()
    for number in range(3):
        keep(word, ref, number)
    store = blobs(pieces.WITHIN)
    (name,) = (text for text, _ in store.refs() if ".001." in text)
    store.erase(name)
    store.put(name, b"BB")
    with pytest.raises(Conflict, match="pieces-missing"):
        pieces.join(word, [whole(ref)])
    assert there(word, ref) == [[0, 2]]
    keep(word, ref, 1)
    blobs().put(ref, b"AAAABB")  # half of the blob, of a machine that died
    pieces.join(word, [whole(ref)])
    assert blobs().get(ref) == STREAM


def test_refuses_pieces_that_were_swapped() -> None:
    word, ref = pieces.give_word(), new_ref()
    for number, data in enumerate([PARTS[1], PARTS[0], PARTS[2]]):
        pieces.keep(word, Piece(ref, number, sha(data), data))
    with pytest.raises(Refused, match="wrong-file"):
        pieces.join(word, [whole(ref)])
    keep(word, ref, 0)  # another one under a number replaces it
    assert len(list(blobs(pieces.WITHIN).refs())) == len(PARTS)


def test_refuses_what_is_no_piece() -> None:
    word, ref = pieces.give_word(), new_ref()
    large = bytes(pieces.PIECE_BYTES + 1)
    for number, digest, data, to in (
        (0, sha(b"other"), b"AAAA", ref),
        (0, sha(b""), b"", ref),
        (0, sha(large), large, ref),
        (pieces.MOST_PIECES_A_FILE, sha(b"AAAA"), b"AAAA", ref),
        (0, sha(b"AAAA"), b"AAAA", "../" + ref[3:]),
    ):
        with pytest.raises(Refused):
            pieces.keep(word, Piece(to, number, digest, data))
    assert not list(blobs(pieces.WITHIN).refs())


@pytest.mark.parametrize("files", [0, 11])
def test_refuses_more_than_a_message_may_have(files: int) -> None:
    word = pieces.give_word()
    many = [Coming(new_ref(), 1) for _ in range(files)] or [Coming(new_ref(), 27) for _ in range(3)]
    with pytest.raises(Refused, match="too-much-attached"):
        pieces.there(word, many)


def test_refuses_one_piece_too_many_and_gives_up_what_was_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "MOST_PIECES_A_WORD", 3)
    word, ref, other = pieces.give_word(), new_ref(), new_ref()
    for number in range(3):
        keep(word, ref, number)
    with pytest.raises(Refused, match="too-much-attached"):
        keep(word, other, 0)
    assert there(word, other) == [[]]  # the file was taken out, another one comes
    keep(word, other, 0)
    assert there(word, other) == [[0]]


def test_knows_no_word_but_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    ref = new_ref()
    strange = ["", "a:b:c", signing.dumps(new_ref(), salt="another"), pieces.give_word()[:-1]]
    word = pieces.give_word()
    keep(word, ref, 0)
    for one in strange:
        with pytest.raises(Conflict, match="old-word"):
            keep(one, ref, 0)
        with pytest.raises(Conflict, match="old-word"):
            there(one, ref)
        with pytest.raises(Conflict, match="old-word"):
            pieces.join(one, [whole(ref)])
    assert there(pieces.give_word(), ref) == [[]]  # of another tab, say: it sees and joins nothing of the first
    with pytest.raises(Conflict, match="pieces-missing"):
        pieces.join(pieces.give_word(), [whole(ref)])
    monkeypatch.setattr(pieces, "WORD_SECONDS", -1)
    with pytest.raises(Conflict, match="old-word"):
        keep(word, ref, 1)


def test_has_room_for_so_many_and_takes_it_from_who_was_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "MOST_PIECES", 2)
    first, second, ref = pieces.give_word(), pieces.give_word(), new_ref()
    keep(first, ref, 0)
    keep(first, ref, 1)
    with pytest.raises(Unavailable, match="no-room"):
        keep(second, ref, 0)
    assert there(first, ref) == [[0, 1]]
    later = clock.now() + timedelta(seconds=pieces.SILENT_SECONDS + 60)
    monkeypatch.setattr(pieces, "now", lambda: later)
    keep(second, ref, 0)
    assert (there(first, ref), there(second, ref)) == ([[]], [[0]])


def test_says_try_again_when_the_disk_is_full(monkeypatch: pytest.MonkeyPatch, storage: str) -> None:
    if storage.startswith("memory"):
        return
    word, ref = pieces.give_word(), new_ref()
    keep(word, ref, 0)

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", full)
        with pytest.raises(Unavailable, match="no-room"):
            keep(word, ref, 1)
    assert there(word, ref) == [[0]]
    keep(word, ref, 1)


def test_joins_one_at_a_time() -> None:
    word, ref = pieces.give_word(), new_ref()
    with pieces._joining, pytest.raises(Unavailable, match="joining"):
        pieces.join(word, [whole(ref)])


def test_forgets_what_was_not_finished_within_a_day(monkeypatch: pytest.MonkeyPatch) -> None:
    word, ref = pieces.give_word(), new_ref()
    keep(word, ref, 0)
    for hours, left in ((22, 1), (23.01, 0)):  # the worker looks once an hour
        later = clock.now() + timedelta(hours=hours)
        monkeypatch.setattr(pieces, "now", lambda at=later: at)
        assert (pieces.forget_old(), len(list(blobs(pieces.WITHIN).refs()))) == (1 - left, left)
