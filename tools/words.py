"""The word lists of codes (peerline/seal/words): `python tools/words.py check|make TAG FILE`.

check  status 1, with one row for each thing wrong with any list
make   choose 2,048 words out of FILE (candidates, the best first, divided by space) by the same rules, and write the
       list of a language that has none yet: what was printed once is read by its row for ever

The rules: 2,048 words of three to eight letters in code-point order; no two share their first four letters; no two are
one slip apart, so that a slip never makes another word; none of tools/painful/TAG.txt. The English list is older: its
words may be one slip apart and have nine letters.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from peerline.seal.words import LANGUAGES, forms_of, is_one_slip, plain, words_in  # noqa: E402

LISTS, PAINFUL = ROOT / "peerline" / "seal" / "words", ROOT / "tools" / "painful"
SIZE, BEGINNING, SHORTEST, LONGEST = 2048, 4, 3, 8
OLDER = {"en"}


def main() -> None:
    """One of the verbs."""
    match sys.argv[1:]:
        case ["check"]:
            found = [f"{tag}: {row}" for tag in LANGUAGES for row in wrong(words_in(tag), tag)]
            sys.exit("\n".join(found) or None)
        case ["make", tag, file]:
            path = LISTS / f"{tag}.txt"
            if path.exists():
                sys.exit(f"peerline: {path.name} is there, and a list is never made anew.")
            chosen = chosen_of(Path(file).read_text("utf-8").split(), tag)
            path.write_text("\n".join(sorted(chosen)) + "\n", "utf-8")
        case _:
            sys.exit("peerline: say check, or make TAG FILE.")


def painful(tag: str) -> set[str]:
    """What nobody in distress should have to write down, in plain letters."""
    return {plain(word) for word in (PAINFUL / f"{tag}.txt").read_text("utf-8").split()}


def wrong(words: Iterable[str], tag: str) -> Iterator[str]:
    """What is wrong with a list."""
    listed = list(words)
    letters = [plain(word) for word in listed]
    if len(set(letters)) != SIZE:
        yield f"{len(set(letters))} words instead of {SIZE}"
    if listed != sorted(listed):
        yield "not in order"
    longest = LONGEST + (tag in OLDER)
    yield from (f"too short or too long: {one}" for one in listed if not SHORTEST <= len(one) <= longest)
    yield from (f"not only letters: {one}" for one in listed if not one.replace("ー", "あ").isalpha())
    left_out = painful(tag)
    yield from (f"painful: {one}" for one in listed if plain(one) in left_out)
    begun = defaultdict(list)
    for word in letters:
        begun[word[:BEGINNING]].append(word)
    yield from (f"the same beginning: {', '.join(those)}" for those in begun.values() if len(those) > 1)
    if tag not in OLDER:
        yield from (f"one slip apart: {one}, {other}" for one, other in near(letters))


def near(letters: Iterable[str]) -> Iterator[tuple[str, str]]:
    """The pairs that one slip lies between."""
    by_form: dict[str, list[str]] = defaultdict(list)
    seen: set[tuple[str, str]] = set()
    for word in letters:
        for form in forms_of(word):
            for other in by_form[form]:
                pair = (other, word)
                if pair not in seen and is_one_slip(word, other):
                    seen.add(pair)
                    yield pair
            by_form[form].append(word)


def chosen_of(candidates: Iterable[str], tag: str) -> list[str]:
    """The first 2,048 that go together. Exits when there are not enough."""
    left_out, chosen = painful(tag), list[str]()
    begun: set[str] = set()
    by_form: dict[str, list[str]] = defaultdict(list)
    for word in candidates:
        letters = plain(word)
        if not SHORTEST <= len(word) <= LONGEST or letters in left_out or letters[:BEGINNING] in begun:
            continue
        if any(is_one_slip(letters, other) for form in forms_of(letters) for other in by_form[form]):
            continue
        chosen.append(word)
        begun.add(letters[:BEGINNING])
        for form in forms_of(letters):
            by_form[form].append(letters)
        if len(chosen) == SIZE:
            return chosen
    sys.exit(f"peerline: only {len(chosen)} of these go together.")


if __name__ == "__main__":
    main()
