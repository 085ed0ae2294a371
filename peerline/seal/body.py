"""The body of a message: its fields, in their order, and their types.

Times are ISO 8601 in UTC with milliseconds ("2026-11-25T09:40:00.000Z"); refs are 26 characters of base32; `author`
is the ref of a member, "writer" or "line"; `card` is base64 of an address card, "" if there is none.

    folds          [start, end, what]: parts of `text` to show folded, in Unicode code points
    attachments    {"ref", "name", "type", "bytes", "sha256"}: length of the data and hex of its hash; unknown fields
                   are kept here too
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

from peerline.seal.errors import Broken
from peerline.seal.rows import checked_number, list_in, number_in, refuse_nan, text_in

KINDS = frozenset({"in", "out", "note", "draft", "event", "past"})
WAYS = frozenset({"mail", "mail+pgp", "web", "web-noscript", "desk"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """One thing said. The order of the fields is the order in which they are written."""

    line: str
    conversation: str
    key_epoch: int
    message: str
    kind: str
    author: str
    time: str
    way: str
    writer: str = ""
    subject: str = field(default="", repr=False)
    text: str = field(default="", repr=False)
    html: str = field(default="", repr=False)
    folds: Sequence[Sequence[int | str]] = field(default_factory=list)
    attachments: Sequence[Mapping[str, Any]] = field(default_factory=list, repr=False)
    in_reply_to: str = ""
    problems: Sequence[str] = field(default_factory=list)
    card: str = field(default="", repr=False)
    parser: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict, repr=False)


_NAMES = tuple(each.name for each in fields(Body) if each.name != "extra")
_TEXTS = tuple(each.name for each in fields(Body) if each.type == "str")


def row_of(body: Body) -> dict[str, Any]:
    """The body as it is written. Raises ValueError when a reader would refuse it."""
    row: dict[str, Any] = {name: getattr(body, name) for name in _NAMES}
    row["folds"] = [list(fold) for fold in body.folds]
    row["attachments"] = [dict(facts) for facts in body.attachments]
    row["problems"] = list(body.problems)
    if body.kind not in KINDS or body.way not in WAYS:
        raise ValueError("unknown kind or way")
    if not row.keys().isdisjoint(body.extra):
        raise ValueError("an unknown field has a known name")
    refuse_nan([row["attachments"], dict(body.extra)])  # all else is checked to be text and whole numbers
    try:
        body_of(row)
    except Broken as error:
        raise ValueError(str(error)) from None
    return {**row, **body.extra}


def body_of(row: dict[str, Any]) -> Body:
    """The body that was written so. All known fields have to be there. Raises Broken."""
    texts = {name: text_in(row, name) for name in _TEXTS}
    return Body(
        **texts,
        key_epoch=number_in(row, "key_epoch"),
        folds=[_checked_fold(each) for each in list_in(row, "folds")],
        attachments=[_checked_facts(each) for each in list_in(row, "attachments")],
        problems=[_checked_text(each) for each in list_in(row, "problems")],
        extra={name: value for name, value in row.items() if name not in _NAMES},
    )


def _checked_fold(value: Any) -> list[int | str]:
    if type(value) is not list or len(value) != 3 or type(value[2]) is not str:
        raise Broken("malformed fold")
    return [checked_number(value[0], "fold"), checked_number(value[1], "fold"), value[2]]


def _checked_facts(value: Any) -> dict[str, Any]:
    if type(value) is not dict:
        raise Broken("malformed attachment")
    for name in ("ref", "name", "type", "sha256"):
        text_in(value, name)
    number_in(value, "bytes")
    return value


def _checked_text(value: Any) -> str:
    if type(value) is not str:
        raise Broken("malformed problem")
    return value
