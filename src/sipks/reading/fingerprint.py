"""Fingerprints of texts: 64-bit simhash (Charikar 2002) over words and pairs of words.

Case, punctuation, accents, links, handles and a leading "RT" do not count, so a forwarded copy has
the same fingerprint; a few changed words in a long text flip a few bits.
"""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b
from typing import Final

import numpy as np

from sipks.reading.normalise import Prepared

BITS: Final = 64
_PAIR: Final = np.uint64(0x9E37_79B9_7F4A_7C15)
_MIX: Final = np.uint64(0xBF58_476D_1CE4_E5B9)
_SHIFT: Final = np.uint64(31)


@lru_cache(maxsize=65_536)
def _hash(word: str) -> bytes:
    """64 bits, the least significant byte first."""
    return blake2b(word.encode(), digest_size=8).digest()[::-1]


def fingerprint(text: Prepared) -> str:
    """Sixteen hexadecimal digits; all zero for a text without words."""
    words = text.tokens
    if words and words[0] == "rt":
        words = words[1:]
    if not words:
        return "0" * (BITS // 4)
    single = np.frombuffer(b"".join(map(_hash, words)), "<u8")
    pairs = (single[:-1] * _PAIR) ^ single[1:]
    pairs = (pairs ^ (pairs >> _SHIFT)) * _MIX
    both = np.concatenate((single, pairs))
    bits = np.unpackbits(both.view(np.uint8)).reshape(-1, BITS).astype(np.float32)
    # A product with ones counts faster than a sum, and exactly: there are far fewer than 2**24.
    ones = np.ones(len(both), np.float32) @ bits
    return np.packbits(2 * ones > len(both)).tobytes().hex()


def hamming(one: str, other: str) -> int:
    """Bits (0–64) in which two fingerprints differ.

    >>> hamming("00000000000000ff", "000000000000000f")
    4
    """
    return (int(one, 16) ^ int(other, 16)).bit_count()


def similarity(one: str, other: str) -> float:
    """Share of equal bits, 0–1; unrelated texts lie near 0.5.

    >>> similarity("00000000000000ff", "000000000000000f")
    0.9375
    """
    return 1 - hamming(one, other) / BITS
