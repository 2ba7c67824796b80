from __future__ import annotations

import re
from collections.abc import Iterator

from sipks.reading import Reading

LONGEST = 140
_SHORTEST = 15
_TELLING = ("form", "impact", "category", "relevance")
# A sentence ends behind a word of some length ("Kec." and "Jl." end none), or with its line.
_ENDS = re.compile(r"(?<=\w{4}[.!?])\s+(?=[\"“'(]?[A-Z])|\s*\n\s*")
_DATELINE = re.compile(r"^\S+\.(?:com|co\.id|net|id)\b,?\s*(?:[A-Z][\w ]{2,25}\s*[-–—]+\s*|\w+\s+)")
_NOISE = re.compile(r"https?://\S+|www\.\S+|@[\w*]+:?|^\s*RT\b|[#\u200b-\u200f\u202a-\u202e]")


def headline(said: Reading, titled: bool) -> str:
    """One line that says what a text tells of, from its masked form, at most `LONGEST` characters.

    The title where it has one; else the first sentence that holds what the reader went by, without
    addresses, handles and the name of the paper.
    """
    text = said.masked
    if titled:
        return _short(text.split("\n", 1)[0])
    spans = list(_sentences(text))
    told = (text[start:end] for start, end in _first_telling(said, spans))
    cleaned = (_clean(one) for one in (*told, *(text[start:end] for start, end in spans[:3])))
    return _short(next((one for one in cleaned if len(one) >= _SHORTEST), "") or text)


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in _ENDS.finditer(text):
        yield start, end.start()
        start = end.end()
    yield start, len(text)


def _first_telling(said: Reading, spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for kind in _TELLING:
        marks = sorted(one.start for one in said.evidence if one.kind == kind)
        yield from (span for span in spans if marks and span[0] <= marks[0] < span[1])


def _clean(sentence: str) -> str:
    return " ".join(_NOISE.sub(" ", _DATELINE.sub("", sentence.strip())).split())


def _short(line: str) -> str:
    line = " ".join(line.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rsplit(" ", 1)[0] + "…"
