"""The secrets folder: one secret a file, readable by the server alone, in no database and no backup of it.

Names are fixed: `address.age`, `delivery/DATE.age`, `tag.key`, `mac.key`, `django.key`. A file may have a predecessor
`NAME.1`. What systemd hands over in `$CREDENTIALS_DIRECTORY` is looked at first. A name that begins with a dot is a
secret on its way to its name: whoever reads finds a secret whole or not at all.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path

from peerline.kit.errors import Unavailable


class SecretsFolder:
    """Reads and writes the secrets of one installation; what was read once stays in memory."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._read: dict[str, bytes] = {}

    def read(self, name: str) -> bytes:
        """The secret called `name`. Raises Unavailable when it is not there: our fault, never the sender's."""
        if name not in self._read:
            try:
                self._read[name] = self._find(name).read_bytes()
            except OSError as error:
                raise Unavailable(code="secret-missing") from error
        return self._read[name]

    def has(self, name: str) -> bool:
        """Whether the secret is there."""
        return self._find(name).is_file()

    def write(self, name: str, data: bytes) -> None:
        """Keep a new secret, durable on return. Never overwrites: raises FileExistsError."""
        path = self.path / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        half = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(handle)
            # A link, for it fails where a name is taken; a rename would write over what another process made first.
            os.link(half, path)
        finally:
            half.unlink()
        sync_folder(path.parent)
        sync_folder(self.path)

    def names(self, folder: str) -> list[str]:
        """The names of the secrets in one folder, sorted."""
        return sorted(f"{folder}/{path.name}" for path in (self.path / folder).glob("[!.]*") if path.is_file())

    def destroy(self, name: str) -> None:
        """Overwrite and remove a secret, and what a crash left of writing it."""
        self._read.pop(name, None)
        path = self.path / name
        for file in (*path.parent.glob(f".{path.name}.*"), path):
            _overwrite(file)
            file.unlink()
        sync_folder(path.parent)

    def _find(self, name: str) -> Path:
        handed_over = os.environ.get("CREDENTIALS_DIRECTORY")
        if handed_over and (Path(handed_over) / name).is_file():
            return Path(handed_over) / name
        return self.path / name


def _overwrite(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(os.urandom(path.stat().st_size))
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk: new ones last a power cut, removed ones are gone."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
