"""A trained model: texts in, probabilities of the labels out; kept as numbers and JSON only."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final, Self

import numpy as np

from sipks.reading.learning.hate import ridge
from sipks.reading.learning.hate.features import Features, Floats
from sipks.reading.learning.hate.table import Flags, TableError, Table
from sipks.reading.learning.hate.thresholds import best_threshold
from sipks.reading.learning.hate.words import Words

FORMAT: Final = 1
STRENGTH: Final = 2.0
Say = Callable[[str], None]


class Model:
    """Scores texts; a label is said where its score reaches its threshold."""

    def __init__(
        self, labels: Sequence[str], features: Features, weights: Floats, bias: Floats, least: Floats
    ) -> None:
        self.labels = tuple(labels)
        self._features = features
        self._weights = weights
        self._bias = bias
        self._least = least

    @classmethod
    def learn(cls, table: Table, say: Say) -> Self:
        """Learn from a table."""
        features = Features.fit(table.texts)
        say("ciri dihitung")
        rows = features.rows(features.posts(table.texts))
        kernel = (rows @ rows.T).toarray().astype(np.float64) + 1.0
        say("kernel dihitung")
        wanted = 2.0 * table.flags - 1.0
        fit = ridge.fit(kernel, wanted, STRENGTH)
        weights = (rows.T @ fit.dual).astype(np.float32)
        least = [best_threshold(table.flags[:, at], fit.without[:, at]) for at in range(len(table.labels))]
        return cls(table.labels, features, weights, fit.dual.sum(0).astype(np.float32), np.array(least, np.float32))

    def say(self, texts: Sequence[str]) -> Flags:
        """Which labels apply (n, labels)."""
        rows = self._features.rows(self._features.posts(texts))
        return rows @ self._weights + self._bias >= self._least

    def save(self, folder: Path) -> None:
        """Store the model in `folder`, which is made."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "model.json").write_text(json.dumps({"format": FORMAT, "task": "hate", "labels": self.labels, "words": dict(self._features.words.counts)}))
        np.savez(folder / "model.npz", weights=self._weights, bias=self._bias, least=self._least, **self._features.rarity)

    @classmethod
    def load(cls, folder: Path) -> Self:
        """The model stored in `folder`; ValueError where there is none."""
        said = json.loads((folder / "model.json").read_text())
        with np.load(folder / "model.npz", allow_pickle=False) as kept:
            rarity = {name: kept[name] for name in kept.files if name not in {"weights", "bias", "least"}}
            return cls(said["labels"], Features(Words(said["words"]), rarity), kept["weights"], kept["bias"], kept["least"])
