"""From a text to its areas."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

from sipks.reading.contract import Place
from sipks.reading.normalise import Prepared
from sipks.reading.places.about import main_code
from sipks.reading.places.asides import Asides
from sipks.reading.places.beyond import noticed
from sipks.reading.places.candidates import Candidates
from sipks.reading.places.gazetteer import Gazetteer
from sipks.reading.places.lexicon import shipped
from sipks.reading.places.mention import Mention
from sipks.reading.places.mentions import Mentions
from sipks.reading.places.misspelt import Misspelt
from sipks.reading.places.resolve import Resolved, Resolver
from sipks.reading.places.support import Scored
from sipks.reading.tables import words

_LISTED: Final = 0.05
_LEVEL_WORD: Final = re.compile(r"\w+\.? $")
_LEVEL_WORDS: Final = words(
    """provinsi propinsi prov kabupaten kab kota kotamadya kecamatan kec distrik kapanewon kemantren
    desa kelurahan kel kalurahan nagari gampong kampung pekon"""
)
_AREA: Final = 0.45
_LIKE: Final = 0.5
_REGENCY: Final = 5
_COMMON: Final = 8
_FAINT: Final = 0.15
_ALONE: Final = 0.9
_NOT_ALONE: Final = frozenset(["person", "below", "nature", "ethnic"])


@dataclass(frozen=True, slots=True)
class Found:
    """Places that a text names, by falling `p`, and the area it is about.

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
        self._stop = lexicon.stop
        self._mentions = Mentions(gazetteer, lexicon)
        self._misspelt = Misspelt(gazetteer, lexicon.stop)
        self._resolver = Resolver(Candidates(gazetteer), lexicon.stop, gazetteer.heirs)

    def find(self, text: Prepared) -> Found:
        """The areas of `text`, each once, at its surest mention."""
        mentions, events, sites, asides = self._mentions.find(text)
        resolved = self._resolver.resolve(mentions) if mentions else []
        best = self._best(resolved)
        taken = {_span(text, one.mention) for _, one in best.values()}
        places = tuple(
            self._gazetteer.place(index, p, *text.span(*_span(text, one.mention)))
            for index, (p, one) in sorted(best.items(), key=_falling)
        )
        code = None
        if best:
            seen = Asides(text, asides)
            code = main_code(text, resolved, events, self._gazetteer.heirs, seen)
        about = self._about(code, places)
        guess = None
        if len(code or "") < _REGENCY:
            guess = self._guess(text, resolved, code or "") or (
                None if places else self._only(text, resolved)
            )
        if guess:
            places, about = (*places, guess), guess
            taken.add((guess.start, guess.end))
        beyond = noticed(text, resolved, sites, taken)
        return Found(_merged(places, beyond), about) if places or beyond else NOWHERE

    def _guess(self, text: Prepared, resolved: Sequence[Resolved], province: str) -> Place | None:
        """A district or village by a misspelt name, where no more than the province is known."""
        if not (province or " kec" in text.key or " distrik " in text.key) or not text.cased:
            return None
        if any(one.p > _AREA for one in resolved) != bool(province):
            return None
        found = self._misspelt.find(text.raw, province)
        return found and self._gazetteer.place(found[0], _LIKE, *text.span(*found[1:]))

    def _only(self, text: Prepared, resolved: Sequence[Resolved]) -> Place | None:
        """The likeliest name of one area, where no name is sure to be one, abroad or here."""
        if any(one.mention.foreign for one in resolved):
            return None
        likely = [
            (one.p, area, one.mention)
            for one in resolved
            if one.p > _FAINT
            and one.mention.key not in self._stop
            and one.mention.cue.role not in _NOT_ALONE
            and _telling(one.mention)
            and (area := _alone(one.shares)) is not None
        ]
        if not likely:
            return None
        _, area, mention = max(likely, key=itemgetter(0))
        return self._gazetteer.place(area, _LIKE, *text.span(mention.start, mention.end))

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


def _alone(shares: Scored) -> int | None:
    """The best candidate, where it is no province and all lie in one regency."""
    if not shares:
        return None
    best, _ = max(shares, key=itemgetter(1))
    around = sum(share for one, share in shares if one.code.startswith(best.code[:_REGENCY]))
    return best.area if around > _ALONE and len(best.code) >= _REGENCY else None


def _telling(mention: Mention) -> bool:
    """Whether the letters of a name speak for one: a capital, or more than a common word has."""
    return mention.capital or (
        not mention.small and (" " in mention.key or len(mention.key) > _COMMON)
    )


def _falling(item: tuple[int, tuple[float, Resolved]]) -> float:
    return -item[1][0]


def _merged(places: tuple[Place, ...], beyond: list[Place]) -> tuple[Place, ...]:
    return tuple(sorted((*places, *beyond), key=_surest)) if beyond else places


def _surest(place: Place) -> float:
    return -place.p


def _span(text: Prepared, mention: Mention) -> tuple[int, int]:
    """The name together with the word for its level right before it: "Kecamatan Tallo"."""
    if mention.cue.role == "level":
        word = _LEVEL_WORD.search(text.raw, max(0, mention.start - 30), mention.start)
        if word and text.key[word.start() + 1 : word.end() + 1].strip() in _LEVEL_WORDS:
            return word.start(), mention.end
    return mention.start, mention.end
