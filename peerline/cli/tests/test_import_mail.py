"""An archive by command: what is in the line is said, and what is not, by number; it can be stopped."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from peerline import seal
from peerline.channels import known
from peerline.channels.mail.files import taking
from peerline.channels.mail.tests.mails import mail
from peerline.cli.main import main
from peerline.conversations.models import Message
from peerline.kit.secret_files import SecretsFolder

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("ada", "sol")]
Said = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _secrets(tmp_path: Path, settings: Settings) -> None:
    """What sealing needs."""
    folder = SecretsFolder(tmp_path / "secrets")
    for name in ("mac.key", "tag.key"):
        folder.write(name, os.urandom(32))
    folder.write("address.age", seal.new_identity().encode())
    settings.PEERLINE_SECRETS = folder
    known.forget()


def box(folder: Path, count: int) -> Path:
    """A Maildir of different mails."""
    (folder / "cur").mkdir(parents=True)
    for one in range(count):
        letter = mail(f"letter {one}", message_id=f"<{one}@writer.example>")
        (folder / "cur" / f"{one:04}.letter:2,S").write_bytes(letter)
    return folder


def test_says_what_is_in_the_line_and_what_is_not(tmp_path: Path, capsys: Said) -> None:
    path = box(tmp_path / "box", 3)
    assert main(["import", "mail", str(path)]) == 0
    (path / "cur" / "0001.a").write_bytes(b"\x00\xff" * 80)
    assert main(["import", "mail", str(path)]) == 1
    said = capsys.readouterr()
    assert said.out == "3 mails read, 3 of them are in the line.\n4 mails read, 3 of them are in the line.\n"
    assert "mail 2 (cur/0001.a) is no mail" in said.err
    assert Message.objects.count() == 3


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nowhere-at-all"], "nowhere-at-all cannot be read"),
        (["/usr/share/zoneinfo"], "is no mbox, no Maildir and no mail"),
        (["--dry-run", "."], "for the directory"),
    ],
)
def test_says_what_cannot_be(words: list[str], said: str, capsys: Said) -> None:
    assert main(["import", "mail", *words]) == 2
    assert said in capsys.readouterr().err


def test_stops_when_it_is_told_to_and_goes_on_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    """Ctrl-C after the first mails: these are stored, the rest is not."""
    path, note = box(tmp_path / "box", 70), taking._note

    def interrupted(*said: object) -> None:
        note(*said)  # type: ignore[arg-type]
        os.kill(os.getpid(), signal.SIGINT)

    monkeypatch.setattr(taking, "_note", interrupted)
    assert main(["import", "mail", str(path)]) == 2
    assert "stopped; begun again, it takes what is left" in capsys.readouterr().err
    assert 0 < Message.objects.count() < 70
    monkeypatch.setattr(taking, "_note", note)
    assert main(["import", "mail", str(path)]) == 0
    assert Message.objects.count() == 70
