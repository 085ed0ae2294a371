"""A closed line takes test letters and their conversation, and puts everything else off."""

from __future__ import annotations

import pytest

from peerline.channels import known, tags
from peerline.channels.mail.tests.mails import mail
from peerline.channels.tests.letters import LINE, prepared, take_in
from peerline.kit.errors import Unavailable
from peerline.line.models import Line
from tests.cast import Cast

pytestmark = pytest.mark.django_db
TEST = LINE.replace("@", "+test@")


def close(line: Line) -> None:
    line.opened_at = None
    line.save()
    known.forget()


def tagged(conversation: str) -> str:
    return LINE.replace("@", f"+{tags.tag_of(conversation, 0)}@")


def test_takes_the_second_letter_of_a_test(cast: Cast, lantern: Line) -> None:
    close(lantern)
    first = take_in(mail("Does it work?"), to=TEST)
    second = take_in(mail("It does.", message_id="<two@writer.example>"), to=tagged(first.ref))
    assert first == second
    assert first.messages.count() == 2


def test_puts_off_everything_else(cast: Cast, lantern: Line) -> None:
    talk = take_in(mail("I cannot sleep."))
    close(lantern)
    for to in (LINE, tagged(talk.ref), LINE.replace("@", "+aaaaaaaaaaaaaaaa@")):
        with pytest.raises(Unavailable):
            prepared(mail("Again.", message_id="<two@writer.example>"), to=to)
