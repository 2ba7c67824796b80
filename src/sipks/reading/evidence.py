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
    spans = list(_of_rules(text, found, classified))
    if place:
        spans.append(Evidence(place.start, place.end, "place", place.code))
    if told:
        spans.append(_span(text, told.start, told.end, "time", told.when.precision))
    spans += [_span(text, one.start, one.end, "impact", one.kind) for one in harms]
    spans += _of_hate(text, *hate)
    return tuple(sorted(dict.fromkeys(spans), key=lambda one: (one.start, one.end, one.kind)))


def _span(text: Prepared, start: int, end: int, kind: str, code: str) -> Evidence:
    return Evidence(*text.span(start, end), kind, code)


def _of_rules(text: Prepared, found: Found, classified: Classified) -> Iterator[Evidence]:
    if classified.relevant is False:
        return
    codes = {
        "relevance": ["ya"],
        "category": [one.code for one in classified.categories],
        "form": [one.code for one in classified.forms],
    }
    for kind, wanted in codes.items():
        scores = classified.scores[kind]
        for code in wanted:
            for start, end in _grounds(found, scores, code):
                yield _span(text, start, end, kind, "relevant" if code == "ya" else code)


def _grounds(found: Found, scores: Mapping[str, Score], code: str) -> list[tuple[int, int]]:
    """Where stand the concepts that spoke for a code (or for those below it, at level 1)?"""
    asked: dict[int, int] = {}
    for name, score in scores.items():
        if name == code or name.startswith(f"{code}-"):
            for sentence, needs in score.grounds:
                for need in needs:
                    asked[sentence] = asked.get(sentence, 0) | need
    anywhere = asked.get(WHOLE, 0)
    spans = (
        (hit.start, hit.end)
        for hit in found.hits
        if hit.mask & (asked.get(hit.sentence, 0) | anywhere)
    )
    return [span for span, _ in zip(spans, range(_MOST), strict=False)]


def _of_hate(text: Prepared, labels: Mapping[str, float], words: Found) -> Iterator[Evidence]:
    code = "HS" if labels["HS"] >= _HATE else "Abusive" if labels["Abusive"] >= _HATE else ""
    if code:
        for hit in words.hits[:_MOST]:
            yield _span(text, hit.start, hit.end, "hate", code)
