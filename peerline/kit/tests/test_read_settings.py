"""A setting has a type, the shell wins over the file, and a wrong one stops the start with a sentence and a hint."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from peerline.kit import environment
from peerline.kit.environment import Bind, WrongSetting


@pytest.fixture
def put(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Set PEERLINE_THING in the shell."""
    return lambda value: monkeypatch.setenv("PEERLINE_THING", value)


def test_takes_the_default_where_nothing_is_set(put: Callable[[str], None]) -> None:
    assert environment.text("THING", "as it was") == "as it was"
    put("")
    assert environment.text("THING", "as it was") == "as it was"
    put("  said  ")
    assert environment.text("THING", "as it was") == "said"


@pytest.mark.parametrize(
    ("value", "read"), [("yes", True), ("ON", True), ("1", True), ("no", False), ("Off", False), ("0", False)]
)
def test_reads_a_yes_or_no(put: Callable[[str], None], value: str, *, read: bool) -> None:
    put(value)
    assert environment.flag("THING", default=not read) is read


def test_reads_a_number_and_a_folder(put: Callable[[str], None]) -> None:
    put("12")
    assert environment.number("THING", 3, lowest=12) == 12
    assert environment.number("OTHER", 3) == 3
    put("~/line")
    assert environment.folder("THING", "") == Path("~/line").expanduser()
    put("line")
    assert environment.folder("THING", "").is_absolute()


@pytest.mark.parametrize(
    ("value", "bind"),
    [
        ("127.0.0.1:8025", Bind("127.0.0.1", 8025)),
        ("[::1]:25", Bind("::1", 25)),
        (":8000", Bind("127.0.0.1", 8000)),
        ("mail.lantern.example:0", Bind("mail.lantern.example", 0)),
        ("8025", Bind("127.0.0.1", 8025)),
        ("none", None),
    ],
)
def test_reads_where_to_listen(put: Callable[[str], None], value: str, bind: Bind | None) -> None:
    put(value)
    assert environment.bind("THING", "") == bind


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (environment.flag, "perhaps"),
        (lambda name: environment.number(name, 1), "-1"),
        (lambda name: environment.number(name, 1), "1.5"),
        (lambda name: environment.number(name, 1, lowest=5), "4"),
        (lambda name: environment.bind(name, ""), "localhost"),
        (lambda name: environment.bind(name, ""), "localhost:smtp"),
        (lambda name: environment.bind(name, ""), "localhost:65536"),
    ],
)
def test_stops_at_what_cannot_be_meant(put: Callable[[str], None], read: Callable[[str], Any], value: str) -> None:
    put(value)
    with pytest.raises(WrongSetting) as stopped:
        read("THING")
    assert "PEERLINE_THING" in str(stopped.value)
    assert "hint:" in str(stopped.value)


def test_reads_where_the_database_is(tmp_path: Path) -> None:
    own = environment.database("", tmp_path)
    assert (own["ENGINE"].rpartition(".")[2], own["NAME"]) == ("sqlite3", str(tmp_path / "peerline.sqlite3"))
    assert "secure_delete=ON" in own["OPTIONS"]["init_command"]
    assert environment.database("sqlite:////srv/a%20line.sqlite3", tmp_path)["NAME"] == "/srv/a line.sqlite3"
    far = environment.database("postgresql://ada:p%40ss@db.lantern.example:5433/lantern", tmp_path)
    assert [far[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")] == [
        "lantern", "ada", "p@ss", "db.lantern.example", "5433",
    ]  # fmt: skip
    assert environment.database("postgresql://ada@/lantern?host=/run/pg", tmp_path)["HOST"] == "/run/pg"
    with pytest.raises(WrongSetting):
        environment.database("mysql://db.lantern.example/lantern", tmp_path)


PROGRAM = "from peerline.kit import environment as e; print(e.text('ONE'), e.text('TWO'), e.text('THREE'))"


def read_by_a_program(**more: str) -> subprocess.CompletedProcess[str]:
    """A process of its own: the file is read once, at the start."""
    shell = {name: value for name, value in os.environ.items() if not name.startswith("PEERLINE_")}
    return subprocess.run(
        [sys.executable, "-c", PROGRAM], env={**shell, **more}, capture_output=True, text=True, check=False
    )


def test_reads_the_file_that_is_named_and_lets_the_shell_win(tmp_path: Path) -> None:
    file = tmp_path / "settings"
    file.write_text("# the line\n\nPEERLINE_ONE = from file\nTWO='quoted'\nPEERLINE_THREE=file\n")
    ran = read_by_a_program(PEERLINE_SETTINGS=str(file), PEERLINE_THREE="shell")
    assert ran.stdout.strip() == "from file quoted shell"


def test_stops_when_the_file_cannot_be_read(tmp_path: Path) -> None:
    ran = read_by_a_program(PEERLINE_SETTINGS=str(tmp_path / "nowhere"))
    assert ran.returncode != 0
    assert "PEERLINE_SETTINGS" in ran.stderr
    assert "hint:" in ran.stderr
    assert "Traceback" not in ran.stderr
