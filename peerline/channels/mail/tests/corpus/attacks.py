"""HTML that means harm: one a row in attacks.txt (␤ for a new row), more made of handlers, schemes and places.

`$JS` is a program that asks the trap for its number, `$URL` an address at the trap, `$N` the number: a request to the
trap is the witness that something ran or loaded.
"""

from __future__ import annotations

from .cases import FOLDER

TRAP = "http://trap.example/"
HANDLERS = (
    "onload onerror onclick ondblclick onmouseover onmouseenter onmousemove onmousedown onmouseup "
    "onmouseout onfocus onfocusin onblur onkeydown onkeyup onkeypress oninput onchange onsubmit onreset "
    "onselect oncontextmenu oncopy oncut onpaste ondrag ondragstart ondrop onscroll onwheel ontoggle "
    "onanimationstart onanimationend ontransitionend onpointerdown onpointerover onpointerrawupdate "
    "ontouchstart onbeforeinput oncanplay onplay onended onloadstart onloadeddata onprogress onresize "
    "onhashchange onpopstate onmessage onunload onbeforeunload onafterprint onsearch onshow onscrollend "
    "oncuechange onformdata oninvalid onslotchange onsecuritypolicyviolation onselectstart "
    "onselectionchange onwebkitanimationstart "
).split()
# The scheme of a program, as filters have been made to overlook it.
SCHEMES = (
    "javascript:$JS", "JaVaScRiPt:$JS", " javascript:$JS", "\tjavascript:$JS", "java\tscript:$JS", "java\nscript:$JS",
    "javascript&colon;$JS", "javascript&#58;$JS", "javascript&#x3A;$JS", "&#106;avascript:$JS",
    "&#x6A&#x61vascript:$JS",
    "\x01javascript:$JS", "javascript\x00:$JS", "jav&Tab;ascript:$JS", "jav&NewLine;ascript:$JS", "javascript://%0a$JS",
    "feed:javascript:$JS", "view-source:javascript:$JS",
    "data:text/html,<script>$JS</script>", "\u00a0javascript:$JS",
    "vbscript:$JS", "livescript:$JS", "mocha:$JS", "java\u200bscript:$JS",
)  # fmt: skip
PLACES = (
    '<a href="{}">x</a>', '<iframe src="{}"></iframe>', '<img src="{}">', '<form action="{}"><button>x</button></form>',
    '<object data="{}"></object>',
    '<svg><a href="{}"><text>x</text></a></svg>', '<table background="{}"><tr><td>x</table>',
    '<meta http-equiv=refresh content="0;url={}">',
)  # fmt: skip
ELEMENTS = ("p", "a", "img", "b", "td")


def attacks() -> list[str]:
    """All of them, each with its own number."""
    written = (FOLDER / "attacks.txt").read_text(encoding="utf-8").splitlines()
    found = [row.replace("␤", "\n") for row in written]
    found += [f"<{ELEMENTS[place % len(ELEMENTS)]} {name}=$JS>x" for place, name in enumerate(HANDLERS)]
    found += [place.format(scheme) for place in PLACES for scheme in SCHEMES]
    return [_fill(attack, number) for number, attack in enumerate(found)]


def _fill(attack: str, number: int) -> str:
    program = f"(new(Image)).src=`{TRAP}{number}`"
    return attack.replace("$JS", program).replace("$URL", f"{TRAP}{number}").replace("$N", str(number))
