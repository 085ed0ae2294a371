"""The phrases of all languages, made ready for looking at rows.

Most are sets of words: a row is taken apart once and looked up, so that a hundred phrases cost no more than one. The
few expressions take linear time on one row: alternatives are plain, stars are bounded, callers give rows of bounded
length.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from .languages import LANGUAGES
from .languages.language import Language

MOST_END_WORDS = 4

INVISIBLE = "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_RULE_SIGNS = "-_=*—–‐‑−─━>#~ \t\r\xa0" + INVISIBLE
_DRESS = " \t\r\xa0*_" + INVISIBLE
_UNSEEN = str.maketrans(dict.fromkeys(INVISIBLE))
_WORD = re.compile(r"\w+")


def _split(joined: str) -> list[str]:
    return [one.strip() for one in joined.split(" | ") if one.strip()]


def _all(field: Callable[[Language], str], *, spaced: bool | None = None) -> list[str]:
    """All phrases of one field, in small letters, each once, the longest first."""
    found = {one.lower() for lang in LANGUAGES if spaced in (None, lang.spaced) for one in _split(field(lang))}
    return sorted(found, key=lambda one: (-len(one), one))


def _by_first_word(phrases: Iterable[str]) -> dict[str, list[list[str]]]:
    found: dict[str, list[list[str]]] = {}
    for phrase in phrases:
        first, *others = _WORD.findall(phrase)
        found.setdefault(first, []).append(others)
    return found


_VERBS = _by_first_word(_all(lambda one: one.wrote, spaced=True))
_DENSE_VERBS = _all(lambda one: one.wrote, spaced=False)
_OPENERS = tuple(_all(lambda one: one.opener, spaced=True))
_DENSE_OPENERS = tuple(_all(lambda one: one.opener, spaced=False))
_BEGINS = re.compile(rf"(?:{'|'.join(map(re.escape, _OPENERS))})(?![^\W_])")
_SENDERS = frozenset(_all(lambda one: one.sender))
_NAMES = frozenset(_all(lambda one: one.names))
_ORIGINAL = frozenset(_all(lambda one: one.original))
_FORWARDED = frozenset(one for one in _all(lambda one: one.forwarded) if "*" not in one)
_FORWARDED_BY = tuple(one.rstrip("* ") for one in _all(lambda one: one.forwarded) if "*" in one)
_ABOVE = _all(lambda one: one.above)


def has_verb(text: str) -> bool:
    """Whether "wrote" stands in it, in any language."""
    text = text.lower()
    words = _WORD.findall(text)
    for at, word in enumerate(words):
        for others in _VERBS.get(word, ()):
            if words[at + 1 : at + 1 + len(others)] == others:
                return True
    return not text.isascii() and any(verb in text for verb in _DENSE_VERBS)


def ends_with_verb(text: str) -> bool:
    """Whether "wrote" is among the last words."""
    return has_verb(" ".join(text[-60:].split()[-MOST_END_WORDS:]))


def begins(text: str) -> bool:
    """Whether it starts as attributions do ("On", "Am", "Le")."""
    text = text.lstrip(_RULE_SIGNS).lower()
    return text.startswith(_DENSE_OPENERS) or _BEGINS.match(text) is not None


def head_name(row: str) -> str:
    """What a row is in a copied head: "sender" for its From, "name" for another, "" for none."""
    before, colon, _ = row[:60].replace("：", ":").partition(":")
    if not colon:
        return ""
    before = " ".join(before.strip(_DRESS).lower().translate(_UNSEEN).split())
    if before in _SENDERS:
        return "sender"
    return "name" if before in _NAMES else ""


def count_names(row: str) -> int:
    """How many names of a head stand in one row: its line breaks were lost."""
    pieces = row[:1000].replace("：", ":").lower().split(":")
    found = 0
    for piece in pieces[1:-1]:
        words = piece.strip(_DRESS).split()
        found += any(" ".join(words[-count:]).lstrip("*_") in _NAMES for count in (1, 2) if len(words) >= count)
    return found


def rule_words(row: str) -> str:
    """What a rule with words above a copy says: "original", "forwarded", or "" for none."""
    words = row.strip(_RULE_SIGNS).translate(_UNSEEN)
    has_rule = (
        row.lstrip(" \t>*" + INVISIBLE)[:2].strip(_RULE_SIGNS) == ""
        and row.strip(" \t\r" + INVISIBLE)[:1] in _RULE_SIGNS
    )
    has_colon = words.endswith((":", "："))
    words = " ".join(words.rstrip(": ：").lower().split())
    if has_rule and words in _ORIGINAL:
        return "original"
    if (has_rule or has_colon) and (words in _FORWARDED or (has_rule and words.startswith(_FORWARDED_BY))):
        return "forwarded"
    return ""


def asks_above(row: str) -> int:
    """How long the phrase is with which a ticket system asks for the answer above; 0 for none."""
    row = row.lower()
    return next((len(one) for one in _ABOVE if one in row), 0)


def _any(phrases: Iterable[str]) -> str:
    """Make alternatives of phrases; a space stands for any, a star for a few words."""
    return "|".join(re.escape(one).replace(r"\ ", r"\s{1,3}").replace(r"\*", r".{1,120}?") for one in phrases)


_EDGE = rf"[\s{INVISIBLE}]"
# A device row with a star must name a machine or a program: "Sent from my heart" is not one.
MACHINE = re.compile(
    r"iphone|ipad|ipod|\bmac|\bios\b|android|samsung|galaxy|huawei|xiaomi|redmi|\bmi\b|oppo|vivo|nokia|\blg\b|sony|xperia"
    r"|motorola|\bmoto\b|\bhtc\b|honor|oneplus|pixel|google|blackberry|outlook|windows|mail|yahoo|\bgmx\b|web\.de|proton"
    r"|tuta|spark|\bk-9\b|thunderbird|phone|fon\b|fone|fono|foon|smart|tablet|mobil|móvil|movil|celular|cellulare"
    r"|matkapuhelin|puhelin|komórk|telef|téléphone|portable|appareil|dispositivo|gerät|device|handy|handheld|office"
    r"|workspace|avast|avg|mcafee|norton|kaspersky|virus|webmail|roundcube|horde|zimbra|thread|\bapp\b|\bqq\b|foxmail"
    r"|naver|daum|kakao|yandex|яндекс|mail\.ru|телефон|мобил|мобіл|смартфон|айфон|почт|пошт|планшет|τηλέφωνο|κινητό"
    r"|טלפון|נייד|אייפון|סלולרי|هاتف|جوال|آيفون|موبایل|گوشی|آیفون|تلفن|فون|موبائل|手机|手機|電話|スマ|携帯|メール|端末"
    r"|휴대폰|스마트폰|휴대전화|아이폰|갤럭시|핸드폰|메일|điện thoại|di động|โทรศัพท์|มือถือ|ไอโฟน|ponsel|telepon|hape"
    r"|फ़ोन|फोन|मोबाइल|आईफ़ोन"
    r"|ফোন|মোবাইল|আইফোন|邮箱|郵箱|邮件|客户端|iphon|サンダー|superhuman|airmail|fastmail|missive|mailspring|\bhey\b",
    re.IGNORECASE,
)
DEVICE_ROW = re.compile(
    rf"^{_EDGE}{{0,8}}[-–—*_~<([]{{0,6}}\s?(?:{_any(_all(lambda one: one.device))})\s?[.!。)\]*_~>-]{{0,6}}"
    rf"(?:\s?[<(\[]https?:[^\s]{{1,200}})?{_EDGE}*$",
    re.IGNORECASE,
)
_BEGINNINGS = tuple(one.partition("*")[0].strip() for one in _all(lambda one: one.device) if not one.startswith("*"))
_ENDINGS = tuple(one.rpartition("*")[2].strip() for one in _all(lambda one: one.device) if one.startswith("*"))


def may_be_device_row(row: str) -> bool:
    """Whether a row begins or ends as device rows do; cheap."""
    row = row.lower().strip(_RULE_SIGNS + "([).!。")
    return row.startswith(_BEGINNINGS) or row.endswith(_ENDINGS)


SENT_FROM_MY = re.compile(r"^\W{0,4}sent from my(?: [\w'’®™.-]{1,20}){1,5}\W{0,3}$", re.IGNORECASE)

# "I", "my", "he": whoever writes so is a person, not a program. Only words that are no part of a date elsewhere.
PERSON = re.compile(
    r"(?<![\w@.'’-])(?:I|me|my|he|she|they|we|us|our|his|this|these|that|who|ich|mir|mein|meine|mich|meiner|wir|uns|elle|"
    r"moi|mon|yo|nos|eu|meu|minha|ele|ela|io|mio|mia|ik|mij|mijn|jag|mig|jeg|mnie|мне|мой|моя|он|она|мені)"
    r"(?![\w@.'’-])"
)
MONTH_OR_DAY = re.compile(
    r"\d{1,2}\.?\s(?:de\s)?[^\W\d]{3,12}\.?,?\s(?:de\s)?\d{2,4}|[^\W\d]{3,12}\.?\s\d{1,2}(?:st|nd|rd|th)?,?\s\d{4}"
)
# A date in figures, a year, or a time of day.
TIME = re.compile(
    r"(?<!\d)(?:\d{1,2}\s?(?:[:.h時点시]|：)\s?\d{2}|(?:19|20|13|14|25)\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}"
    r"|[٠-٩۰-۹०-९০-৯]{4})(?!\d)"
)
CLOCK = re.compile(r"(?<!\d)\d{1,2}(?:[:：.h]\d{2}(?!\d)|\sh\s\d{2}(?!\d)|\s?[時点시]\s?\d{0,2}|\s[AaPp]\.?[Mm])")
DATE = re.compile(
    r"(?<!\d)(?:\d{4}[./-]\s?\d{1,2}[./-]\s?\d{1,2}|\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{2,4}|\d{1,2}-\w{3}-\d{2,4}"
    r"|\d{4}\s?[年년]|(?:19|20|13|14|25)\d\d(?!\d)|[٠-٩۰-۹०-९০-৯]{4})"
)
ADDRESS = re.compile(r"[^\s<>@\[\]()\"]{1,64}@[^\s<>@\[\]()\"]{1,200}")
