"""Settings from the environment or from one file, typed; a wrong value stops the start with a sentence and a hint.

A value comes from the environment variable `PEERLINE_NAME`, else from the file that `PEERLINE_SETTINGS` names
(rows of `NAME=value`, `#` begins a comment), else from the default.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

PREFIX = "PEERLINE_"


class WrongSetting(SystemExit):
    """A setting that cannot be meant; ends the program with status 2 after saying what and how to mend it."""

    def __init__(self, name: str, sentence: str, hint: str) -> None:
        super().__init__(f"peerline: {PREFIX}{name} {sentence}\n  hint: {hint}")


@dataclass(frozen=True, slots=True)
class Bind:
    """Where a server listens: host and port; port 0 lets the system choose."""

    host: str
    port: int


def _file_values() -> dict[str, str]:
    path = os.environ.get(PREFIX + "SETTINGS")
    if not path:
        return {}
    try:
        rows = Path(path).read_text(encoding="utf-8").splitlines()
    except OSError as error:
        sentence = f"names a file that cannot be read ({error.strerror})."
        raise WrongSetting("SETTINGS", sentence, "check the path") from None
    pairs = (row.partition("=") for row in rows if row.strip() and not row.lstrip().startswith("#"))
    return {name.strip(): value.strip().strip("\"'") for name, _, value in pairs}


_FILE = _file_values()


def text(name: str, default: str = "") -> str:
    """The setting as it stands, stripped."""
    full = PREFIX + name
    return (os.environ.get(full) or _FILE.get(full) or _FILE.get(name) or default).strip()


def flag(name: str, *, default: bool = False) -> bool:
    """A yes or a no."""
    value = text(name, "yes" if default else "no").lower()
    if value in {"1", "yes", "true", "on"}:
        return True
    if value in {"0", "no", "false", "off"}:
        return False
    raise WrongSetting(name, f"is {value!r}.", "write yes or no")


def number(name: str, default: int, *, lowest: int = 0) -> int:
    """A whole number, not below `lowest`."""
    value = text(name, str(default))
    if not value.isdecimal() or int(value) < lowest:
        raise WrongSetting(name, f"is {value!r}.", f"write a whole number of at least {lowest}")
    return int(value)


def folder(name: str, default: str) -> Path:
    """A folder, absolute; it need not exist yet."""
    return Path(text(name, default)).expanduser().absolute()


def bind(name: str, default: str) -> Bind | None:
    """`host:port`, or nothing for "do not listen"."""
    value = text(name, default)
    if value in {"", "none"}:
        return None
    host, _, port = value.rpartition(":")
    if not port.isdecimal() or int(port) > 65535:
        raise WrongSetting(name, f"is {value!r}.", "write host:port, for example 127.0.0.1:8025, or none")
    return Bind(host.strip("[]") or "127.0.0.1", int(port))


def database(url: str, data: Path) -> dict[str, Any]:
    """Django's database dictionary for `sqlite:///FILE` or `postgresql://USER:PASSWORD@HOST:PORT/NAME`."""
    parts = urlsplit(url or f"sqlite:///{data / 'peerline.sqlite3'}")
    if parts.scheme == "sqlite":
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": unquote(parts.path[1:] if parts.path.startswith("//") else parts.path),
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                # Full sync: a 250 is only said for what survives a power cut. secure_delete: what is erased is
                # overwritten, not only unlinked.
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; "
                "PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32768; PRAGMA wal_autocheckpoint=4000;",
            },
        }
    if parts.scheme in {"postgresql", "postgres"}:
        query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": unquote(query.get("host", parts.hostname or "")),
            "PORT": str(parts.port or ""),
            "CONN_MAX_AGE": None,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"connect_timeout": 5},  # seconds; a host that drops what it is sent would be waited for minutes
        }
    raise WrongSetting("DATABASE_URL", f"has the scheme {parts.scheme!r}.", "write sqlite:///FILE or postgresql://…")
