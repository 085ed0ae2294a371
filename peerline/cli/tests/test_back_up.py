"""Backups: everything comes back, what is old is noise, what is damaged is said before anything is written."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import serializers
from pytest_django.fixtures import Settings

from peerline import seal
from peerline.backup import check, days, restore, ring, tables
from peerline.backup.folder import RING, BackupFolder
from peerline.backup.write import Made, write
from peerline.kit.blobs import blobs
from peerline.kit.clock import now, shifted
from peerline.kit.errors import Refused
from peerline.kit.secret_files import SecretsFolder
from peerline.kit.tokens import new_ref
from peerline.line.models import Line, Wording

pytestmark = pytest.mark.django_db
SHEET = seal.new_identity()
BackUp = Callable[[], Made]


@pytest.fixture
def secrets(tmp_path: Path, settings: Settings) -> SecretsFolder:
    folder = SecretsFolder(tmp_path / "secrets")
    ring.keep_sheet(folder, seal.recipient_of(SHEET))
    settings.PEERLINE_SECRETS = folder
    return folder


@pytest.fixture
def back_up(lantern: Line, tmp_path: Path, *, secrets: SecretsFolder, settings: Settings) -> BackUp:
    """A line with a sheet and a store of blobs; gives what makes its backup."""
    settings.PEERLINE_DATA = tmp_path / "data"
    settings.PEERLINE_DATA.mkdir()
    settings.PEERLINE_STORAGE_URL = f"file://{tmp_path / 'blobs'}"
    recovery = seal.seal(seal.recipient_of(SHEET), b"\0" * 10240)  # an archive of nothing
    (settings.PEERLINE_DATA / "recovery.age").write_bytes(recovery)
    return lambda: write(tmp_path / "backup", lantern.ref)


def stored() -> dict[str, str]:
    """All rows of all tables, as text."""
    return {
        model._meta.label: serializers.serialize("jsonl", model._base_manager.order_by("pk"))
        for model in tables.tables()
    }


def put(data: bytes) -> str:
    """A blob in the store."""
    ref = new_ref()
    blobs().put(ref, data)
    return ref


def after_a_fire(tmp_path: Path, settings: Settings) -> None:
    """The machine is gone: no row, no blob, no secret."""
    tables.load([])
    shutil.rmtree(tmp_path / "blobs", ignore_errors=True)
    settings.PEERLINE_SECRETS = SecretsFolder(tmp_path / "new-secrets")
    settings.PEERLINE_STORAGE_URL = f"file://{tmp_path / 'new-blobs'}"


def test_brings_back_every_row_and_blob(back_up: BackUp, tmp_path: Path, *, cast: Any, settings: Settings) -> None:
    Wording.objects.bulk_create(Wording(key=f"k{n}", language="en", text="é " * 30) for n in range(1500))
    ref, before = put(b"sealed bytes"), stored()
    assert back_up().blobs == 1
    after_a_fire(tmp_path, settings)
    assert restore.is_empty()
    restore.restore(restore.open_backup(tmp_path / "backup", SHEET))
    assert stored() == before
    assert blobs().get(ref) == b"sealed bytes"
    Wording.objects.create(key="next", language="en", text="the numbers go on behind the restored ones")


def test_refuses_where_there_is_a_line_already(back_up: BackUp, tmp_path: Path) -> None:
    back_up()
    before = stored()
    with pytest.raises(Refused) as refused:
        restore.restore(restore.open_backup(tmp_path / "backup", SHEET))
    assert refused.value.code == "line-exists"
    assert stored() == before


def test_refuses_the_words_of_another_sheet(back_up: BackUp, tmp_path: Path) -> None:
    back_up()
    with pytest.raises(Refused) as refused:
        restore.open_backup(tmp_path / "backup", seal.new_identity())
    assert refused.value.code == "other-sheet"


@pytest.mark.parametrize("name", ["days/*/0001.age", "days/*/manifest.age", "blobs/*/*.age", "ring.age"])
@pytest.mark.parametrize("harm", ["cut", "gone", "changed"])
def test_says_what_is_damaged_before_it_writes(
    back_up: BackUp, tmp_path: Path, *, settings: Settings, name: str, harm: str
) -> None:
    put(b"sealed bytes")
    back_up()
    after_a_fire(tmp_path, settings)
    (file,) = (tmp_path / "backup").glob(name)
    data = file.read_bytes()
    harms = {"cut": data[:-20], "changed": data[:-1] + bytes([data[-1] ^ 1])}
    file.unlink() if harm == "gone" else file.write_bytes(harms[harm])
    with pytest.raises(Refused):
        restore.restore(restore.open_backup(tmp_path / "backup", SHEET))
    assert restore.is_empty()


def test_copies_a_blob_once_and_forgets_it_with_the_last_day_that_had_it(back_up: BackUp, tmp_path: Path) -> None:
    ref = put(b"one")
    assert back_up().copied == 1
    with shifted(timedelta(days=1)):
        put(b"two")
        assert (back_up().copied, len(BackupFolder(tmp_path / "backup").blobs())) == (1, 2)
        blobs().erase(ref)
    with shifted(timedelta(days=2)):
        made = back_up()
        assert (made.blobs, made.copied, len(BackupFolder(tmp_path / "backup").blobs())) == (1, 0, 2)
    with shifted(timedelta(days=31)):
        back_up()
        assert len(BackupFolder(tmp_path / "backup").blobs()) == 1


def test_keeps_the_keys_of_thirty_days_and_no_day_more(back_up: BackUp, tmp_path: Path) -> None:
    first = now().date()
    back_up()
    old = (tmp_path / "backup" / RING).read_bytes()
    with shifted(timedelta(days=29)):
        back_up()
        assert restore.open_backup(tmp_path / "backup", SHEET, first).key.day == first
    with shifted(timedelta(days=30)):
        assert days.oldest_kept() > first
        assert ring.destroy_old() == 1
        back_up()
        assert first not in ring.opened(SHEET, (tmp_path / "backup" / RING).read_bytes())
        assert not (tmp_path / "backup" / "days" / first.isoformat()).exists()
        with pytest.raises(Refused) as refused:
            restore.open_backup(tmp_path / "backup", SHEET, first)
        assert refused.value.code == "no-such-day"
    assert first in ring.opened(SHEET, old)


def test_goes_on_after_a_restore_with_the_keys_that_were_left(
    back_up: BackUp, tmp_path: Path, *, settings: Settings
) -> None:
    ref = put(b"one")
    back_up()
    after_a_fire(tmp_path, settings)
    restore.restore(restore.open_backup(tmp_path / "backup", SHEET))
    with shifted(timedelta(days=1)):
        made = back_up()
    assert (made.blobs, made.copied) == (1, 0)
    assert blobs().get(ref) == b"one"


def test_replaces_what_was_made_the_same_day(back_up: BackUp, tmp_path: Path, *, lantern: Line) -> None:
    back_up()
    Wording.objects.create(key="later", language="en", text="later")
    back_up()
    opened = restore.open_backup(tmp_path / "backup", SHEET)
    assert opened.manifest.counts["line.Wording"] == 1
    assert len(list((tmp_path / "backup" / "days").iterdir())) == 1


def test_needs_a_sheet(back_up: BackUp, secrets: SecretsFolder) -> None:
    secrets.destroy(ring.SHEET_RECIPIENT)
    with pytest.raises(Refused) as refused:
        back_up()
    assert refused.value.code == "no-sheet"


def test_holds_no_secret_of_the_folder_but_sealed_to_the_sheet(
    back_up: BackUp, tmp_path: Path, *, secrets: SecretsFolder
) -> None:
    secrets.write("address.age", seal.new_identity().encode())
    back_up()
    held = b"".join(path.read_bytes() for path in (tmp_path / "backup").rglob("*") if path.is_file())
    for path in (tmp_path / "secrets").rglob("*"):
        assert path.is_dir() or path.name == ring.SHEET_RECIPIENT or path.read_bytes() not in held


def test_tells_how_old_the_last_backup_is(back_up: BackUp) -> None:
    assert [str(one.level) for one in check.findings()] == ["warning"]
    back_up()
    assert [str(one.level) for one in check.findings()] == ["ok"]
    with shifted(timedelta(days=3)):
        assert [(str(one.level), one.found) for one in check.findings()] == [("warning", "3 d")]
