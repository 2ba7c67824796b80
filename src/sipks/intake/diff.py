"""What changed between two versions of a text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, Literal, NamedTuple

_MOST: Final = 2_500  # pieces a side; the matcher's worst case is quadratic
_WORDS: Final = re.compile(r"\S+\s*|\s+")
_LINES: Final = re.compile(r"[^\n]*\n|[^\n]+")


class Change(NamedTuple):
    """A stretch of text that stayed, came in, or went out."""

    kind: Literal["same", "added", "removed"]
    text: str


def changes(old: str, new: str) -> list[Change]:
    """How `old` became `new`: word by word, for long texts line by line.

    What is same or removed, joined, is `old`; what is same or added, joined, is `new`.
    """
    before, after = _pieces(old, new)
    if max(len(before), len(after)) > _MOST:
        return [one for one in (Change("removed", old), Change("added", new)) if one.text]
    return list(_changes(before, after))


def _pieces(old: str, new: str) -> tuple[list[str], list[str]]:
    words = _WORDS.findall(old), _WORDS.findall(new)
    if max(map(len, words)) <= _MOST:
        return words
    return _LINES.findall(old), _LINES.findall(new)


def _changes(before: Sequence[str], after: Sequence[str]) -> Iterator[Change]:
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            yield Change("same", "".join(before[i:j]))
            continue
        if i < j:
            yield Change("removed", "".join(before[i:j]))
        if k < m:
            yield Change("added", "".join(after[k:m]))
