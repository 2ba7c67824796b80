"""How well the places where something happens are put before the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
from sklearn.metrics import average_precision_score, roc_auc_score

from sipks.statistics.errors import BadInput

from .checks import Floats, Truths, numbers, refuse, whole


def auc(occurred: npt.ArrayLike, risk: npt.ArrayLike) -> float:
    """Area under the ROC curve: how likely an event has a higher risk than a non-event.

    `occurred` (n,) of 0 and 1, `risk` (n,) any numbers; ties count half (Hanley & McNeil 1982; by
    scikit-learn). nan where only one of both occurs. Raises BadInput that names the row. Where
    events are rare it is near 1 for any forecast that knows the silent places: see
    `average_precision`.
    """
    truth, told = _pair(occurred, risk, 1)
    return float(roc_auc_score(truth, told)) if 0 < truth.sum() < len(truth) else float("nan")


def average_precision(occurred: npt.ArrayLike, risk: npt.ArrayLike) -> float:
    """Mean precision over the recalls, Σ (R_k − R_{k−1}) P_k down the ranking (by scikit-learn).

    Arguments as for `auc`. Chance scores the share of events; nan where there is none.
    """
    truth, told = _pair(occurred, risk, 1)
    return float(average_precision_score(truth, told)) if truth.any() else float("nan")


def _pair(occurred: npt.ArrayLike, risk: npt.ArrayLike, axes: int) -> tuple[Truths, Floats]:
    truth = numbers(occurred, "occurred", (axes,))
    refuse((truth != 0) & (truth != 1), truth, "occurred", "is neither 0 nor 1")
    told = numbers(risk, "risk", (axes,)).astype(np.float64)
    if truth.shape != told.shape:
        raise BadInput(f"risk has the shape {told.shape}, but occurred {truth.shape}")
    return truth.astype(np.bool_), told


@dataclass(frozen=True)
class Budget:
    """What a budget of alarms catches: `alarms` raised, `hits` among them, `events` in all."""

    alarms: float
    hits: float
    events: int

    @property
    def recall(self) -> float:
        """Share of the events that were alarmed; nan without events."""
        return self.hits / self.events if self.events else float("nan")

    @property
    def precision(self) -> float:
        """Share of the alarms that were right; nan without alarms."""
        return self.hits / self.alarms if self.alarms else float("nan")


def alarm_budget(
    occurred: npt.ArrayLike,
    risk: npt.ArrayLike,
    k: int,
    *,
    of: Literal["alarms", "false"] = "alarms",
) -> Budget:
    """Recall and precision when each period has a budget of `k` alarms, or of `k` false ones.

    `occurred` (T, N) of 0 and 1, `risk` (T, N) any numbers. In each period the units of highest
    risk are alarmed until `k` are (`of="alarms"`), or until `k` false alarms are used up and one
    more would be the next (`of="false"`). Where units of equal risk do not all fit, chance would
    choose among them: what it catches on average is counted, so the answer depends on no order.
    Raises BadInput that names period (row) and unit (column).

    >>> caught = alarm_budget([[1, 0, 0, 1]], [[0.9, 0.8, 0.1, 0.1]], 3)
    >>> caught.hits, caught.recall, caught.precision
    (1.5, 0.75, 0.5)
    """
    truth, told = _pair(occurred, risk, 2)
    whole(k, "k")
    if of not in ("alarms", "false"):
        raise BadInput(f"of is {of!r}, not 'alarms' or 'false'")
    raised = [_raised(*one, k, of == "false") for one in zip(truth, told, strict=True)]
    alarms, hits = np.sum(raised, axis=0)
    return Budget(float(alarms), float(hits), int(truth.sum()))


def _raised(truth: Truths, told: Floats, k: int, only_false: bool) -> tuple[float, float]:
    """Alarms and hits of one period, by groups of equal risk from the highest down."""
    _, group = np.unique(-told, return_inverse=True)
    size = np.bincount(group).astype(np.float64)
    right = np.bincount(group, truth)
    if not only_false:
        left = k - (np.cumsum(size) - size)
        part = np.clip(left / size, 0, 1)
        return float(part @ size), float(part @ right)
    wrong = size - right
    left = k - (np.cumsum(wrong) - wrong)
    # q false and p right in random order: before the next after r false, p (r + 1)/(q + 1) come.
    hits = float(np.clip((left + 1) / (wrong + 1), 0, 1) @ right)
    return hits + min(k, float(wrong.sum())), hits
