"""Which area each name stands for: context of the name, then the other names of the text.

Every candidate has log-odds: its prior, what the words beside the name say, and the support of
areas above and below it that the text names too. A name is an area with the logistic of its best
candidate; the candidates share that by softmax.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp
from typing import Final

from sipks.reading.places.candidates import Candidate, Candidates
from sipks.reading.places.mention import Mention
from sipks.reading.places.pairs import Pairs
from sipks.reading.places.support import Scored, Support

_ROLE: Final = {
    "": 0.0,
    "level": 1.5,
    "list": 1.2,
    "office": 1.8,
    "people": 1.3,
    "at": 1.6,
    "dateline": 1.8,
    "from": 0.8,
    "site": 0.8,
    "below": -7.0,
    "part": -2.0,
    "person": -6.0,
    "org": -5.0,
    "nature": -1.5,
    "ethnic": -3.5,
}
_PLACING: Final = frozenset(["level", "list", "office", "people", "at", "from", "site", "dateline"])
_LEVEL_HIT: Final = {2: 1.0, 5: 2.0, 8: 3.5, 13: 4.0}
_LEVEL_MISS: Final = -4.0
_LEVEL_SOFT: Final = -1.5
_KIND_MISS: Final = -2.5
_UNCASED: Final = {2: 0.0, 5: -0.6, 8: -1.1, 13: -2.5}
_INITIAL: Final = {2: 0.0, 5: 0.0, 8: -0.5, 13: -2.0}
_PROPER: Final = {2: -0.5, 5: -2.0, 8: -2.8, 13: -3.5}
_STOP_CAP: Final = -3.5
_STOP_PREP: Final = -4.0
_STOP_CUE: Final = -8.0
_ABROAD: Final = 0.9
_DISTRICT: Final = 8
_VILLAGE: Final = 13
_LONG_NAME: Final = 0.7
_NATURE: Final = -2.0
_PARTIAL: Final = {2: -3.0, 5: -3.0, 8: -3.0, 13: -4.5}
_UNIQUE: Final = 1.7
_ROUNDS: Final = 2
_TWO_WORDS: Final = 1.0
_SMALL: Final = -0.8
_WITHIN: Final = -2.5
_FAR: Final = 9.0  # below a thousandth of the best: no candidate any more
_NEVER: Final = -0.5
_FLOOR: Final = -30.0


@dataclass(slots=True)
class Resolved:
    """A mention with its candidates and their probabilities; `p` is that it is an area at all."""

    mention: Mention
    p: float
    shares: Scored


class Resolver:
    """Weighs candidates.

    `stop` says which names are ordinary words too; `heirs` gives for a province those split from
    it.
    """

    def __init__(
        self,
        candidates: Candidates,
        stop: Mapping[str, str],
        heirs: Mapping[str, frozenset[str]],
    ) -> None:
        self._candidates = candidates
        self._stop = stop
        self._heirs = heirs

    def resolve(self, mentions: Sequence[Mention]) -> list[Resolved]:
        """One result for each mention, in order."""
        local = [self._local(mention) for mention in mentions]
        if len(mentions) > 1:
            local = self._told_by_others(mentions, local)
        return [_shared(mention, scored) for mention, scored in zip(mentions, local, strict=True)]

    def _told_by_others(self, mentions: Sequence[Mention], local: list[Scored]) -> list[Scored]:
        pairs = Pairs(mentions, local)
        local = [
            [(one, score + pairs.of(position, one)) for one, score in scored]
            if pairs.any(position)
            else scored
            for position, scored in enumerate(local)
        ]
        rated, support = local, None
        # Twice, for what the first round made sure of supports others in the second.
        for _ in range(_ROUNDS):
            before, support = support, Support(mentions, rated, self._heirs)
            if before is not None and support.same(before):
                break
            rated = [
                scored
                if self._hopeless(mention, scored, support)
                else self._weigh(mention, scored, support, support.beside(position))
                for position, (mention, scored) in enumerate(zip(mentions, local, strict=True))
            ]
        return rated

    def _hopeless(self, mention: Mention, scored: Scored, support: Support) -> bool:
        """Whether a name is hardly an area, and nothing in the text can make it one."""
        if not support.touched.isdisjoint(self._candidates.provinces(mention.key)):
            return False
        return all(score < _NEVER for _, score in scored)

    def _local(self, mention: Mention) -> Scored:
        """Candidates with log-odds from the mention's own context."""
        candidates = self._candidates.of(mention.key)
        cue = mention.cue
        fitting = [one for one in candidates if len(one.code) == cue.length] if cue.length else []
        kind = cue.kind if cue.kind and any(one.kind == cue.kind for one in fitting) else ""
        shift = _ROLE[cue.role] + self._stopped(mention, bool(fitting))
        if len(candidates) == 1 and cue.role == "at" and mention.capital:
            # "di Mareje": no other area in the country is called so.
            shift += _UNIQUE * (len(candidates[0].code) == _VILLAGE)
        if len(candidates) == 1:
            (one,) = candidates
            return [(one, one.prior + shift + _fit(one, mention, kind, bool(fitting)))]
        fits: dict[tuple[int, str, bool], float] = {}  # dozens of villages fit alike
        scored = []
        for one in candidates:
            shape = len(one.code), one.kind, one.alias
            fit = fits.get(shape)
            if fit is None:
                fit = fits[shape] = shift + _fit(one, mention, kind, bool(fitting))
            scored.append((one, one.prior + fit))
        return scored

    def _stopped(self, mention: Mention, fitting: bool) -> float:
        """Log-odds against a name that is an ordinary word and has too little beside it."""
        kind = self._stop.get(mention.key)
        if kind is None:
            return 0.0
        role, sure = mention.cue.role, mention.capital and not mention.initial
        # "desa baru" in a text without capitals is a new village, not the village Baru.
        told = fitting and (mention.capital or mention.cue.length < _VILLAGE)
        if told and role in {"level", "office"}:
            return 0.0
        if kind == "cue":
            return _STOP_CUE
        if kind == "prep":
            verb = mention.titled and role == "people"  # "Warga Serang Polisi"
            return 0.0 if role in _PLACING and mention.capital and not verb else _STOP_PREP
        if kind == "low":
            sure = mention.capital
        return 0.0 if role in _PLACING or sure else _STOP_CAP

    def _weigh(
        self, mention: Mention, scored: Scored, support: Support, beside: set[str]
    ) -> Scored:
        key, faint = mention.key, mention.cue.role not in _PLACING
        stop = self._stop.get(key) == "cue"
        own = frozenset(one.code for one, _ in scored if not one.alias)
        return [
            (
                one,
                score
                + support.of(one, mention, beside, own, stop=stop, faint=faint)
                + (support.twice(one, key, beside, scored) if beside else 0.0),
            )
            for one, score in scored
        ]


