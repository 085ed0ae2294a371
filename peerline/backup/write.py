"""Making the backup of today: rows, blobs, manifest, ring; one that breaks off leaves the last one whole."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from peerline import __version__, seal
from peerline.backup import days, ring, tables
from peerline.backup.folder import (
    FORMAT,
    HEAD,
    RECOVERY,
    RING,
    BackupFolder,
    BlobCopy,
    Manifest,
    digest,
    part_name,
    write_durably,
)
from peerline.backup.ring import DayKey
from peerline.kit.blobs import blobs
from peerline.kit.clock import now
from peerline.kit.errors import NotThere, PeerlineError

# That and when a backup was made, for the doctor; nothing else of it is kept beside the data.
LAST = "last-backup"


@dataclass(frozen=True, slots=True)
class Made:
    """What was done: rows and blobs of the backup, and how many of the blobs had to be copied."""

    rows: int
    blobs: int
    copied: int


def write(path: Path, line_ref: str) -> Made:
    """Make the backup of today in the folder; one that was made today is replaced.

    line_ref  the ref of the line, by which the words of the sheet are stretched
    Raises    Refused when the line has no sheet; OSError when the folder cannot be written
    """
    ring.destroy_old()
    key, folder = ring.today(), BackupFolder(path)
    ring_sealed = ring.sealed()
    half = folder.day(key.day).with_name(f".{key.day.isoformat()}.part")
    shutil.rmtree(half, ignore_errors=True)
    half.mkdir(mode=0o700, parents=True)
    with tables.one_moment():
        counts: dict[str, int] = {}
        migrations = tables.migrations()
        digests = _write_parts(half, key, tables.parts(counts))
    known = _known(folder)
    copies, copied = _copy_blobs(folder, known)
    manifest = Manifest(now().isoformat(), __version__, migrations, counts, digests, copies)
    folder.keep_manifest(half, key, manifest)
    write_durably(path / HEAD, json.dumps({"format": FORMAT, "line": line_ref}).encode())
    write_durably(path / RECOVERY, (settings.PEERLINE_DATA / RECOVERY).read_bytes())
    write_durably(path / RING, ring_sealed)
    _put_in_place(half, folder.day(key.day))
    folder.forget(days.oldest_kept(), {*known, *copies})
    (settings.PEERLINE_DATA / LAST).write_text(now().isoformat())
    return Made(sum(counts.values()), len(copies), copied)


def _write_parts(half: Path, key: DayKey, found: Iterable[bytes]) -> list[str]:
    digests = []
    for number, part in enumerate(found, 1):
        write_durably(half / part_name(number), seal.seal(key.recipient, seal.pad(part)))
        digests.append(digest(part))
    return digests


def _known(folder: BackupFolder) -> dict[str, BlobCopy]:
    """The copies that manifests name which open still, the newest of them first to be believed."""
    found: dict[str, BlobCopy] = {}
    for day in folder.days():
        if day in ring.days_left():
            try:
                found |= folder.manifest(ring.key_of(day)).blobs
            except PeerlineError:
                continue  # a damaged one is of no use; its blobs are copied anew
    return found


def _copy_blobs(folder: BackupFolder, known: dict[str, BlobCopy]) -> tuple[dict[str, BlobCopy], int]:
    """Copy what is not there yet; what is erased meanwhile is left out. Returns all, and how many were copied."""
    store, copied = blobs(), 0
    copies: dict[str, BlobCopy] = {}
    for ref, _at in store.refs():
        if ref in known and folder.blob(ref).is_file():
            copies[ref] = known[ref]
            continue
        try:
            data = store.get(ref)
        except NotThere:
            continue
        identity = seal.new_identity()
        write_durably(folder.blob(ref), seal.seal(seal.recipient_of(identity), data))
        copies[ref], copied = BlobCopy(identity, digest(data)), copied + 1
    return copies, copied


def _put_in_place(half: Path, there: Path) -> None:
    if there.is_dir():
        old = there.with_name(f".{there.name}.old")
        shutil.rmtree(old, ignore_errors=True)
        there.rename(old)
        half.rename(there)
        shutil.rmtree(old)
    else:
        half.rename(there)
