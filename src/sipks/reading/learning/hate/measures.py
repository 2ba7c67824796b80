"""How well labels were told: precision, recall and F1, and what follows from them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

Flags = npt.NDArray[np.bool_]


def f1(truth: Flags, said: Flags) -> float:
    """Harmonic mean of precision and recall over all elements; 1 where there is nothing to tell.

    >>> f1(np.array([True, True, False]), np.array([True, False, False])).__round__(3)
    0.667
    """
    wanted = int(truth.sum()) + int(said.sum())
    return 2 * int((truth & said).sum()) / wanted if wanted else 1.0


def both_f1(truth: Flags, said: Flags) -> float:
    """Mean of the F1 of having a label and of the F1 of not having it."""
    return (f1(truth, said) + f1(~truth, ~said)) / 2


def label_report(labels: Sequence[str], truth: Flags, said: Flags) -> dict[str, Any]:
    """Figures for `truth` and `said`, both (n, labels).

    For each label `precision`, `recall`, `f1` and `support`; `macro_f1` is the mean over labels of
    `both_f1`, `exact` the share of items with every label right.
    """
    if truth.shape != said.shape or truth.shape[1] != len(labels):
        raise ValueError(f"bentuk tidak sama: {truth.shape}, {said.shape}, {len(labels)} label")
    return {
        "labels": {label: _one(truth[:, at], said[:, at]) for at, label in enumerate(labels)},
        "macro_f1": round(
            sum(both_f1(truth[:, at], said[:, at]) for at in range(len(labels))) / len(labels), 4
        ),
        "exact": round(float((truth == said).all(axis=1).mean()), 4),
        "items": len(truth),
    }


def _one(truth: Flags, said: Flags) -> dict[str, float | int]:
    right = int((truth & said).sum())
    return {
        "precision": round(right / max(1, int(said.sum())), 4),
        "recall": round(right / max(1, int(truth.sum())), 4),
        "f1": round(f1(truth, said), 4),
        "support": int(truth.sum()),
    }
