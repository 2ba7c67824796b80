"""The spans of a text behind each conclusion, in offsets of the full text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from sipks.reading.classes import Classified
from sipks.reading.concepts import Found
from sipks.reading.contract import Evidence, Place
from sipks.reading.harm import Told as Harm
from sipks.reading.normalise import Prepared
from sipks.reading.rules import WHOLE, Score
from sipks.reading.time import Told

Span = tuple[int, int, str, str]
"""Start and end in the visible text, kind and code."""

_MOST: Final = 6
_HATE: Final = 0.5


def evidence(
    text: Prepared,
    found: Found,
    classified: Classified,
    *,
    place: Place | None,
    told: Told | None,
    harms: Iterable[Harm],
    hate: tuple[Mapping[str, float], Found],
) -> tuple[Evidence, ...]:
    """All evidence, in order of text; at most `_MOST` spans for each conclusion by rules."""
    spans = list(_of_rules(found, classified))
    if told:
        spans.append((told.start, told.end, "time", told.when.precision))
    spans += [(one.start, one.end, "impact", one.kind) for one in harms]
    spans += _of_hate(*hate)
    if text.kept is not None:
        spans = [(*text.span(start, end), kind, code) for start, end, kind, code in spans]
    if place:
        spans.append((place.start, place.end, "place", place.code))
    return tuple(Evidence(*span) for span in sorted(set(spans)))


def _of_rules(found: Found, classified: Classified) -> Iterator[Span]:
    if classified.relevant is False:
        return
    scores = classified.scores
    yield from _grounds(found, scores["relevance"].get("ya"), "relevance", "relevant")
    for one in classified.forms:
        yield from _grounds(found, scores["form"].get(one.code), "form", one.code)
    for one in classified.categories:
        for name in _named(scores["category"], one.code):
            yield from _grounds(found, scores["category"][name], "category", one.code)


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


def _of_hate(labels: Mapping[str, float], words: Found) -> Iterator[Span]:
    code = "HS" if labels["HS"] >= _HATE else "Abusive" if labels["Abusive"] >= _HATE else ""
    if code:
        for hit in words.hits[:_MOST]:
            yield hit.start, hit.end, "hate", code
