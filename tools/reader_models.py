"""Builds the models that ship with the reader from the labelled examples.

    python -m tools.reader_models --version 2026.11 [--unlabelled FILE ...]

Files without labels are JSON lines with a field `text`, or text with one token a line and an empty
line behind each sentence. Of them, texts in which the rules see no sign of conflict are learnt as
texts that do not matter (self-training): they are what most of the world writes about. Sentences
are taken alone and six together, as long as articles are. The shipped models were built with
everyday posts and news sentences of IndoNLU (Apache-2.0), which are not part of the package.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import click

from sipks.reading.contract import Document
from sipks.reading.learning.evaluation import evaluate, train_models
from sipks.reading.learning.examples import HELD, field_examples
from sipks.reading.learning.lessons import seen
from sipks.reading.learning.models import FILE, RELEVANT
from sipks.reading.learning.training import Lesson

SHIPPED: Final = Path(__file__).parents[1] / "src/sipks/reading" / FILE
SIGNS: Final = frozenset(f"={step}" for step in range(3, 11))
"""Marks of the rules for a relevance from 0.3 up."""
TOGETHER: Final = 6
ALONE: Final = 3
"""Of sentences every third is also taken alone."""


@click.command()
@click.option("--version", required=True, help="What the models are called.")
@click.option(
    "--unlabelled", multiple=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
def main(version: str, unlabelled: Sequence[Path]) -> None:
    """Build, store and measure on the held-back split."""
    others = [lesson for path in unlabelled for lesson in silent(texts_of(path))]
    models = train_models(others, version=version)
    SHIPPED.write_bytes(models.to_bytes())
    click.echo(f"{len(others)} texts without labels, {len(models.weights.features)} features")
    held = [one for one in field_examples() if one.split == HELD]
    click.echo(json.dumps(evaluate(models, held).as_dict(), indent=1))


def silent(texts: Iterator[str]) -> Iterator[Lesson]:
    """Lessons that a text does not matter, of those in which the rules see no sign."""
    for text in texts:
        one = seen(Document(text=text))
        if not SIGNS & one.marks:
            yield Lesson(one, {RELEVANT: ()})


def texts_of(path: Path) -> Iterator[str]:
    """Texts of a file without labels."""
    content = path.read_text("utf-8")
    if path.suffix == ".jsonl":
        yield from (json.loads(line)["text"] for line in content.splitlines())
        return
    blocks = (block.splitlines() for block in content.split("\n\n") if block.strip())
    sentences = [" ".join(line.split("\t")[0] for line in block) for block in blocks]
    yield from sentences[::ALONE]
    for start in range(0, len(sentences), TOGETHER):
        yield " ".join(sentences[start : start + TOGETHER])


if __name__ == "__main__":
    main()
