"""From a text to its areas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sipks.reading.contract import Place
from sipks.reading.normalise import Prepared
from sipks.reading.places.about import main_code
from sipks.reading.places.candidates import Candidates
from sipks.reading.places.gazetteer import Gazetteer
from sipks.reading.places.lexicon import shipped
from sipks.reading.places.mentions import Mentions
from sipks.reading.places.resolve import Resolved, Resolver

_LISTED: Final = 0.05
_AREA: Final = 0.45


@dataclass(frozen=True, slots=True)
class Found:
    """Areas that a text names, by falling `p`, and the one it is about.

    Two areas that a name may stand for are both listed. `place` is None when the text does not
    say; it may be an area that no name stands for alone, such as the province of two regencies.
    """

    places: tuple[Place, ...] = ()
    place: Place | None = None

    @property
    def code(self) -> str | None:
        """Code of the area that the text is about."""
        return self.place.code if self.place else None


NOWHERE: Final = Found()


class PlaceFinder:
    """Finds areas in texts; one object serves any number of texts and threads."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        lexicon = shipped()
        self._gazetteer = gazetteer
        self._mentions = Mentions(gazetteer, lexicon)
        self._resolver = Resolver(Candidates(gazetteer), lexicon.stop, gazetteer.heirs)

    def find(self, text: Prepared) -> Found:
        """The areas of `text`, each once, at its surest mention."""
        mentions, events = self._mentions.find(text)
        if not mentions:
            return NOWHERE
        resolved = self._resolver.resolve(mentions)
        best = self._best(resolved)
        if not best:
            return NOWHERE
        places = tuple(
            self._gazetteer.place(index, p, *text.span(one.mention.start, one.mention.end))
            for index, (p, one) in sorted(best.items(), key=_falling)
        )
        code = main_code(text, resolved, events, self._gazetteer.heirs)
        return Found(places, self._about(code, places))

    def _best(self, resolved: Sequence[Resolved]) -> dict[int, tuple[float, Resolved]]:
        """For each area the greatest probability and the mention that has it."""
        best: dict[int, tuple[float, Resolved]] = {}
        for one in resolved:
            if one.p < _AREA:
                continue
            for candidate, share in one.shares:
                p = round(one.p * share, 4)
                if p >= _LISTED and p > best.get(candidate.area, (0.0,))[0]:
                    best[candidate.area] = p, one
        return best

    def _about(self, code: str | None, places: Sequence[Place]) -> Place | None:
        if code is None:
            return None
        inside = None
        for place in places:
            if place.code == code:
                return place
            if inside is None and place.code.startswith(code):
                inside = place
        index = self._gazetteer.index.get(code)
        if inside is None or index is None:
            return None
        # The first inside is the surest, for places fall by p; the area around is as sure.
        return self._gazetteer.place(index, inside.p, inside.start, inside.end)


def _falling(item: tuple[int, tuple[float, Resolved]]) -> float:
    return -item[1][0]
