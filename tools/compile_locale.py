"""Compile the translations (peerline/locale/*/LC_MESSAGES/*.po) into the form that gettext reads. Needs Babel."""

from __future__ import annotations

from pathlib import Path
from tempfile import NamedTemporaryFile

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
SCRATCH = ROOT / ".make"  # ignored by git and by what packs


def compile_all(folder: Path) -> list[Path]:
    """Write a .mo beside each .po under `folder`; what was written."""
    return [compile_one(source) for source in sorted(folder.rglob("*.po"))]


def compile_stale(folder: Path) -> list[Path]:
    """Write each .mo that is missing or older than its .po; what was written."""
    return [compile_one(source) for source in sorted(folder.rglob("*.po")) if is_stale(source)]


def is_stale(source: Path) -> bool:
    """Whether the .mo of a .po has to be written anew."""
    target = source.with_suffix(".mo")
    return not target.exists() or target.stat().st_mtime_ns < source.stat().st_mtime_ns


def compile_one(source: Path) -> Path:
    """Write the .mo of one .po, without what is marked fuzzy."""
    target = source.with_suffix(".mo")
    # Whole or not at all: several processes may do it at once. Not in the package, which another may be packing.
    SCRATCH.mkdir(exist_ok=True)
    with source.open("rb") as words, NamedTemporaryFile(dir=SCRATCH, delete=False) as out:
        write_mo(out, read_po(words, locale=source.parent.parent.name))
    Path(out.name).chmod(0o644)
    return Path(out.name).replace(target)


if __name__ == "__main__":
    compile_all(ROOT / "peerline" / "locale")
