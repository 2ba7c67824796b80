"""The labelled examples that ship with the package, and how they are divided."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import Any, Final, Self

from sipks.reading.contract import Document, Figure
from sipks.reading.taxonomy import HATE_LABELS

TRAIN: Final = "train"
HELD: Final = "held"
HARMS: Final = ("killed", "injured", "displaced", "damaged")
_ABOUT: Final = "about"


@dataclass(frozen=True, slots=True)
class Example:
    """One text with what people say about it; see the guide beside the examples.

    `forms` and `categories` begin with the main one. `staged` tells whether the stage was asked.
    `when` is (from, to) in ISO dates; `harm` holds only the figures that the text tells.
    """

    document: Document
    register: str
    split: str
    relevant: bool
    categories: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    stage: str | None = None
    staged: bool = False
    place: str | None = None
    when: tuple[str, str] | None = None
    harm: Mapping[str, Figure] = field(default_factory=dict)
    groups: tuple[Mapping[str, str], ...] | None = None
    language: str | None = None

    @classmethod
    def of(cls, row: Mapping[str, Any], split: str) -> Self:
        """An example of one line of a file of the field."""
        return cls(
            Document(
                id=row["id"],
                text=row["text"],
                title=row.get("title"),
                published_at=row.get("published_at"),
            ),
            row["register"],
            split,
            row["relevant"],
            (row["category"], *row.get("others", ())) if row["relevant"] else (),
            (row["form"], *row.get("forms", ())) if row["relevant"] else (),
            row.get("stage"),
            "stage" in row,
            row["place"],
            tuple(row["when"]) if row.get("when") else None,
            {name: _figure(row[name]) for name in HARMS if name in row},
            tuple(row["groups"]) if "groups" in row else None,
            row.get("language"),
        )


@dataclass(frozen=True, slots=True)
class Post:
    """One post with those of the twelve labels that hold."""

    text: str
    labels: frozenset[str]
    split: str


def field_examples() -> Iterator[Example]:
    """All texts of the field."""
    for split, row in _rows("field"):
        yield Example.of(row, split)


def hate_examples() -> Iterator[Post]:
    """All posts labelled for hatred and abuse; ValueError where a label is none of the twelve."""
    for split, row in _rows("hate"):
        labels = frozenset(row["labels"])
        if strange := labels - set(HATE_LABELS):
            raise ValueError(f"{row['id']}: label tidak dikenal {sorted(strange)}")
        yield Post(row["text"], labels, split)


def second_labels() -> Iterator[dict[str, Any]]:
    """Labels that held-back texts of the field were given a second time, by the `id` of the text.

    They have the fields of the examples, and `killed` and `injured` as there.
    """
    for _, row in _rows("second"):
        yield {**row, **{name: _figure(row[name]) for name in HARMS if name in row}}


def _rows(kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Lines of the files of a kind; the name tells the split, the first line how it was made."""
    folder = resources.files("sipks.reading") / "examples" / kind
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.name.endswith(".jsonl"):
            split = HELD if file.name.startswith(HELD) else TRAIN
            for line in file.read_text("utf-8").splitlines():
                row = json.loads(line)
                if _ABOUT not in row:
                    yield split, row


def _figure(value: int | list[int | None]) -> Figure:
    if isinstance(value, int):
        return Figure(value, value, value)
    low, best, high = value
    return Figure(low or 0, best or 0, high)
