"""Do two texts tell of the same happening? Pure functions over what is known of each.

Two tellings are linked when where and when allow it, what they tell of is alike, and their words
overlap enough; the deeper the places agree, the less overlap is asked for. Links do not depend on
the order in which texts come, so neither do the groups that are joined by them.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from math import sqrt
from typing import Final

DAY: Final = 86_400.0
WINDOW: Final = 2 * DAY
VAGUE: Final = 8 * DAY
MEMORY: Final = 14 * DAY
COPY_BITS: Final = 3
EDIT_BITS: Final = 12
EDIT_OVERLAP: Final = 0.9
EDIT_TERMS: Final = 12
MAX_TERMS: Final = 80
_WORD: Final = re.compile(r"[^\W\d_]{4,}|\d{1,5}")
_COMMON_WORDS: Final = """
yang dengan untuk dari pada dalam akan telah sudah tidak juga bisa karena oleh atau para saat
setelah sebelum antara lebih hanya masih serta agar seperti mereka kami kita saya dapat harus
tersebut adalah kata katanya ujar ujarnya tutur mengatakan menurut hingga sampai sekitar bahwa
terjadi ketika kemudian namun tetapi sementara sejumlah beberapa orang warga pukul hari senin
selasa rabu kamis jumat sabtu minggu kemarin tadi malam pagi siang sore itulah lokasi kejadian
polisi petugas kabupaten kota kecamatan desa kelurahan provinsi banyak sedang lagi jadi biar
sama udah gitu nggak tanggal bulan tahun laporan mohon info sekarang atas akibat
"""
_COMMON: Final = frozenset(_COMMON_WORDS.split())
# Overlap of words (0–1) asked for a link, by the depth to which the places agree.
_ASKED: Final = {"village": 0.18, "district": 0.22, "regency": 0.34, "province": 0.5}
_DEPTHS: Final = {13: "village", 8: "district", 5: "regency", 2: "province"}


@dataclass(frozen=True, slots=True)
class Trace:
    """What is known of one telling, as far as matching needs it.

    `start` and `end` are seconds since 1970; `place` is an area code, empty when not known.
    """

    place: str
    start: float
    end: float
    category: str
    form: str
    terms: frozenset[int]
    fingerprint: int
    drill: bool = False


def terms(text: str) -> list[int]:
    """Hashes (31 bits) of the telling words of a text, at most `MAX_TERMS`, in order of text."""
    words = (word for word in _WORD.findall(text.lower()) if word not in _COMMON)
    unique = dict.fromkeys(_stem(word) for word in words)
    return [_hash(word) for word in list(unique)[:MAX_TERMS]]


def pack(hashes: Iterable[int]) -> bytes:
    """Terms as bytes, four each."""
    return array("I", hashes).tobytes()


def unpack(packed: bytes | memoryview) -> frozenset[int]:
    """Terms from bytes."""
    return frozenset(memoryview(packed).cast("I"))


@lru_cache(maxsize=200_000)
def _hash(word: str) -> int:
    return int.from_bytes(blake2b(word.encode(), digest_size=4).digest()) & 0x7FFF_FFFF


def _stem(word: str) -> str:
    """The first six letters behind a common prefix: enough to bring forms of a word together."""
    for prefix in ("meny", "meng", "mem", "men", "per", "ber", "ter", "peng", "pem", "pen", "di"):
        if word.startswith(prefix) and len(word) - len(prefix) >= 4:
            return word[len(prefix) :][:6]
    return word[:6]


def bits_apart(one: int, other: int) -> int:
    """Hamming distance of two 64-bit fingerprints."""
    return ((one ^ other) & 0xFFFF_FFFF_FFFF_FFFF).bit_count()


def is_copy(one: Trace, other: Trace) -> bool:
    """Whether the texts are the same but for small edits, and their places can be the same.

    A few words before or behind a wire story turn more bits than `COPY_BITS`; such texts are
    copies when nearly all of their words are common. In a short text each word weighs too much
    for that.
    """
    apart = bits_apart(one.fingerprint, other.fingerprint)
    if apart > EDIT_BITS or one.drill != other.drill or excludes(one.place, other.place):
        return False
    if apart <= COPY_BITS:
        return True
    long_enough = min(len(one.terms), len(other.terms)) >= EDIT_TERMS
    return long_enough and overlap(one.terms, other.terms) >= EDIT_OVERLAP


def excludes(one: str, other: str) -> bool:
    """Whether both places are known and neither lies in the other."""
    return bool(one and other) and agreement(one, other) is None


def agreement(one: str, other: str) -> str | None:
    """The level to which two places agree: the shallower of them when one lies in the other.

    >>> agreement("73.71.01", "73.71")
    'regency'
    >>> agreement("73.71.01", "73.71.02") is None
    True
    """
    shallow, deep = sorted((one, other), key=len)
    if not shallow or not (shallow == deep or deep.startswith(f"{shallow}.")):
        return None
    return _DEPTHS.get(len(shallow))


def overlap(one: frozenset[int], other: frozenset[int]) -> float:
    """Geometric mean of the shares of common terms (Ochiai coefficient), 0–1."""
    if not one or not other:
        return 0.0
    return len(one & other) / sqrt(len(one) * len(other))


def same_time(one: Trace, other: Trace) -> bool:
    """Whether the spans come within `WINDOW` of each other; a vague span agrees with none."""
    if one.end - one.start > VAGUE or other.end - other.start > VAGUE:
        return False
    return one.start <= other.end + WINDOW and other.start <= one.end + WINDOW


def same_kind(one: Trace, other: Trace) -> bool:
    """Whether category (level 1) or form agree; what is not known agrees with everything."""
    if not (one.category and other.category and one.form and other.form):
        return True
    return one.category[:3] == other.category[:3] or one.form == other.form


def linked(one: Trace, other: Trace) -> bool:
    """Whether two tellings are of the same happening by place, time, kind and words; a drill and
    the real thing never are. Copies are a matter of their own (`is_copy`)."""
    if one.drill != other.drill or not same_time(one, other):
        return False
    depth = agreement(one.place, other.place)
    if depth is None or not same_kind(one, other):
        return False
    return overlap(one.terms, other.terms) >= _ASKED[depth]


Bands = tuple[int, int, int, int]


def bands(fingerprint: int, reported: float) -> Bands:
    """Four keys, of which two fingerprints at most `COPY_BITS` apart share at least one when they
    were reported (seconds since 1970) in the same fortnight."""
    return _bands(fingerprint, int(reported // MEMORY))


def bands_around(fingerprint: int, reported: float) -> list[Bands]:
    """The keys under which copies may stand that were reported up to a fortnight apart."""
    fortnight = int(reported // MEMORY)
    return [_bands(fingerprint, fortnight + n) for n in (-1, 0, 1)]


def _bands(fingerprint: int, fortnight: int) -> Bands:
    turn = (fortnight & 0x7FFF) << 16
    a, b, c, d = (turn | ((fingerprint >> (16 * n)) & 0xFFFF) for n in range(4))
    return a, b, c, d
