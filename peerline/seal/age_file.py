"""Writing an age file: https://age-encryption.org/v1, binary, to one X25519 recipient.

    age-encryption.org/v1
    -> X25519 SHARE                 the sender's share of the secret, in base64 without padding
    WRAPPED                         the file key, sealed to the secret that both have
    --- MAC                         over all rows above, by a key made of the file key
    NONCE CHUNK...                  16 bytes, then 64 KiB of plaintext a chunk, each with its tag; the last is marked

Everything random is new for each file: share, file key, nonce. So a chunk's own nonce may count from nought, and the
file key may be wrapped under a nonce of nought. Primitives are libsodium's (the curve) and OpenSSL's (HKDF's hash,
ChaCha20-Poly1305); no arithmetic is done here. Files are opened by the age library and checked against it and `age`.
"""

from __future__ import annotations

import hmac
import secrets
from base64 import b64encode

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from nacl.bindings import crypto_scalarmult, crypto_scalarmult_base

CHUNK_BYTES = 64 * 1024
TAG_BYTES = 16
WRAP_NONCE = bytes(12)
LAST, NOT_LAST = b"\x01", b"\x00"


def write_age_file(point: bytes, data: bytes) -> bytes:
    """`data`, of any length, sealed to one recipient.

    point   32 bytes of a public X25519 key, not of small order
    Raises  RuntimeError from libsodium for a point of small order
    """
    file_key, secret = secrets.token_bytes(16), secrets.token_bytes(32)
    share = crypto_scalarmult_base(secret)
    wrap_key = _derived(crypto_scalarmult(secret, point), salt=share + point, info=b"age-encryption.org/v1/X25519")
    wrapped = ChaCha20Poly1305(wrap_key).encrypt(WRAP_NONCE, file_key, None)
    header = b"age-encryption.org/v1\n-> X25519 %b\n%b\n---" % (_base64(share), _base64(wrapped))
    mac = hmac.digest(_derived(file_key, salt=b"", info=b"header"), header, "sha256")
    nonce = secrets.token_bytes(16)
    chunks = _chunks(_derived(file_key, salt=nonce, info=b"payload"), data)
    return b"".join((header, b" ", _base64(mac), b"\n", nonce, *chunks))


def _chunks(key: bytes, data: bytes) -> list[bytes]:
    """The plaintext in chunks; only a file of nothing has an empty one."""
    seal = ChaCha20Poly1305(key).encrypt
    last = max(0, len(data) - 1) // CHUNK_BYTES
    if not last:
        return [seal(_nonce(0, LAST), data, None)]
    with memoryview(data) as view:
        return [
            seal(
                _nonce(number, LAST if number == last else NOT_LAST),
                view[number * CHUNK_BYTES : (number + 1) * CHUNK_BYTES],
                None,
            )
            for number in range(last + 1)
        ]


def _nonce(number: int, mark: bytes) -> bytes:
    return number.to_bytes(11, "big") + mark


def _derived(secret: bytes, *, salt: bytes, info: bytes) -> bytes:
    """32 bytes of HKDF-SHA256 (RFC 5869): one block of it, which needs no loop."""
    return hmac.digest(hmac.digest(salt, secret, "sha256"), info + b"\x01", "sha256")


def _base64(data: bytes) -> bytes:
    return b64encode(data).rstrip(b"=")
