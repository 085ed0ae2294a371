"""In which language is a text written? Told for choosing who can read it, never for judging.

A script that one language alone is written in tells it; else a short vote of very frequent words settles most mails in
a few microseconds; where that is not clear, the model of py3langid decides. The model is big and slow to reach (70 MB
that no cache holds), so it looks at a short sample.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import lru_cache

FEWEST_LETTERS = 20
FEWEST_WIDE = 7  # of a script that writes a word in one or two characters
LOOKED_AT = 200
VOTERS = 40
CLEAR_VOTE, CLEAR_ALONE = 8, 6

# Four of them, for a name in another script stands in many a text.
_BY_SCRIPT = (
    ("ja", re.compile("(?:[\u3041-\u30ff].{0,99}?){4}", re.DOTALL)),
    ("ko", re.compile("(?:[\uac00-\ud7a3].{0,99}?){4}", re.DOTALL)),
)

# Few languages, those that lines are written to most. Words that a close relative shares (Galician, Catalan,
# Luxembourgish, Afrikaans, Bulgarian, Belarusian, Czech, Azerbaijani, Persian) are few among them, so that a text in a
# relative stays below the clear vote and goes to the model.
_FREQUENT = {
    "en": "the and you that was for are with this have from not but they what been my it's i'm don't me your is of to"
    " we i do it know can could would about there when who how",
    "de": "und nicht das ist ich sie mit den auf ein eine auch wir aber für wie habe von dass mich mir noch nur wenn"
    " bin war zu hat sich kann der",
    "fr": "les des est pas je une vous dans pour qui sur avec plus mais mon nous suis cette être ai c'est j'ai ce ma"
    " au très et",
    "es": "los las una por con pero muy más yo como está estoy mi hay lo qué este cuando y el del",
    "it": "che non sono una per con mi ho questo anche più ma della gli il è di come perché molto",
    "pt": "não uma você com muito mas meu minha estou isso também já tenho sou ele ela em os dos mais foi quando"
    " porque sem",
    "nl": "een ik niet zijn voor mijn heb ben nog wel het mij deze wordt naar bij zo weet kan zich",
    "pl": "nie się jest że mnie mi już jestem bardzo czy było tylko bo mam dla przez albo gdy może jeszcze będzie żeby",
    "tr": "ve çok için ama ben beni bana değil var yok daha gibi sonra kadar olarak benim ile şey hiç",
    "ru": "что это мне меня очень когда уже если только или ещё есть был была чтобы могу хочу со от всё кто мы вы"
    " нет ничего",
    "uk": "що це мені мене дуже коли вже якщо тільки або ще є був була щоб можу хочу від та й немає знаю нема",
    "ar": "في من على أن إلى هذا هذه لا ما عن مع كل لكن لم كان منذ أنا هل ولا لقد",
}
_VOTES: dict[str, list[str]] = {}
for _tag, _words in _FREQUENT.items():
    for _word in _words.split():
        _VOTES.setdefault(_word, []).append(_tag)


def language_of(text: str) -> str | None:
    """Name the language as a BCP 47 tag; None for a text of fewer than FEWEST_LETTERS letters."""
    sample = text[:LOOKED_AT]
    letters = sum(map(str.isalpha, sample))
    if letters < FEWEST_LETTERS and not (letters >= FEWEST_WIDE and max(sample) > "\u2e7f"):
        return None
    return _by_script(sample) or _by_vote(sample) or _model()(sample)[0]


def _by_script(sample: str) -> str | None:
    if max(sample) < "\u3041":
        return None
    return next((tag for tag, letters in _BY_SCRIPT if letters.search(sample)), None)


def _by_vote(sample: str) -> str | None:
    votes = Counter(tag for word in sample.lower().split(maxsplit=VOTERS)[:VOTERS] for tag in _VOTES.get(word, ()))
    (best, count), *others = votes.most_common(2) or [("", 0)]
    if count >= CLEAR_VOTE and (not others or others[0][1] * 3 <= count):
        return best
    if count >= CLEAR_ALONE and not others:
        return best
    return None


@lru_cache(maxsize=1)
def _model() -> Callable[[str], tuple[str, float]]:
    # Imported at first use: it brings numpy, which a command that reads no mail should not pay for.
    import py3langid  # noqa: PLC0415

    classify: Callable[[str], tuple[str, float]] = py3langid.classify
    return classify
