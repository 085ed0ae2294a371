"""Restoring: backup, ring and sheet make the line as it was; nothing is written before all of it is verified."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from peerline import seal
from peerline.backup import ring, tables
from peerline.backup.folder import RECOVERY, RING, BackupFolder, Manifest, digest, part_name, unsealed, write_durably
from peerline.backup.ring import DayKey
from peerline.kit.blobs import blobs
from peerline.kit.errors import Refused
from peerline.kit.secret_files import SecretsFolder


@dataclass(frozen=True, slots=True)
class Opened:
    """A backup whose words fit: everything that is needed to verify and to restore it."""

    folder: BackupFolder
    sheet: str
    key: DayKey
    manifest: Manifest

    def parts(self) -> Iterator[bytes]:
        """The rows, each part as it was. Raises Refused for a part that is not."""
        for number, wanted in enumerate(self.manifest.parts, 1):
            part = unsealed(self.key.identity, self.folder.day(self.key.day) / part_name(number)).rstrip(b" ")
            if digest(part) != wanted:
                raise Refused(_("A file of this backup is missing or damaged."), code="damaged")
            yield part

    def blobs(self) -> Iterator[tuple[str, bytes]]:
        """Every blob by its ref. Raises Refused for one that is missing or damaged."""
        for ref, copy in self.manifest.blobs.items():
            data = unsealed(copy.identity, self.folder.blob(ref))
            if digest(data) != copy.sha256:
                raise Refused(_("A file of this backup is missing or damaged."), code="damaged")
            yield ref, data


def open_backup(path: Path, sheet_identity: str, day: date | None = None) -> Opened:
    """Open the newest backup, or that of a day.

    sheet_identity  what the twelve words of the line recovery sheet give on that line
    Raises          Refused when the words are of another sheet, when there is no such backup, when its key is destroyed
    """
    folder = BackupFolder(path)
    folder.line_ref()
    keys = ring.opened(sheet_identity, _read(path / RING))
    found = [one for one in folder.days() if one in keys and day in {None, one}]
    if not found:
        raise Refused(_("There is no backup of that day that opens still."), code="no-such-day")
    key = keys[found[-1]]
    return Opened(folder, sheet_identity, key, folder.manifest(key))


def verify(opened: Opened) -> None:
    """Open and compare all of it. Raises Refused when something is missing or damaged."""
    for _part in opened.parts():
        pass
    for _blob in opened.blobs():
        pass


def restore(opened: Opened) -> dict[str, int]:
    """Bring all of it here, where no line may be yet. Returns the rows by table.

    Raises Refused when there is a line here, or when another version of Peerline made the backup
    """
    verify(opened)
    settings.PEERLINE_DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    if tables.migrations() != opened.manifest.migrations:
        raise Refused(_("This backup was made by another version of Peerline."), code="other-version")
    if not is_empty():
        raise Refused(_("There is a line here already. Nothing was changed."), code="line-exists")
    for ref, data in opened.blobs():
        with suppress(FileExistsError):  # from a restore that broke off; what lies there is never written over
            blobs().put(ref, data)
    with transaction.atomic():
        counts = tables.load(opened.parts())
        connection.check_constraints()
        if counts != opened.manifest.counts:
            raise Refused(_("A file of this backup is missing or damaged."), code="damaged")
    _restore_secrets(opened)
    return counts


def is_empty() -> bool:
    """Whether no line was made here yet."""
    return not any(model._base_manager.exists() for model in tables.tables() if model._meta.label == "line.Line")


def _restore_secrets(opened: Opened) -> None:
    """The secrets of the sheet, and the day keys that are left; what is here already stays."""
    sealed = _read(opened.folder.path / RECOVERY)
    write_durably(settings.PEERLINE_DATA / RECOVERY, sealed)
    secrets: SecretsFolder = settings.PEERLINE_SECRETS
    with tarfile.open(fileobj=io.BytesIO(unsealed(opened.sheet, opened.folder.path / RECOVERY))) as archive:
        for member in archive.getmembers():
            file = archive.extractfile(member)
            if file is not None and not secrets.has(member.name):
                secrets.write(member.name, file.read())
    if not secrets.has(ring.SHEET_RECIPIENT):
        ring.keep_sheet(secrets, seal.recipient_of(opened.sheet))
    for key in ring.opened(opened.sheet, _read(opened.folder.path / RING)).values():
        ring.keep(key)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise Refused(_("A file of this backup is missing or damaged."), code="damaged") from None
