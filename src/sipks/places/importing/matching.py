"""Which of our areas a feature is, by code where codes are ours, else by name within its parent."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from rapidfuzz import fuzz

from sipks.places.naming import base_name, folded
from sipks.places.shipped import Unit, aliases, all_units, current_units

from .schemes import Label, Scheme

COUNTRY, EVERYWHERE = "ID", "*"
CITY = 71  # the second group of a code from 71 on is a kota (Permendagri 58/2021)
ALIKE = 88  # of 100, rapidfuzz ratio within one parent: a spelling, not another place
GROUPS = {"province": 2, "regency": 4, "district": 6, "village": 10}


class NoMatch(Exception):
    """No area fits the label; the message says why."""


def match(scheme: Scheme, label: Label) -> Unit:
    """The standing area that a label means; raises `NoMatch`."""
    return _by_code(label) if scheme.ours and label.code else _by_names(label)


def _by_code(label: Label) -> Unit:
    digits = re.sub(r"\D", "", label.code)
    if len(digits) != GROUPS[label.level]:
        raise NoMatch(
            f"kode {label.code} bukan kode Kemendagri untuk tingkat ini "
            f"({GROUPS[label.level]} angka, misalnya 73.71)"
        )
    parts = (digits[:2], digits[2:4], digits[4:6], digits[6:])
    code = ".".join(part for part in parts if part)
    units = current_units()
    found = units.get(code) or units.get(_successors().get(code, ""))
    if found is None:
        raise NoMatch(f"kode {code} tidak ada dalam daftar wilayah")
    return found


def _by_names(label: Label) -> Unit:
    """Down the chain of names. A regency that its province of old no longer has is looked for in
    the whole country, where `kabupaten X` and `kota X` are unique."""
    found: Unit | None = None
    for depth, given in enumerate(label.names):
        if not given:
            continue
        name = _with_kind(given, label) if depth == 1 else given
        step = _named(name, found.code if found else COUNTRY)
        if step is None and depth == 1:
            step = _named(name, EVERYWHERE)
        if step is None:
            above = found.name if found else "Indonesia"
            raise NoMatch(f"“{name}” tidak ditemukan di {above}")
        found = step
    if found is None:
        raise NoMatch("tidak ada nama wilayah untuk dicocokkan")
    if found.level != label.level:
        raise NoMatch(f"nama untuk tingkatnya kosong; hanya sampai {found.name}")
    return found


def _with_kind(name: str, label: Label) -> str:
    """`BOGOR` of code 3271 -> `Kota BOGOR`: BPS numbers cities from 71 as the Ministry does."""
    word = folded(name).split()[0]
    digits = re.sub(r"\D", "", label.code)[2:4]
    if word in ("kota", "kabupaten", "kab") or not digits:
        return name
    return f"Kota {name}" if int(digits) >= CITY else f"Kabupaten {name}"


def _named(name: str, parent: str) -> Unit | None:
    """The unit of a name below `parent`: as written, without the word for its kind, then alike."""
    index, wanted = _index(parent), _key(name)
    plain = wanted.removeprefix("kabupaten")
    for key in (wanted, plain):
        if len(own := index.get(key, [])) == 1:
            return own[0]
    close = {
        unit.code: unit
        for key, own in index.items()
        if fuzz.ratio(key, wanted) >= ALIKE
        for unit in own
    }
    return next(iter(close.values())) if len(close) == 1 else None


@cache
def _index(parent: str) -> Mapping[str, list[Unit]]:
    """The units below `parent` by every key of theirs; all regencies for `EVERYWHERE`."""
    found: dict[str, list[Unit]] = defaultdict(list)
    units = _regencies() if parent == EVERYWHERE else _by_parent().get(parent, ())
    for unit in units:
        for key in _keys(unit):
            found[key].append(unit)
    return found


def _keys(unit: Unit) -> set[str]:
    """Keys of a unit. Only a kabupaten answers to its bare name, as BPS and HDX write it: beside
    most kota lies the kabupaten of its name."""
    names = {_key(unit.name), *(_key(alias) for alias in _aliases().get(unit.code, ()))}
    if unit.kind == "kabupaten":
        names.add(_key(base_name(folded(unit.name))))
    return names


def _key(name: str) -> str:
    words = folded(name).split()
    if words[:1] == ["kab"]:
        words[0] = "kabupaten"
    kept = [word for word in words if word not in ("administrasi", "adm", "provinsi", "kecamatan")]
    return "".join("kepulauan" if word == "kep" else word for word in kept)


@cache
def _by_parent() -> Mapping[str, list[Unit]]:
    found: dict[str, list[Unit]] = defaultdict(list)
    for unit in current_units().values():
        found[unit.parent].append(unit)
    return found


@cache
def _regencies() -> tuple[Unit, ...]:
    return tuple(unit for unit in current_units().values() if unit.level == "regency")


@cache
def _aliases() -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for alias in aliases():
        if alias.kind in ("former", "spelling", "english", "abbreviation"):
            found[alias.code].append(alias.name)
    return found


@cache
def _successors() -> Mapping[str, str]:
    """Past codes that one standing area alone took over."""
    return {unit.code: unit.successors[0] for unit in all_units() if len(unit.successors) == 1}
