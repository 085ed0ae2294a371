"""Each rule alone leads to its verdict; what is counted is counted in memory, by hashes, in windows that end."""

from __future__ import annotations

import pytest

from peerline.channels.rules import lately
from peerline.channels.rules.decide import BEFORE_READING, BEFORE_STORING, WHEN_UNDERSTOOD, Rules, Verdict, decide
from peerline.channels.rules.facts import Facts, Limits
from peerline.channels.rules.lately import Lately, network_of
from peerline.channels.tests.letters import WREN, envelope


@pytest.mark.parametrize(
    ("rules", "facts", "said"),
    [
        (BEFORE_READING, Facts(from_address=31), (Verdict.SLOW, "flood-of-address")),
        (BEFORE_READING, Facts(to_tag=61), (Verdict.SLOW, "flood-of-tag")),
        (BEFORE_READING, Facts(from_network=301), (Verdict.SLOW, "flood-of-network")),
        (BEFORE_READING, Facts(from_address=30, to_tag=60, from_network=300), (Verdict.TAKE, "")),
        (BEFORE_READING, Facts(from_address=9999, limits=Limits(from_address=0)), (Verdict.TAKE, "")),
        (WHEN_UNDERSTOOD, Facts(is_barred=True), (Verdict.SPAM, "barred")),
        (WHEN_UNDERSTOOD, Facts(is_barred=True, joins=True), (Verdict.SPAM, "barred")),
        (WHEN_UNDERSTOOD, Facts(is_barred=True, is_for_us=False), (Verdict.TAKE, "")),
        (WHEN_UNDERSTOOD, Facts(is_weighed=True), (Verdict.SPAM, "spam")),
        (WHEN_UNDERSTOOD, Facts(is_weighed=True, joins=True), (Verdict.TAKE, "")),
        (WHEN_UNDERSTOOD, Facts(is_weighed=True, is_for_us=False), (Verdict.TAKE, "")),
        (WHEN_UNDERSTOOD, Facts(), (Verdict.TAKE, "")),
        (BEFORE_STORING, Facts(by_machines=21), (Verdict.SPAM, "mail-bomb")),
        (BEFORE_STORING, Facts(by_machines=21, is_for_us=False), (Verdict.TAKE, "")),
        (BEFORE_STORING, Facts(by_machines=20), (Verdict.TAKE, "")),
    ],
)
def test_a_rule_leads_to_its_verdict(rules: Rules, facts: Facts, said: tuple[Verdict, str]) -> None:
    assert decide(rules, facts) == said


def test_counts_addresses_networks_and_tags_apart() -> None:
    memory = Lately()
    for number in range(3):
        facts = memory.of(envelope(b"", peer=f"192.0.2.{number}"), ("tag",))
    assert (facts.from_address, facts.from_network, facts.to_tag) == (3, 3, 3)
    other = memory.of(envelope(b"", sender="bo@writer.example", peer="198.51.100.7"), ())
    assert (other.from_address, other.from_network, other.to_tag) == (1, 1, 0)
    assert memory.of(envelope(b"", sender=WREN.upper(), peer=""), ()).from_address == 4


def test_counts_no_null_sender_and_nothing_that_we_fetched() -> None:
    memory = Lately()
    assert memory.of(envelope(b"", sender="", peer=""), ()) == Facts()
    fetched = envelope(b"")
    assert memory.of(type(fetched)(WREN, ("",), b"", "192.0.2.7", tls=True, protocol="imap", smtputf8=False), ()) == (
        Facts()
    )
    assert not memory.windows


@pytest.mark.parametrize(
    ("peer", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:7:1::9", "2001:db8:7::/48"),
        *(
            (own, "")
            for own in ("", "127.0.0.1", "::1", "10.0.0.1", "192.168.1.9", "172.20.0.1", "fd00::1", "nonsense")
        ),
    ],
)
def test_knows_the_network_of_a_client(peer: str, network: str) -> None:
    assert network_of(peer) == network


def test_a_window_ends() -> None:
    memory = Lately()
    at = [0.0, 1.0, lately.TEN_MINUTES - 1, lately.TEN_MINUTES, lately.TEN_MINUTES + 1]
    assert [memory.count("address", WREN, at=one) for one in at] == [1, 2, 3, 1, 2]


def test_remembers_no_address_and_not_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lately, "MOST_REMEMBERED", 3)
    memory = Lately()
    assert [memory.count("address", str(one), at=0.0) for one in range(5)] == [1, 1, 1, 0, 0]
    assert memory.count("address", "0", at=1.0) == 2  # what is known is counted on
    assert memory.count("address", "new", at=lately.TEN_MINUTES + 1) == 1
    memory.count("address", WREN, at=lately.TEN_MINUTES + 1)
    assert all(isinstance(key, bytes) and len(key) == 16 for key in memory.windows)
    assert WREN.encode() not in b"".join(memory.windows)
    assert Lately().key != Lately().key
