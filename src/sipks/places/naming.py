"""How an area is called on the screen and told apart from others of its name."""

from __future__ import annotations

import unicodedata

from .shipped import Unit, ancestors, current_units

PREFIXES = ("kabupaten ", "kota ", "administrasi ")
SPACES, DROPPED = "-/.,()\n\t", "'’`\""
ZONES = {
    "Asia/Jakarta": "WIB (UTC+7)",
    "Asia/Makassar": "WITA (UTC+8)",
    "Asia/Jayapura": "WIT (UTC+9)",
}


def kind_word(kind: str) -> str:
    """`kampung adat` -> `Kampung adat`; the local word for the unit is shown as it is used."""
    return kind[:1].upper() + kind[1:]


def full_name(unit: Unit) -> str:
    """`Kecamatan Mariso`, `Gampong Lamteuba`; provinces, kabupaten and kota already carry or need
    no word."""
    if unit.level in ("district", "village"):
        return f"{kind_word(unit.kind)} {unit.name}"
    return unit.name


def path_above(code: str) -> str:
    """The units above, the nearest first: `Kota Makassar, Sulawesi Selatan`."""
    units = current_units()
    above = [units[one] for one in ancestors(code)[:-1] if one in units]
    return ", ".join(full_name(unit) for unit in reversed(above))


def folded(name: str) -> str:
    """A name as search compares it: no case, accents, apostrophes; signs are spaces."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    kept = (" " if c in SPACES else c for c in plain if c not in DROPPED and c.isascii())
    return " ".join("".join(kept).split())


def base_name(folded_name: str) -> str:
    """Without the word for the unit: `kota administrasi jakarta barat` -> `jakarta barat`."""
    for prefix in PREFIXES:
        folded_name = folded_name.removeprefix(prefix)
    return folded_name
