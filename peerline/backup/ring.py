"""The day keys and the key ring.

A day's backup is sealed to the key of that day. Its secret stands in the secrets folder, `backup/DATE.age`, and in the
ring beside the backups, which is sealed to the line recovery sheet and written anew with each backup. A key that is 30
days old is destroyed in both; from then on nobody opens the backup of that day, also not with sheet and secrets folder.
A copy of an old ring keeps its keys: the ring must be kept where it is overwritten.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from peerline import seal
from peerline.backup import days
from peerline.kit.clock import now
from peerline.kit.errors import Refused
from peerline.kit.secret_files import SecretsFolder

SHEET_RECIPIENT = "sheet.recipient"


@dataclass(frozen=True, slots=True)
class DayKey:
    """The key of a day. The identity never shows in a repr."""

    day: date
    identity: str = field(repr=False)

    @property
    def recipient(self) -> str:
        """What the backup of the day is sealed to."""
        return seal.recipient_of(self.identity)


def keep_sheet(secrets: SecretsFolder, recipient: str) -> None:
    """Keep what the ring is sealed to: public, but whoever could change it could read every backup."""
    secrets.write(SHEET_RECIPIENT, recipient.encode())


def today() -> DayKey:
    """The key of today; made at the first need of it."""
    day = now().date()
    if not _secrets().has(_name(day)):
        with suppress(FileExistsError):  # another process was first; its key is as good
            _secrets().write(_name(day), seal.new_identity().encode())
    return key_of(day)


def keep(key: DayKey) -> None:
    """Keep a key that came with a ring, so that its day is carried on; what is here already stays."""
    if not _secrets().has(_name(key.day)):
        _secrets().write(_name(key.day), key.identity.encode())


def key_of(day: date) -> DayKey:
    """The key of a day that is left. Raises Unavailable when it is not there."""
    return DayKey(day, _secrets().read(_name(day)).decode())


def days_left() -> list[date]:
    """The days whose keys are in the secrets folder, oldest first."""
    return [date.fromisoformat(name[7:17]) for name in _secrets().names("backup")]


def destroy_old() -> int:
    """Destroy the keys whose time is over. Returns how many. For the worker, and before each backup."""
    old = [day for day in days_left() if day < days.oldest_kept()]
    for day in old:
        _secrets().destroy(_name(day))
    return len(old)


def sealed() -> bytes:
    """The ring: every key that is left, sealed to the line recovery sheet. Raises Refused without a sheet."""
    if not _secrets().has(SHEET_RECIPIENT):
        raise Refused(_("This line has no recovery sheet that a backup could be sealed to."), code="no-sheet")
    keys = {day.isoformat(): key_of(day).identity for day in days_left()}
    return seal.seal(_secrets().read(SHEET_RECIPIENT).decode(), seal.pad(json.dumps(keys).encode()))


def opened(sheet_identity: str, ring: bytes) -> dict[date, DayKey]:
    """The keys of a ring. Raises Refused when the words are those of another sheet, or the ring was damaged."""
    try:
        found = json.loads(seal.unseal(sheet_identity, ring))
    except seal.NotForYou:
        raise Refused(_("These words do not open this key ring."), code="other-sheet") from None
    except (seal.SealError, ValueError):
        raise Refused(_("The key ring is damaged."), code="damaged") from None
    return {date.fromisoformat(day): DayKey(date.fromisoformat(day), identity) for day, identity in found.items()}


def _secrets() -> SecretsFolder:
    folder: SecretsFolder = settings.PEERLINE_SECRETS
    return folder


def _name(day: date) -> str:
    return f"backup/{day.isoformat()}.age"
