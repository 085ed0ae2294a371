"""What templates may hold and whom they may build on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.rule import Rule
from tests.house.source import Tree

BUILDS_ON = re.compile(r"{%-?\s*(extends|include)\s+(\S+)")
NOT_INLINE = [
    (re.compile(r"\sstyle\s*=", re.I), "has an inline style"),
    (re.compile(r"<style\b", re.I), "has a <style> element"),
    (re.compile(r"\son[a-z]+\s*=\s*[\"']", re.I), "has an inline event"),
    (re.compile(r"javascript:", re.I), "has a script address"),
    (re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*type=[\"']application/json)", re.I), "has an inline script"),
    (re.compile(r"<(?:script|img|iframe|audio|video)\b[^>]*\bsrc=[\"']?(?:https?:)?//", re.I), "loads from elsewhere"),
    (re.compile(r"<link\b[^>]*\bhref=[\"']?(?:https?:)?//", re.I), "loads from elsewhere"),
    # Before its script is there, it would send what it holds in the address; "dialog" sends nothing.
    (re.compile(r"<form\b(?![^>]*\smethod=)", re.I), "has a form without a method"),
]  # fmt: skip


def nothing_inline(tree: Tree) -> Iterator[str]:
    """No inline style, script or event, nothing from elsewhere: the policy refuses it. No form without a method."""
    for path in tree.templates:
        for row, text in enumerate(tree.read(path).splitlines(), 1):
            yield from (f"{path}:{row} {sentence}" for pattern, sentence in NOT_INLINE if pattern.search(text))


def own_room_or_kit(tree: Tree) -> Iterator[str]:
    """10: a template extends or includes only its own room's or the kit's, named by a plain string."""
    rooms = {module.room for module in tree.product} - {""}
    for path in tree.templates:
        room = room_of(path)
        for row, text in enumerate(tree.read(path).splitlines(), 1):
            for _, name in BUILDS_ON.findall(text):
                if name[0] not in "\"'":
                    yield f"{path}:{row} builds on {name}: name the template"
                elif name.strip("\"'").partition("/")[0] in rooms - {room, "kit"}:
                    yield f"{path}:{row} builds on {name}: only its own room's or the kit's"


def in_its_own_folder(tree: Tree) -> Iterator[str]:
    """A room's templates lie in templates/ROOM/; people may also dress what the sign-in library shows."""
    for path in tree.templates:
        folder = path.parts[path.parts.index("templates") + 1]
        allowed = {room_of(path)} | ({"account", "allauth", "mfa"} if room_of(path) == "people" else set())
        if folder not in allowed:
            yield f"{path}:1 lies outside templates/{room_of(path)}/"


def room_of(path: Path) -> str:
    """The room a template lies in."""
    return path.parts[1]


MODEL = {"peerline/people/__init__.py": "", "peerline/rota/__init__.py": "", "peerline/kit/__init__.py": ""}
RULES = [
    Rule("nothing inline, nothing from elsewhere", nothing_inline, {
        "peerline/rota/templates/rota/a.html": '<p style="color: red">\n',
        "peerline/rota/templates/rota/b.html": "<script>alert(1)</script>\n",
        "peerline/rota/templates/rota/c.html": '<a onclick="go()">\n',
        "peerline/rota/templates/rota/d.html": "<style>p {}</style>\n",
        "peerline/rota/templates/rota/e.html": '<script src="//cdn.example/x.js"></script>\n',
        "peerline/rota/templates/rota/f.html": '<script type="module" src="{% static "desk.js" %}"></script>\n',
        "peerline/rota/templates/rota/g.html": '<script type="application/json" id="sealed">{}</script>\n',
        "peerline/rota/templates/rota/h.html": '<form class="flow">\n',
        "peerline/rota/templates/rota/i.html": '<form class="flow" method="dialog">\n',
    }, kept=tuple(f"peerline/rota/templates/rota/{one}.html" for one in "fgi")),
    Rule("10 a template builds on its own room's or the kit's", own_room_or_kit, MODEL | {
        "peerline/rota/templates/rota/a.html": '{% extends "people/page.html" %}\n',
        "peerline/rota/templates/rota/b.html": "{% include part %}\n",
        "peerline/rota/templates/rota/c.html": '{% extends "kit/page.html" %}{% include "rota/_row.html" %}\n',
    }, kept=("peerline/rota/templates/rota/c.html", *MODEL)),
    Rule("a template lies in its room's folder", in_its_own_folder, {
        "peerline/rota/templates/people/a.html": "\n",
        "peerline/rota/templates/rota/b.html": "\n",
    }, kept=("peerline/rota/templates/rota/b.html",)),
]  # fmt: skip
