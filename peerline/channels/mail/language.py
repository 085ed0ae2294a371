"""In which language is a text written? Told for choosing who can read it, never for judging.

fastText's small model of 176 languages tells it in some ten microseconds and takes 7 MB. It reads a file that is part
of the program (languages/NOTICE.md); no text leaves the process. What it does not know well is None.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

MODEL = Path(__file__).parent / "languages" / "lid.176.ftz"
FEWEST_LETTERS = 20
FEWEST_WIDE = 7  # of a script that writes a word in one or two characters
LOOKED_AT = 120
LEAST_SURE = 0.2
# The model's names of tongues that BCP 47 calls otherwise.
_BCP_47 = {"als": "gsw", "sh": "sr-Latn", "eml": "egl", "bh": "bho"}


def language_of(text: str) -> str | None:
    """Name the language as a BCP 47 tag; None for a text of fewer than FEWEST_LETTERS letters, or of no known one."""
    sample = " ".join(text[:LOOKED_AT].split())
    letters = sum(map(str.isalpha, sample))
    if letters < FEWEST_LETTERS and not (letters >= FEWEST_WIDE and max(sample) > "\u2e7f"):
        return None
    named, _ = _model().predict(sample.lower(), k=1, threshold=LEAST_SURE)
    tag = named[0].removeprefix("__label__") if named else ""
    return _BCP_47.get(tag, tag) or None


@lru_cache(maxsize=1)
def _model() -> Any:
    import fasttext  # noqa: PLC0415 - with its model; a command that reads no mail should not pay for them

    return fasttext.load_model(str(MODEL))
