"""Files of boundaries (SHP, zipped or not, GPKG, GeoJSON) as rows of columns and a WGS84 shape."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import numpy as np
import pyogrio
import shapely
from shapely.geometry.base import BaseGeometry

from .problems import ImportRefused

KINDS = (".shp", ".zip", ".gpkg", ".geojson", ".json")
FRAME = (90.0, -15.0, 145.0, 10.0)  # west, south, east, north around Indonesia, in degrees
WGS84 = "EPSG:4326"


@dataclass(frozen=True, slots=True)
class Feature:
    """One row of the file: its number from 1, its columns by lower-case name, its shape."""

    number: int
    columns: Mapping[str, str]
    shape: BaseGeometry | None


def layers(path: Path) -> list[str]:
    """Names of the layers of a file; raises `ImportRefused` when it is none of ours."""
    if path.suffix.lower() not in KINDS:
        kinds = ", ".join(KINDS)
        raise ImportRefused(f"{path.name}: jenis berkas tidak dikenal. Pakai {kinds}.")
    if not path.is_file():
        raise ImportRefused(f"{path}: berkas tidak ada.")
    try:
        found = pyogrio.list_layers(_source(path))
    except (pyogrio.errors.DataSourceError, OSError) as error:
        raise ImportRefused(
            f"{path.name}: berkas tidak dapat dibaca sebagai peta. Periksa apakah berkasnya utuh "
            "(SHP memerlukan .shp, .shx, dan .dbf; boleh dalam satu ZIP)."
        ) from error
    return [str(name) for name, kind in found if kind is not None]


def features(path: Path, layer: str = "") -> list[Feature]:
    """Every row of one layer, shapes in WGS84 degrees, longitude first.

    `layer` may be left out when the file has one only. Raises `ImportRefused` when the layer is
    not there, or when the file says nothing of its coordinate system and is not in degrees.
    """
    known = layers(path)
    if (layer and layer not in known) or (len(known) != 1 and not layer):
        names = ", ".join(known) or "tidak ada"
        raise ImportRefused(f"{path.name}: pilih satu lapisan dengan --layer ({names}).")
    chosen = layer or known[0]
    try:
        meta, shapes, columns = _read(path, chosen)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, ValueError) as error:
        raise ImportRefused(
            f"{path.name}: isi lapisan {chosen} rusak dan tidak terbaca."
        ) from error
    if not meta["crs"]:
        _must_be_degrees(path, shapes)
    fields = [str(name).lower() for name in meta["fields"]]
    return [
        Feature(i + 1, _texts(fields, [column[i] for column in columns]), shape)
        for i, shape in enumerate(shapes)
    ]


def _source(path: Path) -> str:
    return f"/vsizip/{path}" if path.suffix.lower() == ".zip" else str(path)


def _read(path: Path, layer: str) -> tuple[dict[str, Any], list[Any], list[Any]]:
    """The layer as it is when in degrees, else warped by GDAL through a virtual layer over it."""
    info = pyogrio.read_info(_source(path), layer=layer)
    plain = not info["crs"] or info["crs"] == WGS84
    source = _source(path) if plain else _warped(path, layer)
    meta, _, wkb, columns = pyogrio.raw.read(source, layer=layer, force_2d=True)
    if wkb is None:
        raise ImportRefused(f"{path.name}: lapisan {layer} tidak memuat garis batas.")
    return meta | {"crs": info["crs"]}, list(shapely.from_wkb(wkb, on_invalid="fix")), columns


def _warped(path: Path, layer: str) -> str:
    name, source = escape(layer, {'"': "&quot;"}), escape(_source(path.resolve()))
    return (
        f'<OGRVRTDataSource><OGRVRTWarpedLayer><OGRVRTLayer name="{name}"><SrcDataSource>{source}'
        f"</SrcDataSource></OGRVRTLayer><TargetSRS>{WGS84}</TargetSRS></OGRVRTWarpedLayer>"
        "</OGRVRTDataSource>"
    )


def _must_be_degrees(path: Path, shapes: Sequence[Any]) -> None:
    west, south, east, north = shapely.total_bounds([shape for shape in shapes if shape])
    frame = (FRAME[0] <= west, FRAME[1] <= south, east <= FRAME[2], north <= FRAME[3])
    if np.isfinite(west) and not all(frame):
        raise ImportRefused(
            f"{path.name}: sistem koordinat tidak disebut (.prj tidak ada) dan angkanya bukan "
            "derajat di Indonesia. Sertakan berkas .prj atau simpan ulang sebagai WGS 84."
        )


def _texts(names: list[str], values: list[Any]) -> dict[str, str]:
    """Values as text; whole numbers without `.0`, empty for missing ones."""
    return dict(zip(names, map(_text, values), strict=True))


def _text(value: Any) -> str:
    if value is None or (isinstance(value, float) and np.isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
