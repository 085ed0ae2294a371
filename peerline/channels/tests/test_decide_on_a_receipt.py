"""Who gets a receipt: each condition alone turns it off; what is remembered is little, and is forgotten."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from peerline.channels import receipts
from peerline.channels.incoming import Address, Bounce, Incoming
from peerline.channels.receipts import Asking, Remembered, receipt_kind

WREN = "wren@writer.example"
LETTER = Incoming(
    subject="",
    sender=Address("", WREN),
    from_count=1,
    to=(),
    cc=(),
    reply_to=(),
    date=None,
    message_id="<one@writer.example>",
    in_reply_to=None,
    references=(),
    text="I cannot sleep.",
    reply="I cannot sleep.",
)
ASKING = Asking(LETTER, WREN, is_first=True, is_verified=True, is_quiet=False)


def remembered() -> Remembered:
    return Remembered(b"k" * 32)


def of(wanted: str = "full", **change: Any) -> str:
    """The receipt for the letter above, changed in one thing of it or of how it came."""
    asking = {name: change.pop(name) for name in list(change) if name in Asking.__slots__}
    return receipt_kind(replace(ASKING, **{"incoming": replace(LETTER, **change), **asking}), wanted, remembered())


def test_gives_what_the_line_wants() -> None:
    assert [of(wanted) for wanted in ("full", "short", "none")] == ["full", "short", "none"]


def test_says_to_who_encrypts_that_encrypted_mail_came() -> None:
    assert of(encrypted="pgp-mime", has_key=True) == "encrypted"
    assert of("none", encrypted="pgp-mime") == "none"


def test_asks_who_encrypts_for_the_key_that_an_answer_needs() -> None:
    assert of(encrypted="pgp-mime") == "encrypted-without-key"
    assert of(encrypted="pgp-inline") == "encrypted-without-key"
    assert of(encrypted="smime") == "encrypted"
    assert of(has_key=False) == "full"


@pytest.mark.parametrize(
    "change",
    [
        {"is_first": False},
        {"is_verified": False},
        {"is_quiet": True},
        {"envelope_sender": ""},
        {"envelope_sender": "mallory@outsider.example"},
        {"sender": None},
        {"from_count": 0},
        {"from_count": 2},
        *({"auto": kind} for kind in ("auto-reply", "auto-generated", "bounce", "list", "receipt")),
        {"bounce": Bounce("", "5.1.1", permanent=True, original_ref=None)},
        {"loop": True},
    ],
    ids=str,
)
def test_each_condition_alone_turns_it_off(change: dict[str, Any]) -> None:
    assert of(**change) == "none"


def test_takes_no_notice_of_the_case_of_an_address() -> None:
    assert of(envelope_sender="Wren@Writer.Example") == "full"


def test_a_receipt_that_is_not_sent_is_not_counted() -> None:
    memory = remembered()
    assert receipt_kind(replace(ASKING, is_quiet=True), "full", memory) == "none"
    assert receipt_kind(ASKING, "full", memory) == "full"
    assert receipt_kind(ASKING, "full", memory) == "none"


def test_goes_to_an_address_once_a_day() -> None:
    memory = remembered()
    day = receipts.DAY_SECONDS
    tries = [
        (WREN, 0.0),
        (WREN.upper(), 1.0),
        (WREN, day - 1),
        ("bo@writer.example", 2.0),
        (WREN, day),
        (WREN, day + 1),
    ]
    assert [memory.allows(one, at=at) for one, at in tries] == [True, False, False, True, True, False]


def test_goes_to_a_domain_so_often_an_hour() -> None:
    memory = remembered()
    many = [memory.allows(f"w{number}@writer.example", at=float(number)) for number in range(70)]
    assert many == [True] * receipts.MOST_AN_HOUR_TO_A_DOMAIN + [False] * 10
    assert memory.allows("wren@other.example", at=70.0)
    assert not memory.allows("late@WRITER.example", at=receipts.HOUR_SECONDS - 1)
    assert memory.allows("late@writer.example", at=receipts.HOUR_SECONDS)


def test_forgets_what_is_old_when_there_is_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receipts, "MOST_REMEMBERED", 10)
    memory = remembered()
    for number in range(10):
        assert memory.allows(f"w{number}@d{number}.example", at=0.0)
    late = receipts.DAY_SECONDS + 1
    assert memory.allows("wren@writer.example", at=late)
    assert (len(memory.addresses), len(memory.domains)) == (1, 1)


def test_sends_none_rather_than_forget_what_is_new(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receipts, "MOST_REMEMBERED", 10)
    memory = remembered()
    said = [memory.allows(f"w{number}@d{number}.example", at=0.0) for number in range(12)]
    assert said == [True] * 10 + [False] * 2
    assert len(memory.addresses) == 10
    # It looks again soon, not for each who asks.
    day = receipts.DAY_SECONDS
    assert not memory.allows("late@writer.example", at=day - 1)
    tries = [("early@writer.example", day), ("soon@writer.example", day - 1 + receipts.FULL_SECONDS)]
    assert [memory.allows(one, at=at) for one, at in tries] == [False, True]


def test_remembers_no_address() -> None:
    memory = remembered()
    memory.allows(WREN)
    assert "writer" not in repr((memory.addresses, memory.domains))
