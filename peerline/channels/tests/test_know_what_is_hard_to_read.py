"""What may be hard to read is known in ten languages, sealed with the message, and nowhere else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from peerline.channels.mail.tests.mails import mail, part, several, whole
from peerline.channels.rules import hard
from peerline.channels.tests.letters import opened_by, take_in
from peerline.people.practice import PracticeMember

VECTORS = json.loads((Path(__file__).parents[3] / "vectors" / "hard.json").read_text(encoding="utf-8"))
WORDS = json.loads(hard.WORDS.read_text(encoding="utf-8"))
LANGUAGES = {"ar", "de", "en", "es", "fr", "ja", "pl", "pt", "ru", "uk"}


@pytest.mark.parametrize("vector", VECTORS, ids=lambda one: one["text"][:20])
def test_finds_what_the_vectors_say(vector: dict[str, Any]) -> None:
    assert hard.kinds_in(vector["text"], has_picture=vector["has_picture"]) == vector["kinds"]


@pytest.mark.parametrize("name", hard.KINDS)
def test_each_word_of_each_language_is_found(name: str) -> None:
    assert set(WORDS[name]) == LANGUAGES
    for words in WORDS[name].values():
        assert [one for one in words if hard.KINDS[name] not in hard.kinds_in(f"So: {one.replace('*', 'x')}!")] == []


def test_a_very_long_text_is_looked_at_so_far() -> None:
    assert hard.kinds_in("a " * hard.MOST_CHARACTERS + "kill yourself") == []


@pytest.mark.django_db
@pytest.mark.usefixtures("sol")
def test_travels_sealed(ada: PracticeMember) -> None:
    assert opened_by(ada, take_in(mail("I know where you live."))).bodies[0].extra["hard"] == ["threat"]
    picture = whole(several("mixed", part("text/plain", "Look."), part("image/png", "x")), subject="")
    assert opened_by(ada, take_in(picture)).bodies[0].extra["hard"] == ["picture"]
    plain = mail("I cannot sleep.", message_id="<two@writer.example>")
    assert "hard" not in opened_by(ada, take_in(plain)).bodies[0].extra


@pytest.mark.django_db
@pytest.mark.usefixtures("sol")
def test_what_is_quoted_is_not_counted(ada: PracticeMember) -> None:
    quoting = mail("I am afraid.\r\n\r\n> I know where you live.\r\n")
    assert "hard" not in opened_by(ada, take_in(quoting)).bodies[0].extra
