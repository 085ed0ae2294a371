"""How long sealed things are, so that their length tells little.

A plaintext is padded to max(1 KiB, Padmé(size)). Padmé (Nikitin et al., "Reducing Metadata Leakage from Encrypted
Files and Communication with PURBs", 2019) rounds up so that only the first few bits of a length stay: it costs at
most 12 % and leaks log log of the size. JSON is padded with spaces behind it, attachments with zero bytes.
"""

from __future__ import annotations

SMALLEST = 1024


def padded_size(size: int) -> int:
    """The size in bytes that `size` bytes are padded to: never less than `size`, never less than 1 KiB."""
    if size < 0:
        raise ValueError("a size is not negative")
    if size <= SMALLEST:
        return SMALLEST
    exponent = size.bit_length() - 1
    kept_bits = exponent.bit_length()  # floor(log2(exponent)) + 1
    mask = (1 << exponent - kept_bits) - 1
    return (size + mask) & ~mask


def pad(data: bytes) -> bytes:
    """`data` with spaces behind it up to its padded size. For JSON: its readers skip spaces."""
    return data.ljust(padded_size(len(data)), b" ")
