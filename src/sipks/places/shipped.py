"""The tables of areas and aliases that ship with the package, read without a database."""

from __future__ import annotations

import csv
import gzip
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).resolve().parents[1] / "data"


class Unit(NamedTuple):
    """One line of the table of areas. `valid_to` is the first day on which it no longer stands;
    `parent` is empty for the nation only."""

    code: str
    name: str
    level: str
    kind: str
    parent: str
    lat: float
    lon: float
    population: int | None
    timezone: str
    capital: str
    valid_from: date | None
    valid_to: date | None
    successors: tuple[str, ...]

    def valid_at(self, day: date) -> bool:
        """Whether the unit stood under this code on `day`."""
        begun = self.valid_from is None or self.valid_from <= day
        return begun and (self.valid_to is None or day < self.valid_to)


class Alias(NamedTuple):
    """Another name of an area, and what kind of name it is (`former`, `town`, …)."""

    name: str
    code: str
    kind: str


@cache
def all_units() -> tuple[Unit, ...]:
    """Every line of the table, the nation first, then by code; past units among them."""
    with gzip.open(DATA / "areas.csv.gz", "rt", encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        next(lines)
        return tuple(_unit(line) for line in lines)


@cache
def current_units() -> dict[str, Unit]:
    """The units that stand now, by code."""
    return {unit.code: unit for unit in all_units() if unit.valid_to is None}


def units_at(day: date) -> Iterator[Unit]:
    """The units that stood on `day`."""
    return (unit for unit in all_units() if unit.valid_at(day))


@cache
def aliases() -> tuple[Alias, ...]:
    """Other names, ordered by name."""
    with (DATA / "aliases.csv").open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        next(lines)
        return tuple(Alias(*line) for line in lines)


def ancestors(code: str) -> list[str]:
    """Codes from the province down to `code` itself: `73.71.01` -> `73`, `73.71`, `73.71.01`."""
    groups = code.split(".")
    return [".".join(groups[: depth + 1]) for depth in range(len(groups))]


def _unit(line: list[str]) -> Unit:
    code, name, level, kind, parent, lat, lon, people, zone, capital, since, until, after = line
    return Unit(
        code, name, level, kind, parent, float(lat), float(lon), int(people) if people else None,
        zone, capital, _day(since), _day(until), tuple(after.split()),
    )  # fmt: skip


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
