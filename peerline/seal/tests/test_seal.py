from __future__ import annotations

import re
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerline import seal
from peerline.seal.bech32 import bech32
from peerline.seal.identities import TO_EVERYBODY, identity_from_bytes

DATA = st.binary(max_size=3000)


@cache
def pair() -> tuple[str, str]:
    identity = seal.new_identity()
    return identity, seal.recipient_of(identity)


@cache
def sealed_once() -> bytes:
    return seal.seal(pair()[1], b"The lantern is lit.")


@given(DATA)
def test_opens_what_it_sealed(data: bytes) -> None:
    identity, recipient = pair()
    assert seal.unseal(identity, seal.seal(recipient, data)) == data


@given(st.integers(0, len(sealed_once()) - 1))
def test_refuses_a_file_cut_anywhere(length: int) -> None:
    with pytest.raises(seal.Broken):
        seal.unseal(pair()[0], sealed_once()[:length])


@given(st.integers(0, 8 * len(sealed_once()) - 1))
def test_refuses_a_file_with_any_bit_flipped(bit: int) -> None:
    changed = bytearray(sealed_once())
    changed[bit // 8] ^= 1 << bit % 8
    # A flip inside the stanza for us can only look like a stanza for somebody else.
    with pytest.raises((seal.Broken, seal.NotForYou)):
        seal.unseal(pair()[0], bytes(changed))


@given(DATA)
def test_refuses_noise(data: bytes) -> None:
    with pytest.raises(seal.Broken):
        seal.unseal(pair()[0], data)


def test_tells_another_recipient_from_damage() -> None:
    with pytest.raises(seal.NotForYou):
        seal.unseal(seal.new_identity(), sealed_once())


def test_writes_one_stanza_for_the_recipient() -> None:
    for _ in range(20):
        header = seal.seal(pair()[1], b"").partition(b"\n---")[0]
        assert len(re.findall(rb"^-> X25519 ", header, re.MULTILINE)) == 1


def test_seals_the_same_thing_differently_each_time() -> None:
    assert seal.seal(pair()[1], b"same") != seal.seal(pair()[1], b"same")


@pytest.mark.parametrize("text", ["", "age1", "age1" + "q" * 58, "AGE1" + "Q" * 58, "ssh-ed25519 AAAA", "age1\n"])
def test_refuses_what_is_no_recipient(text: str) -> None:
    with pytest.raises(seal.NotAKey):
        seal.seal(text, b"")


@pytest.mark.parametrize("recipient", sorted(TO_EVERYBODY))
def test_refuses_a_recipient_with_whom_everybody_shares_a_secret(recipient: str) -> None:
    with pytest.raises(seal.NotAKey):
        seal.seal(recipient, b"")
    with pytest.raises(seal.NotAKey):
        seal.grant(pair()[0], recipient)


@pytest.mark.parametrize("text", ["", "AGE-SECRET-KEY-1" + "Q" * 58, "age-secret-key-1", "AGE-SECRET-KEY-PQ-1QQ"])
def test_refuses_what_is_no_identity(text: str) -> None:
    for act in (seal.recipient_of, lambda it: seal.unseal(it, b""), lambda it: seal.grant(it, pair()[1])):
        with pytest.raises(seal.NotAKey):
            act(text)


def test_refuses_an_identity_with_a_newline() -> None:
    with pytest.raises(seal.NotAKey):
        seal.recipient_of(pair()[0] + "\n")


@given(st.binary(min_size=32, max_size=32))
def test_makes_an_identity_of_any_32_bytes(secret: bytes) -> None:
    assert seal.recipient_of(identity_from_bytes(secret)).startswith("age1")


def test_refuses_to_make_an_identity_of_fewer_bytes() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        identity_from_bytes(b"short")


def test_writes_bech32_as_its_standard_shows() -> None:
    assert bech32("a", b"") == "a12uel5l"
    program = bytes.fromhex("751e76e8199196d454941c45d1b3a323f1433bd6")
    assert bech32("bc", program).startswith("bc1w508d6qejxtdg4y5r3zarvary0c5xw7k")


def test_opens_a_grant_and_all_that_it_opens() -> None:
    conversation = seal.new_identity()
    granted = seal.open_grant(pair()[0], seal.grant(conversation, pair()[1]))
    assert seal.unseal(granted, seal.seal(seal.recipient_of(conversation), b"hello")) == b"hello"


@pytest.mark.parametrize("inside", [b"", b"\xff", b"age1", b" " * 74])
def test_refuses_a_grant_of_something_else(inside: bytes) -> None:
    with pytest.raises(seal.Broken):
        seal.open_grant(pair()[0], seal.seal(pair()[1], inside))


def test_opens_its_own_bundle() -> None:
    bundle = seal.Bundle(seal.new_identity(), seal.new_signing_seed())
    assert seal.open_bundle(pair()[0], seal.seal_bundle(pair()[1], bundle)) == bundle


def test_refuses_to_seal_a_bundle_with_a_short_seed() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        seal.seal_bundle(pair()[1], seal.Bundle(seal.new_identity(), b"short"))


@pytest.mark.parametrize(
    "inside",
    [
        '{"v":2,"identity":"%s","seed":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}',
        '{"v":1,"identity":"%s","seed":"AAAA"}',
        '{"v":1,"identity":"%s","seed":"*"}',
        '{"v":1,"identity":"%s","seed":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAB="}',
        '{"v":1,"identity":"%s"}',
        '{"v":1,"identity":"%s1","seed":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="}',
    ],
)
def test_refuses_a_bundle_of_something_else(inside: str) -> None:
    plain = (inside % pair()[0]).encode()
    with pytest.raises(seal.Broken):
        seal.open_bundle(pair()[0], seal.seal(pair()[1], plain))


def test_shows_no_key_in_a_repr() -> None:
    code, bundle = seal.Code(12345, 7), seal.Bundle(pair()[0], b"s" * 32)
    keys = seal.CodeKeys(pair()[0], "look", "sign")
    shown = repr((code, bundle, keys))
    assert not any(secret in shown for secret in ("12345", "AGE-SECRET", "sss", "look=", "sign="))
