"""Tasks of `sipks model` for relevance, category, form and stage.

A table has a column of text and one named like the task, with a code of the taxonomy (`relevance`:
1 or 0; several codes joined by ";", the main one first). Its rows are learnt beside the examples
that ship, for all heads at once, so the folder holds models that the reader can use whole.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np

from sipks.reading.contract import Document
from sipks.reading.learning.evaluation import train_models
from sipks.reading.learning.lessons import seen
from sipks.reading.learning.measures import label_report
from sipks.reading.learning.models import CATEGORY, FORM, HEADS, RELEVANT, SOFTMAX, STAGE, Models
from sipks.reading.learning.table import TableError, columns_of
from sipks.reading.learning.tasks import Say
from sipks.reading.learning.training import Lesson

_YES: Final = frozenset(["1", "1.0", "true", "ya", "y"])
_HALF: Final = 0.5


@dataclass(frozen=True)
class HeadTask:
    """Learns and measures one head; see `sipks.reading.learning.tasks.Task`."""

    name: str
    head: str

    def train(self, labels: Path, dev: Path | None, out: Path, say: Say) -> dict[str, Any]:
        """Learn the table `labels` beside the shipped examples."""
        lessons = [
            Lesson(seen(Document(text=text)), {self.head: answers})
            for text, answers in self._rows(labels)
        ]
        say(f"{len(lessons)} baris dari {labels.name}, bersama contoh bawaan")
        train_models(lessons, version=f"{self.name}-{labels.stem}").save(out)
        return self.evaluate(dev, out) if dev else {}

    def evaluate(self, labels: Path, model: Path | None) -> dict[str, Any]:
        """Figures on the table `labels`; with several codes the first is the right one."""
        models = Models.load(model) if model else Models.shipped()
        names = HEADS[self.head]
        rows = list(self._rows(labels))
        start = time.perf_counter()
        texts = [seen(Document(text=text)) for text, _ in rows]
        ps = models.probabilities(models.scores((one.words, one.marks) for one in texts), self.head)
        seconds = time.perf_counter() - start
        said = ps >= _HALF
        if self.head in SOFTMAX:
            said = np.arange(len(names)) == ps.argmax(1)[:, None]
        truth = np.array([[name in answers[:1] for name in names] for _, answers in rows])
        asked = np.atleast_1d(truth.any(0) | said.any(0))
        known = [name for name, there in zip(names, asked, strict=True) if there]
        report = label_report(known, truth[:, asked], said[:, asked])
        return {**report, "items_per_second": round(len(rows) / seconds, 1)}

    def _rows(self, path: Path) -> list[tuple[str, tuple[str, ...]]]:
        found = columns_of(path, self.name)
        return [(text, self._answers(value, number, path)) for number, text, value in found]

    def _answers(self, value: str, number: int, path: Path) -> tuple[str, ...]:
        if self.head == RELEVANT:
            return ("ya",) if value.strip().casefold() in _YES else ()
        codes = tuple(code.strip() for code in value.split(";") if code.strip())
        strange = [code for code in codes if code not in HEADS[self.head]]
        if strange or not codes:
            raise TableError(f"{path.name} baris {number}: {self.name} {value!r} tidak dikenal")
        return codes


RELEVANCE_TASK: Final = HeadTask("relevance", RELEVANT)
CATEGORY_TASK: Final = HeadTask("category", CATEGORY)
FORM_TASK: Final = HeadTask("form", FORM)
STAGE_TASK: Final = HeadTask("stage", STAGE)
