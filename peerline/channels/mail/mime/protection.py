"""Is the mail encrypted or signed, and with what key may one answer? Recognised here, never opened or judged."""

from __future__ import annotations

import re

from ...incoming import Autocrypt
from .headers import Headers
from .parts import Part
from .transfer import decode_base64
from .words import raw_text

_SMIME = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
SIGNATURES = frozenset({"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"})
_INLINE = re.compile(r"^-----BEGIN PGP MESSAGE-----[ \t]*$", re.MULTILINE)
_CLEAR_SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----"


def encryption_of(part: Part) -> str | None:
    """Name how the body of a whole mail is encrypted: "pgp-mime", "smime" or None. Looks at the top part only."""
    if part.type == "multipart/encrypted":
        return "pgp-mime"
    kinds = [child.type for child in part.children]
    # Some servers rewrite multipart/encrypted to multipart/mixed, and put an empty text before its two parts.
    if part.type == "multipart/mixed" and "application/pgp-encrypted" in kinds and _is_bare(part.children[0]):
        return "pgp-mime"
    if is_smime(part):
        return None if is_smime_signed(part) else "smime"
    return None


def _is_bare(first: Part) -> bool:
    """Whether nothing is said before the encrypted parts."""
    return first.type != "text/plain" or not first.data[first.start : first.end].strip()


def is_smime_signed(part: Part) -> bool:
    """Whether an S/MIME part is signed data without encryption."""
    kind = part.parameters.get("smime-type", "").lower()
    return is_smime(part) and kind in ("signed-data", "certs-only")


def is_smime(part: Part) -> bool:
    """Whether the part is an S/MIME container of any kind, also one that only its name tells."""
    return part.type in _SMIME or (part.type == "application/octet-stream" and part.name.lower().endswith(".p7m"))


def inline_encryption(text: str) -> str | None:
    """Name "pgp-inline" when an armored OpenPGP message stands in the text."""
    return "pgp-inline" if "-----BEGIN PGP MESSAGE" in text and _INLINE.search(text) else None


def is_clear_signed(text: str) -> bool:
    """Whether the text carries an OpenPGP signature in its own rows."""
    return _CLEAR_SIGNED in text


def autocrypt_of(headers: Headers) -> Autocrypt | None:
    """Read the Autocrypt header; None when there is none, more than one, or it is not readable (Autocrypt 1.1)."""
    values = headers.all(b"autocrypt")
    if len(values) != 1:
        return None
    fields: dict[str, str] = {}
    for piece in raw_text(values[0]).split(";"):
        name, _, value = piece.partition("=")
        fields[name.strip().lower()] = value.strip()
    key = decode_base64(fields.get("keydata", "").encode("ascii", "ignore"))
    unknown = [name for name in fields if name and name not in ("addr", "prefer-encrypt", "keydata") and name[0] != "_"]
    if not key or not fields.get("addr") or unknown:
        return None
    prefer = "mutual" if fields.get("prefer-encrypt") == "mutual" else "nopreference"
    return Autocrypt(fields["addr"], prefer, key)
