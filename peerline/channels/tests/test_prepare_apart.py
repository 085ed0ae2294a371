"""What a preparer makes of a mail, and what only the door's process decides: who gets a receipt, once."""

from __future__ import annotations

import pickle
from typing import Any

import pytest

from peerline.channels import known
from peerline.channels.mail.apart import Apart, answer
from peerline.channels.mail.mailbox import Mailbox
from peerline.channels.mail.parse import NotMail
from peerline.channels.mail.preparing import Judged
from peerline.channels.mail.tests.mails import mail
from peerline.channels.preparers import Preparers
from peerline.channels.receipts import Remembered
from peerline.channels.tests.letters import LINE, envelope
from peerline.channels.trust import Trust
from peerline.conversations.cargo import Arriving
from peerline.kit.errors import Unavailable
from peerline.line import actions as line
from tests.cast import Cast

pytestmark = pytest.mark.django_db
BELIEVED = Trust(verified=True, how="practice")


class Here(Preparers):
    """Answers in this process what a preparer would answer in its own, over the same bytes."""

    def __init__(self) -> None:
        super().__init__("", 1)

    async def ask(self, head: object, data: bytes) -> Any:
        """Pickled there and back."""
        return pickle.loads(pickle.dumps(answer(pickle.dumps(head), data)))


def apart(data: bytes, remembered: Remembered) -> Apart:
    return Apart(Here(), remembered, envelope(data), to=Mailbox.of(LINE), judged=Judged(BELIEVED))


def tried(one: Apart, number: int) -> Arriving | None:
    """What comes of a try. Nothing in it waits, so it needs no loop, in which the database may not be asked."""
    try:
        one.prepare(number).send(None)
    except StopIteration as end:
        found: Arriving | None = end.value
        return found
    raise AssertionError("it waits")


def prepared(one: Apart, number: int = 0) -> Arriving:
    """What comes of it at the first try, or a later one."""
    made = tried(one, number)
    assert made is not None
    return made


def has_receipt(arriving: Arriving) -> bool:
    return arriving.opens is not None and arriving.opens.receipt is not None


def test_gives_the_receipt_once_to_an_address_whoever_prepared(cast: Cast) -> None:
    remembered = Remembered(b"k" * 32)
    first, second = (prepared(apart(mail(text), remembered)) for text in ("One.", "Two."))
    assert [has_receipt(first), has_receipt(second)] == [True, False]


def test_keeps_the_receipt_of_a_mail_that_is_prepared_anew(cast: Cast) -> None:
    one = apart(mail("One."), Remembered(b"k" * 32))
    tries = [prepared(one, number) for number in range(3)]
    assert [has_receipt(made) for made in tries] == [True, True, True]
    assert len({made.message.ref for made in tries}) == 3


def test_says_of_rubbish_that_it_is_no_mail(cast: Cast) -> None:
    with pytest.raises(NotMail):
        tried(apart(b"\x89PNG\r\n\x1a\r\n", Remembered(b"k" * 32)), 0)


def test_puts_off_what_comes_to_a_closed_line(cast: Cast) -> None:
    line.close_line()
    known.forget()
    with pytest.raises(Unavailable) as caught:
        prepared(apart(mail("One."), Remembered(b"k" * 32)), 1)
    assert caught.value.code == "line-closed"
