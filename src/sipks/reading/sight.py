"""Everything that rules and gazetteer see in a text, before the models judge it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sipks.reading.concepts import Concepts, Found
from sipks.reading.contract import Document, Impact
from sipks.reading.harm import Told as Harm
from sipks.reading.hate import HateWords
from sipks.reading.hints import Hints, Rulebook
from sipks.reading.impact import Impacts
from sipks.reading.learning.words import words_of
from sipks.reading.normalise import Prepared, prepare
from sipks.reading.places import Gazetteer, PlaceFinder
from sipks.reading.places.finder import Found as Where
from sipks.reading.time import Context, Times, Told

_EVENTS: Final = ("violent", "protest", "reject", "peace", "threaten", "kkb", "hatetalk")


@dataclass(frozen=True, slots=True)
class Seen:
    """A text with its concepts, hints, places, harm and words of hatred."""

    text: Prepared
    words: Sequence[str]
    marks: tuple[str, ...]
    found: Found
    hints: Hints
    where: Where
    impact: Impact
    harms: Sequence[Harm]
    hate: Found


class Sight:
    """Sees texts; holds lexicon, rules and gazetteer."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._places = PlaceFinder(gazetteer)
        self._concepts = Concepts.load(inherit=True)
        self._rulebook = Rulebook(self._concepts)
        self._times = Times()
        self._impacts = Impacts()
        self._hate = HateWords()
        self._events = self._concepts.mask(*_EVENTS)
        self._history = self._concepts.mask("history")

    def __call__(self, documents: Sequence[Document]) -> list[Seen]:
        """See documents, all at each step: what a step looks up stays near the processor."""
        texts = [prepare(one.full_text) for one in documents]
        founds = [self._concepts.find(text) for text in texts]
        wheres = [self._places.find(text) for text in texts]
        harms = [self._impacts.find(text) for text in texts]
        hints = [
            self._rulebook.find(found, place=where.code, harm=_harmed(impact))
            for found, where, (impact, _) in zip(founds, wheres, harms, strict=True)
        ]
        hates = [self._hate.find(text) for text in texts]
        words = [words_of(text) for text in texts]
        return [
            Seen(text, said, hint.marks + marks, found, hint, where, impact, told, hate)
            for text, said, hint, found, where, (impact, told), (hate, marks) in zip(
                texts, words, hints, founds, wheres, harms, hates, strict=True
            )
        ]

    def when(self, seen: Seen, document: Document) -> Told | None:
        """When the text says that it happened."""
        context = Context(seen.found, self._events, self._history)
        return self._times.find(seen.text, document.moment, context, seen.where.code)


def _harmed(impact: Impact) -> bool:
    return any(one and one.best for one in (impact.killed, impact.injured))
