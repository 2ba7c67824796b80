"""The second floor of the ensemble: trees that weigh what the kernels said of every label, beside
the marks of the post. Half of the answer is a forest's, half a booster's."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from sipks.reading.learning.hate.trees import Trees, boosted, forest

Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]

TREES: Final = 300
ROUNDS: Final = 150
FOLDS: Final = 5
SEED: Final = 20261125


class Stack(NamedTuple):
    """The trees of both halves, and the booster's starting log-odds (labels)."""

    forest: Trees
    boosted: Trees
    start: Floats

    def p(self, rows: Floats) -> Floats:
        """Probabilities (n, labels)."""
        odds = self.boosted.total(rows) + self.start
        return np.asarray((self.forest.total(rows) + 1 / (1 + np.exp(-odds))) / 2, np.float32)


def fit(rows: Floats, truth: Flags) -> tuple[Stack, Floats]:
    """Fit on `rows` (n, columns) and `truth` (n, labels), both classes of each label being there.

    Answers too with the probabilities (n, labels) that rows got from trees that had not seen them.
    """
    grown = _forest(rows, truth)
    # Two classes each: the last axis of what scikit-learn keeps is having it or not.
    unseen = np.nan_to_num(grown.oob_decision_function_.reshape(len(rows), 2, -1)[:, 1], nan=0.5)
    # Threads of so small a task mostly wait for one another when the machine has other work.
    with threadpool_limits(1, user_api="openmp"):
        boosters, left_out = zip(*(_boosted(rows, column) for column in truth.T), strict=True)
    trees, start = boosted(boosters)
    stack = Stack(forest(grown), trees, start)
    return stack, ((unseen + np.stack(left_out, 1)) / 2).astype(np.float32)


def _forest(rows: Floats, truth: Flags) -> Any:
    from sklearn.ensemble import ExtraTreesClassifier

    model = ExtraTreesClassifier(
        TREES, min_samples_leaf=8, max_features=0.2, bootstrap=True, oob_score=True,
        random_state=SEED,
    )  # fmt: skip
    return model.fit(rows, truth if truth.shape[1] > 1 else truth[:, 0])


def _boosted(rows: Floats, truth: npt.NDArray[np.bool_]) -> tuple[Any, Floats]:
    """A booster for one label, and its probabilities for rows of folds left out (n,)."""
    from sklearn.model_selection import StratifiedKFold

    left_out = np.zeros(len(rows), np.float32)
    for some, others in StratifiedKFold(FOLDS, shuffle=True, random_state=SEED).split(rows, truth):
        left_out[others] = _booster().fit(rows[some], truth[some]).predict_proba(rows[others])[:, 1]
    return _booster().fit(rows, truth), left_out


def _booster() -> Any:
    from sklearn.ensemble import HistGradientBoostingClassifier

    return HistGradientBoostingClassifier(
        learning_rate=0.04, max_iter=ROUNDS, max_leaf_nodes=8, min_samples_leaf=25,
        l2_regularization=5.0, max_features=0.25, max_bins=63, early_stopping=False,
        random_state=SEED,
    )  # fmt: skip
