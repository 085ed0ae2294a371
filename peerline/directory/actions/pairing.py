"""Two services become a pair, which is shown together or not at all, or stop being one."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext_lazy

from peerline.directory.actions.reach import renew_reach
from peerline.directory.models import Listing
from peerline.kit.errors import Refused


class NotTwo(Refused):
    """A pair is two services, and neither is in another pair."""

    code = "not-two"
    sentence = gettext_lazy("Choose exactly two entries. Neither may be shown together with another one already.")


def pair(services: Sequence[uuid.UUID]) -> None:
    """From now on they are shown together or not at all. Raises NotTwo."""
    with transaction.atomic():
        rows = list(Listing.objects.select_for_update().filter(service__in=services, pair=None).order_by("service"))
        if len(rows) != 2 or len(set(services)) != 2:
            raise NotTwo
        Listing.objects.filter(service__in=services).update(pair=uuid.uuid4())
        renew_reach(services)


def take_apart(service: uuid.UUID) -> None:
    """Each of the two is shown by itself again."""
    with transaction.atomic():
        row = Listing.objects.select_for_update().filter(service=service, pair__isnull=False).first()
        if row is None:
            return
        both = list(Listing.objects.filter(pair=row.pair).values_list("service_id", flat=True))
        Listing.objects.filter(service__in=both).update(pair=None)
        renew_reach(both)
