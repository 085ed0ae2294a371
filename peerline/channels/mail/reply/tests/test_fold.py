"""What is newly written, and what is folded: the programs' ways in forty languages, and people's own words."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from babel import Locale, localedata
from babel.dates import format_date, format_time
from hypothesis import given
from hypothesis import strategies as st

from peerline.channels.mail.reply import Letter, fold
from peerline.channels.mail.reply.fold import MOST_ROWS
from peerline.channels.mail.reply.rows import MOST_LOOKS

from .cases import ANSWER, FIRST, Case
from .corpora import CORPORA
from .tongues import TONGUES

WHEN = datetime(2026, 11, 25, 10, 40, 5, tzinfo=UTC)
FEWEST_LANGUAGES = 30
FEWEST_CASES = 300

# What is known not to be read: each would hide a person's words elsewhere, or is too rare for a rule.
NOT_READ = {"163 by phone", "gnus with arrows"}
# A quote mark used for stress cannot be told from a quote: it is folded.
HIDES_WORDS = {"an answer with a quoted word"}
CASES = [case for cases in CORPORA.values() for case in cases]
ROWS = [
    row
    for one in TONGUES
    for row in (*one.own, *one.attributions, one.head, one.rule, one.device, *(f"> {row}" for row in one.quoted))
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.kind}: {case.name}")
def test_leaves_exactly_the_own_words(case: Case) -> None:
    if case.name in NOT_READ | HIDES_WORDS:
        assert not case.is_exact()
        assert bool(case.hidden()) == (case.name in HIDES_WORDS)
    else:
        assert case.is_exact(), case.left()


def test_knows_many_languages_and_programs() -> None:
    assert len(TONGUES) >= FEWEST_LANGUAGES
    assert len(CASES) >= FEWEST_CASES


def test_folds_a_quote_with_its_attribution() -> None:
    text = "Yes.\n\nOn 25 Nov 2026, Lantern wrote:\n\n> How are you?\n> Sol\n"
    reply, folds = fold(text, letter=ANSWER)
    assert reply == "Yes."
    assert folds == ((text.index("On"), len(text) - 1, "quote"),)


def test_folds_a_signature_as_signature() -> None:
    text = "Yes.\n-- \nWren\nwriter.example\n"
    assert fold(text) == ("Yes.", ((5, len(text), "signature"),))


def test_folds_between_interleaved_answers() -> None:
    text = "On 25 Nov 2026, Lantern wrote:\n> Do you sleep?\n\nNo.\n\n> Do you eat?\n\nYes.\n"
    reply, folds = fold(text)
    assert reply == "No.\n\nYes."
    assert len(folds) == 2


def test_shows_a_third_persons_mail_but_folds_ours() -> None:
    head = "From: {}\nSent: Wednesday, November 25, 2026\nTo: wren@writer.example\nSubject: You\n\nWords."
    shown, ours = (f"Look.\n\n{head.format(who)}" for who in ("mallory@elsewhere.example", "sol@lantern.example"))
    assert fold(shown, letter=ANSWER) == (shown, ())
    assert fold(ours, letter=ANSWER)[0] == "Look."


def test_knows_a_head_in_any_language_by_the_subject() -> None:
    text = "Yes.\n\nZot: Lantern\nZat: 25.11.2026 10:40\nZut: Re: Aw: My nights\n\nHow are you?"
    assert fold(text, letter=Letter(subject="my nights"))[0] == "Yes."
    assert fold(text, letter=Letter(subject="my days"))[0] == text


def test_knows_a_head_in_any_language_under_a_rule() -> None:
    text = "Yes.\n\n---- Zit zet ----\nZot: Lantern\nZat: 25.11.2026 10:40\nZut: My nights\n\nHow are you?"
    assert fold(text)[0] == "Yes."
    assert fold(text.replace("----", ""))[0] != "Yes."


@pytest.mark.parametrize("words", ["[Previous Replies]", "### [Vorherige Antworten]"])
def test_knows_the_link_of_a_forum_under_its_rule(words: str) -> None:
    below = "Posted by Ada on 07/03/2026\n\nI am here at night again, and wait."
    text = f"Not in public.\n\n---\n{words}(https://forum.example/t/1/2)\n\n{below}"
    assert fold(text)[0] == "Not in public."
    for other in (text.replace("---\n", ""), text.replace("[", "See [", 1), text.replace("[", "[My ")):
        assert fold(other) == (other, ())


def test_knows_an_attribution_by_seconds_or_zone() -> None:
    text = "Yes.\n\n25.11.2026 10:40{}, Lantern zot:\n\nHow are you?"
    assert [fold(text.format(end))[0] for end in (":00", " +0100")] == ["Yes.", "Yes."]
    assert fold(text.format(""))[0] == text.format("")


def test_takes_a_name_and_verb_for_an_attribution_only_in_answers() -> None:
    text = "He is here.\n\nLantern wrote:\n> Go.\n\nThat was all.\n"
    assert fold(text, letter=ANSWER)[0] == "He is here.\n\nThat was all."
    assert fold(text, letter=FIRST)[0] == "He is here.\n\nLantern wrote:\n\nThat was all."


@pytest.mark.parametrize("kind", ["quote", "signature"])
def test_folds_what_the_markup_calls_so(kind: str) -> None:
    text = "Yes.\n\nHow are you?\nSol\n\nAnd you?"
    start, end = text.index("How"), text.index("Sol") + 3
    reply, folds = fold(text, hints=((start, end, kind),))
    assert reply == "Yes.\n\nAnd you?"
    assert folds == ((start, end, kind),)


def test_leaves_a_text_of_very_many_rows_whole() -> None:
    text = "a\n" * (MOST_ROWS + 1)
    assert fold(text) == (text.strip(), ())


def test_knows_the_dates_of_all_languages() -> None:
    """Beside an address; Dzongkha alone writes its time without a sign between the figures."""
    missed = set()
    for code in localedata.locale_identifiers():
        locale = Locale.parse(code)
        for form in ("full", "long", "medium", "short"):
            date = f"{format_date(WHEN, form, locale=locale)} {format_time(WHEN, 'short', locale=locale)}"
            if fold(f"Yes.\n\n{date} Lantern <hello@lantern.example>:\n\nHow are you?")[0] != "Yes.":
                missed.add(locale.language)
    assert missed == {"dz"}


def test_are_counted_in_the_reference() -> None:
    page = Path(__file__).parents[5].joinpath("docs/reference/mail.md").read_text()
    counted = re.findall(r"^\| ([^|]+?) \| (\d+) \| (\d+) \| (\d+) \| [^|]+ \|$", page, re.MULTILINE)
    found = {
        (name, len(cases), sum(case.is_exact() for case in cases), sum(case.hidden() > 0 for case in cases))
        for name, cases in CORPORA.items()
    }
    assert {(name, *map(int, numbers)) for name, *numbers in counted} == found


def test_looks_closely_at_a_bounded_number_of_rows() -> None:
    copy = "On Wed, Nov 25, 2026 at 10:40 AM Lantern <hello@lantern.example> wrote:\n\nHow are you?"
    few, many = ("x:\n\n" * count + "x\n\n" + copy for count in (10, MOST_LOOKS + 1))
    assert fold(few)[1]
    assert fold(many) == (many, ())


@given(
    rows=st.lists(st.sampled_from([*ROWS, "-- ", "___", "", "> ", ">>> a 1.1.26 10:40 >>>", "x", "𝔘 🙂"])),
    is_answer=st.booleans(),
)
def test_never_deletes(*, rows: list[str], is_answer: bool) -> None:
    _check("\n".join(rows), Letter(is_answer=is_answer))


@given(st.text(alphabet="> -_*:：@<>.aA1 \n\u200f|写יا"))
def test_never_deletes_of_any_signs(text: str) -> None:
    _check(text, Letter())


def _check(text: str, letter: Letter) -> None:
    """The folds rise, do not overlap and lie in the text; the reply is the rest of it, in order."""
    reply, folds = fold(text, letter=letter)
    position, rest = 0, []
    for start, end, kind in folds:
        assert position <= start < end <= len(text)
        assert kind in ("quote", "signature")
        rest.append(text[position:start])
        position = end
    rest.append(text[position:])
    assert reply.split() == "".join(rest).split()
    assert bool(reply) == bool(text.strip())
