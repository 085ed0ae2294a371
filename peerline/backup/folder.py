"""The folder of backups, and what lies where in it.

    backup.json        in the clear: format, the line's ref, by which the words of the sheet are stretched
    recovery.age       the secrets that a restored line needs, sealed to the sheet when the line was made
    ring.age           the day keys that are left, sealed to the sheet; overwritten with each backup
    blobs/XX/REF.age   each blob once, sealed once more, to a key of its own
    days/DATE/         one backup: manifest.age and 0001.age, 0002.age, … (rows), sealed to the key of that day

The keys of the blobs stand in the manifest of each day that has them. So a blob is copied once and carried from
manifest to manifest, and when the last manifest that names it has lost its key, its copy is noise.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from peerline import seal
from peerline.backup.ring import DayKey
from peerline.kit.errors import Refused
from peerline.kit.secret_files import sync_folder

FORMAT = 1
HEAD, RECOVERY, RING, MANIFEST = "backup.json", "recovery.age", "ring.age", "manifest.age"


@dataclass(frozen=True, slots=True)
class BlobCopy:
    """How the copy of a blob is opened, and what must come out."""

    identity: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds. `parts` are the SHA-256 of the rows of each part, `blobs` go by ref."""

    made_at: str
    program: str
    migrations: list[str]
    counts: dict[str, int]
    parts: list[str]
    blobs: dict[str, BlobCopy]


@dataclass(frozen=True, slots=True)
class BackupFolder:
    """One folder of backups."""

    path: Path

    def days(self) -> list[date]:
        """The days there is a whole backup of, oldest first."""
        found = [path.parent.name for path in self.path.glob(f"days/[0-9]*/{MANIFEST}")]
        return sorted(date.fromisoformat(name) for name in found)

    def day(self, day: date) -> Path:
        """Where the backup of a day lies."""
        return self.path / "days" / day.isoformat()

    def blob(self, ref: str) -> Path:
        """Where the copy of a blob lies."""
        return self.path / "blobs" / ref[:2] / f"{ref}.age"

    def blobs(self) -> list[Path]:
        """Every copy of a blob."""
        return list(self.path.glob("blobs/??/*.age"))

    def line_ref(self) -> str:
        """The ref of the line. Raises Refused when this is no folder of backups, or of another format."""
        try:
            head = json.loads((self.path / HEAD).read_bytes())
            known, ref = head["format"] == FORMAT, str(head["line"])
        except (OSError, ValueError, KeyError, TypeError):
            raise Refused(_("There is no backup in this folder."), code="no-backup") from None
        if not known:
            raise Refused(_("This backup was made by another version of Peerline."), code="other-version")
        return ref

    def manifest(self, key: DayKey) -> Manifest:
        """What the backup of the key's day holds. Raises Refused when it is not there or was damaged."""
        data = unsealed(key.identity, self.day(key.day) / MANIFEST)
        try:
            said = json.loads(data)
            blobs = {ref: BlobCopy(**one) for ref, one in said.pop("blobs").items()}
            return Manifest(**said, blobs=blobs)
        except (ValueError, TypeError, KeyError):
            raise _damaged() from None

    def keep_manifest(self, folder: Path, key: DayKey, manifest: Manifest) -> None:
        """Write it, sealed; it comes last, so that a backup with a manifest is whole."""
        said = json.dumps(asdict(manifest)).encode()
        write_durably(folder / MANIFEST, seal.seal(key.recipient, seal.pad(said)))

    def forget(self, before: date, wanted: set[str]) -> None:
        """Remove the backups of days before, and the copies of blobs that no manifest names any more."""
        for day in self.days():
            if day < before:
                shutil.rmtree(self.day(day))
        for path in self.blobs():
            if path.stem not in wanted:
                path.unlink()


def part_name(number: int) -> str:
    """The file of a part, counted from 1."""
    return f"{number:04}.age"


def digest(data: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(data).hexdigest()


def unsealed(identity: str, path: Path) -> bytes:
    """The content of a sealed file. Raises Refused when it is missing or damaged."""
    try:
        return seal.unseal(identity, path.read_bytes())
    except (OSError, seal.SealError):
        raise _damaged() from None


def write_durably(path: Path, data: bytes) -> None:
    """Write a file whole or not at all, over what was there: its bytes to disk, then its name."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    half = path.with_name(f".{path.name}.part")
    handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(handle)
    _replace(half, path)
    sync_folder(path.parent)


def _replace(half: Path, path: Path) -> None:
    """Put a file in the place of another, whose bytes are overwritten: an old ring must not lie in free blocks."""
    try:
        old = path.open("r+b")
    except FileNotFoundError:
        half.replace(path)
        return
    with old:
        half.replace(path)
        old.write(os.urandom(os.fstat(old.fileno()).st_size))
        old.flush()
        os.fsync(old.fileno())


def _damaged() -> Refused:
    return Refused(_("A file of this backup is missing or damaged."), code="damaged")
