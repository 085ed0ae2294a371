"""One mail and what should be understood of it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent
HEAD = "To: Lantern <hello@lantern.example>\nDate: Wed, 25 Nov 2026 10:40:05 +0100\nMessage-ID: <case@writer.example>\n"
COPY = (
    "From: Lantern <hello@lantern.example>\nTo: wren@writer.example\nSubject: A reply for you\n"
    "Message-ID: <tag.one@lantern.example>\nDate: Wed, 25 Nov 2026 10:40:00 +0100\n\nWe have read your mail, 5.9.9."
)


@dataclass(frozen=True, slots=True)
class Case:
    """A mail; `auto` None is a person's. Of a bounce also whom, why and whether for good; status "-" is not judged."""

    name: str
    data: bytes
    auto: str | None
    recipient: str = ""
    status: str = ""
    permanent: bool = True


def sections(file: str) -> list[tuple[list[str], str]]:
    """Read a file of templates: of each the fields of its "####" row and its text."""
    found = []
    for section in (FOLDER / file).read_text(encoding="utf-8").split("#### ")[1:]:
        head, _, text = section.partition("\n")
        found.append(([field.strip() for field in head.split("|")], text))
    return found


def as_mail(text: str) -> bytes:
    """Make a mail of a template: headers, an empty row, a text; or headers and rows "--part TYPE"."""
    head, *parts = text.split("\n--part ")
    if not parts:
        headers, _, body = text.partition("\n\n")
        kind = "" if "\nContent-Type:" in "\n" + headers else "Content-Type: text/plain; charset=utf-8\n"
        return _rows(f"{HEAD}{kind}MIME-Version: 1.0\n{headers}\n\n{body}")
    if "Content-Type: " in head:
        head = head.replace("multipart/mixed", 'multipart/mixed; boundary="edge"')
    else:
        head += '\nContent-Type: multipart/report; report-type=delivery-status; boundary="edge"'
    pieces = []
    for part in parts:
        kind, _, body = part.partition("\n")
        charset = "; charset=utf-8" if kind in ("text/plain", "text/html") else ""
        pieces.append(f"--edge\nContent-Type: {kind}{charset}\n\n{body}\n")
    return _rows(f"{HEAD}MIME-Version: 1.0\n{head}\n\n{''.join(pieces)}--edge--\n")


def _rows(text: str) -> bytes:
    return text.replace("\r\n", "\n").replace("\n", "\r\n").encode()
