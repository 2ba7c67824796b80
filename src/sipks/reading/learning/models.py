"""The models of the reader: what one linear pass over the words says about every question at once.

A head is one question. Its answers compete (softmax: exactly one is the main one) or stand alone
(sigmoid). Weights come calibrated: a `p` of 0.8 is meant to be right in 80 of 100 cases.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Final, Self
from zipfile import BadZipFile

import numpy as np

from sipks.reading.learning.linear import Floats, Linear, Seen, Weights
from sipks.reading.taxonomy import CATEGORIES, FORMS, HATE_LABELS

RELEVANT: Final = "relevant"
CATEGORY: Final = "category"
FORM: Final = "form"
STAGE: Final = "stage"
HATE: Final = "hate"
NO_STAGE: Final = "-"
HEADS: Final[Mapping[str, tuple[str, ...]]] = {
    RELEVANT: ("ya",),
    CATEGORY: tuple(code for code in CATEGORIES if "-" in code),
    FORM: tuple(FORMS),
    STAGE: ("PG", "AG", "GN", NO_STAGE),
    HATE: HATE_LABELS,
}
SOFTMAX: Final = frozenset([CATEGORY, FORM, STAGE])
FILE: Final = "models.npz"
_FAR: Final = 30.0


class Models:
    """Scores of all heads; `version` names the examples and the method they came from."""

    def __init__(self, weights: Weights, version: str) -> None:
        self.weights, self.version = weights, version
        self._linear = Linear(weights)
        ends = np.cumsum([0, *map(len, HEADS.values())])
        self._slices = {
            head: slice(int(a), int(b)) for head, a, b in zip(HEADS, ends, ends[1:], strict=False)
        }

    @classmethod
    @cache
    def shipped(cls) -> Self:
        """Those that ship with the package."""
        return cls.from_bytes((resources.files("sipks.reading") / FILE).read_bytes())

    @classmethod
    def load(cls, folder: Path) -> Self:
        """Those of a folder written by `save`."""
        return cls.from_bytes((folder / FILE).read_bytes())

    def save(self, folder: Path) -> None:
        """Write into `folder`, which is made."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / FILE).write_bytes(self.to_bytes())

    @classmethod
    def from_bytes(cls, content: bytes) -> Self:
        """Models of `to_bytes`; ValueError where the content is something else."""
        try:
            with np.load(io.BytesIO(content), allow_pickle=False) as found:
                about = json.loads(bytes(found["about"]))
                weights = Weights(
                    bytes(found["features"]).decode().split("\n"),
                    found["rarity"].astype(np.float32),
                    found["weights"].astype(np.float32),
                    found["bias"].astype(np.float32),
                )
        except (
            OSError,
            EOFError,
            KeyError,
            ValueError,
            TypeError,
            AttributeError,
            BadZipFile,
        ) as problem:
            raise ValueError(f"bukan berkas model: {problem}") from problem
        if about.get("heads") != {head: list(answers) for head, answers in HEADS.items()}:
            raise ValueError("model ini untuk taksonomi yang lain")
        return cls(weights, about["version"])

    def to_bytes(self) -> bytes:
        """A NumPy archive without pickled objects; weights are rounded to 16 bits."""
        about = {"version": self.version, "heads": HEADS}
        out = io.BytesIO()
        np.savez_compressed(
            out,
            about=np.frombuffer(json.dumps(about).encode(), np.uint8),
            features=np.frombuffer("\n".join(self.weights.features).encode(), np.uint8),
            rarity=self.weights.rarity.astype(np.float16),
            weights=self.weights.weights.astype(np.float16),
            bias=self.weights.bias.astype(np.float32),
        )
        return out.getvalue()

    def scores(self, texts: Iterable[Seen]) -> Floats:
        """Scores of all heads side by side, texts × outputs, of the words and marks of texts."""
        return self._linear.scores(list(texts))

    def probabilities(self, scores: Floats, head: str) -> Floats:
        """Probability of each answer of a head, texts × answers, for scores texts × outputs."""
        part = scores[:, self._slices[head]]
        if head in SOFTMAX:
            part = np.exp(part - part.max(1, keepdims=True))
            return np.asarray(part / part.sum(1, keepdims=True), dtype=np.float32)
        return np.asarray(1 / (1 + np.exp(-part.clip(-_FAR, _FAR))), dtype=np.float32)

    def speaking(self, words: Sequence[str], asked: Iterable[tuple[str, str]]) -> Iterator[Floats]:
        """For each (head, answer) how much each word speaks for it (words,), in units of scores.

        Where answers compete, what counts is how much more it speaks for this one than for all.
        """
        given = self._linear.contributions(words)
        for head, answer in asked:
            rivals = self._slices[head]
            gain = given[:, rivals.start + HEADS[head].index(answer)]
            yield gain - given[:, rivals].mean(1) if head in SOFTMAX else gain
