"""The reader: one text in, everything that is understood of it out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final, Self

from sipks.reading.classes import Classes
from sipks.reading.concepts import Concepts
from sipks.reading.contract import Document, Impact, Reading, refused
from sipks.reading.evidence import evidence
from sipks.reading.fingerprint import fingerprint
from sipks.reading.hate import Hate
from sipks.reading.impact import Impacts
from sipks.reading.language import identify
from sipks.reading.masking import mask
from sipks.reading.normalise import prepare
from sipks.reading.places import Gazetteer, PlaceFinder
from sipks.reading.severity import severity
from sipks.reading.time import Context, Times

MODEL: Final = "aturan-2026.2"
"""Version of lexicon and rules; it changes whenever the same text may be read differently."""

Input = Document | str | Mapping[str, Any]
_FIELDS: Final = ("id", "text", "title", "published_at", "source")
_EVENTS: Final = ("violent", "protest", "reject", "peace", "threaten", "kkb", "hatetalk")


class Reader:
    """Reads texts; holds the lexicon, the rules and the gazetteer, and no state between texts."""

    def __init__(self, gazetteer: Gazetteer | None = None) -> None:
        self._places = PlaceFinder(gazetteer or Gazetteer.shipped())
        self._concepts = Concepts.load(inherit=True)
        self._classes = Classes(self._concepts)
        self._times = Times()
        self._impacts = Impacts()
        self._hate = Hate()
        self._events = self._concepts.mask(*_EVENTS)
        self._history = self._concepts.mask("history")

    @classmethod
    @cache
    def default(cls) -> Self:
        """The reader with the gazetteer that ships with the package, loaded once a process."""
        return cls()

    def read(self, document: Input) -> Reading:
        """Read one document: a `Document`, a text, or a mapping with the fields of `Document`.

        Raises ValueError where a field has the wrong type or `published_at` is not ISO 8601.
        """
        return self._read(as_document(document))

    def read_many(self, documents: Iterable[Input]) -> list[Reading]:
        """Read documents; answers in their order."""
        return [self._read(as_document(one)) for one in documents]

    def _read(self, document: Document) -> Reading:
        full = document.full_text
        text = prepare(full)
        found = self._concepts.find(text)
        where = self._places.find(text)
        impact, harms = self._impacts.find(text)
        code = where.place.code if where.place else None
        classified = self._classes.find(found, place=code, harm=_harmed(impact))
        context = Context(found, self._events, self._history)
        told = self._times.find(text, document.moment, context, code)
        hate = self._hate.find(text)
        return Reading(
            id=document.id,
            language=identify(text),
            relevant=classified.relevant,
            relevance=classified.relevance,
            categories=classified.categories,
            forms=classified.forms,
            hate=hate[0],
            places=where.places,
            place=where.place,
            when=told.when if told else None,
            impact=impact,
            severity=severity(classified.forms, impact, relevant=classified.relevant),
            masked=mask(full),
            fingerprint=fingerprint(text),
            model=MODEL,
            evidence=evidence(
                text, found, classified, place=where.place, told=told, harms=harms, hate=hate
            ),
        )


def _harmed(impact: Impact) -> bool:
    return any(one and one.best for one in (impact.killed, impact.injured))


def as_document(given: Input) -> Document:
    """A `Document` of what the caller gave; of a mapping, keys that are no fields are ignored."""
    if isinstance(given, Document):
        return given
    if isinstance(given, str):
        return Document(text=given)
    if not isinstance(given, Mapping):
        raise refused("dokumen", "teks, Document atau objek", given)
    return Document(**{name: given[name] for name in _FIELDS if name in given})
