"""Sealed bytes that are too large for a row: files below the data folder, or an object store.

A blob is written once, under a ref, and on disk before `put` returns; what lies under a ref is never written over. A
crash between `put` and the row that names the blob leaves an orphan, never a row without its blob; `sweep` removes
orphans.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

import obstore
from django.conf import settings

from peerline.kit.errors import NotThere
from peerline.kit.secret_files import sync_folder

LARGEST_ROW_BYTES = 32 * 1024


class Blobs(Protocol):
    """What a store of blobs can do."""

    def put(self, ref: str, data: bytes) -> None:
        """Write; durable on return. Raises FileExistsError when something lies there: it stays as it is."""

    def get(self, ref: str) -> bytes:
        """Read. Raises NotThere."""

    def erase(self, ref: str) -> None:
        """Remove; also when it is not there."""

    def refs(self) -> Iterator[tuple[str, float]]:
        """Every ref with the time (seconds of the epoch) it was written."""


class FileBlobs:
    """Blobs as files, two letters of the ref as folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._lasting: set[str] = set()

    def put(self, ref: str, data: bytes) -> None:
        """Write the file, its bytes to disk, then its name to disk."""
        folder = self._lasting_folder(ref[:2])
        handle = os.open(folder / ref, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            view = memoryview(data)
            while view:
                view = view[os.write(handle, view) :]
            os.fdatasync(handle)
        except OSError:
            (folder / ref).unlink()
            raise
        finally:
            os.close(handle)
        sync_folder(folder)

    def get(self, ref: str) -> bytes:
        """Read the whole file."""
        try:
            return (self.root / ref[:2] / ref).read_bytes()
        except FileNotFoundError:
            raise NotThere from None

    def erase(self, ref: str) -> None:
        """Overwriting is of no use on most disks today; the bytes are sealed and their key goes with the row."""
        (self.root / ref[:2] / ref).unlink(missing_ok=True)

    def refs(self) -> Iterator[tuple[str, float]]:
        """Walk the folders."""
        for path in self.root.glob("??/*"):
            with suppress(FileNotFoundError):  # erased meanwhile
                yield path.name, path.stat().st_mtime

    def _lasting_folder(self, name: str) -> Path:
        """The folder, its own name on disk too, whoever made it: a file in a folder that is not there is no file."""
        folder = self.root / name
        if name not in self._lasting or not folder.is_dir():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            sync_folder(self.root.parent)
            sync_folder(self.root)
            self._lasting.add(name)
        return folder


class ObjectBlobs:
    """Blobs in an object store (`s3://bucket/prefix`, `memory://`), by obstore."""

    def __init__(self, url: str) -> None:
        self.store = obstore.store.from_url(url)

    def put(self, ref: str, data: bytes) -> None:
        """The store answers after it has made the object durable."""
        try:
            obstore.put(self.store, ref, data, mode="create")
        except obstore.exceptions.AlreadyExistsError:
            raise FileExistsError(ref) from None

    def get(self, ref: str) -> bytes:
        """Read the whole object."""
        try:
            return bytes(obstore.get(self.store, ref).bytes())
        except FileNotFoundError:
            raise NotThere from None

    def erase(self, ref: str) -> None:
        """Delete; a store that keeps versions breaks the promise of erasing, which `peerline check` tells."""
        try:
            obstore.delete(self.store, ref)
        except FileNotFoundError:
            return

    def refs(self) -> Iterator[tuple[str, float]]:
        """List the bucket."""
        for chunk in obstore.list(self.store):
            yield from ((meta["path"], meta["last_modified"].timestamp()) for meta in chunk if "/" not in meta["path"])


@cache
def _open(url: str) -> Blobs:
    parts = urlsplit(url)
    return FileBlobs(Path(parts.path)) if parts.scheme == "file" else ObjectBlobs(url)


def blobs(within: str = "") -> Blobs:
    """The store that the settings name; or, by a name like "/pieces", another one inside it with refs of its own."""
    return _open(settings.PEERLINE_STORAGE_URL.rstrip("/") + within if within else settings.PEERLINE_STORAGE_URL)


def sweep(is_wanted: Callable[[str], bool], *, older_than: float) -> int:
    """Erase blobs written before `older_than` (seconds of the epoch) that no row wants. Returns how many."""
    orphans = [ref for ref, at in blobs().refs() if at < older_than and not is_wanted(ref)]
    for ref in orphans:
        blobs().erase(ref)
    return len(orphans)
