"""The keys of the days. What waits to leave is sealed to the day's recipient; its secret is in the secrets folder only.

A key is made when the first thing of a day needs it and destroyed when nothing waits that needs it, after six days at
the latest. It is in no backup: after a disaster, waiting mail is shown as not sent.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from django.conf import settings

from peerline import seal
from peerline.kit.clock import now
from peerline.kit.errors import Unavailable
from peerline.kit.secret_files import SecretsFolder
from peerline.post.models import Outgoing

LONGEST_DAYS = 6


@dataclass(frozen=True, slots=True)
class DeliveryKey:
    """The public half of a day's key: `day` as 2026-11-25, and what to seal to."""

    day: str
    recipient: str


def today() -> DeliveryKey:
    """The key of today; made if this is the first need of it. Raises Unavailable when the folder cannot be written."""
    day = now().date().isoformat()
    return DeliveryKey(day, _recipient(_secrets(), day))


def open_cargo(sealed: bytes, day: str) -> bytes:
    """The content of a cargo. Raises Unavailable when the day's key is gone, seal.NotForYou for another key's cargo."""
    return seal.unseal(_secrets().read(_name(day)).decode(), sealed)


def destroy_spent() -> int:
    """Destroy the keys that nothing needs any more. Returns how many."""
    secrets, day = _secrets(), now().date()
    wanted = set(
        Outgoing.objects.filter(state__in=[Outgoing.WAITING, Outgoing.SENDING]).values_list("delivery_key", flat=True)
    )
    oldest = (day - timedelta(days=LONGEST_DAYS)).isoformat()
    spent = [
        name
        for name in secrets.names("delivery")
        if _is_spent(name[9:19], today=day.isoformat(), oldest=oldest, wanted=wanted)
    ]
    for name in spent:
        secrets.destroy(name)
    return len(spent)


def _is_spent(day: str, *, today: str, oldest: str, wanted: set[str]) -> bool:
    return day <= oldest or (day < today and day not in wanted)


def _secrets() -> SecretsFolder:
    folder: SecretsFolder = settings.PEERLINE_SECRETS
    return folder


def _name(day: str) -> str:
    return f"delivery/{day}.age"


@lru_cache(maxsize=4)
def _recipient(secrets: SecretsFolder, day: str) -> str:
    if not secrets.has(_name(day)):
        try:
            secrets.write(_name(day), seal.new_identity().encode())
        except FileExistsError:
            pass  # another process of the line was first; its key is as good
        except OSError as error:
            raise Unavailable(code="secrets-folder") from error
    return seal.recipient_of(secrets.read(_name(day)).decode())
