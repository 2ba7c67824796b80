"""Fingerprints of texts: 64-bit simhash (Charikar 2002) over words and pairs of words.

Case, punctuation, accents, links, handles and a leading "RT" do not count, so a forwarded copy has
the same fingerprint; a few changed words in a long text flip a few bits.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Final

import numpy as np
import numpy.typing as npt

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
    return fingerprints([text])[0]


def fingerprints(texts: Sequence[Prepared]) -> list[str]:
    """The fingerprint of each text; together they cost half of what they cost one by one."""
    words = [text.tokens[1:] if text.tokens[:1] == ["rt"] else text.tokens for text in texts]
    told = [at for at, one in enumerate(words) if one]
    prints = ["0" * (BITS // 4)] * len(texts)
    if told:
        for at, bits in zip(told, _bits([words[at] for at in told]), strict=True):
            prints[at] = bits.tobytes().hex()
    return prints


def _bits(texts: Sequence[Sequence[str]]) -> npt.NDArray[np.uint8]:
    """Fingerprints (texts, 8) of words, of which each text has some."""
    lengths = np.array([len(words) for words in texts])
    ends = np.cumsum(lengths)
    single = np.frombuffer(b"".join([_hash(word) for words in texts for word in words]), "<u8")
    pairs = np.zeros_like(single)
    pairs[:-1] = (single[:-1] * _PAIR) ^ single[1:]
    pairs = (pairs ^ (pairs >> _SHIFT)) * _MIX
    # No pair reaches into the next text: it has no bit that could be counted.
    pairs[ends - 1] = 0
    bits = np.unpackbits(np.stack((single, pairs)).view(np.uint8)).reshape(2, -1, BITS)
    ones = np.add.reduceat(bits[0] + bits[1], ends - lengths, axis=0, dtype=np.int64)
    return np.packbits(2 * ones > (2 * lengths - 1)[:, None], axis=1)


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
