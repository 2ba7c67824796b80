"""The task `hate` of `sipks model`: the twelve labels of Ibrohim and Budi (2019)."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from sipks.reading.learning.hate.clean import clean
from sipks.reading.learning.hate.model import Model
from sipks.reading.learning.hate.store import load, save
from sipks.reading.learning.measures import label_report
from sipks.reading.learning.table import TableError, read_table
from sipks.reading.taxonomy import HATE_LABELS

Flags = npt.NDArray[np.bool_]
_HALF: Final = 0.5
_USER: Final = re.compile(r"\bUSER\b")


def train(labels: Path, dev: Path | None, out: Path, say: Callable[[str], None]) -> dict[str, Any]:
    """See `sipks.reading.learning.tasks.Task`."""
    table = read_table(labels)
    if dev:
        read_table(dev)  # a mistake in it shows before the work, not after
    save(Model.learn(table, say), out)
    say(f"tersimpan di {out}")
    return evaluate(dev, out) if dev else {}


def evaluate(labels: Path, model: Path | None) -> dict[str, Any]:
    """See `sipks.reading.learning.tasks.Task`."""
    table = read_table(labels)
    names, say = _trained(model) if model else (HATE_LABELS, _shipped())
    common = [name for name in names if name in table.labels]
    if not common:
        raise TableError(f"{labels.name}: tidak ada label yang dikenal model")
    start = time.perf_counter()
    said = say(table.texts)
    seconds = time.perf_counter() - start
    said = said[:, [names.index(name) for name in common]]
    report = label_report(common, table.of(common), said)
    return {**report, "items_per_second": round(len(said) / seconds, 1)}


def _trained(folder: Path) -> tuple[Sequence[str], Callable[[Sequence[str]], Flags]]:
    model = load(folder)
    return model.labels, model.say


def _shipped() -> Callable[[Sequence[str]], Flags]:
    """The reader that ships says a label from a probability of one half on."""
    from sipks.reading import Reader

    reader = Reader.default()

    def say(texts: Sequence[str]) -> Flags:
        # Tables name nobody: "USER" stands where the post had somebody's handle.
        posts = (_USER.sub("@user", clean(text)) for text in texts)
        hate = [reading.hate for reading in reader.read_many(posts)]
        return np.array([[one[label] >= _HALF for label in HATE_LABELS] for one in hate])

    return say
