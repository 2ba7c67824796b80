"""Which version of the reader reads: the active one of the database, else the one that ships."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from uuid import UUID

import numpy as np
import structlog

from sipks.intake.reader_models import ReaderModel, ReaderState
from sipks.reading import Reader
from sipks.reading.learning.examples import TRAIN, field_examples
from sipks.reading.learning.models import FILE, Models

log = structlog.get_logger("sipks.reader")
Taught = Mapping[str, int]
_TAUGHT: dict[str, Taught] = {}
_KEPT = 2  # a new version, and the one that batches under way still read with


def reader() -> Reader:
    """The reader of the active version: one short query, and the models themselves once a process.

    Where no version is active, or the active one was made for another taxonomy, it is the reader
    that ships.
    """
    active = ReaderModel.objects.filter(state=ReaderState.ACTIVE).values_list("pk").first()
    return _reader(active[0]) if active else _shipped()


def taught(model: str) -> Taught:
    """Of how many examples of each category the reader called `model` has learnt; for one that
    this process does not know, those of the shipped one."""
    return _TAUGHT.get(model) or shipped_taught()


@cache
def shipped_taught() -> Taught:
    """Examples of each category from which the shipped models have learnt."""
    texts = (one for one in field_examples() if one.split == TRAIN)
    return Counter(one.categories[0] for one in texts if one.categories)


@cache
def shipped_version() -> str:
    """The name of the models that ship, without loading their weights: pages only name them."""
    with (resources.files("sipks.reading") / FILE).open("rb") as file, np.load(file) as found:
        return str(json.loads(bytes(found["about"]))["version"])


@cache
def _shipped() -> Reader:
    return Reader.default()


@lru_cache(maxsize=_KEPT)
def _reader(pk: UUID) -> Reader:
    kept = ReaderModel.objects.get(pk=pk)
    try:
        made = Reader(models=Models.from_bytes(bytes(kept.content)))
    except ValueError as problem:
        log.warning("active version cannot read", version=kept.version, problem=str(problem))
        return _shipped()
    _TAUGHT[made.model] = dict(kept.taught)
    return made
