"""Names and addresses that only look like somebody."""

from __future__ import annotations

import pytest

from peerline.channels.incoming import Address
from peerline.channels.mail.senders.pretending import problems_of
from peerline.channels.trust import ADDRESS_IN_NAME, IN_OUR_NAME, LOOKS_LIKE_US

LINE, NAMES = "hello@lantern.example", ("Lantern", "The Lantern desk", "Ada", "Noor", "Kim")


def found(name: str, address: str, *, is_verified: bool = True) -> tuple[str, ...]:
    return problems_of(Address(name, address), line_address=LINE, names=NAMES, is_verified=is_verified)


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("", "wren@writer.example"),
        ("Wren", "wren@writer.example"),
        ("Ada", "ada@writer.example"),  # people share names
        ("wren@writer.example", "Wren@Writer.example"),
        ("Lan", "x@lanterns.example"),
        ("نور", "noor@writer.example"),
        ("Κώστας", "kostas@writer.example"),
        ("Анна", "anna@xn--e1afmkfd.example"),
        ("@home", "wren@writer.example"),
        ("", ""),
    ],
)
def test_accuses_nobody_for_being_somebody(name: str, address: str) -> None:
    assert found(name, address) == ()


@pytest.mark.parametrize(
    "name",
    ["kim@lantern.example", "Kim (kim@lantern.example)", "Kim <kim@lantern.example>", "kim＠lantern．example"],
)
def test_finds_another_address_in_the_name(name: str) -> None:
    assert ADDRESS_IN_NAME in found(name, "mallory@outside.example")


@pytest.mark.parametrize(
    "domain",
    [
        "lаntern.example",  # a Cyrillic a
        "xn--lntern-3nf.example",  # the same as DNS writes it
        "1antern.example",
        "Iantern.example",
        "lantérn.example",
        "lantem.example",  # rn
        "lanterп.example",
    ],
)
def test_finds_a_domain_that_looks_like_ours(domain: str) -> None:
    assert LOOKS_LIKE_US in found("", f"hello@{domain}")


@pytest.mark.parametrize("name", ["Аda", "Nооr", "Lаntern", "Ν\u200boor", "KІM"])
def test_finds_a_name_that_looks_like_ours(name: str) -> None:
    assert found(name, "mallory@outside.example") == (LOOKS_LIKE_US,)


@pytest.mark.parametrize("domain", ["lantern.example", "LANTERN.example.", "ｌantern.example", "lan\u200btern.example"])
def test_finds_our_own_domain_that_nobody_vouches_for(domain: str) -> None:
    assert found("", f"kim@{domain}", is_verified=False) == (IN_OUR_NAME,)
    assert found("", f"kim@{domain}") == ()


def test_takes_little_time_for_a_long_name() -> None:
    assert found("a" * 1_000_000 + "@" * 1000, "mallory@outside.example") == ()
