"""Training and measuring the reader's models; needs neither Django nor a database."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from sipks.reading.learning.tasks import TASKS, task

_task = click.option(
    "--task", "name", type=click.Choice(sorted(TASKS)), required=True, help="What is learnt."
)
_file = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def model() -> None:
    """The reader's models: learn them from labelled tables, and measure them."""


@model.command()
@_task
@click.option("--labels", type=_file, required=True, help="CSV to learn from.")
@click.option("--dev", type=_file, help="CSV to measure on afterwards; nothing is learnt from it.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    required=True,
    help="Folder for the model.",
)
def train(name: str, labels: Path, dev: Path | None, out: Path) -> None:
    """Learn a model from a labelled CSV and store it in a folder.

    Progress goes to standard error; with --dev the figures are printed as one JSON object.
    """
    with_reason(lambda: task(name).train(labels, dev, out, lambda said: click.echo(said, err=True)))


@model.command()
@_task
@click.option("--labels", type=_file, required=True, help="CSV to measure on.")
@click.option(
    "--model",
    "folder",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of a trained model; without it, the reader that ships.",
)
def evaluate(name: str, labels: Path, folder: Path | None) -> None:
    """Measure a model on a labelled CSV: one JSON object.

    Precision, recall and F1 of each label; `macro_f1`, the mean over labels of the mean F1 of
    having and of not having it; `exact`, the share of texts with all labels right;
    `items_per_second`.
    """
    with_reason(lambda: task(name).evaluate(labels, folder))


def with_reason(work: Callable[[], dict[str, Any]]) -> None:
    """Print what `work` answers, or its reason for refusing."""
    try:
        answer = work()
    except ValueError as problem:
        raise click.ClickException(str(problem)) from problem
    if answer:
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
