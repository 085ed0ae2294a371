"""The formats in which a directory is carried: one file a format, and one row of `FORMATS`.

`read(path, mapping=…)` gives the file in batches, `write(path, progress=…)` writes the whole directory to a path where
nothing is yet and says how many services it holds.
"""

from __future__ import annotations

from pathlib import Path
from types import ModuleType
from typing import Final

from peerline.directory.formats import flat, hsds_csv, hsds_json, sheet_tsv, tsv, wikitext, wikitext_services

FORMATS: Final[dict[str, ModuleType]] = {
    "hsds-csv": hsds_csv,
    "hsds-json": hsds_json,
    "tsv": tsv,
    "wikitext": wikitext_services,
}
# Those that are one text, `texts(services)` in pieces, with the media type and the end of a file's name.
AS_TEXT: Final[dict[str, tuple[ModuleType, str, str]]] = {
    "tsv": (tsv, "text/tab-separated-values", "tsv"),
    "wikitext": (wikitext_services, "text/plain", "wiki"),
    "hsds-json": (hsds_json, "application/json", "json"),
}
NotATable, UnknownColumns = tsv.NotATable, tsv.UnknownColumns
COLUMNS: Final = flat.COLUMNS
# The same for the lists of the movement: `read(path, sheet)` and `write(path, sheet)`, see `sheets.SHEETS`.
SHEET_FORMATS: Final[dict[str, ModuleType]] = {"tsv": sheet_tsv, "wikitext": wikitext}
# The facts that come with the program: each with its source and the date it was read, none verified by this line.
DATA: Final = Path(__file__).parents[1] / "data"
STARTER: Final = DATA / "starter.tsv"
