"""In which language is a text written? Told for choosing who can read it, never for judging."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

FEWEST_LETTERS = 20
LOOKED_AT = 300


@lru_cache(maxsize=1)
def _model() -> Callable[[str], tuple[str, float]]:
    # Imported at first use: it brings numpy, which a command that reads no mail should not pay for.
    import py3langid

    classify: Callable[[str], tuple[str, float]] = py3langid.classify
    return classify


def language_of(text: str) -> str | None:
    """Name the language as a BCP 47 tag; None for a text of fewer than FEWEST_LETTERS letters."""
    sample = text[:LOOKED_AT]
    letters = sum(map(str.isalpha, sample))
    wide = letters and max(sample) > "\u2e7f"
    if letters < (FEWEST_LETTERS // 3 if wide else FEWEST_LETTERS):
        return None
    return _model()(sample)[0]
