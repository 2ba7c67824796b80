"""The table of areas: current codes with points and kinds, then the codes of before 2022."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, fields, replace

from tools.build_areas import history, kinds
from tools.build_areas.sources import SHIPPED, nusantara_rows

ZONES = {"7": "Asia/Jakarta", "8": "Asia/Makassar", "9": "Asia/Jayapura"}
Raw = dict[str, str]


@dataclass(frozen=True)
class Row:
    """One line of `areas.csv.gz`; every value is text as it is written."""

    code: str
    name: str
    level: str
    kind: str
    parent: str
    lat: str
    lon: str
    population: str = ""
    timezone: str = ""
    capital: str = ""
    valid_from: str = ""
    valid_to: str = ""
    successors: str = ""


COLUMNS = tuple(field.name for field in fields(Row))


def area_rows() -> list[Row]:
    """All areas ordered by code, the nation first."""
    current = list(_with_points(_override(_current())))
    rows = sorted([*current, *_recoded(current)], key=lambda row: row.code)
    people = sum(int(row.population) for row in rows if row.level == "province")
    return [_nation(people), *rows]


def dotted(digits: str) -> str:
    """`7371011001` -> `73.71.01.1001`."""
    groups = (digits[:2], digits[2:4], digits[4:6], digits[6:])
    return ".".join(group for group in groups if group)


def _nation(people: int) -> Row:
    return Row(
        "ID", "Indonesia", "country", "negara", "", "-2.5000", "118.0000", str(people),
        "Asia/Jakarta", "Jakarta",
    )  # fmt: skip


def _current() -> Iterator[Row]:
    zones: dict[str, str] = {}
    for raw in nusantara_rows("provinces"):
        yield _province(raw)
        zones[raw["id"]] = ZONES[raw["timezone"]]
    for raw in nusantara_rows("regencies"):
        yield _regency(raw)
        zones[raw["id"]] = ZONES[raw["timezone"]]
    for raw in nusantara_rows("districts"):
        yield _lower(raw, "district", kinds.district_kind(dotted(raw["id"])), zones)
    for province in sorted(key for key in zones if len(key) == 2):
        for raw in nusantara_rows(f"villages/villages_{province}"):
            yield _lower(raw, "village", kinds.village_kind(dotted(raw["id"])), zones)


def _province(raw: Raw) -> Row:
    code = raw["id"]
    return Row(
        code, raw["name"], "province", "provinsi", "ID", *_point(raw), raw["population"],
        ZONES[raw["timezone"]], raw["capital"], history.FOUNDED.get(code, ""),
    )  # fmt: skip


def _regency(raw: Raw) -> Row:
    code = dotted(raw["id"])
    kind = "kota" if raw["name"].startswith("Kota ") else "kabupaten"
    return Row(
        code, raw["name"], "regency", kind, code[:2], *_point(raw), raw["population"],
        ZONES[raw["timezone"]], raw["capital"], history.FOUNDED.get(code[:2], ""),
    )  # fmt: skip


def _lower(raw: Raw, level: str, kind: str, zones: dict[str, str]) -> Row:
    code = dotted(raw["id"])
    name = " ".join(raw["name"].removeprefix("Desa Adat ").split())
    return Row(
        code, name, level, kind, code.rpartition(".")[0], *_point(raw),
        timezone=zones[raw["id"][:4]], valid_from=history.FOUNDED.get(code[:2], ""),
    )  # fmt: skip


def _point(raw: Raw) -> tuple[str, str]:
    if not raw["latitude"]:
        return "", ""
    return f"{float(raw['latitude']):.4f}", f"{float(raw['longitude']):.4f}"


def _override(rows: Iterable[Row]) -> Iterator[Row]:
    changes: dict[str, dict[str, str]] = {}
    with (SHIPPED / "overrides.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            changes.setdefault(line["code"], {})[line["field"]] = line["value"]
    for row in rows:
        yield replace(row, **changes.pop(row.code, {}))
    if changes:
        raise ValueError(f"overrides.csv names unknown codes: {', '.join(sorted(changes))}")


def _with_points(rows: Iterable[Row]) -> Iterator[Row]:
    """Villages without a point of their own take the point of their district."""
    points: dict[str, tuple[str, str]] = {}
    for row in rows:
        lat, lon = (row.lat, row.lon) if row.lat else points[row.parent]
        points[row.code] = lat, lon
        yield replace(row, lat=lat, lon=lon)


def _recoded(current: Iterable[Row]) -> Iterator[Row]:
    by_code = {row.code: row for row in current}
    for old, new in history.RECODED.items():
        yield replace(
            by_code[new], code=old, parent=old[:2], valid_from="",
            valid_to=history.FOUNDED[new[:2]], successors=new,
        )  # fmt: skip


def as_csv_rows(rows: Iterable[Row]) -> Iterator[list[str]]:
    """Header and lines of the table."""
    yield list(COLUMNS)
    for row in rows:
        yield list(asdict(row).values())
