"""How well labels were told: precision, recall and F1, and what follows from them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.metrics import accuracy_score, f1_score, precision_recall_fscore_support

Flags = npt.NDArray[np.bool_]


def both_f1(truth: Flags, said: Flags) -> float:
    """Mean of the F1 of having a label and of the F1 of not having it, both (n,).

    One that is neither there nor said has F1 1.

    >>> round(both_f1(np.array([True, True, False]), np.array([True, False, False])), 3)
    0.667
    """
    return float(f1_score(truth, said, labels=[False, True], average="macro", zero_division=1.0))


def label_report(labels: Sequence[str], truth: Flags, said: Flags) -> dict[str, Any]:
    """Figures for `truth` and `said`, both (n, labels).

    For each label `precision`, `recall`, `f1` and `support`; `macro_f1` is the mean over labels of
    `both_f1`, `exact` the share of items with every label right.
    """
    if truth.shape != said.shape or truth.shape[1] != len(labels):
        raise ValueError(f"bentuk tidak sama: {truth.shape}, {said.shape}, {len(labels)} label")
    both = list(zip(truth.T, said.T, strict=True))
    return {
        "labels": {label: _one(*pair) for label, pair in zip(labels, both, strict=True)},
        "macro_f1": round(sum(both_f1(*pair) for pair in both) / len(labels), 4),
        "exact": round(float(accuracy_score(truth, said)), 4),
        "items": len(truth),
    }


def _one(truth: Flags, said: Flags) -> dict[str, float | int]:
    precision, recall, f1, _ = precision_recall_fscore_support(
        truth, said, average="binary", zero_division=0.0
    )
    return {
        "precision": round(float(precision), 4),
        "recall": round(float(recall), 4),
        "f1": round(float(f1), 4),
        "support": int(truth.sum()),
    }
