"""`peerline dkim` makes what is missing, and never another key in the place of one that is there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from peerline.channels.mail import sign
from peerline.channels.mail.findings import signing
from peerline.cli.main import main
from peerline.kit.findings import Level
from peerline.kit.secret_files import SecretsFolder
from peerline.line.models import Line


@pytest.fixture
def secrets(tmp_path: Path, settings: Settings) -> SecretsFolder:
    folder = SecretsFolder(tmp_path / "secrets")
    folder.write("tag.key", os.urandom(32))
    settings.PEERLINE_SECRETS = folder
    return folder


@pytest.mark.django_db
def test_makes_the_second_key_of_an_older_line_once(
    lantern: Line, secrets: SecretsFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    secrets.write(sign.KEY_FILE, sign.new_keys()[sign.KEY_FILE])
    before = sign.record()
    assert main(["dkim"]) == 0
    told = capsys.readouterr()
    assert told.err == f"Made: {sign.SHORT_KEY_FILE}\n"
    rows = told.out.splitlines()
    assert rows == [
        f'peerline._domainkey.{lantern.domain}. TXT "{before}"',
        f'peerline-ed._domainkey.{lantern.domain}. TXT "{sign.short_record()}"',
    ]
    assert "k=ed25519; p=" in rows[1]
    assert main(["dkim"]) == 0
    again = capsys.readouterr()
    assert (again.err, again.out.splitlines()) == ("", rows)


def test_the_doctor_names_it_where_a_line_has_one_key_alone(secrets: SecretsFolder) -> None:
    assert signing() == []
    secrets.write(sign.KEY_FILE, sign.new_keys()[sign.KEY_FILE])
    assert [(one.name, one.level) for one in signing()] == [("dkim-ed25519", Level.WARNING)]
    sign.make_missing()
    assert signing() == []
