"""Where to cut a score."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Flags = npt.NDArray[np.bool_]


def best_threshold(truth: Flags, scores: npt.NDArray[np.floating]) -> float:
    """The cut of `scores` (n,) at which the mean F1 of both classes of `truth` (n,) is greatest."""
    order = np.argsort(-scores, kind="stable")
    said = np.arange(1, len(truth) + 1)
    right = np.cumsum(truth[order])
    yes, no = right[-1], len(truth) - right[-1]
    having = 2 * right / (yes + said)
    lacking = 2 * (no - (said - right)) / np.maximum(1, no + len(truth) - said)
    at = int(np.argmax(having + lacking))
    ranked = scores[order]
    return float((ranked[at] + ranked[min(at + 1, len(ranked) - 1)]) / 2)
