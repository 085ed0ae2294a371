from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerline import seal
from peerline.seal.tests.test_seal import pair

PLACE = {"conversation": "conversationconversationco", "message": "messagemessagemessagemessa", "ref": "r" * 26}


def sealed(data: bytes) -> bytes:
    return seal.seal_attachment(pair()[1], seal.AttachmentHead(1, bytes=len(data), **PLACE), data)


@given(st.binary(max_size=3000))
def test_opens_what_it_sealed(data: bytes) -> None:
    assert seal.open_attachment(pair()[0], sealed(data), **PLACE) == data


@given(st.integers(0, 3000))
def test_hides_the_size(size: int) -> None:
    plain = seal.unseal(pair()[0], sealed(b"x" * size))
    assert len(plain) == seal.padded_size(len(plain.rstrip(b"\0")))


@pytest.mark.parametrize("name", sorted(PLACE))
def test_refuses_an_attachment_of_another_place(name: str) -> None:
    with pytest.raises(seal.WrongPlace, match=name):
        seal.open_attachment(pair()[0], sealed(b"data"), **{**PLACE, name: "x"})


@pytest.mark.parametrize("head", [seal.AttachmentHead(1, bytes=3, **PLACE), seal.AttachmentHead(2, bytes=4, **PLACE)])
def test_refuses_to_seal_under_a_head_that_does_not_fit(head: seal.AttachmentHead) -> None:
    with pytest.raises(ValueError, match="fit"):
        seal.seal_attachment(pair()[1], head, b"data")


@pytest.mark.parametrize("plain", [b"", b"no head", b"no head\n", b"[]\n", b'{"v":1}\n', b"\xff\n"])
def test_refuses_something_else(plain: bytes) -> None:
    with pytest.raises(seal.Broken):
        seal.open_attachment(pair()[0], seal.seal(pair()[1], plain), **PLACE)
