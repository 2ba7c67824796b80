"""From labelled examples to models: one head after another on the same features, then calibrated.

Each head is a regularised logistic regression. Its scores on texts left out of fitting (four folds)
tell how much too sure it is; a temperature (Guo et al. 2017), or slope and intercept (Platt 1999),
puts that right and is folded into the weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize, minimize_scalar
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedGroupKFold

from sipks.reading.learning.fit import Space, Text
from sipks.reading.learning.linear import Weights
from sipks.reading.learning.models import HEADS, SOFTMAX

Floats = npt.NDArray[np.float64]
FOLDS: Final = 4
SEED: Final = 20261125
STRENGTH: Final = {"relevant": 30.0, "category": 150.0, "form": 100.0, "stage": 50.0, "hate": 3.0}
FAINT: Final = 0.5
NEVER: Final = -9.0
"""Score of an answer that no lesson gives."""
_SECOND: Final = 0.35
"""How much a further category or form counts beside the main one."""


@dataclass(frozen=True)
class Lesson:
    """A text with the answers to some heads: the main answer first, or those that hold.

    `writer` says who wrote it where many texts are by one hand.
    """

    text: Text
    answers: dict[str, tuple[str, ...]]
    writer: str = ""


def train(lessons: Sequence[Lesson]) -> Weights:
    """Weights of all heads. A head learns from the lessons that answer it."""
    space = Space.of([one.text for one in lessons])
    full = space.matrix([one.text for one in lessons])
    columns: list[Floats] = []
    biases: list[Floats] = []
    for head, names in HEADS.items():
        asked = [at for at, one in enumerate(lessons) if head in one.answers]
        given = [lessons[at].answers[head] for at in asked]
        writers = np.array([lessons[at].writer or str(at) for at in asked])
        if not asked:
            columns.append(np.zeros((full.shape[1], len(names))))
            biases.append(np.full(len(names), NEVER))
            continue
        learn = _competing if head in SOFTMAX else _alone
        rows = full[asked]
        used = np.flatnonzero(rows.getnnz(0))
        part, bias = learn(rows[:, used], given, names, STRENGTH[head], writers)
        weights = np.zeros((full.shape[1], len(names)))
        weights[used] = part
        columns.append(weights)
        biases.append(bias)
    return _without_faint(
        Weights(
            list(space.features),
            space.rarity.astype(np.float32),
            np.hstack(columns).astype(np.float32),
            np.concatenate(biases).astype(np.float32),
        )
    )


def _without_faint(full: Weights) -> Weights:
    """The features that can move some score by `FAINT` or more."""
    kept = np.flatnonzero(np.abs(full.weights * full.rarity[:, None]).max(1) >= FAINT)
    features = [full.features[int(at)] for at in kept]
    return Weights(features, full.rarity[kept], full.weights[kept], full.bias)


def _alone(
    x: csr_matrix,
    given: Sequence[tuple[str, ...]],
    names: Sequence[str],
    c: float,
    writers: npt.NDArray[np.str_],
) -> tuple[Floats, Floats]:
    weights, bias = np.zeros((x.shape[1], len(names))), np.zeros(len(names))
    for at, name in enumerate(names):
        y = np.array([name in one for one in given])
        if min(y.sum(), (~y).sum()) < FOLDS:
            bias[at] = NEVER
            continue
        left_out = _left_out(x, y, None, c, writers)
        slope, shift = _platt(left_out[:, 0], y)
        model = _fit(x, y, None, c)
        weights[:, at] = model.coef_[0] * slope
        bias[at] = model.intercept_[0] * slope + shift
    return weights, bias


def _competing(
    x: csr_matrix,
    given: Sequence[tuple[str, ...]],
    names: Sequence[str],
    c: float,
    writers: npt.NDArray[np.str_],
) -> tuple[Floats, Floats]:
    rows = [
        (row, names.index(name), at == 0)
        for row, one in enumerate(given)
        for at, name in enumerate(one)
    ]
    pick = np.array([row for row, _, _ in rows])
    y = np.array([name for _, name, _ in rows])
    weight = np.array([1.0 if main else _SECOND for _, _, main in rows])
    left_out = _left_out(x[pick], y, weight, c, writers[pick])
    main = weight == 1.0
    known = np.unique(y)
    heat = _temperature(left_out[main], np.searchsorted(known, y[main]))
    model = _fit(x[pick], y, weight, c)
    weights, bias = np.zeros((x.shape[1], len(names))), np.full(len(names), NEVER)
    weights[:, known] = model.coef_.T / heat
    bias[known] = model.intercept_ / heat
    return weights, bias


def _fit(x: csr_matrix, y: npt.NDArray[Any], weight: Floats | None, c: float) -> Any:
    two = y.dtype == bool
    model = LogisticRegression(
        C=c, solver="liblinear" if two else "lbfgs", max_iter=200, random_state=SEED
    )
    return model.fit(x, y, weight)


def _left_out(
    x: csr_matrix,
    y: npt.NDArray[Any],
    weight: Floats | None,
    c: float,
    writers: npt.NDArray[np.str_],
) -> Floats:
    """Scores of each text by a model that has seen neither it nor another by the same hand.

    How sure a model may be of a stranger's texts is what calibration has to find out.
    """
    known, counts = np.unique(y, return_counts=True)
    parts = min(FOLDS, max(2, counts.max()))
    if len(np.unique(writers)) < parts:
        writers = np.arange(len(y)).astype(str)
    folds = StratifiedGroupKFold(parts, shuffle=True, random_state=SEED)
    out = np.full((len(y), 1 if y.dtype == bool else len(known)), NEVER)
    for train_rows, test_rows in folds.split(np.zeros(len(y)), y, writers):
        model = _fit(
            x[train_rows], y[train_rows], None if weight is None else weight[train_rows], c
        )
        scores = model.decision_function(x[test_rows])
        if y.dtype == bool:
            out[test_rows, 0] = scores
        else:
            out[np.ix_(test_rows, np.searchsorted(known, model.classes_))] = scores
    return out


def _temperature(scores: Floats, y: npt.NDArray[Any]) -> float:
    def loss(log_heat: float) -> float:
        scaled = scores / np.exp(log_heat)
        scaled = scaled - scaled.max(1, keepdims=True)
        picked = scaled[np.arange(len(y)), y]
        return float(np.mean(np.log(np.exp(scaled).sum(1)) - picked))

    return float(np.exp(minimize_scalar(loss, bounds=(-2, 2), method="bounded").x))


def _platt(scores: Floats, y: npt.NDArray[np.bool_]) -> tuple[float, float]:
    sign = np.where(y, 1.0, -1.0)

    def loss(given: Floats) -> float:
        return float(np.mean(np.logaddexp(0, -sign * (given[0] * scores + given[1]))))

    slope, shift = minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead").x
    return float(slope), float(shift)
