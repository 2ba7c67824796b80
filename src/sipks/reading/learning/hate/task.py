"""The task `hate` of `sipks model`."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sipks.reading.learning.hate.measures import label_report
from sipks.reading.learning.hate.model import Model
from sipks.reading.learning.hate.table import read_table


def train(labels: Path, dev: Path | None, out: Path, say: Callable[[str], None]) -> dict[str, Any]:
    """See `sipks.reading.learning.tasks.Task`."""
    Model.learn(read_table(labels), say).save(out)
    return evaluate(dev, out) if dev else {}


def evaluate(labels: Path, model: Path | None) -> dict[str, Any]:
    """See `sipks.reading.learning.tasks.Task`."""
    table = read_table(labels)
    trained = Model.load(model)
    start = time.perf_counter()
    said = trained.say(table.texts)
    seconds = time.perf_counter() - start
    return {**label_report(trained.labels, table.of(trained.labels), said), "items_per_second": round(len(said) / seconds, 1)}
