"""Trees as plain arrays, so that a stored model holds numbers only.

scikit-learn grows them; here they are flattened and walked. Inner nodes send a row to the left when
its value is at most the node's threshold; leaves point to themselves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple, Self

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]
_CHUNK: Final = 512


class Trees(NamedTuple):
    """Nodes of all trees in a row: column asked, threshold, child nodes, value (nodes, outputs);
    `roots` are the first nodes and `depth` the most steps from root to leaf."""

    column: npt.NDArray[np.int32]
    threshold: Floats
    left: npt.NDArray[np.int32]
    right: npt.NDArray[np.int32]
    value: Floats
    roots: npt.NDArray[np.int32]
    depth: int

    def total(self, rows: Floats) -> Floats:
        """Sum over all trees of the values of the leaves that `rows` (n, columns) end in."""
        out = np.zeros((len(rows), self.value.shape[1]), np.float32)
        for start in range(0, len(rows), _CHUNK):
            part = rows[start : start + _CHUNK]
            out[start : start + _CHUNK] = self.value[self._leaves(part)].sum(1)
        return out

    def _leaves(self, rows: Floats) -> npt.NDArray[np.int32]:
        at = np.tile(self.roots, (len(rows), 1))
        which = np.arange(len(rows))[:, None]
        for _ in range(self.depth):
            goes_left = rows[which, self.column[at]] <= self.threshold[at]
            at = np.where(goes_left, self.left[at], self.right[at])
        return at

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """Everything as arrays, to be stored."""
        return {name: np.asarray(value) for name, value in self._asdict().items()}

    @classmethod
    def of(cls, arrays: dict[str, npt.NDArray[Any]]) -> Self:
        """Trees from what `arrays` gave; ValueError where nodes point outside."""
        fields: dict[str, Any] = {**arrays, "depth": int(arrays["depth"])}
        trees = cls(**fields)
        nodes = np.concatenate([trees.left, trees.right, trees.roots])
        if not len(nodes) or nodes.min() < 0 or nodes.max() >= len(trees.value):
            raise ValueError("pohon keputusan tidak utuh")
        return trees


class _Tree(NamedTuple):
    column: npt.NDArray[Any]
    threshold: npt.NDArray[Any]
    left: npt.NDArray[Any]
    right: npt.NDArray[Any]
    value: npt.NDArray[Any]
    depth: int


def forest(model: Any) -> Trees:
    """Trees of a fitted multi-output forest of two-class labels; values are shares of having it,
    divided by the number of trees."""
    count = len(model.estimators_)
    return _joined(
        _Tree(
            tree.feature, tree.threshold, tree.children_left, tree.children_right,
            tree.value[:, :, 1] / tree.value.sum(2) / count, tree.max_depth,
        )
        for tree in (estimator.tree_ for estimator in model.estimators_)
    )  # fmt: skip


def boosted(models: Sequence[Any]) -> tuple[Trees, Floats]:
    """Trees of fitted histogram boosters, one for each output, and their starting log-odds."""
    # scikit-learn has no public way to these nodes; a test compares with its own answers.
    trees = []
    for at, model in enumerate(models):
        for (grown,) in model._predictors:
            nodes = grown.nodes
            value = np.zeros((len(nodes), len(models)))
            value[:, at] = np.where(nodes["is_leaf"], nodes["value"], 0)
            inner = ~nodes["is_leaf"].astype(bool)
            left = np.where(inner, nodes["left"].astype(np.int64), -1)
            right = np.where(inner, nodes["right"].astype(np.int64), -1)
            threshold, column = nodes["num_threshold"], nodes["feature_idx"]
            depth = int(nodes["depth"].max())
            trees.append(_Tree(column, threshold, left, right, value, depth))
    start = [np.ravel(model._baseline_prediction)[0] for model in models]
    return _joined(trees), np.array(start, np.float32)


def _joined(trees: Iterable[_Tree]) -> Trees:
    kept = list(trees)
    sizes = [len(tree.left) for tree in kept]
    roots = np.cumsum([0, *sizes[:-1]])
    offsets = np.repeat(roots, sizes)
    itself = np.arange(sum(sizes))
    left, right = (
        np.where(children < 0, itself, children + offsets).astype(np.int32)
        for children in (
            np.concatenate([tree.left for tree in kept]),
            np.concatenate([tree.right for tree in kept]),
        )
    )
    return Trees(
        column=np.maximum(np.concatenate([tree.column for tree in kept]), 0).astype(np.int32),
        threshold=_down(np.concatenate([tree.threshold for tree in kept])),
        left=left,
        right=right,
        value=np.concatenate([tree.value for tree in kept]).astype(np.float32),
        roots=roots.astype(np.int32),
        depth=max(tree.depth for tree in kept),
    )


def _down(threshold: npt.NDArray[np.float64]) -> Floats:
    """The greatest single-precision number that is not above each threshold."""
    near = threshold.astype(np.float32)
    return np.where(near > threshold, np.nextafter(near, np.float32(-np.inf)), near)
