from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from peerline.seal import Code, UnreadableCode, keys_of_code, new_code, read_code, readings, recipient_of
from peerline.seal.words import LANGUAGES, words_in

WORD = words_in("en")
NUMBERS = st.integers(0, (1 << 77) - 1)


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


@given(NUMBERS, st.sampled_from(LANGUAGES))
@example(2**77 - 1, "pt")  # omega, omega, ...: a word of many lists
def test_reads_the_words_it_shows_in_any_list(number: int, language: str) -> None:
    code = Code(number, 7)
    assert read_code(" ".join(code.words(language)), 7, (language,)) == code
    assert code in readings(" ".join(code.words(language)), 7, LANGUAGES)


# As somebody types who leaves accents, variants and small letters out, or cannot type them.
TYPED: dict[str, dict[int, str] | dict[int, int]] = {
    "ar": str.maketrans("أإآةى", "اااهي"),
    "de": str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"}),
    "fr": str.maketrans("éèêëàâîïôûç", "eeeeaaiiouc"),
    "ja": str.maketrans({chr(kana): chr(kana + 0x60) for kana in range(0x3041, 0x3097)}),
    "pl": str.maketrans("ąćęłńóśźż", "acelnoszz"),
    "ru": str.maketrans("ёй", "еи"),
    "uk": str.maketrans("їґй", "іги"),
}


@pytest.mark.parametrize("language", TYPED)
def test_reads_what_people_type_on_other_keyboards(language: str) -> None:
    table, words = TYPED[language], words_in(language)
    for row in range(0, 2048, 7):
        seven = words[row : row + 7] if row + 7 <= 2048 else words[-7:]
        code = read_code(" ".join(seven), 7, (language,))
        assert read_code(" ".join(seven).translate(table).upper(), 7, (language,)) == code


def test_takes_the_order_from_the_numbers_before_the_words() -> None:
    code = new_code()
    rows = [f"{place}) {word}" for place, word in enumerate(code.words("de"), 1)]
    assert read_code("  ".join(rows[::2] + rows[1::2]), 7, ("de",)) == code
    digits = str.maketrans("1234567", "١٢٣٤٥٦٧")
    assert read_code("  ".join(rows[::-1]).translate(digits), 7, ("de",)) == code


@pytest.mark.parametrize("numbered", ["1 {} 1 {} 3 {}", "1 {} {} 3 {}", "0 {} 1 {} 2 {}", "2 {} 3 {} 4 {}"])
def test_keeps_the_order_when_the_numbers_say_none(numbered: str) -> None:
    words = WORD[20:27]
    text = numbered.format(*words[:3]) + " " + " ".join(words[3:])
    assert read_code(text, 7) == read_code(" ".join(words), 7)


def test_gives_each_reading_of_a_slip_that_lies_between_two_words() -> None:
    words = ["qlder", *WORD[20:26]]
    assert read(" ".join(words)) == (1,)
    found = {code.words()[0] for code in readings(" ".join(words), 7, ("en",))}
    assert found == {"alder", "elder"}
    assert all(code.words()[1:] == WORD[20:26] for code in readings(" ".join(words), 7, ("en",)))


def test_gives_few_readings_and_names_what_it_cannot_read() -> None:
    many = " ".join(["qlder"] * 7)
    assert len(readings(many, 7, ("en",))) == 4
    with pytest.raises(UnreadableCode) as unread:
        readings(f"xqxqxq {' '.join(WORD[:6])}", 7, LANGUAGES)
    assert unread.value.positions == (1,)


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
