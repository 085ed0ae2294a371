from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peerline import seal
from peerline.seal.age_file import CHUNK_BYTES, write_age_file
from peerline.seal.bech32 import bech32, point_of
from peerline.seal.strict import check_header

BORDERS = [0, 1, CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 2 * CHUNK_BYTES, 5 * CHUNK_BYTES + 17]


@pytest.mark.parametrize("size", BORDERS)
def test_is_opened_by_the_library_at_each_border_of_a_chunk(size: int) -> None:
    identity = seal.new_identity()
    data = bytes(range(256)) * (size // 256 + 1)
    assert seal.unseal(identity, seal.seal(seal.recipient_of(identity), data[:size])) == data[:size]


@pytest.mark.parametrize("size", BORDERS)
def test_is_opened_by_the_age_command(size: int, tmp_path: Path) -> None:
    identity = seal.new_identity()
    (tmp_path / "identity").write_text(identity + "\n")
    data = bytes(range(251)) * (size // 251 + 1)
    command = ["age", "--decrypt", "--identity", str(tmp_path / "identity")]
    opened = subprocess.run(
        command, input=seal.seal(seal.recipient_of(identity), data[:size]), capture_output=True, check=True
    )
    assert opened.stdout == data[:size]


@given(st.binary(min_size=32, max_size=32))
def test_reads_the_point_that_a_recipient_spells(point: bytes) -> None:
    assert point_of(bech32("age", point), "age") == point


@pytest.mark.parametrize("size", BORDERS)
def test_writes_the_header_in_the_one_right_way_and_the_length_that_the_format_says(size: int) -> None:
    identity = seal.new_identity()
    sealed = seal.seal(seal.recipient_of(identity), bytes(size))
    check_header(sealed)
    header = sealed.index(b"\n--- ") + len(b"\n--- ") + 43 + len(b"\n")
    assert len(sealed) == header + 16 + size + 16 * max(1, -(-size // CHUNK_BYTES))


def test_uses_nothing_random_twice() -> None:
    identity = seal.new_identity()
    recipient = seal.recipient_of(identity)
    rows = [seal.seal(recipient, b"same").split(b"\n", 4) for _ in range(50)]
    for place in (1, 2, 3, 4):  # share, wrapped key, mac, nonce with chunk
        assert len({row[place] for row in rows}) == len(rows)


def test_refuses_a_point_of_small_order() -> None:
    with pytest.raises(RuntimeError):
        write_age_file(bytes(32), b"")
