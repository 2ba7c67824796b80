"""What `sipks model` can train and measure: one trainer and one evaluator for each task.

Modules are imported when a task is asked for, so that the command line starts quickly.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, Final, Protocol, cast

Say = Callable[[str], None]


class Task(Protocol):
    """A module that learns and measures one question about a text."""

    def train(self, labels: Path, dev: Path | None, out: Path, say: Say) -> dict[str, Any]:
        """Learn from the table `labels`, store the model in the folder `out`, and answer with the
        figures on `dev` (or {} without it). `say` is told what happens. ValueError in Indonesian
        where a table cannot be used."""
        ...

    def evaluate(self, labels: Path, model: Path | None) -> dict[str, Any]:
        """Figures of the model in the folder `model`, or of what ships, on the table `labels`."""
        ...


_HEADS: Final = "sipks.reading.learning.head_task"
TASKS: Final[dict[str, str]] = {
    "hate": "sipks.reading.learning.hate.task",
    "relevance": f"{_HEADS}:RELEVANCE_TASK",
    "category": f"{_HEADS}:CATEGORY_TASK",
    "form": f"{_HEADS}:FORM_TASK",
    "stage": f"{_HEADS}:STAGE_TASK",
}
"""Module of each task, or an object in a module."""


def task(name: str) -> Task:
    """The task called `name`."""
    module, _, name = TASKS[name].partition(":")
    found = import_module(module)
    return cast(Task, getattr(found, name) if name else found)
