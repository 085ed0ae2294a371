"""Which elements of an HTML mail does nobody see? Preview rows, rows for other screens, white words on white.

Told from the element's own style, from its old attributes and from simple rules of the mail's style sheet. What an
element inside may take back (a size, a color) is followed; in doubt it is seen: words must not be lost.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

LONGEST_STYLE = 3000
LONGEST_SHEET = 200_000
Color = tuple[int, int, int]

_SHEET = re.compile(r"<style\b[^<>]{0,1000}>(.*?)(?:</style|\Z)", re.IGNORECASE | re.DOTALL)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_BRACE = re.compile(r"[{};]")
_NONE = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)
_NAME = re.compile(r"^(?:[a-z0-9]+)?([.#][A-Za-z0-9_-]+)$")
_TINY = re.compile(r"^(?:0?\.\d+|1)(?:\.0+)?p[xt]$")
_NOTHING = re.compile(r"^0*(?:\.0+)?(?:px|pt|em|rem|%)?$")
_HEX = re.compile(r"#([0-9a-f]{6}|[0-9a-f]{3})\b")
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*(?:,[^)]*)?\)")
_NAMED: dict[str, Color] = {"white": (255, 255, 255), "black": (0, 0, 0), "red": (255, 0, 0), "snow": (255, 250, 250)}
NEAR = 12
WHITE: Color = (255, 255, 255)


@dataclass(frozen=True, slots=True)
class Look:
    """How text in an element looks: colors are None when nothing names them."""

    is_gone: bool = False
    is_unseen: bool = False
    is_tiny: bool = False
    color: Color | None = None
    background: Color | None = None
    is_preformatted: bool = False

    @property
    def is_hidden(self) -> bool:
        """Whether nobody sees text in here."""
        return self.is_gone or self.is_unseen or self.is_tiny or self._is_alike

    @property
    def _is_alike(self) -> bool:
        if self.color is None or self.background is None:
            return False
        return all(abs(one - other) < NEAR for one, other in zip(self.color, self.background, strict=True))


def look_of(attributes: dict[str, str], outer: Look, names: frozenset[str]) -> Look:
    """Give the look of an element inside another.

    attributes  its own, as written in HTML
    names       the classes (".name") and ids ("#name") that the style sheet hides
    """
    look = outer
    if "hidden" in attributes or (names and _is_named(attributes, names)):
        look = replace(look, is_gone=True)
    if "bgcolor" in attributes:
        look = replace(look, background=_color(attributes["bgcolor"]) or look.background)
    if "color" in attributes:
        look = replace(look, color=_color(attributes["color"]))
    return _styled(look, attributes["style"]) if "style" in attributes else look


def hidden_names(source: str) -> frozenset[str]:
    """Find the classes and ids that the style sheets of a mail hide on every screen."""
    names: set[str] = set()
    for sheet in _SHEET.findall(source[: LONGEST_SHEET * 5])[:50]:
        if "none" not in sheet and "hidden" not in sheet:
            continue
        for selectors, body in _rules_for_every_screen(_COMMENT.sub("", sheet[:LONGEST_SHEET])):
            if _NONE.search(body):
                found = (_NAME.match(one.strip()) for one in selectors.split(","))
                names.update(one[1] for one in found if one)
    return frozenset(names)


def _rules_for_every_screen(sheet: str) -> Iterator[tuple[str, str]]:
    """Give selectors and body of each rule that stands in no other: what "@media" holds is for some screens."""
    depth = start = opened = 0
    for brace in _BRACE.finditer(sheet):
        at, sign = brace.span()[0], brace[0]
        if sign == "{":
            opened = opened if depth else at
            depth += 1
            continue
        if sign == "}":
            if depth == 1 and "@" not in sheet[start:opened]:
                yield sheet[start:opened], sheet[opened + 1 : at]
            depth = max(0, depth - 1)
        if not depth:
            start = at + 1


def _is_named(attributes: dict[str, str], names: frozenset[str]) -> bool:
    classes = attributes.get("class", "").split()
    return any(f".{one}" in names for one in classes) or f"#{attributes.get('id', '')}" in names


def _styled(look: Look, style: str) -> Look:
    said = {}
    for one in html.unescape(style[:LONGEST_STYLE]).lower().split(";"):
        name, _, value = one.partition(":")
        said[name.strip()] = value.replace("!important", "").strip()
    if _is_gone(said):
        look = replace(look, is_gone=True)
    if "visibility" in said:
        look = replace(look, is_unseen=said["visibility"] in ("hidden", "collapse"))
    if "font-size" in said:
        look = replace(look, is_tiny=_is_nothing(said["font-size"]) or _TINY.match(said["font-size"]) is not None)
    if "white-space" in said:
        look = replace(look, is_preformatted=said["white-space"].startswith(("pre", "break-spaces")))
    background = said.get("background-color") or said.get("background")
    if background:
        look = replace(look, background=None if "url(" in background else _color(background) or look.background)
    if "color" in said:
        look = replace(look, color=_color(said["color"]))
    return look


def _is_gone(said: dict[str, str]) -> bool:
    if said.get("display") == "none" or _is_nothing(said.get("opacity")):
        return True
    is_clipped = said.get("overflow", "").startswith("hidden")
    return is_clipped and (
        _is_nothing(said.get("max-height"))
        or _is_nothing(said.get("height"))
        or _is_nothing(said.get("max-width"))
        or _is_nothing(said.get("width"))
    )


def _is_nothing(value: str | None) -> bool:
    return bool(value) and _NOTHING.match(value or "") is not None and "0" in (value or "")


def _color(text: str) -> Color | None:
    text = text.strip().lower()
    if found := _HEX.search(text):
        digits = found[1] if len(found[1]) == 6 else "".join(one * 2 for one in found[1])
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
    if found := _RGB.search(text):
        return min(int(found[1]), 255), min(int(found[2]), 255), min(int(found[3]), 255)
    return _NAMED.get(text.split(" ")[0])
