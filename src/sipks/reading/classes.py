"""Whether a text matters, what it is about and in what form: additive rules over concepts.

Only the beginning counts: the first sentences that hold any concept at all. What a long article
mentions further down is background more often than news.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from sipks.reading.concepts import Concepts, Found
from sipks.reading.contract import Scored
from sipks.reading.rules import Rules, Score
from sipks.reading.taxonomy import CATEGORIES

SURE: Final = 0.6
UNSURE: Final = 0.35
"""Relevance from `SURE` is true, below `UNSURE` false, and unknown (None) between."""

PLACE: Final = "tempat"
HARM: Final = "korban"
PAPUA: Final = "tanahpapua"
_PROVINCES_OF_PAPUA: Final = frozenset(["91", "92", "93", "94", "95", "96"])
_FOCUS: Final = 8
_KEPT: Final = 0.3
_HINT: Final = 0.12
_FAINT: Final = 0.03
_MOST: Final = 4
_LEVEL_1: Final = 3
_GUESS: Final = 0.25
_GUESSES: Final = {
    "SOS": "bentrok_massa penyerangan pengeroyokan perusakan_pembakaran pengusiran penjarahan",
    "POL": "unjuk_rasa_damai unjuk_rasa_ricuh",
    "KAM": "ledakan_tembak penculikan_penyanderaan",
}
"""Groups that such forms mostly belong to, for texts that name no issue."""


@dataclass(frozen=True, slots=True)
class Classified:
    """Relevance (p and verdict), categories and forms by falling p, and the scores behind them."""

    relevance: float
    relevant: bool | None
    categories: tuple[Scored, ...] = ()
    forms: tuple[Scored, ...] = ()
    scores: Mapping[str, Mapping[str, Score]] = field(default_factory=dict)


class Classes:
    """Classifies by the tables relevance, categories and forms."""

    def __init__(self, concepts: Concepts) -> None:
        bits = with_facts(concepts)
        self._facts = {name: bits[name] for name in (PLACE, HARM, PAPUA)}
        self._relevance = Rules.load("relevance", bits)
        self._categories = Rules.load("categories", bits)
        self._forms = Rules.load("forms", bits)

    def find(self, found: Found, *, place: str | None, harm: bool) -> Classified:
        """Classify what was found; `place`: the code of its area, `harm`: somebody was harmed."""
        facts = self._facts[HARM] if harm else 0
        if place:
            facts |= self._facts[PLACE]
            facts |= self._facts[PAPUA] if place[:2] in _PROVINCES_OF_PAPUA else 0
        focus = _focus(found, facts)
        scores = self._relevance.score(focus)
        relevance = round(self._relevance.p("ya", scores["ya"]), 3)
        relevant = True if relevance >= SURE else False if relevance < UNSURE else None
        if relevant is False:
            return Classified(relevance, relevant)
        forms, categories = self._forms.score(focus), self._categories.score(focus)
        best = _best(_ranked(forms, self._forms))
        return Classified(
            relevance,
            relevant,
            _best_categories(_ranked(categories, self._categories)) or _guessed(best),
            best,
            {"relevance": scores, "form": forms, "category": categories},
        )


def with_facts(concepts: Concepts) -> dict[str, int]:
    """Bits of the concepts, and of the facts that other parts of the reader find out."""
    bits = dict(concepts.bits)
    for name in (PLACE, HARM, PAPUA):
        bits[name] = 1 << len(bits)
    return bits


def _focus(found: Found, facts: int) -> Found:
    """The first sentences with concepts, and the facts as concepts of the whole."""
    if len(found.sentences) <= _FOCUS:
        return Found(found.hits, found.sentences, found.whole | facts)
    sentences = dict(list(found.sentences.items())[:_FOCUS])
    whole = facts
    for mask in sentences.values():
        whole |= mask
    return Found(found.hits, sentences, whole)


def _ranked(scores: Mapping[str, Score], rules: Rules) -> list[Scored]:
    odds = [(rules.p(code, score), code) for code, score in scores.items() if score.plus]
    ranked = [Scored(code, round(p, 3)) for p, code in odds if p >= _FAINT]
    return sorted(ranked, key=_falling)


def _falling(one: Scored) -> float:
    return -one.p


def _best(ranked: Sequence[Scored]) -> tuple[Scored, ...]:
    """What is likely, or at least the best guess there is."""
    kept = [one for one in ranked if one.p >= _KEPT][:_MOST]
    return tuple(kept or [one for one in ranked[:1] if one.p >= _HINT])


def _best_categories(ranked: Sequence[Scored]) -> tuple[Scored, ...]:
    """Likely categories of level 2; where none is, the group (level 1) of the best guess."""
    kept = [one for one in ranked if one.p >= _KEPT][:_MOST]
    if kept or not ranked or ranked[0].p < _HINT:
        return tuple(kept)
    group = ranked[0].code[:_LEVEL_1]
    p = 1.0
    for one in ranked:
        p *= 1 - one.p if one.code.startswith(group) and one.code in CATEGORIES else 1
    return (Scored(group, round(1 - p, 3)),)


def _guessed(forms: tuple[Scored, ...]) -> tuple[Scored, ...]:
    """The group that the form mostly belongs to, with a low p."""
    for group, members in _GUESSES.items():
        if forms and forms[0].code in members.split():
            return (Scored(group, _GUESS),)
    return ()
