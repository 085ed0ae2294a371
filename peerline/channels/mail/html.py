"""What of the HTML of a mail may be kept?

`sanitise` lets through a short list and nothing that runs, styles, submits or loads. HTML that a browser's rules would
blow up to many times its size is not built at all. What it says as plain text is `mime/markup.py`'s question.
"""

from __future__ import annotations

import re

import nh3

LONGEST = 1_000_000
MOST_TAGS = 15_000
MOST_GROWTH = 300_000
MOST_ENTITIES = 50_000

# The browser sanitises again with the same list without pictures (web/mail-frame.ts); a test compares the two.
ALLOWED: dict[str, frozenset[str]] = {
    tag: frozenset(attributes.split())
    for tag, attributes in {
        **dict.fromkeys(
            "abbr b bdi bdo big br caption center cite code dd del dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6"
            " hr i ins kbd li mark p pre q s samp small span strike strong sub sup table tbody tfoot thead tr tt u ul"
            " var wbr blockquote address".split(),
            "dir lang title",
        ),
        "a": "dir lang title href",
        "img": "dir lang title src alt width height",
        "ol": "dir lang title start",
        "td": "dir lang title colspan rowspan",
        "th": "dir lang title colspan rowspan",
    }.items()
}
# What a browser drops in front of an address. Anything else there makes it a relative one.
DROPPED_BEFORE = "".join(map(chr, range(0x21)))
LINK_SCHEMES = ("http:", "https:", "mailto:")
IMAGE_SOURCES = (
    "cid:",
    "data:image/png;base64,",
    "data:image/jpeg;base64,",
    "data:image/gif;base64,",
    "data:image/webp;base64,",
)
DROPPED_WITH_CONTENT = frozenset({"script", "style", "title", "template"})


def _only_inert(_tag: str, attribute: str, value: str) -> str | None:
    if attribute == "href":
        return value if value.lstrip(DROPPED_BEFORE).lower().startswith(LINK_SCHEMES) else None
    if attribute == "src":
        return value if value.lstrip(DROPPED_BEFORE).lower().startswith(IMAGE_SOURCES) else None
    return value


_CLEANER = nh3.Cleaner(
    tags=set(ALLOWED),
    attributes={tag: set(attributes) for tag, attributes in ALLOWED.items()},
    clean_content_tags=set(DROPPED_WITH_CONTENT),
    attribute_filter=_only_inert,
    url_schemes={"http", "https", "mailto", "cid", "data"},
    link_rel="noopener noreferrer nofollow",
    strip_comments=True,
)

_FORMATTING = re.compile(r"<(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)[\s/>][^<>]*", re.IGNORECASE)


def sanitise(source: str) -> str | None:
    """Make HTML inert; None when it is too big or too involved to be built."""
    tags = source.count("<")
    if len(source) > LONGEST or tags > MOST_TAGS or source.count("&") > MOST_ENTITIES:
        return None
    if len(set(_FORMATTING.findall(source))) * tags > MOST_GROWTH:
        return None
    return _CLEANER.clean(source)
