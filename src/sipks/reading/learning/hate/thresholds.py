"""Where to cut probabilities."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

Flags = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float32]
_SAMPLES: Final = 100
_SEED: Final = 20261125


def best_threshold(truth: Flags, scores: Floats) -> float:
    """The cut of `scores` (n,) at which the mean F1 of both classes of `truth` (n,) is greatest.

    >>> truth = np.array([False, False, True, True])
    >>> round(best_threshold(truth, np.array([0.1, 0.4, 0.6, 0.9], np.float32)), 3)
    0.5
    """
    order = np.argsort(-scores, kind="stable")
    said = np.arange(1, len(truth) + 1)
    right = np.cumsum(truth[order])
    yes, no = right[-1], len(truth) - right[-1]
    having = 2 * right / (yes + said)
    lacking = 2 * (no - (said - right)) / np.maximum(1, no + len(truth) - said)
    ranked = scores[order]
    # Equal scores fall on one side together.
    last_of_equals = np.append(ranked[1:] < ranked[:-1], True)
    at = int(np.argmax(np.where(last_of_equals, having + lacking, -1)))
    return float((ranked[at] + ranked[min(at + 1, len(ranked) - 1)]) / 2)


def steady_threshold(truth: Flags, scores: Floats) -> float:
    """The median of the best cuts of samples drawn with replacement (bagging, Breiman 1996).

    Of many cuts that are nearly as good, the best one of a single sample is an accident.
    """
    rng = np.random.default_rng(_SEED)
    samples = (rng.integers(len(truth), size=len(truth)) for _ in range(_SAMPLES))
    return float(np.median([best_threshold(truth[one], scores[one]) for one in samples]))
