"""Compile the translations (peerline/locale/*/LC_MESSAGES/*.po) into the form that gettext reads. Needs Babel."""

from __future__ import annotations

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent


def compile_all(folder: Path) -> list[Path]:
    """Write a .mo beside each .po under `folder`; what was written."""
    return [compile_one(source) for source in sorted(folder.rglob("*.po"))]


def compile_one(source: Path) -> Path:
    """Write the .mo of one .po, without what is marked fuzzy."""
    target = source.with_suffix(".mo")
    with source.open("rb") as words, target.open("wb") as out:
        write_mo(out, read_po(words, locale=source.parent.parent.name))
    return target


if __name__ == "__main__":
    compile_all(ROOT / "peerline" / "locale")
