"""Bech32, as far as age identities need it: 32 bytes to a string with a checksum.

BIP-173 without its limit of 90 characters. Only the way out is here: what comes in is read by the age library.
"""

from __future__ import annotations

ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def bech32(prefix: str, data: bytes) -> str:
    """`data` behind the lower-case `prefix`, all in lower case."""
    groups = _groups_of_five(data)
    checksum = _polymod([*_expanded(prefix), *groups, *[0] * 6]) ^ 1
    groups += [checksum >> 5 * (5 - place) & 31 for place in range(6)]
    return f"{prefix}1{''.join(ALPHABET[group] for group in groups)}"


def _groups_of_five(data: bytes) -> list[int]:
    count = -(-len(data) * 8 // 5)
    number = int.from_bytes(data, "big") << count * 5 - len(data) * 8
    return [number >> 5 * place & 31 for place in reversed(range(count))]


def _expanded(prefix: str) -> list[int]:
    return [ord(letter) >> 5 for letter in prefix] + [0] + [ord(letter) & 31 for letter in prefix]


def _polymod(values: list[int]) -> int:
    checksum = 1
    for value in values:
        top = checksum >> 25
        checksum = (checksum & 0x1FFFFFF) << 5 ^ value
        for place, generator in enumerate(GENERATORS):
            checksum ^= generator if top >> place & 1 else 0
    return checksum
