"""An editor writes what a service does in other languages. Each text that changes is in the log, with the way back."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Mapping

from django.db import transaction

from peerline.directory.access.translations import fingerprint
from peerline.directory.actions.examine import Faulty
from peerline.directory.actions.reach import countries_of, renew_reach
from peerline.directory.actions.save import Meanwhile
from peerline.directory.blocking import why_text
from peerline.directory.checking import Fault
from peerline.directory.models import Change, Service, Translation
from peerline.kit.clock import now
from peerline.people.models import Member

TRANSLATION = "translation"  # in the log; the field is the language
Text = dict[str, str]  # text, and of: the fingerprint of the original it was made from; {} for none


def translate(service: uuid.UUID, texts: Mapping[str, str], *, of: str, by: Member) -> None:
    """Keep these texts by language; "" takes one away.

    Raises Meanwhile when `of` is not what stands there now, Faulty when somebody could be led to what is blocked.
    """
    countries = countries_of([service])[service]
    reasons = {language: why_text(text, countries) for language, text in texts.items()}
    faults = [Fault(TRANSLATION, "", language, reason) for language, reason in reasons.items() if reason]
    if faults:
        raise Faulty(faults)
    with transaction.atomic():
        row = Service.objects.select_for_update().get(pk=service)
        if fingerprint(row.description) != of:
            raise Meanwhile
        wanted = {language: {"text": text, "of": of} if text else {} for language, text in texts.items()}
        _keep(service, wanted, by=by, why="")
        renew_reach([service])


def put_back(changes: Iterable[Change], *, by: Member | None, why: str) -> None:
    """Each text as it was before these changes of the log. One that was old already is old again."""
    services: dict[uuid.UUID, dict[str, Text]] = {}
    for one in changes:
        services.setdefault(one.resource_id, {})[one.field_name] = json.loads(one.previous_value)
    with transaction.atomic():
        for service in Service.objects.filter(pk__in=services):
            _keep(service.pk, services[service.pk], by=by, why=why)
        renew_reach(services)


def _keep(service: uuid.UUID, wanted: Mapping[str, Text], *, by: Member | None, why: str) -> None:
    """Store what differs, and write it into the log as one change set."""
    there = {
        one.language: {"text": one.description, "of": one.of} for one in Translation.objects.filter(service=service)
    }
    differs = {language: text for language, text in wanted.items() if there.get(language, {}) != text}
    for language, text in differs.items():
        mine = Translation.objects.filter(service=service, language=language)
        if not text:
            mine.delete()
            continue
        said = {"description": text["text"], "of": text["of"], "by": by}
        Translation.objects.update_or_create(service_id=service, language=language, defaults=said)
    change_set, at = uuid.uuid4(), now()
    Change.objects.bulk_create(
        Change(
            id=uuid.uuid4(),
            change_set=change_set,
            service=service,
            resource_id=service,
            resource_type=TRANSLATION,
            action="update",
            field_name=language,
            previous_value=json.dumps(there.get(language, {}), ensure_ascii=False),
            replacement_value=json.dumps(text, ensure_ascii=False),
            at=at,
            by=by,
            why=why,
        )
        for language, text in differs.items()
    )
