"""Is this a row of HSDS? Values in, values in their types out, or sentences that name the field. Nothing is stored.

Every text is stripped of control characters and of spaces around it; "" and null are "not known" and are left out.
Fields that HSDS does not have are carried along untouched, so that what another directory adds is not lost here.
"""

from __future__ import annotations

import math
import re
import unicodedata
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from peerline.directory.hsds import Field, Table

LONGEST_TEXT = 20_000
_QUOTED = 60
# What is left of a number that was cut off is another number, and the numbers behind it would be taken for gone.
CUT_OFF = gettext_lazy("The file ends within this row.")
_TIME = re.compile(r"(?:[01]?\d|2[0-4]):[0-5]\d(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, where: the table, the place in what was read ("row 17"), the field or column, a sentence."""

    table: str
    at: str
    field: str
    sentence: str

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.at, self.table, self.field))) + f": {self.sentence}"


def check_row(table: Table, given: dict[str, Any], *, at: str = "") -> tuple[dict[str, Any], list[Fault]]:
    """Give the row in its types, unknown fields under "extra", and everything that is wrong with it."""
    checked: dict[str, Any] = {}
    extra: dict[str, Any] = {}
    faults: list[Fault] = []
    for name, value in given.items():
        field = table.by_name.get(name)
        try:
            if field is None:
                extra[clean(name)] = _tidy(value)
                continue
            read = _read(field, value)
        except ValueError as error:
            faults.append(Fault(table.name, at, shown(name), str(error)))
            continue
        if read is not None:
            checked[name] = read
    faults += [
        Fault(table.name, at, field.name, _("This field has to be there."))
        for field in table.fields
        if (field.required or field.must_link) and field.name not in checked and not _faulty(faults, field.name)
    ]
    if extra:
        checked["extra"] = extra
    return checked, faults


def _faulty(faults: list[Fault], name: str) -> bool:
    return any(one.field == name for one in faults)


def _read(field: Field, value: Any) -> Any:
    """One value in its type, None for "not known". Raises ValueError with a sentence."""
    if value is None:
        return None
    if not isinstance(value, (str, int, float, uuid.UUID, date)) or isinstance(value, bool):
        raise ValueError(_("This is not one value."))  # noqa: TRY004 - wrong in the file, not in the program
    text = clean(str(value))
    if not text:
        return None
    checked_length(text)
    if field.values and text not in field.values:
        raise ValueError(_("This is not one of: %s.") % ", ".join(field.values))
    read, sentence = _KINDS[field.kind]
    try:
        return read(text)
    except (ValueError, OverflowError):
        raise ValueError(str(sentence)) from None


def _tidy(value: Any) -> Any:
    """What we do not know, with its texts as ours are. Raises ValueError with a sentence."""
    if isinstance(value, str):
        return checked_length(clean(value))
    if isinstance(value, dict):
        return {clean(name): _tidy(said) for name, said in value.items()}
    return [_tidy(one) for one in value] if isinstance(value, list) else value


def checked_length(text: str) -> str:
    """The text, when it is not longer than any can be. Raises ValueError with a sentence."""
    if len(text) > LONGEST_TEXT:
        raise ValueError(_("This is too long."))
    return text


def shown(text: str) -> str:
    """What stood in a file as a sentence quotes it: short, on one row, with nothing that a terminal would obey."""
    said = "".join(one if one.isprintable() else "\ufffd" for one in " ".join(text[:_QUOTED].split()))
    return said if len(text) < _QUOTED else said + "\u2026"


def clean(text: str) -> str:
    """A text in composed form, without control characters, without spaces around it. Rows of text stay."""
    if text.isascii() and text.isprintable():  # most are, and there is nothing to take out of them
        return text.strip()
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return "".join(one for one in composed if one in "\n\t" or unicodedata.category(one) not in ("Cc", "Cs")).strip()


def _time(text: str) -> str:
    if not _TIME.fullmatch(text):
        raise ValueError
    return text


def _number(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError
    return number


def _integer(text: str) -> int:
    number = _number(text)
    if number != int(number) or abs(number) > 2**31 - 1:
        raise ValueError
    return int(number)


def _stamp(text: str) -> datetime:
    read = datetime.fromisoformat(text.replace("Z", "+00:00"))
    # In UTC at once: what is no moment there is none.
    return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)


_KINDS: dict[str, tuple[Callable[[str], Any], str | Promise]] = {
    "text": (str, ""),
    "uri": (str, ""),  # what is none is told as it came: a directory is not refused for one link
    "email": (str, ""),
    "uuid": (uuid.UUID, gettext_lazy("This is not a UUID.")),
    "date": (date.fromisoformat, gettext_lazy("This is not a date, such as 2026-11-03.")),
    "time": (_time, gettext_lazy("This is not a time, such as 18:00.")),
    "integer": (_integer, gettext_lazy("This is not a whole number.")),
    "number": (_number, gettext_lazy("This is not a number.")),
    "stamp": (_stamp, gettext_lazy("This is not a moment, such as 2026-11-03T18:00:00Z.")),
}
