"""What every row of the directory has."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:  # Django's fields are generic only for the type checker
    TextField = models.TextField[str, str]
else:
    TextField = models.TextField


class Text(TextField):
    """A text that may be missing: "" is "not known", so that there are not two ways to say it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)


class Row(models.Model):
    """A row of HSDS: its identifier is the one of the exchange, and fields we do not know are carried along."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    extra = models.JSONField(default=dict, blank=True)

    class Meta:
        abstract = True
