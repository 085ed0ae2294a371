from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from peerline.seal import Code, UnreadableCode, keys_of_code, new_code, read_code, recipient_of
from peerline.seal.words import WORDS

WORD = WORDS["en"]
NUMBERS = st.integers(0, (1 << 77) - 1)
# Words nobody in distress should have to write down.
WOUNDING = tuple(
    """abus acci addic alarm alcoh ambush anger angry army arrest assault attack betray blade blood bomb bullet cocaine
    coffin corpse crash crime crimin cruel crush cry curse damage danger dead death despair destroy die disease drown
    drug enemy evil execut exploit fatal fear fight gun harm hate horror hospital hunt hurt ill illeg injur jail kick
    kidnap kill knife lonely mad misery murder naked nasty orphan pain panic pill pistol poison police prison punch
    punish rape razor rifle riot sad scar scare scream shame shock shoot sick slave sorry steal stab struggle suffer
    suicid suspect sword terror tobacco torture tragic trap trash trauma trouble ugly useless vicious victim violen
    virus war warfare weapon whip worry wound wreck wrong""".split()
)


def read(text: str) -> Code | tuple[int, ...]:
    """The code, or the positions that cannot be read."""
    try:
        return read_code(text, 7)
    except UnreadableCode as unread:
        return unread.positions


def test_has_2048_different_words_in_order() -> None:
    assert len(set(WORD)) == 2048
    assert list(WORD) == sorted(WORD)


def test_tells_words_apart_by_four_letters() -> None:
    assert len({word[:4] for word in WORD}) == 2048


def test_has_short_plain_words() -> None:
    assert all(3 <= len(word) <= 9 and word.isascii() and word.isalpha() and word.islower() for word in WORD)


def test_has_no_word_that_wounds() -> None:
    assert not set(WOUNDING) & set(WORD)


@given(NUMBERS)
def test_reads_the_words_it_shows(number: int) -> None:
    code = Code(number, 7)
    assert read_code(" ".join(code.words()), 7) == code


@settings(max_examples=50)
@given(NUMBERS, st.integers(0, 6), st.data())
def test_never_reads_one_slip_as_another_code(number: int, place: int, data: st.DataObject) -> None:
    words = list(Code(number, 7).words())
    word = words[place]
    at = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    words[place] = data.draw(
        st.sampled_from(
            [word[:at] + word[at + 1 :], word[:at] + letter + word[at:], word[:at] + letter + word[at + 1 :]]
        )
    )
    # A slip that makes another word of the list is that word; nobody can tell.
    if words[place] in WORD:
        return
    # With a slip in "act", "acto" begins "actor": a beginning is looked for first.
    if len(words[place]) >= 4 and any(other.startswith(words[place]) for other in WORD):
        return
    assert read(" ".join(words)) in {Code(number, 7), (place + 1,)}


@given(st.text(max_size=300))
def test_reads_or_refuses_any_text(text: str) -> None:
    found = read(text)
    assert isinstance(found, Code) or all(1 <= position <= 7 for position in found)


def test_reads_twelve_words() -> None:
    sheet = new_code(12)
    assert read_code("\n".join(f"{place}. {word}" for place, word in enumerate(sheet.words(), 1)), 12) == sheet


def test_makes_a_new_code_each_time() -> None:
    assert len({new_code().number for _ in range(50)}) == 50
    assert {new_code().count, new_code(12).count} == {7, 12}


@pytest.mark.parametrize(("number", "count"), [(-1, 7), (1 << 77, 7), (0, 8)])
def test_refuses_a_number_that_is_no_code(number: int, count: int) -> None:
    with pytest.raises(ValueError, match="seven or twelve"):
        Code(number, count)


def test_gives_other_keys_on_another_line() -> None:
    code = Code(1, 7)
    here, there = keys_of_code(code, "lanternlanternlanternlante"), keys_of_code(code, "harborharborharborharborha")
    assert {here.identity, here.look_up, here.sign_in}.isdisjoint({there.identity, there.look_up, there.sign_in})
    assert recipient_of(here.identity).startswith("age1")
    assert len(bytes.fromhex(here.look_up)) == len(bytes.fromhex(here.sign_in)) == 32
