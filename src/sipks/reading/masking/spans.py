"""Stretches of a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

Span = tuple[int, int]
"""Start, and end (not included)."""


def joined(spans: Iterable[Span]) -> Iterator[Span]:
    """The spans in order, those that touch as one."""
    last: Span | None = None
    for start, end in sorted(spans):
        if last and start <= last[1]:
            last = last[0], max(last[1], end)
            continue
        if last:
            yield last
        last = start, end
    if last:
        yield last
