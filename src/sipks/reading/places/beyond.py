"""Places that a text names but that are no area of Indonesia's order.

Countries and cities abroad come with the other names; roads, buildings, islands, hills and places
that the gazetteer does not hold are known by the word before them and their capitals. They have no
code: they never become the area that a text is about; whoever looks sees that they were noticed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from sipks.reading.contract import Place
from sipks.reading.normalise import Prepared
from sipks.reading.places.context import before, names_capitalised
from sipks.reading.places.resolve import Resolved
from sipks.reading.tables import words

COUNTRY: Final = "country"
ABROAD: Final = "abroad"
SITE: Final = "site"
HOME: Final = " indonesia "
_SURE: Final = 0.9
_LIKELY: Final = 0.6
_MOST: Final = 40
_PROPER: Final = r"[A-Z](?:[\w'’-]*\w)?"
_NUMBERED: Final = rf"(?:\d{{1,3}} )?{_PROPER}"
_NAME: Final = re.compile(rf" ({_NUMBERED}(?: (?:(?:al|at|as|an|de|of) )?{_NUMBERED}){{0,5}})")
_SHORTENED: Final = words("jl jln gg ds dsn kp kec kab kel prov rs sd smp sma pt")

Span = tuple[int, int]


def noticed(
    text: Prepared, resolved: Sequence[Resolved], sites: Sequence[Span], taken: set[Span]
) -> list[Place]:
    """Places beyond the areas at the spans `taken`, in order of text; offsets in `raw`.

    `sites` are the spans of words that stand before the name of a site.
    """
    if not sites and HOME not in text.key and not any(one.mention.foreign for one in resolved):
        return []
    found = [
        _place(text, (one.mention.start, one.mention.end), ABROAD, _SURE)
        for one in resolved
        if one.mention.foreign
    ]
    spans = taken | {(one.start, one.end) for one in found}
    found += _each(text, _apart(_homes(text), spans), COUNTRY, _SURE)
    if sites and names_capitalised(text):
        found += _each(text, _apart(_sites(text, sites), spans), SITE, _LIKELY)
    return sorted(found, key=_start)


def _homes(text: Prepared) -> Iterator[Span]:
    """Where the nation itself is named, and not as a part of somebody's name."""
    at = text.key.find(HOME)
    while at >= 0:
        if not before(text, at, {}).proper:
            yield at, at + len(HOME) - 2
        at = text.key.find(HOME, at + 1)


def _sites(text: Prepared, sites: Sequence[Span]) -> Iterator[Span]:
    """Words for sites with the capitalised names behind them, the longest words first."""
    for start, end in sorted(sites, key=_leftmost_longest):
        name = _NAME.match(text.raw, _end(text.raw, end, text.key[start + 1 : end + 1]))
        if name:
            yield start, name.end()


def _leftmost_longest(span: Span) -> Span:
    return span[0], -span[1]


def _end(raw: str, end: int, word: str) -> int:
    """Where the word for a site ends, with the full stop of an abbreviation."""
    return end + (raw[end : end + 1] == "." and word in _SHORTENED)


def _apart(spans: Iterable[Span], taken: set[Span]) -> Iterator[Span]:
    """Spans that share no letter with those taken; those given out are taken from then on."""
    for start, end in islice(spans, _MOST):
        if not any(low < end and start < high for low, high in taken):
            taken.add((start, end))
            yield start, end


def _each(text: Prepared, spans: Iterable[Span], level: str, p: float) -> Iterator[Place]:
    return (_place(text, span, level, p) for span in spans)


def _place(text: Prepared, span: Span, level: str, p: float) -> Place:
    start, end = text.span(*span)
    return Place("", text.raw[slice(*span)], level, None, None, p, start, end)


def _start(place: Place) -> int:
    return place.start
