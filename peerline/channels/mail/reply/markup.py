"""Where does the HTML of a mail say what is quoted and what is a signature?

Mail programs name these elements ("gmail_signature", "divRplyFwdMsg"); the sanitiser drops the names. So before it, a
sign that stands for nothing else (a Unicode noncharacter) is put into each such element; it passes the sanitiser as
text, is carried through the making of plain text, and is taken out of both. `marked` puts the signs in, `close` adds
where the elements end, `take` takes them out of the text and says where they were, `clear` takes them out of the HTML.

Where a mail has plain text too, that is the text; `align` finds in it the place where the HTML begins to quote.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from .letter import Fold
from .phrases import TIME

QUOTE, SIGNATURE, TO_THE_END, LEADS_IN, ENDS = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3", "\ufdd4"
KINDS = {QUOTE: "quote", SIGNATURE: "signature"}

NAMES = {
    QUOTE: (
        "gmail_attr yahoo_quoted moz-cite-prefix moz-forward-container moz-email-headers-table protonmail_quote"
        " zmail_extra tutanota_quote OutlookMessageHeader ms-outlook-mobile-reference-message"
        " mail-editor-reference-message-container x_divtagdefaultwrapper x_divRplyFwdMsg OLK_SRC_BODY_SECTION"
        " MAC_OUTLOOK_ATTRIBUTION_BLOCKQUOTE ntes-mailmaster-quote isReplyContent replySplit reply-intro"
        " __aliyun_previous_quote front-blockquote mail-quote-collapse quoted-message-container"
    ).split(),
    SIGNATURE: (
        'signature" Signature" '
        "gmail_signature moz-signature protonmail_signature_block yahoo-signature ydpsignature AppleMailSignature"
        " ms-outlook-mobile-signature messageSignatureSection tutaSignature zmail_signature edo-signature"
        " mobile-signature mail_android_message x_Signature"
    ).split(),
    TO_THE_END: [
        "divRplyFwdMsg",
        "appendonsend",
        "stopSpelling",
        "zwchr",
        "border-top:solid #E1E1E1 1.0pt",
        "border-top:solid #B5C4DF 1.0pt",
        "border-top:solid #B5C4DF 1pt",
        "border-top: 1pt solid rgb(225, 225, 225)",
    ],
    LEADS_IN: ["gmail_quote", "gmail_extra", "messageReplySection"],
}
# Pieces of the names: where a piece is nowhere, its names are not looked for.
_PIECES = ("gmail_", "uote", "ignature", "eply", "utlook", "Rply", "border-top", "moz-", "reference-message", "zmail_")
_BY_PIECE: dict[str, list[tuple[str, str]]] = {}
for _sign, _names in NAMES.items():
    for _name in _names:
        _BY_PIECE.setdefault(next((one for one in _PIECES if one in _name), _name), []).append((_name, _sign))
LONGEST_TAG = 2_000
MOST_PLACES = 200
HIGHEST_LEAD_IN = 5
LONGEST_LEAD_IN = 400
LONGEST_SIGNATURE = 15

_SIGNS = str.maketrans(dict.fromkeys((QUOTE, SIGNATURE, TO_THE_END, LEADS_IN, ENDS)))
_TAG_OR_SIGN = re.compile(rf"<(/?)([a-z0-9]+)[^>]*>|[{QUOTE}{SIGNATURE}]")
_TAG_NAME = re.compile(r"<(div|span|p|section|blockquote|hr|a|td|font)[\s/]", re.IGNORECASE)
_VOID = frozenset({"br", "hr", "img", "wbr"})
_SIGN = re.compile(rf"[{QUOTE}-{ENDS}]")
_ROW_OF_SIGNS = re.compile(rf"^[> ]*[{QUOTE}-{ENDS}][{QUOTE}-{ENDS}> ]*$")
_NO_WORDS = re.compile(r"[\W_]+")


def marked(source: str) -> str:
    """Put signs into the elements that programs name; the same HTML when there are none."""
    found = [pair for piece, pairs in _BY_PIECE.items() if piece in source for pair in pairs]
    places = {at: sign for name, sign in found for at in _ends_of_tags(source, name, sign)}
    if not places or len(places) > MOST_PLACES:
        return source
    pieces, position = [], 0
    for at in sorted(places):
        pieces += [source[position:at].translate(_SIGNS), places[at]]
        position = at
    return "".join(pieces) + source[position:].translate(_SIGNS)


def _ends_of_tags(source: str, name: str, sign: str) -> list[int]:
    """Where the tags end whose attributes hold this name."""
    found: list[int] = []
    at = source.find(name)
    while at >= 0 and len(found) <= MOST_PLACES:
        start, end = source.rfind("<", max(0, at - LONGEST_TAG), at), source.find(">", at, at + LONGEST_TAG)
        tag = _TAG_NAME.match(source, max(start, 0))
        is_inside = tag is not None and end > 0 and source.rfind(">", start, at) < 0
        if is_inside and tag and not (sign == LEADS_IN and tag[1].lower() == "blockquote"):
            found.append(end + 1)
        at = source.find(name, at + 1)
    return found


def close(clean: str) -> str:
    """Say in sanitised HTML where the marked elements end."""
    pieces, position, depth = [], 0, 0
    open_at: list[int] = []
    for token in _TAG_OR_SIGN.finditer(clean):
        closing, tag = token.groups()
        if tag is None:
            open_at.append(depth)
        elif closing:
            while open_at and open_at[-1] >= depth:
                pieces += [clean[position : token.start()], ENDS]
                position = token.start()
                open_at.pop()
            depth -= 1
        elif tag not in _VOID:
            depth += 1
    return "".join(pieces) + clean[position:]


def clear(clean: str) -> str:
    """Take the signs out."""
    return clean.translate(_SIGNS)


def take(text: str) -> tuple[str, tuple[Fold, ...]]:
    """Take the signs out of a text; say which ranges they held, rising, never overlapping."""
    taker = _Taker()
    for row in text.split("\n"):
        taker.read(row)
    taker.finish()
    return _ranges(taker.rows, taker.marks)


@dataclass(slots=True)
class _Taker:
    """The rows without signs, what each is, and which elements are open."""

    rows: list[str] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    lead_ins: list[int] = field(default_factory=list)
    to_the_end: int = -1

    def read(self, row: str) -> None:
        before = self.kinds[0] if self.kinds else ""
        for sign in _SIGN.findall(row):
            self._read_sign(sign)
        if _ROW_OF_SIGNS.match(row):
            return
        first = row.lstrip("> ")[:1]
        self.rows.append(row.translate(_SIGNS))
        self.marks.append(before or KINDS.get(first, ""))

    def _read_sign(self, sign: str) -> None:
        if sign in KINDS:
            self.kinds.append(KINDS[sign])
        elif sign == ENDS and self.kinds:
            self.kinds.pop()
        elif sign == LEADS_IN:
            self.lead_ins.append(len(self.rows))
        elif sign == TO_THE_END and self.to_the_end < 0:
            self.to_the_end = len(self.rows)

    def finish(self) -> None:
        if self.marks.count("signature") > LONGEST_SIGNATURE:
            self.marks = ["" if mark == "signature" else mark for mark in self.marks]
        for start in self.lead_ins:
            self._mark_lead_in(start)
        if self.to_the_end >= 0:
            self.marks[self.to_the_end :] = ["quote"] * (len(self.marks) - self.to_the_end)

    def _mark_lead_in(self, start: int) -> None:
        """Mark what stands between the beginning of a quoting element and its first quoted row, if it is dated."""
        end = start
        while end < len(self.rows) and end - start <= HIGHEST_LEAD_IN and not self.rows[end].startswith(">"):
            end += 1
        lead = " ".join(self.rows[start:end]).strip()
        is_short = 0 < len(lead) <= LONGEST_LEAD_IN and end < len(self.rows) and self.rows[end].startswith(">")
        if is_short and lead.endswith((":", "：")) and TIME.search(lead):
            self.marks[start:end] = ["quote"] * (end - start)


def _ranges(rows: list[str], marks: list[str]) -> tuple[str, tuple[Fold, ...]]:
    text = "\n".join(rows)
    cut = len(text) - len(text.lstrip("\n"))
    text = text.strip("\n")
    found: list[Fold] = []
    offset = -cut
    for row, mark in zip(rows, marks, strict=True):
        end = offset + len(row)
        if mark and offset >= 0 and end <= len(text):
            if found and found[-1][2] == mark and found[-1][1] == offset - 1:
                found[-1] = (found[-1][0], end, mark)
            else:
                found.append((offset, end, mark))
        offset = end + 1
    return text, tuple(found)


def align(plain: str, html_text: str, hints: tuple[Fold, ...]) -> tuple[Fold, ...]:
    """Find in the plain text where the HTML begins to quote, if both say the same up to there.

    hints    the ranges that `take` found in `html_text`
    Returns  one range to the end of the plain text, or none
    """
    start = next((one[0] for one in hints if one[2] == "quote"), -1)
    own = _NO_WORDS.sub("", html_text[:start]) if start > 0 else ""
    if not own:
        return ()
    offset, seen = 0, ""
    for row in plain.split("\n"):
        if len(seen) >= len(own) and row.strip():
            return ((offset, len(plain), "quote"),) if seen == own else ()
        seen += _NO_WORDS.sub("", row) if len(seen) < len(own) else ""
        offset += len(row) + 1
    return ()
