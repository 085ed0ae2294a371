"""Two searches over what a line leaves on a disk: for words, and for age files that somebody could open."""

from __future__ import annotations

import base64
import gzip
import os
import quopri
import re
import sqlite3
import subprocess
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from peerline import seal

AGE_HEADER = b"age-encryption.org/v1\n"
GZIP, DEFLATE = b"\x1f\x8b\x08", (b"\x78\x01", b"\x78\x9c", b"\x78\xda")
LARGEST_AGE_FILE = 4 * 1024 * 1024


def canary() -> str:
    """Sixteen random letters: found anywhere, they can only have come from what a person wrote."""
    return "".join(chr(ord("a") + byte % 26) for byte in os.urandom(16))


def readable(canaries: list[str], places: dict[str, bytes]) -> list[str]:
    """Where a canary word can be read, in any of the usual spellings, also after inflating."""
    found = []
    for place, raw in places.items():
        for data in (raw, *inflated(raw)):
            folded = data.lower()
            found += [f"{place}: {word}" for word in canaries if any(form in folded for form in spellings(word))]
    return found


def spellings(word: str) -> set[bytes]:
    """The word in clear, hex, UTF-16, quoted-printable, percent, and base64 at all three offsets; lower case."""
    plain = word.encode()
    forms = {
        plain,
        plain.hex().encode(),
        word.encode("utf-16-le"),
        word.encode("utf-16-be"),
        quopri.encodestring(plain).strip(),
        "".join(f"={byte:02x}" for byte in plain).encode(),
        "".join(f"%{byte:02x}" for byte in plain).encode(),
    }
    for offset in range(3):
        coded = base64.b64encode(b"\0" * offset + plain)
        # The first characters depend on what stands before, the last on what follows.
        forms.add(coded[(0, 2, 3)[offset] : len(coded) - 4])
    return {form.lower() for form in forms}


def inflated(raw: bytes) -> Iterator[bytes]:
    """Every gzip and zlib stream in the bytes, inflated."""
    for at in (match.start() for match in re.finditer(re.escape(GZIP), raw)):
        try:
            yield gzip.decompress(raw[at:])
        except (OSError, EOFError, zlib.error):
            continue
    for start in DEFLATE:
        for at in (match.start() for match in re.finditer(re.escape(start), raw)):
            try:
                yield zlib.decompressobj().decompress(raw[at : at + 65536])
            except zlib.error:
                continue


def on_disk(*folders: Path) -> dict[str, bytes]:
    """Every file below the folders, as it is. What a line that runs takes away meanwhile is not there to be read."""
    found = {}
    for here, _, names in (one for folder in folders for one in os.walk(folder)):
        for path in (Path(here, name) for name in names):
            with suppress(FileNotFoundError):
                if path.is_file():
                    found[str(path)] = path.read_bytes()
    return found


def dump(database: str, data: Path) -> dict[str, bytes]:
    """The database as text, the way a thief of a backup would have it."""
    if database:
        ran = subprocess.run(["pg_dump", "--inserts", database], capture_output=True, check=True)
        return {"dump": ran.stdout}
    with sqlite3.connect(f"file:{data / 'peerline.sqlite3'}?mode=ro", uri=True) as connection:
        return {"dump": "\n".join(connection.iterdump()).encode()}


def carved(places: dict[str, bytes]) -> list[bytes]:
    """From every age header in the bytes (raw, or as hex in a dump) on: what may be an age file."""
    files = []
    for raw in places.values():
        files += [raw[at : at + LARGEST_AGE_FILE] for at in _starts(raw, AGE_HEADER)]
        for at in _starts(raw.lower(), AGE_HEADER.hex().encode()):
            digits = re.match(rb"[0-9a-fA-F]+", raw[at : at + 2 * LARGEST_AGE_FILE])
            assert digits is not None
            files.append(bytes.fromhex(digits[0][: len(digits[0]) // 2 * 2].decode()))
    return files


def opened(files: list[bytes], identities: list[str]) -> list[bytes]:
    """What the identities open of the carved files; a file may be followed by other bytes, so ends are tried."""
    return [plain for file in files for identity in identities if (plain := _open(identity, file)) is not None]


def _open(identity: str, file: bytes) -> bytes | None:
    """Open a file whose end is not known: a grant and a message end at known sizes, so try every plausible one."""
    try:
        seal.unseal(identity, file)
    except seal.NotForYou:
        return None
    except seal.SealError:
        pass
    else:
        return seal.unseal(identity, file)
    head = file.find(b"\n--- ")
    start = file.find(b"\n", head + 1) + 1
    for size in _sizes(len(file) - start):
        try:
            return seal.unseal(identity, file[: start + size])
        except seal.SealError:
            continue
    return b"(it is for this identity, and could not be read to its end)"


def _sizes(most: int) -> Iterator[int]:
    """16 bytes of nonce, then chunks of 64 KiB with 16 bytes of tag each: grants are short, the rest is padded."""
    plains = [*range(60, 120), *sorted({seal.padded_size(one) for one in range(1024, 300_000, 512)})]
    for plain in plains:
        size = 16 + plain + 16 * max(1, -(-plain // 65536))
        if size <= most:
            yield size


def _starts(raw: bytes, what: bytes) -> list[int]:
    return [match.start() for match in re.finditer(re.escape(what), raw)]
