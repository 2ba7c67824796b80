"""How much a decision about a text would teach the reader: the one formula for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from sipks.reading import Reading, Scored

MOST: Final = 1000
_RELEVANCE: Final = 0.4
_UNKNOWN: Final = 0.2
_CATEGORY: Final = 0.2
_RARITY: Final = 0.2
_HALF: Final = 40
"""So many examples of a category make it half as rare as one of which there are none."""


def teaches(said: Reading, taught: Mapping[str, int]) -> int:
    """From 0 (nothing) to `MOST`, what a person's answer would tell the reader that said this.

    With p the probability of relevance, and q1 ≥ q2 those of the two best categories of level 2
    (0 where the reader names none)::

        0.4 (1 − 2 |p − 0.5|)       unsure whether it matters (uncertainty sampling)
        0.2                         answered "does not know"
        0.2 (1 − (q1 − q2))         two categories compete (margin sampling)
        0.2 · 40 / (40 + n)         few of its n examples are of the main category

    The sum times 1,000, rounded. `taught` counts the examples of each category that the reader has
    learnt from. Uncertainty and margin: Settles 2009, "Active learning literature survey", 3.1.
    """
    unsure = 1 - 2 * abs(said.relevance - 0.5)
    best, second = _two_best(said.categories)
    main = said.categories[0].code if said.categories else ""
    seen = sum(n for code, n in taught.items() if code == main or code.startswith(f"{main}-"))
    parts = (
        _RELEVANCE * unsure,
        _UNKNOWN * (said.relevant is None),
        _CATEGORY * (1 - (best - second)),
        _RARITY * _HALF / (_HALF + seen),
    )
    return round(MOST * sum(parts))


def _two_best(categories: Sequence[Scored]) -> tuple[float, float]:
    ps = sorted((one.p for one in categories if "-" in one.code), reverse=True)
    best, second, *_ = *ps, 0.0, 0.0
    return best, second
