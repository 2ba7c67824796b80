"""The outlines as their publishers drew them: regencies of 2020 by code, and the land mask."""

from __future__ import annotations

import csv
import json
import sqlite3
import sys
from collections.abc import Iterable

import shapely
from shapely.geometry.base import BaseGeometry

from sipks.places import topojson
from tools.build_areas.areas import Row
from tools.build_areas.sources import LAND, SHAPES, unpacked

# geoBoundaries gbOpen IDN-ADM2: https://www.geoboundaries.org (BPS, WFP, OCHA ROAP 2020)
LAYER = "22746128"
LAKES = frozenset({"Danau", "Danau Toba", "Hutan", "Waduk Cirata", "Wadung Kedungombo"})
RENAMED = {
    "Mahakam Hulu": "Mahakam Ulu",
    "Maluku Tenggara Barat": "Kepulauan Tanimbar",
    "Mamuju Utara": "Pasangkayu",
    "Toba Samosir": "Toba",
    "Siau Tagulandang Biaro": "Kepulauan Siau Tagulandang Biaro",
}


def regency_shapes(regencies: Iterable[Row]) -> tuple[dict[str, BaseGeometry], list[BaseGeometry]]:
    """Outlines of 2020 by the code of today, and the lakes and forest that belong to none.

    Raises `ValueError` when an outline fits no regency, so that a new edition is not half read.
    """
    codes = {_key(row.name): row.code for row in regencies}
    found: dict[str, BaseGeometry] = {}
    lakes = []
    for name, shape in sorted(_layer().items()):
        if name in LAKES:
            lakes.append(shape)
        elif (key := _key(RENAMED.get(name, name))) in codes:
            found[codes[key]] = shape
        else:
            raise ValueError(f"no regency is called {name}")
    return found, lakes


def land() -> dict[str, BaseGeometry]:
    """Land of the country and of its neighbours (Natural Earth 1:10m) by ISO 3166 number."""
    text = (unpacked(LAND) / "package" / "countries-10m.json").read_text(encoding="utf-8")
    document = json.loads(text)
    shapes = topojson.decode(document, "countries", key="id")
    return {code: shapely.make_valid(shape) for code, shape in shapes.items() if code}


def _layer() -> dict[str, BaseGeometry]:
    folder = unpacked(SHAPES) / "gazetteer" / "data"
    csv.field_size_limit(sys.maxsize)
    with (folder / "geo-boundaries.csv").open(encoding="utf-8", newline="") as file:
        names = {
            line["shape_id"]: line["name"]
            for line in csv.DictReader(file)
            if line["admin1"] == "Indonesia" and line["shape_id"].startswith(LAYER)
        }
    database = sqlite3.connect(f"file:{folder / 'data.db'}?mode=ro", uri=True)
    query = "select shape_id, coordinates from location_data where shape_id like ?"
    rows = database.execute(query, [f"{LAYER}%"]).fetchall()
    database.close()
    return {names[key]: shapely.from_wkb(wkb) for key, wkb in rows if key in names}


def _key(name: str) -> str:
    """`Kabupaten` is left out by the publisher and `Kota` kept; spaces and points vary."""
    name = name.removeprefix("Kabupaten ").replace("Administrasi ", "").replace("Kep.", "Kepulauan")
    return "".join(letter for letter in name.casefold() if letter.isalpha())
