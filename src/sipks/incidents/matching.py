"""Do two texts tell of the same happening? Pure functions over what is known of each.

Two tellings are linked when the evidence outweighs the odds against it: how exactly the places
agree, how far apart the days are, whether kind, names and words are alike. Each counts in units of
log odds, fitted by logistic regression on invented happenings (`benchmarks/happenings.py`, part a)
and rounded. Links do not depend on the order in which texts come, so neither do the groups that
are joined by them.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, sqrt
from typing import Final, Self

from .terms import AFTER, FULL, KINDS, NAMED, counted, unpack

DAY: Final = 86_400.0
HOUR: Final = 3_600.0
WINDOW: Final = 2 * DAY
VAGUE: Final = 8 * DAY
MEMORY: Final = 14 * DAY
COPY_BITS: Final = 3
EDIT_OVERLAP: Final = 0.8
EDIT_LENGTH: Final = 0.6
EDIT_TERMS: Final = 12
LINK: Final = 2.0
"""A link asks for more evidence than this: than kind, day and district without a word in common."""

_PLACE: Final = {"village": 2.5, "district": 1.25, "regency": -0.5, "province": -2.0}
_SAME_CATEGORY, _OTHER_GROUP, _OTHER_FORM = 0.75, -1.0, -0.5
_A_DAY, _NO_SEQUEL = -1.0, -1.0
_SAME_HOUR, _OTHER_HOUR = 2.0, -2.5
_NAME, _OTHER_NAME, _WORDS = 3.5, -2.0, 5.0
# Texts in the same words tell no more surely of one happening: people repeat forms of words.
_ENOUGH: Final = 0.5
_DEPTHS: Final = {13: "village", 8: "district", 5: "regency", 2: "province"}


@dataclass(frozen=True, slots=True)
class Trace:
    """What is known of one telling, as far as matching needs it.

    `start` and `end` are seconds since 1970; `place` is an area code, empty when not known. Of the
    terms (`terms.terms`) `names` are apart, and counted by kind; `after` says that the text tells
    what came of a happening of days before.
    """

    place: str
    start: float
    end: float
    category: str
    form: str
    words: frozenset[int]
    names: frozenset[int]
    kinds: int
    after: bool
    fingerprint: int
    drill: bool = False

    @classmethod
    def of(
        cls,
        place: str,
        span: tuple[float, float],
        category: str,
        form: str,
        packed: bytes | memoryview,
        fingerprint: int,
        drill: bool,
    ) -> Self:
        """From what is stored of a telling."""
        terms = unpack(packed)
        names = frozenset(filter(NAMED.__le__, terms))
        after = form == "kesepakatan_damai" or not AFTER.isdisjoint(terms)
        words = terms - names if names else terms
        return cls(
            place, *span, category, form, words, names, counted(names), after, fingerprint, drill
        )


def bits_apart(one: int, other: int) -> int:
    """Hamming distance of two 64-bit fingerprints."""
    return ((one ^ other) & 0xFFFF_FFFF_FFFF_FFFF).bit_count()


def is_copy(one: Trace, other: Trace) -> bool:
    """Whether the texts are the same but for small edits, and their places can be the same.

    A head, a tail or a cut turn many bits of a fingerprint; such texts are copies when they tell of
    one time, most words of the shorter stand in the longer, and no name speaks against it. A short
    text has too few words for that, and one that is much longer tells of more.
    """
    if one.drill != other.drill or excludes(one.place, other.place):
        return False
    if bits_apart(one.fingerprint, other.fingerprint) <= COPY_BITS:
        return True
    if not same_time(one, other):
        return False
    least, most = sorted((len(one.words), len(other.words)))
    if least < max(EDIT_TERMS, EDIT_LENGTH * most):
        return False
    if len(one.words & other.words) < EDIT_OVERLAP * least:
        return False
    return not _names(one, other)[1]


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


def linked(one: Trace, other: Trace) -> bool:
    """Whether two tellings are of the same happening. Copies are a matter of their own
    (`is_copy`)."""
    return evidence(one, other) > LINK


def evidence(one: Trace, other: Trace) -> float:
    """How much speaks for one happening, in log odds; minus infinity where it cannot be: a drill
    and the real thing, places that exclude each other, spans too far apart or too vague."""
    depth = agreement(one.place, other.place)
    if depth is None or one.drill != other.drill or not same_time(one, other):
        return float("-inf")
    same, against = _names(one, other)
    return (
        _PLACE[depth]
        + _NAME * same
        + _OTHER_NAME * against
        + _WORDS * min(_ENOUGH, overlap(one.words, other.words))
        + _kind(one, other)
        + _time(one, other)
    )


def same_time(one: Trace, other: Trace) -> bool:
    """Whether the spans come within `WINDOW` of each other; a vague span agrees with none."""
    if one.end - one.start > VAGUE or other.end - other.start > VAGUE:
        return False
    return one.start <= other.end + WINDOW and other.start <= one.end + WINDOW


def _names(one: Trace, other: Trace) -> tuple[float, float]:
    """How far names agree and how far they differ, each kind that both name counting one: two
    texts that name two sides each and have one of them in common agree and differ by half."""
    if not one.kinds or not other.kinds:
        return 0.0, 0.0
    common = counted(one.names & other.names)
    same = against = 0.0
    for kind in KINDS:
        least = min(one.kinds >> kind & FULL, other.kinds >> kind & FULL)
        if least:
            share = (common >> kind & FULL) / least
            same += share
            against += 1 - share
    return same, against


def _kind(one: Trace, other: Trace) -> float:
    """What is not known speaks neither for nor against."""
    found = 0.0
    if one.category and other.category:
        if one.category == other.category:
            found += _SAME_CATEGORY
        elif one.category[:3] != other.category[:3]:
            found += _OTHER_GROUP
    if one.form and other.form and one.form != other.form:
        found += _OTHER_FORM
    return found


def _time(one: Trace, other: Trace) -> float:
    """The days between, which weigh more unless one text tells what came of it; on one day, the
    hours where both texts give them."""
    gap = max(0.0, one.start - other.end, other.start - one.end)
    to_the_hour = max(one.end - one.start, other.end - other.start) < HOUR
    days = round(gap / DAY) if to_the_hour else ceil(gap / DAY)
    if days:
        return _A_DAY * days + (0.0 if one.after or other.after else _NO_SEQUEL)
    if not to_the_hour:
        return 0.0
    return _SAME_HOUR if gap <= HOUR / 2 else _OTHER_HOUR if gap > 3 * HOUR else 0.0


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
