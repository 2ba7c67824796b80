"""Tables in and out: CSV and Parquet."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import polars as pl

from .errors import BadInput

PARQUET: Final = (".parquet", ".pq")
_TEXT: Final = ("unit", "period", "from", "to", "cluster", "units")


def read_table(path: str) -> pl.DataFrame:
    """The table of a CSV or Parquet file, known by its suffix; `-` is CSV from standard input.

    Units and periods stay text, so that "73.10" keeps its nought.
    """
    try:
        if path.lower().endswith(PARQUET):
            frame = pl.read_parquet(path)
            named = [name for name in _TEXT if name in frame.columns]
            return frame.with_columns(pl.col(named).cast(pl.String))
        source = sys.stdin.buffer if path == "-" else Path(path)
        return pl.read_csv(source, infer_schema=False)
    except pl.exceptions.PolarsError as wrong:
        raise BadInput(f"{path} holds no table: {wrong}") from wrong


def write_table(frame: pl.DataFrame, path: str) -> None:
    """Write as CSV or Parquet, known by the suffix; `-` is CSV to standard output."""
    if path.lower().endswith(PARQUET):
        frame.write_parquet(path)
    elif path == "-":
        sys.stdout.write(frame.write_csv())
    else:
        frame.write_csv(path)
