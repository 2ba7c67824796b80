from __future__ import annotations

import json

import click

from sipks.program import Program


@click.group()
def desk() -> None:
    """The reader's models for this installation, taught by decisions of the desk."""


@desk.command()
@click.pass_obj
def train(program: Program) -> None:
    """Train a version on what ships and on decisions, and measure it against the one at work.

    It is kept as a candidate; a person puts it to work on the page of the reader. Prints its name
    and figures as one JSON object. Takes minutes.
    """
    program.ready()
    from sipks.incidents.learning.services.training import candidate_train
    from sipks.incidents.services.errors import DeskError

    with program.acting("sipks model desk train"):
        try:
            made = candidate_train()
        except DeskError as problem:
            raise click.ClickException(str(problem)) from problem
        said = {"version": made.version, "lessons": made.lessons, "against": made.against}
    click.echo(json.dumps(said | {"figures": made.figures}, ensure_ascii=False, indent=2))
