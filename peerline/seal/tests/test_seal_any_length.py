from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from peerline import seal

CHUNK_BYTES = 64 * 1024  # of the age format
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
