"""Blobs: on disk before `put` returns, written once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from peerline.kit.blobs import Blobs, FileBlobs, ObjectBlobs

REF, NEIGHBOR = "abcdefghijklmnop", "abzzzzzzzzzzzzzz"


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Every folder that was brought to the disk, in order; the disk is really asked."""
    seen: list[Path] = []
    really = os.fsync

    def watch(handle: int) -> None:
        really(handle)
        seen.append(Path(f"/proc/self/fd/{handle}").readlink())

    monkeypatch.setattr(os, "fsync", watch)
    return seen


@pytest.fixture(params=["files", "objects"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Blobs:
    return FileBlobs(tmp_path) if request.param == "files" else ObjectBlobs("memory://")


def test_gives_back_what_was_put(store: Blobs) -> None:
    store.put(REF, b"sealed")
    assert store.get(REF) == b"sealed"


def test_never_writes_over_a_blob(store: Blobs) -> None:
    store.put(REF, b"first")
    with pytest.raises(FileExistsError):
        store.put(REF, b"second")
    assert store.get(REF) == b"first"


def test_brings_a_new_folder_to_the_disk_in_its_parent(tmp_path: Path, synced: list[Path]) -> None:
    root = tmp_path / "blobs"
    FileBlobs(root).put(REF, b"sealed")
    assert synced == [tmp_path, root, root / "ab"]


def test_asks_the_disk_once_for_a_known_folder(tmp_path: Path, synced: list[Path]) -> None:
    store = FileBlobs(tmp_path)
    store.put(REF, b"sealed")
    synced.clear()
    store.put(NEIGHBOR, b"sealed")
    assert synced == [tmp_path / "ab"]


def test_trusts_no_folder_that_another_process_has_just_made(tmp_path: Path, synced: list[Path]) -> None:
    (tmp_path / "ab").mkdir()
    FileBlobs(tmp_path).put(REF, b"sealed")
    assert synced == [tmp_path.parent, tmp_path, tmp_path / "ab"]


def test_makes_a_folder_again_that_was_taken_away(tmp_path: Path, synced: list[Path]) -> None:
    store = FileBlobs(tmp_path)
    store.put(REF, b"sealed")
    store.erase(REF)
    (tmp_path / "ab").rmdir()
    synced.clear()
    store.put(REF, b"again")
    assert synced == [tmp_path.parent, tmp_path, tmp_path / "ab"]


def test_never_counts_what_is_erased_while_it_looks(tmp_path: Path) -> None:
    store = FileBlobs(tmp_path)
    for name in ("ab1", "ab2", "ab3"):
        store.put(name, b"x")
    seen = []
    for ref, _ in store.refs():
        seen.append(ref)
        for name in ("ab1", "ab2", "ab3"):
            store.erase(name)
    assert len(seen) == 1


@pytest.mark.parametrize("kind", [FileBlobs, ObjectBlobs])
def test_keeps_a_store_inside_another_apart(tmp_path: Path, kind: type) -> None:
    outer, inner = (FileBlobs(at) if kind is FileBlobs else ObjectBlobs(f"file://{at}") for at in inside(tmp_path))
    inner.put(REF, b"piece")
    outer.put(NEIGHBOR, b"blob")
    assert [[ref for ref, _ in store.refs()] for store in (outer, inner)] == [[NEIGHBOR], [REF]]


def inside(root: Path) -> tuple[Path, Path]:
    """A folder and one in it."""
    (root / "pieces").mkdir()
    return root, root / "pieces"
