"""The formats in which a directory is carried: one file a format, and one row of `FORMATS`."""

from __future__ import annotations

from types import ModuleType

from peerline.directory.formats import tsv

# name of the format -> the module that has `read(path, options) -> Iterator[Batch]` and `write(entries, path)`
FORMATS: dict[str, ModuleType] = {
    "tsv": tsv,
}
