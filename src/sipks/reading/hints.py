"""What people who know the field would take as a hint: additive rules over concepts.

The hints are marks for the models, which learn how far to trust them. Only the beginning counts:
the first sentences that hold any concept at all. What a long article mentions further down is
background more often than news.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from sipks.reading.concepts import Concepts, Found
from sipks.reading.rules import Rules, Score

PLACE: Final = "tempat"
HARM: Final = "korban"
PAPUA: Final = "tanahpapua"
_PROVINCES_OF_PAPUA: Final = frozenset(["91", "92", "93", "94", "95", "96"])
_FOCUS: Final = 8
_STEPS: Final = 10
_LIKELY: Final = 0.3
_FAINT: Final = 0.05
TABLES: Final = {"relevance": "relevance", "category": "categories", "form": "forms"}


@dataclass(frozen=True, slots=True)
class Hints:
    """Marks for the models, and the scores of all targets of each table."""

    marks: tuple[str, ...]
    scores: Mapping[str, Mapping[str, Score]]


class Rulebook:
    """What the tables relevance, categories and forms say of the concepts of a text."""

    def __init__(self, concepts: Concepts) -> None:
        bits = with_facts(concepts)
        self._facts = {name: bits[name] for name in (PLACE, HARM, PAPUA)}
        self._names = {bit: f"#{name}" for name, bit in bits.items()}
        self._tables = {name: Rules.load(table, bits) for name, table in TABLES.items()}

    def find(self, found: Found, *, place: str | None, harm: bool) -> Hints:
        """Hints of what was found; `place`: the code of its area, `harm`: somebody was harmed."""
        facts = self._facts[HARM] if harm else 0
        if place:
            facts |= self._facts[PLACE]
            facts |= self._facts[PAPUA] if place[:2] in _PROVINCES_OF_PAPUA else 0
        focus = _focus(found, facts)
        scores = {name: rules.score(focus) for name, rules in self._tables.items()}
        return Hints((*self._said(scores), *self._concepts(focus)), scores)

    def _concepts(self, focus: Found) -> Iterator[str]:
        return (self._names[bit] for bit in focus.parts[-1][2])

    def _said(self, scores: Mapping[str, Mapping[str, Score]]) -> Iterator[str]:
        """How sure the rules are of relevance, in steps, and which answers they hold likely."""
        for name, rules in self._tables.items():
            ranked = sorted(
                ((rules.p(code, score), code) for code, score in scores[name].items()), reverse=True
            )
            if name == "relevance":
                yield f"={int(ranked[0][0] * _STEPS) if ranked else 0}"
                continue
            yield from (f"={code}" for p, code in ranked if p >= _LIKELY)
            yield from (f"=={code}" for p, code in ranked[:1] if p >= _FAINT)


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
