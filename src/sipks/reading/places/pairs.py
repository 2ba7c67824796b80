"""Names side by side of which one lies in the other: "Cisalak Sukmajaya", "Bulakrejo (Balerejo)".

That a village and the very district around it stand together is hardly ever chance, whatever the
names look like otherwise.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from sipks.reading.places.candidates import Candidate
from sipks.reading.places.mention import Mention

Scored = list[tuple[Candidate, float]]

_GAP: Final = 14
_REGENCY: Final = 5
_DISTRICT: Final = 8
_VILLAGE: Final = 13
_PAIR: Final = {8: 4.0, 13: 6.0}


class Pairs:
    """For each of the mentions, the codes that the names right beside it lie in or hold."""

    def __init__(self, mentions: Sequence[Mention], local: Sequence[Scored]) -> None:
        self._near: list[set[str]] = [set() for _ in mentions]
        for position, (one, other) in enumerate(pairwise(mentions)):
            if 0 < other.start - one.end <= _GAP and one.key != other.key:
                self._near[position] |= _hints(local[position + 1], local[position])
                self._near[position + 1] |= _hints(local[position], local[position + 1])

    def any(self, position: int) -> bool:
        """Whether the mention has such neighbours at all."""
        return bool(self._near[position])

    def of(self, position: int, one: Candidate) -> float:
        """Log-odds that the name's neighbours add to the candidate."""
        near, code = self._near[position], one.code
        if code in near or (len(code) > _DISTRICT and code[:_DISTRICT] in near):
            return _PAIR.get(len(code), 0.0)
        return 0.0


def _hints(beside: Scored, own: Scored) -> set[str]:
    """Districts that the areas of the name beside are, and districts that hold those areas."""
    districts = {one.code for one, _ in own if len(one.code) == _DISTRICT}
    hints = {one.code for one, _ in beside if len(one.code) == _DISTRICT} - districts
    held = {one.code[:_DISTRICT] for one, _ in beside if len(one.code) == _VILLAGE}
    return hints | (held & districts)
