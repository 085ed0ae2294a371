"""Synthetic mails for the tests: small builders, no copied mail."""

from __future__ import annotations

import base64

WREN = "Wren <wren@writer.example>"
LINE = "hello@lantern.example"


def mail(body: bytes | str = "I cannot sleep.", **headers: str | bytes) -> bytes:
    """Build one mail; a header is named with underscores for hyphens, None of the usual ones can be left out by ""."""
    usual: dict[str, str | bytes] = {
        "From": WREN,
        "To": LINE,
        "Subject": "Nights",
        "Date": "Wed, 25 Nov 2026 10:40:00 +0100",
        "Message-ID": "<one@writer.example>",
    }
    named = {"-".join(word.capitalize() for word in name.split("_")): value for name, value in headers.items()}
    named = {name.replace("Message-Id", "Message-ID"): value for name, value in named.items()}
    rows = [_row(name, value) for name, value in (usual | named).items() if value]
    return b"\r\n".join([*rows, b"", as_bytes(body)])


def part(kind: str, body: bytes | str, **headers: str) -> bytes:
    """Build one part with a Content-Type and further Content- headers."""
    rows = [_row("Content-Type", kind)]
    rows += [_row("Content-" + name.replace("_", "-").title(), value) for name, value in headers.items()]
    return b"\r\n".join([*rows, b"", as_bytes(body)])


def packed(kind: str, data: bytes, **headers: str) -> bytes:
    """Build one part in base64."""
    return part(kind, base64.encodebytes(data), transfer_encoding="base64", **headers)


def several(kind: str, *parts: bytes, boundary: str = "edge", ended: bool = True, more: str = "") -> bytes:
    """Build a multipart, with its own Content-Type header."""
    mark = b"--" + boundary.encode()
    body = b"".join(mark + b"\r\n" + one + b"\r\n" for one in parts)
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"{more}\r\n\r\n'.encode()
    return head + body + (mark + b"--\r\n" if ended else b"")


def whole(multipart: bytes, **headers: str | bytes) -> bytes:
    """Put mail headers in front of a multipart."""
    head, _, _ = mail("", **headers).partition(b"\r\n\r\n")
    return head + b"\r\nMIME-Version: 1.0\r\n" + multipart


def as_bytes(text: bytes | str) -> bytes:
    """Give rows ended by CRLF, in UTF-8."""
    return text if isinstance(text, bytes) else text.replace("\n", "\r\n").encode()


def _row(name: str, value: bytes | str) -> bytes:
    return name.encode() + b": " + (value if isinstance(value, bytes) else value.encode())
