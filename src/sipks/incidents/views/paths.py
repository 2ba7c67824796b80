"""Places in full: "Mariso, Kota Makassar, Sulawesi Selatan", for many rows with one query."""

from __future__ import annotations

from collections.abc import Iterable

from sipks.people.scope import COUNTRY
from sipks.places.models import Area

_LENGTHS = (2, 5, 8, 13)


def place_paths(codes: Iterable[str]) -> dict[str, str]:
    """The name of each code with the names of the units above it, the nearest first."""
    wanted = {code for code in codes if code}
    above = {code[:length] for code in wanted for length in _LENGTHS if length <= len(code)}
    rows = Area.objects.filter(code__in=above | wanted, valid_to=None)
    names = dict(rows.values_list("code", "name"))
    return {code: _path(code, names) for code in wanted}


def _path(code: str, names: dict[str, str]) -> str:
    if code == COUNTRY:
        return names.get(COUNTRY, "Indonesia")
    parts = [code[:length] for length in reversed(_LENGTHS) if length <= len(code)]
    return ", ".join(names[part] for part in parts if part in names) or code
