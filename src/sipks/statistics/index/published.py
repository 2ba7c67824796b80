"""Indices that others publish, with edition, vintage and bands; editions are not mixed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from sipks.statistics.errors import BadInput


@dataclass(frozen=True)
class Band:
    """A class of the publisher: from `low` up to, but without, `high`; the topmost with it."""

    name: str
    low: float
    high: float


@dataclass(frozen=True)
class PublishedIndex:
    """An edition of an index as its publisher gave it out: scores by unit code.

    `vintage` is the day on which these figures were published (an edition may be revised).
    `comparable_with` names the editions of the same index that the publisher's method notes
    declare comparable with this one; without that, `later - earlier`, `change` and `average` raise
    BadInput, because methods, indicators and weights change between editions.
    """

    name: str
    publisher: str
    edition: str
    vintage: date
    bands: tuple[Band, ...]
    scores: Mapping[str, float]
    comparable_with: frozenset[str] = frozenset()
    note: str = ""

    def band(self, code: str) -> str:
        """The publisher's band of a unit; BadInput where the edition does not hold it."""
        return band_of(self.bands, self._score(code)).name

    def table(self) -> pl.DataFrame:
        """code, score, band, name, publisher, edition, vintage; by code."""
        codes = sorted(self.scores)
        same = {"name": self.name, "publisher": self.publisher, "edition": self.edition}
        return pl.DataFrame(
            {
                "code": codes,
                "score": [self.scores[code] for code in codes],
                "band": [self.band(code) for code in codes],
            }
        ).with_columns(
            *(pl.lit(value).alias(key) for key, value in same.items()),
            vintage=pl.lit(self.vintage),
        )

    def __sub__(self, earlier: PublishedIndex) -> pl.DataFrame:
        return change(earlier, self)

    def _score(self, code: str) -> float:
        if code not in self.scores:
            raise BadInput(f"{self._called} has no score for {code}")
        return self.scores[code]

    @property
    def _called(self) -> str:
        return f"{self.name}, edition {self.edition} of {self.vintage}"


def change(earlier: PublishedIndex, later: PublishedIndex) -> pl.DataFrame:
    """code, earlier, later, change, and both bands, of the codes in both editions. Raises BadInput
    unless method notes declare the editions comparable."""
    comparable(earlier, later)
    codes = sorted(earlier.scores.keys() & later.scores.keys())
    before, after = ([one.scores[code] for code in codes] for one in (earlier, later))
    return pl.DataFrame(
        {
            "code": codes,
            "earlier": before,
            "later": after,
            "change": [b - a for a, b in zip(before, after, strict=True)],
            "band_earlier": [earlier.band(code) for code in codes],
            "band_later": [later.band(code) for code in codes],
        },
        schema_overrides={"earlier": pl.Float64, "later": pl.Float64, "change": pl.Float64},
    )


def average(*editions: PublishedIndex) -> dict[str, float]:
    """The mean score of each code that all `editions` hold. Raises BadInput unless each pair is
    declared comparable."""
    if not editions:
        raise BadInput("there is no edition to average")
    for at, one in enumerate(editions):
        for other in editions[at + 1 :]:
            comparable(one, other)
    codes = set.intersection(*(set(one.scores) for one in editions))
    return {
        code: sum(one.scores[code] for one in editions) / len(editions) for code in sorted(codes)
    }


def comparable(one: PublishedIndex, other: PublishedIndex) -> None:
    """Raises BadInput unless both are the same figures, or a method note of either names the
    other's edition."""
    if (one.name, one.publisher) != (other.name, other.publisher):
        raise BadInput(f"{one._called} and {other._called} are different indices")
    same = (one.edition, one.vintage) == (other.edition, other.vintage)
    declared = other.edition in one.comparable_with or one.edition in other.comparable_with
    if not same and not declared:
        raise BadInput(
            f"{one._called} and {other._called} are not declared comparable by their method notes:"
            " their scores may be shown beside each other, not subtracted or averaged"
        )


def band_of(bands: tuple[Band, ...], score: float) -> Band:
    """The band that holds a score; BadInput where none does."""
    for band in bands:
        if band.low <= score < band.high or (score == band.high and band is bands[-1]):
            return band
    raise BadInput(f"the score {score:g} lies in none of the publisher's bands")
