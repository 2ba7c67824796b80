"""What a post looks like from outside, and which concepts of the lexicon it holds, as numbers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Final

import numpy as np
import numpy.typing as npt

from sipks.reading.concepts import Concepts
from sipks.reading.learning.hate.cues import cue_counts
from sipks.reading.learning.hate.views import Post
from sipks.reading.normalise import prepare

Floats = npt.NDArray[np.float32]

OUTSIDE: Final = 27
"""Columns of `outside`; those of concepts and of cues follow."""
_CUT: Final = 230
"""Posts of 2018 and before were cut at 140 or 280 characters; long ones read differently."""
_ADDRESSED: Final = frozenset(["USER", "RT", "USER:"])


@cache
def _concepts() -> Concepts:
    return Concepts.load("hate_words")


def marks(posts: Sequence[Post]) -> Floats:
    """One row of counts (n, columns) for each post: outside, concepts, cues."""
    rows = [[*outside(post), *_held(post), *cue_counts(post.words)] for post in posts]
    return np.array(rows, dtype=np.float32)


def outside(post: Post) -> list[float]:
    """Length, capitals, signs and traces of how the post was collected."""
    raw, text, words = post
    size, parts = max(1, len(text)), text.split()
    count = max(1, len(parts))
    return [
        len(raw),
        len(words),
        raw.count("USER") + raw.count("@"),
        raw.endswith("'"),
        "\\x" in raw,
        raw.startswith("RT"),
        "URL" in raw or "http" in raw,
        sum(map(str.isupper, text)) / size,
        text.count("!"),
        text.count("?"),
        text.count("#"),
        sum(word[0] == "x" and len(word) > 6 for word in words),
        len(set(words)) / max(1, len(words)),
        "\u00f0" in raw or "\u00e2" in raw,
        sum(map(str.isdigit, text)),
        sum(part[0].isupper() and not part.isupper() for part in parts) / count,
        sum(part.isupper() and len(part) > 2 for part in parts) / count,
        sum(map(len, parts)) / count,
        text[:1].islower(),
        text.endswith((".", "!", "?", "..")),
        text.count('"') + text.count("\u201c"),
        text.count(";") + text.count(":"),
        text.count(".."),
        text.count(","),
        raw.count("\\n"),
        len(raw) > _CUT,
        next((at for at, part in enumerate(parts) if part not in _ADDRESSED), count),
    ]


def _held(post: Post) -> list[bool]:
    found = _concepts().find(prepare(" ".join(post.words))).whole
    return [bool(found & bit) for bit in _concepts().bits.values()]


def groups() -> dict[str, slice]:
    """Columns of `marks` by what they tell."""
    cues_from = OUTSIDE + len(_concepts().bits)
    return {
        "outside": slice(0, OUTSIDE),
        "concepts": slice(OUTSIDE, cues_from),
        "cues": slice(cues_from, None),
    }
