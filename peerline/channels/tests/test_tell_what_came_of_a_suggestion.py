"""What came of a suggestion: it is told by one neutral mail, to who wanted that, few a day, and not after STOP."""

from __future__ import annotations

import uuid
from datetime import timedelta
from email.message import EmailMessage

import pytest

from peerline.channels.mail.parse import NotMail
from peerline.channels.tests.test_deliver import Sent, deliver
from peerline.channels.tests.test_pass_letters_on import WREN, address_of, answers, left
from peerline.directory import access, actions
from peerline.directory.actions import relaying
from peerline.directory.models import Network, Relay, RelayContact, Suggestion
from peerline.kit import clock
from peerline.line import wording
from peerline.post.models import Outgoing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast")]


def suggested(back: str = WREN, language: str = "de") -> Suggestion:
    """One that waits, by somebody with an address."""
    cells = {"organization": "Moonlight Refuge"}
    actions.suggest(actions.Suggested(None, cells, "They moved.", uuid.uuid4().hex, back, language))
    return access.suggestions()[-1]


def told(one: Suggestion) -> EmailMessage:
    """The mail when an editor leaves it."""
    actions.leave_suggestion(one)
    return left()


@pytest.mark.parametrize("language", wording.SHIPPED)
def test_is_told_without_a_word_of_theirs(language: str) -> None:
    mail = told(suggested(language=language))
    said = mail.get_content()
    assert (mail["To"], mail["Subject"]) == (WREN, wording.text("subject", language))
    for key in ("suggest-told-thanks", "suggest-told-not", "suggest-told-stop"):
        assert wording.text(key, language) in said
    assert not [word for word in ("Moonlight", "moved", "wren") if word in said]
    assert wording.tell_tale_words(f"{mail['Subject']} {said}", language) == []
    address_of(mail)
    assert not Outgoing.objects.exclude(sealed=b"").exists()


def test_stops_by_a_word_and_for_good() -> None:
    one = suggested()
    answers(address_of(told(one)), "STOP", sender=WREN)
    assert RelayContact.objects.get().state == RelayContact.STOPPED
    assert not Relay.objects.exists()
    with clock.shifted(timedelta(days=100)):
        relaying.forget_relays()
        actions.leave_suggestion(suggested(WREN.upper()))
    assert deliver(Sent(), later=timedelta(days=101)).mails == []
    with pytest.raises(relaying.NoAddress) as refused:
        relaying.ask_contact(Network.objects.create(name="Harbour group"), WREN, by=None)
    assert refused.value.code == "said-stop"


def test_takes_no_other_answer() -> None:
    to = address_of(told(suggested()))
    with pytest.raises(NotMail):
        answers(to, "Thank you! Who are you?", sender=WREN)
    assert not Outgoing.objects.filter(state=Outgoing.WAITING).exists()


def test_goes_to_one_address_twice_a_day_at_most() -> None:
    for one in [suggested() for _ in range(4)]:
        actions.leave_suggestion(one)
    assert Outgoing.objects.count() == relaying.MOST_TO_ADDRESS
    with clock.shifted(timedelta(days=1)):
        actions.leave_suggestion(suggested())
    assert Outgoing.objects.count() == relaying.MOST_TO_ADDRESS + 1


def test_goes_to_no_address_that_was_put_there_by_somebody_else() -> None:
    one, other = suggested(), suggested("mallory@outsider.example")
    Suggestion.objects.filter(pk=one.pk).update(back=other.back)
    actions.leave_suggestion(access.suggestion(one.pk))
    assert not Outgoing.objects.exists()
    assert [found.pk for found in access.suggestions()] == [other.pk]


def test_keeps_a_hash_for_ninety_days() -> None:
    told(suggested())
    for days, there in ((90, True), (91, False)):
        with clock.shifted(timedelta(days=days)):
            relaying.forget_relays()
        assert RelayContact.objects.exists() is Relay.objects.exists() is there
