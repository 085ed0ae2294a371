"""Secrets: whole or not there, never written over, gone when destroyed."""

from __future__ import annotations

import contextlib
import os
import threading
from pathlib import Path

import pytest

from peerline.kit.errors import Unavailable
from peerline.kit.secret_files import SecretsFolder

NAME = "delivery/2026-11-25.age"


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_keeps_a_secret_for_the_server_alone(tmp_path: Path) -> None:
    SecretsFolder(tmp_path).write(NAME, b"secret")
    assert SecretsFolder(tmp_path).read(NAME) == b"secret"
    assert (tmp_path / NAME).stat().st_mode & 0o777 == 0o600
    assert left(tmp_path) == ["2026-11-25.age"]


def test_never_writes_over_a_secret(tmp_path: Path) -> None:
    SecretsFolder(tmp_path).write(NAME, b"first")
    with pytest.raises(FileExistsError):
        SecretsFolder(tmp_path).write(NAME, b"second")
    assert SecretsFolder(tmp_path).read(NAME) == b"first"
    assert left(tmp_path) == ["2026-11-25.age"]


def test_shows_no_secret_that_is_not_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, seen = SecretsFolder(tmp_path), []
    really = os.fsync

    def look(handle: int) -> None:
        seen.append((SecretsFolder(tmp_path).has(NAME), SecretsFolder(tmp_path).names("delivery")))
        really(handle)

    monkeypatch.setattr(os, "fsync", look)
    folder.write(NAME, b"secret")
    assert seen == [(False, []), (True, [NAME]), (True, [NAME])]


def test_gives_all_that_race_the_same_secret(tmp_path: Path) -> None:
    start, read = threading.Barrier(8), []

    def race(number: int) -> None:
        folder = SecretsFolder(tmp_path)
        start.wait()
        with contextlib.suppress(FileExistsError):
            folder.write(NAME, bytes([number]) * 64)
        read.append(folder.read(NAME))

    racers = [threading.Thread(target=race, args=(number,)) for number in range(8)]
    for one in racers:
        one.start()
    for one in racers:
        one.join()
    assert len(read) == 8
    assert len(set(read)) == 1
    assert len(read[0]) == 64


def test_destroys_also_what_a_crash_left(tmp_path: Path) -> None:
    folder = SecretsFolder(tmp_path)
    folder.write(NAME, b"secret")
    os.link(tmp_path / NAME, tmp_path / "delivery" / ".2026-11-25.age.0011223344556677")
    folder.destroy(NAME)
    assert left(tmp_path) == []
    with pytest.raises(Unavailable):
        folder.read(NAME)
