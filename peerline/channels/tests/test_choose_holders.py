"""Who can open a new conversation first."""

from __future__ import annotations

from datetime import timedelta

from peerline.channels.first_holders import choose_holders
from peerline.channels.known import Holder, Known
from peerline.line.models import Line

LEADS = (Holder(1, 1, "sol", "age1sol", ("en",)), Holder(2, 2, "noor", "age1noor", ("ar", "en")))
COUNSELORS = tuple(
    Holder(number, number, f"c{number}", f"age1c{number}", ("pt",) if number == 7 else ("en",))
    for number in range(3, 9)
)


def house(*counselors: Holder) -> Known:
    return Known(Line(), 1, timedelta(hours=48), LEADS, counselors)


def test_takes_the_leads_and_at_most_three_counselors() -> None:
    chosen = choose_holders(house(*COUNSELORS), "en")
    assert set(LEADS) <= set(chosen.everybody)
    assert len(chosen.everybody) == len(LEADS) + 3
    assert chosen.responsible in COUNSELORS


def test_takes_who_reads_the_language_first() -> None:
    assert choose_holders(house(*COUNSELORS), "pt-BR").responsible.languages == ("pt",)


def test_takes_the_leads_alone_when_nobody_is_here() -> None:
    chosen = choose_holders(house(), "ar")
    assert chosen.only_leads
    assert chosen.responsible == LEADS[1]


def test_keeps_the_postmasters_mail_among_the_leads() -> None:
    chosen = choose_holders(house(*COUNSELORS), "en", kind="postmaster")
    assert set(chosen.everybody) == set(LEADS)
    assert chosen.only_leads
