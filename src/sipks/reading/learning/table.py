"""Reading of labelled tables: one text column and one column of 0 and 1 for each label."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from sipks.reading.taxonomy import HATE_LABELS

Flags = npt.NDArray[np.bool_]

TEXT_COLUMNS: Final = ("tweet", "text", "teks", "kalimat", "post", "content", "isi")
_YES: Final = frozenset(["1", "1.0", "true", "ya", "y"])
_NO: Final = frozenset(["0", "0.0", "false", "tidak", "t", "n", ""])
_DELIMITERS: Final = (",", ";", "\t")
_LONGEST: Final = 1 << 24


class TableError(ValueError):
    """A table that cannot be used; the message says why, in Indonesian."""


@dataclass(frozen=True)
class Table:
    """Texts (n), the labels that the table has, and whether each applies (n, labels)."""

    texts: list[str]
    labels: tuple[str, ...]
    flags: Flags

    def of(self, labels: Sequence[str]) -> Flags:
        """The columns of `labels`, in that order."""
        return self.flags[:, [self.labels.index(label) for label in labels]]


def read_table(path: Path, known: Sequence[str] = HATE_LABELS) -> Table:
    """The table at `path` with the columns of `known` that it has, in the order of `known`.

    UTF-8 (with or without a mark) or else Windows-1252; comma, semicolon or tab. Rows with nothing
    in them are passed over. Raises `TableError`.
    """
    rows = _rows(path.read_bytes(), path.name)
    header = [name.strip().casefold() for name in next(rows, (0, [""]))[1]]
    text_at = next((header.index(name) for name in TEXT_COLUMNS if name in header), None)
    if text_at is None:
        raise TableError(f"{path.name}: tidak ada kolom teks; beri nama kolomnya “Tweet”")
    labels = tuple(label for label in known if label.casefold() in header)
    if not labels:
        raise TableError(f"{path.name}: tidak ada kolom label; yang dikenal: {', '.join(known)}")
    places = [header.index(label.casefold()) for label in labels]
    texts, flags = [], []
    for number, row in rows:
        if not any(map(str.strip, row)):
            continue
        if len(row) <= max(text_at, *places):
            raise TableError(f"{path.name} baris {number}: hanya {len(row)} kolom")
        texts.append(row[text_at])
        flags.append([_flag(row[at], header[at], number, path.name) for at in places])
    if not texts:
        raise TableError(f"{path.name}: tidak ada baris data")
    return Table(texts, labels, np.array(flags, dtype=np.bool_))


def columns_of(path: Path, label: str) -> list[tuple[int, str, str]]:
    """Line number, text and value of the column `label`, row by row. Raises `TableError`."""
    rows = _rows(path.read_bytes(), path.name)
    header = [name.strip().casefold() for name in next(rows, (0, [""]))[1]]
    text_at = next((header.index(name) for name in TEXT_COLUMNS if name in header), None)
    if text_at is None or label not in header:
        raise TableError(f"{path.name}: harus ada kolom teks (“text”) dan kolom “{label}”")
    at = header.index(label)
    kept = [(number, row) for number, row in rows if any(map(str.strip, row))]
    if not kept:
        raise TableError(f"{path.name}: tidak ada baris data")
    for number, row in kept:
        if len(row) <= max(text_at, at):
            raise TableError(f"{path.name} baris {number}: hanya {len(row)} kolom")
    return [(number, row[text_at], row[at]) for number, row in kept]


def _rows(content: bytes, name: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with the number of the line on which it ends."""
    text = _decoded(content).replace("\0", "")
    csv.field_size_limit(_LONGEST)
    first = text.split("\n", 1)[0]
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(_DELIMITERS, key=first.count))
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error as problem:
        raise TableError(f"{name} baris {reader.line_num}: bukan CSV yang utuh") from problem


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("latin-1")


def _flag(value: str, column: str, number: int, name: str) -> bool:
    plain = value.strip().casefold()
    if plain in _YES:
        return True
    if plain in _NO:
        return False
    raise TableError(f"{name} baris {number}, kolom {column}: harus 0 atau 1, bukan {value[:20]!r}")
