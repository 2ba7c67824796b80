"""The files that the builder writes, each a pure function of the sources."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Iterable

import shapely

from sipks.places import topojson
from sipks.places.generalise import generalised
from tools.build_areas.aliases import alias_rows
from tools.build_areas.areas import area_rows, as_csv_rows
from tools.build_areas.coverage import GRID
from tools.build_areas.regions import foreign_land, province_outlines, regency_outlines


def build_tables() -> dict[str, bytes]:
    """File name in `src/sipks/data` -> its exact bytes; the same sources give the same bytes."""
    rows = area_rows()
    return {
        "areas.csv.gz": gzip.compress(_csv(as_csv_rows(rows)), 9, mtime=0),
        "aliases.csv": _csv([["alias", "code", "kind"], *alias_rows(rows)]),
    }


def build_outlines() -> dict[str, bytes]:
    """`outlines.json.gz`: TopoJSON with the regencies as drawn, the provinces generalised for the
    map of the nation, and the neighbours' land."""
    regencies = regency_outlines(area_rows())
    provinces = generalised(province_outlines(regencies), tolerance=0.02, islet=5e-4)
    foreign = generalised(foreign_land(regencies.values()), tolerance=0.02, islet=5e-3)
    layers = {"regencies": regencies, "provinces": provinces, "neighbours": foreign}
    for name, shapes in layers.items():
        if not shapely.is_valid(list(shapes.values())).all():
            raise ValueError(f"the layer {name} holds an invalid shape")
    text = json.dumps(topojson.encode(layers, GRID), separators=(",", ":"))
    return {"outlines.json.gz": gzip.compress(text.encode(), 9, mtime=0)}


def same(have: bytes, made: bytes) -> bool:
    """Whether two files say the same; compressed ones are compared unpacked, because zlib's bytes
    differ between its builds."""
    packed = have[:2] == made[:2] == b"\x1f\x8b"
    return gzip.decompress(have) == gzip.decompress(made) if packed else have == made


def _csv(rows: Iterable[Iterable[str]]) -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue().encode()
