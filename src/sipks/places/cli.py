"""`sipks areas`: list, find, import."""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterable
from datetime import date, datetime
from math import isnan, nan
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from sipks.program import Program

if TYPE_CHECKING:
    from .atlas import Atlas

LEVELS = ("province", "regency", "district", "village")
COLUMNS = ("code", "name", "level", "parent", "lat", "lon", "population")
DAY = click.DateTime(["%Y-%m-%d"])
# `find -5.14 119.43`: the minus of a southern latitude is no option.
NUMBERS = {"ignore_unknown_options": True}


@click.group()
def areas() -> None:
    """List areas, find the area of a point, import official boundaries."""


@areas.command("list")
@click.option("--level", type=click.Choice(LEVELS), help="Only this level.")
@click.option("--at", "day", type=DAY, help="As of this day, YYYY-MM-DD; today when left out.")
def list_areas(level: str | None, day: datetime | None) -> None:
    """Areas as CSV: code, name, level, parent, lat, lon, population. Needs no database."""
    from .shipped import units_at

    units = units_at(day.date() if day else date.today())
    rows = (unit for unit in units if level in (None, unit.level))
    _write(COLUMNS, ([getattr(unit, name) for name in COLUMNS] for unit in rows))


@areas.command(context_settings=NUMBERS)
@click.argument("lat", type=float, required=False)
@click.argument("lon", type=float, required=False)
@click.option(
    "--points", type=click.Path(path_type=Path), help="CSV with id, lat, lon; - is stdin."
)
@click.option("--official", is_flag=True, help="Use imported outlines too (needs the database).")
@click.pass_obj
def find(
    program: Program, lat: float | None, lon: float | None, points: Path | None, official: bool
) -> None:
    """The area of the point LAT LON, or of each of --points, as deep as the outlines allow.

    For one point: code, name, level from the province down. For a file: id, code, name; empty at
    sea and abroad. Exit status 1: the point lies nowhere, or a row could not be used.
    """
    atlas = _atlas(program, official)
    if points is not None:
        sys.exit(_find_all(atlas, points))
    if lat is None or lon is None:
        raise click.UsageError("Berikan LAT LON, atau --points BERKAS.")
    found = atlas.find(lat, lon)
    if not found:
        raise click.ClickException(_nowhere(atlas, lat, lon))
    _write(("code", "name", "level"), ((unit.code, unit.name, unit.level) for unit in found))


@areas.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--attribution", default="", help="Whom to name on maps; else the publisher.")
@click.option("--valid-from", "day", type=DAY, help="The day from which the boundaries hold.")
@click.option("--layer", default="", help="The layer, when the file has several.")
@click.pass_obj
def import_file(
    program: Program, file: Path, attribution: str, day: datetime | None, layer: str
) -> None:
    """Bring official boundaries in: SHP (also zipped), GPKG or GeoJSON.

    Columns of BIG (KDPPUM, KDPKAB, …, WADMPR, …), BPS (idprov, idkab, …) and HDX (ADM2_PCODE, …)
    are known. Exit status 1: some features were left out; each is named with the reason.
    """
    program.ready()
    from .importing.problems import ImportRefused
    from .services import outlines_import

    name = attribution or f"Batas resmi dari {file.name}"
    try:
        result = outlines_import(
            path=file, attribution=name, valid_from=day.date() if day else None, layer=layer
        )
    except ImportRefused as error:
        raise click.ClickException(str(error)) from None
    program.record(
        verb="outlines_import", subject="area", file=file.name, attribution=name,
        scheme=result.scheme, levels=result.levels, left_out=len(result.problems),
    )  # fmt: skip
    counts = ", ".join(f"{count} {level}" for level, count in sorted(result.levels.items()))
    click.echo(f"{file.name} ({result.scheme}): {counts}")
    for problem in result.problems:
        click.echo(str(problem), err=True)
    sys.exit(1 if result.problems else 0)


def _atlas(program: Program, official: bool) -> Atlas:
    if not official:
        from .atlas import Atlas

        return Atlas.shipped()
    program.ready()
    from .selectors import atlas

    return atlas()


def _find_all(atlas: Atlas, path: Path) -> int:
    """Write the area of every row; answers the exit status."""
    from .shipped import current_units

    units, rows = current_units(), _points(path)
    codes = atlas.find_many([row.lat for row in rows], [row.lon for row in rows])
    names = (units[code].name if code else "" for code in codes)
    _write(("id", "code", "name"), zip((row.id for row in rows), codes, names, strict=True))
    return int(any(isnan(row.lat) for row in rows))


class Point(NamedTuple):
    """One row of a file of points; not a number where it could not be read."""

    id: str
    lat: float
    lon: float


def _points(path: Path) -> list[Point]:
    try:
        with click.open_file(str(path), encoding="utf-8-sig") as file:
            lines = csv.DictReader(file)
            missing = {"id", "lat", "lon"} - set(lines.fieldnames or ())
            if missing:
                names = ", ".join(sorted(missing))
                raise click.ClickException(f"{path}: kolom {names} tidak ada (perlu id, lat, lon).")
            return [_point(number, line) for number, line in enumerate(lines, 2)]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise click.ClickException(f"{path}: tidak terbaca sebagai CSV UTF-8 ({error}).") from None


def _point(number: int, line: dict[str, Any]) -> Point:
    try:
        return Point(line["id"] or "", float(line["lat"]), float(line["lon"]))
    except (TypeError, ValueError):
        click.echo(f"Baris {number}: lat atau lon bukan angka.", err=True)
        return Point(line["id"] or "", nan, nan)


def _nowhere(atlas: Atlas, lat: float, lon: float) -> str:
    if atlas.swapped(lat, lon):
        return f"Lintang dan bujur tampaknya tertukar; coba: sipks areas find {lon} {lat}"
    return "Titik ini tidak berada di wilayah Indonesia (di laut atau di luar negeri)."


def _write(header: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
