"""Mentions that are one: ranges, and days that are said twice."""

from __future__ import annotations

import re
from typing import Final

from sipks.reading.calendar import Span, make_day
from sipks.reading.dates.mention import TO, Mention

_NEIGHBOUR: Final = 6
_JOINER: Final = re.compile(
    rf"\)?{TO}(?:senin|selasa|rabu|kamis|jumat|sabtu|minggu)?,?\s?\(?(?:tgl|tanggal)?\s?$",
    re.IGNORECASE,
)
_YESTERDAY: Final = re.compile(r"(?:kemarin|kemaren|kmrn|kmren|wingi|kamari)\b", re.IGNORECASE)


def merged(raw: str, found: list[Mention]) -> list[Mention]:
    """Drop what a more exact neighbour says again; bring "28 Februari - 2 Maret" together."""
    kept: list[Mention] = []
    for one in found:
        joined = _join(raw, kept[-1], one) if kept else None
        if joined:
            kept[-1] = joined
        else:
            kept.append(one)
    return kept


def _narrows(raw: str, one: Mention, last: Mention) -> bool:
    """Whether a day tells which of a weekend is meant: "akhir pekan lalu, Minggu malam"."""
    weekend = raw[last.start : last.end].lower().startswith(("akhir", "week", "wik"))
    return weekend and last.span.start <= one.span.start and one.span.end <= last.span.end


def _join(raw: str, last: Mention, one: Mention) -> Mention | None:
    """One mention for two that overlap, are a range, or say the same day twice."""
    better = one if one.rank > last.rank or _narrows(raw, one, last) else last
    if one.start < last.end:
        return better
    between = raw[last.end : one.start]
    if last.span.precision == "month" and between == " " and _YESTERDAY.match(raw, one.start):
        return last
    if last.span.precision != "day" or one.span.precision != "day":
        return None
    if _JOINER.match(between) and "dan" not in between:
        start = last.span.start
        if start > one.span.end:
            start = make_day(start.day, start.month, one.span.end.year) or start
        if start <= one.span.end:
            return Mention(last.start, one.end, Span(start, one.span.end, "day"), last.rank)
    if len(between) <= _NEIGHBOUR and not between.strip(" ,(\t"):
        return better
    return None
