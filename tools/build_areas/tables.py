"""The files that the builder writes, each a pure function of the sources."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Iterable

from tools.build_areas.aliases import alias_rows
from tools.build_areas.areas import area_rows, as_csv_rows


def build_tables() -> dict[str, bytes]:
    """File name in `src/sipks/data` -> its exact bytes; the same sources give the same bytes."""
    rows = area_rows()
    return {
        "areas.csv.gz": gzip.compress(_csv(as_csv_rows(rows)), 9, mtime=0),
        "aliases.csv": _csv([["alias", "code", "kind"], *alias_rows(rows)]),
    }


def _csv(rows: Iterable[Iterable[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()
