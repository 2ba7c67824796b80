"""The table of aliases: our own list, the capitals, and English names of directional units."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from tools.build_areas.areas import Row

OWN = Path(__file__).with_name("own_aliases.csv")
DIRECTIONS = {
    "Utara": "North",
    "Selatan": "South",
    "Timur": "East",
    "Barat": "West",
    "Tengah": "Central",
    "Pusat": "Central",
    "Tenggara": "Southeast",
    "Barat Daya": "Southwest",
    "Timur Laut": "Northeast",
}
PARTS = (" Utara", " Selatan", " Timur", " Barat", " Pusat", " Kidul")
ISLANDS = {"Jawa": "Java", "Sumatera": "Sumatra"}
PREFIXES = ("Kabupaten ", "Kota ", "Administrasi ")
JAKARTA = "31"  # its cities have a district for a capital, and the district is what texts mean


def alias_rows(areas: Iterable[Row]) -> list[list[str]]:
    """`[alias, code, kind]` without repeats, ordered by alias; own entries win over derived."""
    units = [row for row in areas if row.level in {"province", "regency"} and not row.valid_to]
    names = {base_name(row.name).casefold() for row in units}
    merged = {(alias.casefold(), code): [alias, code, kind] for alias, code, kind in _own()}
    told_in_english = {code for _, code, kind in merged.values() if kind == "english"}
    for entry in [*_capitals(units, names), *_english(units)]:
        if entry[2] != "english" or entry[1] not in told_in_english:
            merged.setdefault((entry[0].casefold(), entry[1]), entry)
    return sorted(merged.values(), key=lambda entry: (entry[0].casefold(), entry[1]))


def base_name(name: str) -> str:
    """`Kota Administrasi Jakarta Barat` -> `Jakarta Barat`."""
    for prefix in PREFIXES:
        name = name.removeprefix(prefix)
    return name


def _own() -> Iterator[tuple[str, str, str]]:
    with OWN.open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            for alias in line["aliases"].split("|"):
                yield alias.strip(), line["code"], line["kind"]


def _capitals(units: list[Row], names: set[str]) -> Iterator[list[str]]:
    for row in units:
        names_a_district = row.code.startswith(JAKARTA) or row.capital.endswith(PARTS)
        known = base_name(row.capital).casefold() in names
        if row.level == "regency" and not known and not names_a_district:
            yield [row.capital, row.code, "capital"]


def _english(units: list[Row]) -> Iterator[list[str]]:
    for row in units:
        base = base_name(row.name)
        for word, english in sorted(DIRECTIONS.items(), key=lambda pair: -len(pair[0])):
            if base.endswith(f" {word}"):
                rest = base.removesuffix(f" {word}").replace("Kepulauan ", "")
                yield [f"{english} {ISLANDS.get(rest, rest)}", row.code, "english"]
                break
