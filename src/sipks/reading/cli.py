"""Reading from the command line; needs neither Django nor a database."""

from __future__ import annotations

import sys
from io import BufferedIOBase

import click


@click.command()
@click.argument("file", type=click.File("rb"), default="-")
@click.option(
    "--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes."
)
@click.option("--evidence", is_flag=True, help="Add the spans of text behind each conclusion.")
def read(file: BufferedIOBase, workers: int, evidence: bool) -> None:
    """Read texts: JSON lines in (id, text, title, published_at, source), JSON lines out.

    A malformed line gives an object with `error` in its place; the exit status is then 1.
    """
    from sipks.reading.lines import read_lines

    out = sys.stdout.buffer
    failed = False
    for answers in read_lines(file, workers=workers, evidence=evidence):
        out.write(b"".join(one.content for one in answers))
        out.flush()
        failed |= any(one.failed for one in answers)
    if failed:
        raise SystemExit(1)


@click.command()
@click.argument("text")
def locate(text: str) -> None:
    """Candidate areas that TEXT names, by falling probability, as a JSON list."""
    import orjson

    from sipks.reading.normalise import prepare
    from sipks.reading.places import Gazetteer, PlaceFinder

    found = PlaceFinder(Gazetteer.shipped()).find(prepare(text))
    click.echo(orjson.dumps([place.as_dict() for place in found.places]))
