"""The translations of what members read: `python tools/catalogs.py merge|check|add TAG`. Needs Babel and Django.

merge  read every sentence out of Python and templates, and bring each catalog (peerline/locale/TAG/LC_MESSAGES/
       django.po) to the same list: new sentences stand empty at their place, those that nobody says any more go
check  status 1, with one row for each thing wrong, unless every catalog has every sentence, none of them marked
       fuzzy, each with the placeholders and tags of the English one
add    begin the catalog of one more language

What seekers read is elsewhere: peerline/line/texts/. How to translate: docs/how-to/translate.md.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.conf import settings

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "peerline"
LOCALE = PACKAGE / "locale"
# gettext's functions and where their sentences stand among the arguments; templates are turned into the same calls.
KEYWORDS: dict[str, Any] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd]|\{\w+\}|</?\w[^>]*>")
PO_WIDTH = 110


def main() -> None:
    """One of the verbs."""
    match sys.argv[1:]:
        case ["merge"]:
            for path in catalogs():
                merge(path)
        case ["add", tag]:
            merge(LOCALE / tag.replace("-", "_") / "LC_MESSAGES" / "django.po")
        case ["check", *elsewhere]:
            found = [row for path in catalogs(*map(Path, elsewhere)) for row in wrong(path)]
            sys.exit("\n".join(found) or None)
        case _:
            sys.exit("peerline: say merge, check or add TAG.")


def catalogs(folder: Path = LOCALE) -> list[Path]:
    """The catalog of each language, by its tag."""
    return sorted(folder.glob("*/LC_MESSAGES/django.po"))


def template() -> Catalog:
    """Every sentence that is said, with the files that say it, in the order of the files."""
    said = Catalog(charset="utf-8")
    for path in sorted(PACKAGE.rglob("*")):
        if "tests" in path.parts or path.suffix not in {".py", ".html"}:
            continue
        for _row, message, comments, context in extract("python", io.BytesIO(source(path)), keywords=KEYWORDS):
            place = [(str(path.relative_to(ROOT)), 0)]
            said.add(message, locations=place, auto_comments=comments, context=context)
    return said


def source(path: Path) -> bytes:
    """A file as Python: of a template, the calls it stands for."""
    if path.suffix == ".py":
        return path.read_bytes()
    from django.utils.translation.template import templatize  # noqa: PLC0415 - only once Django is set up

    return templatize(path.read_text(), origin=str(path)).encode()


def merge(path: Path) -> None:
    """Bring one catalog to the sentences that are said now. Nothing is guessed: what is new stands empty."""
    catalog = opened(path) if path.exists() else Catalog(locale=tag_of(path))
    catalog.update(template(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as out:
        out.write(f"# Peerline in {catalog.locale.get_display_name('en')}: what members read.\n".encode())
        body = io.BytesIO()
        write_po(body, catalog, omit_header=True, include_lineno=False, width=PO_WIDTH)
        out.write(header(catalog) + b"\n" + body.getvalue().strip() + b"\n")


def header(catalog: Catalog) -> bytes:
    """What gettext has to know of a catalog, and nothing that changes by itself."""
    rows = [
        f"Language: {catalog.locale}",
        "Content-Type: text/plain; charset=utf-8",
        "Content-Transfer-Encoding: 8bit",
        f"Plural-Forms: {catalog.plural_forms}",
    ]
    return "".join(['msgid ""\nmsgstr ""\n', *(f'"{row}\\n"\n' for row in rows)]).encode()


def wrong(path: Path) -> Iterator[str]:
    """What is wrong with one catalog, a row each."""
    place, catalog = tag_of(path), opened(path)
    for wanted in template():
        found = catalog.get(wanted.id, wanted.context)
        if wanted.id and (fault := fault_of(found, wanted)):
            yield f"{place}: {fault}: {wanted.id!r}"


def fault_of(found: Message | None, wanted: Message) -> str:
    """What is wrong with one translation; "" for nothing."""
    if found is None or not all(spoken := forms(found.string)):
        return "not translated"
    if found.fuzzy:
        return "fuzzy"
    singular, *_ = forms(wanted.id)
    whole = marks(forms(wanted.id)[-1])
    for at, form in enumerate(spoken):
        # A form that stands for one number only need not say the number: "one", "two".
        is_short = len(spoken) > 1 and at < len(spoken) - 1 and marks(form) < whole | marks(singular)
        if marks(form) != whole and not is_short:
            return "other placeholders or tags"
    return ""


def forms(text: Any) -> list[str]:
    """The plural forms of a sentence, or the one it has."""
    return [text] if isinstance(text, str) else list(text)


def marks(text: str) -> set[str]:
    """The placeholders and tags in a sentence."""
    return set(PLACEHOLDER.findall(text))


def opened(path: Path) -> Catalog:
    """A catalog as it is on disk."""
    with path.open("rb") as words:
        return read_po(words, locale=tag_of(path))


def tag_of(path: Path) -> str:
    """The language of a catalog, as its folder says."""
    return path.parent.parent.name


if __name__ == "__main__":
    backend = {"BACKEND": "django.template.backends.django.DjangoTemplates"}
    settings.configure(INSTALLED_APPS=[], TEMPLATES=[backend])
    django.setup()
    main()
