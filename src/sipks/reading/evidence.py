"""The spans of a text behind each conclusion, in offsets of the full text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from sipks.reading.classes import Classified
from sipks.reading.concepts import Found
from sipks.reading.contract import Evidence
from sipks.reading.hints import Hints
from sipks.reading.learning.models import CATEGORY, FORM, RELEVANT, Models
from sipks.reading.learning.words import spelled
from sipks.reading.normalise import Prepared
from sipks.reading.rules import WHOLE, Score
from sipks.reading.sight import Seen
from sipks.reading.time import Told

Span = tuple[int, int, str, str]
"""Start and end in the visible text, kind and code."""

_MOST: Final = 6
_WORDS: Final = 3
_SPEAKS: Final = 0.5
_HATE: Final = 0.5
_WORD: Final = re.compile(r"\S+")


def evidence(
    models: Models,
    seen: Seen,
    classified: Classified,
    hate: Mapping[str, float],
    told: Told | None,
) -> tuple[Evidence, ...]:
    """All evidence, in order of text."""
    text, place = seen.text, seen.where.place
    spans = list(_of_hate(hate, seen.hate))
    if classified.relevant is not False:
        spans += _of_hints(seen.found, seen.hints, classified)
        spans += _of_words(text, seen.words, models, classified)
    if told:
        spans.append((told.start, told.end, "time", told.when.precision))
    spans += [(one.start, one.end, "impact", one.kind) for one in seen.harms]
    if text.kept is not None:
        spans = [(*text.span(start, end), kind, code) for start, end, kind, code in spans]
    if place:
        spans.append((place.start, place.end, "place", place.code))
    return tuple(Evidence(*span) for span in sorted(_outermost(spans)))


def _outermost(spans: Iterable[Span]) -> Iterator[Span]:
    """Without what lies in a longer span that says the same."""
    reach: dict[tuple[str, str], int] = {}
    for start, end, kind, code in sorted(spans, key=lambda one: (one[0], -one[1])):
        if end > reach.get((kind, code), -1):
            reach[kind, code] = end
            yield start, end, kind, code


def _of_hints(found: Found, hints: Hints, classified: Classified) -> Iterator[Span]:
    """Phrases whose concepts spoke for what was concluded; at most `_MOST` for each."""
    scores = hints.scores
    yield from _grounds(found, scores["relevance"].get("ya"), "relevance", "relevant")
    for one in classified.forms:
        yield from _grounds(found, scores["form"].get(one.code), "form", one.code)
    for one in classified.categories:
        for name in _named(scores["category"], one.code):
            yield from _grounds(found, scores["category"][name], "category", one.code)


def _of_words(
    text: Prepared, words: Sequence[str], models: Models, classified: Classified
) -> Iterator[Span]:
    """The words that spoke most for what was concluded; at most `_WORDS` for each."""
    places: dict[str, tuple[int, int]] = {}
    for found in _WORD.finditer(text.key):
        for word in spelled(found[0]):
            places.setdefault(word, (found.start() - 1, found.end() - 1))
    there = [word for word in dict.fromkeys(words) if word in places]
    if not there:
        return
    asked = [("relevance", "relevant", RELEVANT, "ya")]
    asked += [("form", one.code, FORM, one.code) for one in classified.forms]
    asked += [
        ("category", one.code, CATEGORY, one.code)
        for one in classified.categories
        if "-" in one.code
    ]
    spoken = models.speaking(there, [(head, answer) for *_, head, answer in asked])
    for (kind, code, *_), gains in zip(asked, spoken, strict=True):
        for at in gains.argsort()[: -_WORDS - 1 : -1].tolist():
            if gains[at] >= _SPEAKS:
                yield *places[there[at]], kind, code


def _of_hate(labels: Mapping[str, float], words: Found) -> Iterator[Span]:
    """Words of hatred or abuse, where either was concluded."""
    code = "HS" if labels["HS"] >= _HATE else "Abusive" if labels["Abusive"] >= _HATE else ""
    if code:
        for hit in words.hits[:_MOST]:
            yield hit.start, hit.end, "hate", code


def _named(scores: Mapping[str, Score], code: str) -> list[str]:
    """The code itself, or at level 1 those below it."""
    return [code] if code in scores else [name for name in scores if name.startswith(f"{code}-")]


def _grounds(found: Found, score: Score | None, kind: str, code: str) -> Iterator[Span]:
    """Where stand the first concepts that spoke for a code?"""
    asked: dict[int, int] = {}
    for sentence, needs in score.grounds if score else ():
        for need in needs:
            asked[sentence] = asked.get(sentence, 0) | need
    anywhere, left = asked.get(WHOLE, 0), _MOST
    for start, end, mask, sentence in found.hits:
        if mask & (asked.get(sentence, 0) | anywhere):
            yield start, end, kind, code
            left -= 1
            if not left:
                return
