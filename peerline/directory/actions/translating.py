"""An editor writes what a service does in other languages."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from django.db import transaction

from peerline.directory.access.translations import fingerprint
from peerline.directory.actions.reach import renew_reach
from peerline.directory.actions.save import Meanwhile
from peerline.directory.models import Service, Translation
from peerline.people.models import Member


def translate(service: uuid.UUID, texts: Mapping[str, str], *, of: str, by: Member) -> None:
    """Keep these texts by language; "" takes one away. Raises Meanwhile when `of` is not what stands there now."""
    with transaction.atomic():
        row = Service.objects.select_for_update().get(pk=service)
        if fingerprint(row.description) != of:
            raise Meanwhile
        for language, text in texts.items():
            mine = Translation.objects.filter(service=row, language=language)
            if not text:
                mine.delete()
            else:
                said = {"description": text, "of": of, "by": by}
                Translation.objects.update_or_create(service=row, language=language, defaults=said)
        renew_reach([service])
