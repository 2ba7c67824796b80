"""The reader: one text in, everything that is understood of it out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Any, Final, Self

from sipks.reading.actors import Groups
from sipks.reading.classes import Classified, classify
from sipks.reading.contract import Document, Group, Reading, refused
from sipks.reading.evidence import evidence
from sipks.reading.fingerprint import fingerprints
from sipks.reading.hate import hatred
from sipks.reading.language import identify
from sipks.reading.learning.models import Models
from sipks.reading.masking import mask
from sipks.reading.normalise import Prepared
from sipks.reading.places import Gazetteer
from sipks.reading.severity import severity
from sipks.reading.sight import Sight

RULES: Final = "2026.6"
"""Version of lexicon and rules; it changes whenever the same text may be read differently."""

_TOGETHER: Final = 128
"""Documents that take each step together."""

Input = Document | str | Mapping[str, Any]
_FIELDS: Final = ("id", "text", "title", "published_at", "source")


class Reader:
    """Reads texts; holds lexicon, rules, models and gazetteer, and no state between texts.

    `model` names the version of rules and models together.
    """

    def __init__(self, gazetteer: Gazetteer | None = None, models: Models | None = None) -> None:
        self._models = models or Models.shipped()
        self._sight = Sight(gazetteer or Gazetteer.shipped())
        self._groups = Groups()
        self.model = f"{RULES}+{self._models.version}"

    @classmethod
    @cache
    def default(cls) -> Self:
        """The reader with the gazetteer and models that ship, loaded once a process."""
        return cls()

    def read(self, document: Input) -> Reading:
        """Read one document: a `Document`, a text, or a mapping with the fields of `Document`.

        Raises ValueError where a field has the wrong type or `published_at` is not ISO 8601.
        """
        return self._read([as_document(document)])[0]

    def read_many(self, documents: Iterable[Input]) -> list[Reading]:
        """Read documents; answers in their order."""
        source = map(as_document, documents)
        readings: list[Reading] = []
        while batch := list(islice(source, _TOGETHER)):
            readings += self._read(batch)
        return readings

    def _read(self, documents: Sequence[Document]) -> list[Reading]:
        seen = self._sight(documents)
        models = self._models
        scores = models.scores((one.words, one.marks) for one in seen)
        classes, hates = classify(models, scores), hatred(models, scores)
        whens = [self._sight.when(*pair) for pair in zip(seen, documents, strict=True)]
        languages = [identify(one.text) for one in seen]
        masked = [mask(one.text.full) for one in seen]
        prints = fingerprints([one.text for one in seen])
        groups = [
            self._groups_in(one.text, judged) for one, judged in zip(seen, classes, strict=True)
        ]
        shown = [
            evidence(models, *known) for known in zip(seen, classes, hates, whens, strict=True)
        ]
        return [
            Reading(
                id=document.id,
                language=language,
                relevant=judged.relevant,
                relevance=judged.relevance,
                categories=judged.categories,
                forms=judged.forms,
                stage=judged.stage,
                groups=acting,
                hate=hate,
                places=one.where.places,
                place=one.where.place,
                when=told.when if told else None,
                impact=one.impact,
                severity=severity(judged.forms, one.impact, relevant=judged.relevant),
                masked=hidden,
                fingerprint=mark,
                model=self.model,
                evidence=spans,
            )
            for document, one, judged, hate, told, language, hidden, mark, acting, spans in zip(
                documents,
                seen,
                classes,
                hates,
                whens,
                languages,
                masked,
                prints,
                groups,
                shown,
                strict=True,
            )
        ]

    def _groups_in(self, text: Prepared, judged: Classified) -> tuple[Group, ...]:
        if judged.relevant is False:
            return ()
        return self._groups.find(text, judged.forms[0].code if judged.forms else None)


def as_document(given: Input) -> Document:
    """A `Document` of what the caller gave; of a mapping, keys that are no fields are ignored."""
    if isinstance(given, Document):
        return given
    if isinstance(given, str):
        return Document(text=given)
    if not isinstance(given, Mapping):
        raise refused("dokumen", "teks, Document atau objek", given)
    return Document(**{name: given[name] for name in _FIELDS if name in given})
