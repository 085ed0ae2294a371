"""Cases made by code: each style of answering in each language."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator

from .cases import Case
from .tongues import TONGUES, Tongue


def _both(tongue: Tongue) -> str:
    return "\n\n".join(tongue.own)


def _quote(tongue: Tongue, mark: str = "> ") -> str:
    return "\n".join(mark + row for row in tongue.quoted)


def _top(tongue: Tongue, attribution: str) -> str:
    return f"{_both(tongue)}\n\n{attribution}\n\n{_quote(tongue)}\n"


def _wrapped(tongue: Tongue, width: int) -> str:
    rows = textwrap.wrap(tongue.attributions[0], width, break_long_words=False, break_on_hyphens=False)
    return _top(tongue, "\n".join(rows))


def _phone(tongue: Tongue) -> str:
    quoted = "\n".join("> " + row for row in (tongue.attributions[1], "", *tongue.quoted))
    return f"{_both(tongue)}\n\n{tongue.device}\n\n{quoted}\n"


def _between(tongue: Tongue) -> str:
    first, second = tongue.quoted
    return f"{tongue.attributions[2]}\n> {first}\n\n{tongue.own[0]}\n\n> {second}\n\n{tongue.own[1]}\n"


STYLES: dict[str, Callable[[Tongue], str]] = {
    "top, dates in words": lambda one: _top(one, one.attributions[0]),
    "top, broken at 60": lambda one: _wrapped(one, 60),
    "top, broken at 38": lambda one: _wrapped(one, 38),
    "top, address on a row of its own": lambda one: _top(
        one, one.attributions[0].replace(" <hello", "\n<hello").replace(" (<hello", "\n(<hello")
    ),
    "phone": _phone,
    "bottom": lambda one: f"{one.attributions[2]}\n{_quote(one)}\n\n{_both(one)}\n",
    "between": _between,
    "copy with a head": lambda one: f"{_both(one)}\n\n{one.head}\n\n{chr(10).join(one.quoted)}\n",
    "copy with a bold head": lambda one: (
        f"{_both(one)}\n\n"
        + "\n".join(f"*{row.partition(':')[0]}:*{row.partition(':')[2]}" for row in one.head.split("\n"))
        + f"\n\n{chr(10).join(one.quoted)}\n"
    ),
    "copy under underscores": lambda one: f"{_both(one)}\n\n{'_' * 32}\n{one.head}\n\n{chr(10).join(one.quoted)}\n",
    "copy under a rule": lambda one: f"{_both(one)}\n\n{one.rule}\n{one.head}\n\n{chr(10).join(one.quoted)}\n",
    "copy under an attribution": lambda one: f"{_both(one)}\n\n{one.attributions[1]}\n\n{chr(10).join(one.quoted)}\n",
    "signature": lambda one: f"{_both(one)}\n-- \nWren\nwriter.example\n\n{one.attributions[1]}\n{_quote(one, '>')}\n",
    "telephone's row": lambda one: f"{_both(one)}\n\n{one.device}\n",
}


def made_cases() -> Iterator[Case]:
    """Each style in each language."""
    for style, write in STYLES.items():
        for tongue in TONGUES:
            own = _both(tongue)
            yield Case(style, f"{style}, {tongue.code}", write(tongue), own)
