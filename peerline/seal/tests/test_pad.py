from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerline.seal import pad, padded_size

SIZES = st.integers(0, 1 << 45)


@given(SIZES)
def test_adds_at_most_an_eighth(size: int) -> None:
    assert size <= padded_size(size) <= max(1024, size * 1.12)


@given(SIZES, SIZES)
def test_keeps_the_order_of_sizes(one: int, other: int) -> None:
    assert (padded_size(one) <= padded_size(other)) or one > other


@given(SIZES)
def test_leaves_a_padded_size_as_it_is(size: int) -> None:
    assert padded_size(padded_size(size)) == padded_size(size)


def test_has_few_sizes_up_to_a_mebibyte() -> None:
    assert len({padded_size(size) for size in range(0, 1 << 20, 64)}) < 250


@given(st.binary(max_size=5000))
def test_adds_spaces_only(data: bytes) -> None:
    padded = pad(data)
    assert padded.startswith(data)
    assert padded[len(data) :] == b" " * (padded_size(len(data)) - len(data))


def test_refuses_a_negative_size() -> None:
    with pytest.raises(ValueError, match="negative"):
        padded_size(-1)
