"""The tables of areas that the package carries, row by row."""

from __future__ import annotations

import csv
import gc
import gzip
import io
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib import resources


def rows(name: str) -> Iterator[list[str]]:
    """Rows of `sipks/data/<name>` without the heading; `.gz` is unpacked."""
    data = (resources.files("sipks") / "data" / name).read_bytes()
    text = (gzip.decompress(data) if name.endswith(".gz") else data).decode("utf-8")
    reader = csv.reader(io.StringIO(text, newline=""))
    next(reader)
    yield from reader


def heirs(areas: Iterable[Sequence[str]]) -> dict[str, frozenset[str]]:
    """Provinces whose regencies went to another province, with that one."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in areas:
        for successor in row[12].split():
            if successor[:2] != row[0][:2]:
                found[row[0][:2]].add(successor[:2])
    return {code: frozenset(others) for code, others in found.items()}


@contextmanager
def uncollected() -> Iterator[None]:
    """Hold back the garbage collector.

    Nothing made here is garbage, and looking through the many new lists again and again would
    take a third of the time.
    """
    held = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if held:
            gc.enable()