def _fit(one: Candidate, mention: Mention, kind: str, fitting: bool) -> float:
    """How the cue's level and the letters' case suit the candidate."""
    length = len(one.code)
    fit = _level_fit(one, mention, kind, fitting) if mention.cue.length else 0.0
    if not mention.capital:
        fit += _UNCASED[length] + _TWO_WORDS * (length == _VILLAGE and " " in mention.key)
    if mention.small:
        fit += _SMALL
    if mention.initial and mention.capital:
        fit += _INITIAL[length]
    if length == _DISTRICT and " " in mention.key:
        fit += _LONG_NAME
    if mention.cue.role == "nature" and length >= _DISTRICT:
        fit += _NATURE
    if mention.partial and (length >= _DISTRICT or one.alias):
        fit += _PARTIAL[length]
    if mention.proper:
        fit += _PROPER[length]
        if mention.partial:
            fit += _WITHIN  # "Bambang Malang Nasution"
    return fit


def _level_fit(one: Candidate, mention: Mention, kind: str, fitting: bool) -> float:
    listed, length = mention.cue.role == "list", len(one.code)
    if length == mention.cue.length:
        if kind and one.kind != kind:
            return _KIND_MISS
        return _LEVEL_HIT[length] / 2 if listed else _LEVEL_HIT[length]
    if fitting:
        return _LEVEL_SOFT if listed else _LEVEL_MISS
    return _LEVEL_SOFT if mention.cue.role == "level" else 0.0


def _shared(mention: Mention, rated: Scored) -> Resolved:
    if not rated:
        return Resolved(mention, _ABROAD if mention.foreign else 0.0, [])
    best = max(score for _, score in rated)
    weights = [(one, exp(score - best)) for one, score in rated if score > best - _FAR]
    total = sum(weight for _, weight in weights)
    shares = [(one, weight / total) for one, weight in weights]
    return Resolved(mention, 1 / (1 + exp(-max(best, _FLOOR))), shares)
