"""The forms in which a name of an area is met in texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sipks.reading.normalise import as_key

_PREFIXES: Final = (
    "Kabupaten Administrasi ",
    "Kota Administrasi ",
    "Kabupaten ",
    "Kota ",
    "Provinsi ",
    "Daerah Istimewa ",
    "Daerah Khusus Ibukota ",
)
_ALTERNATIVES: Final = re.compile(r"[/()]")
_JOINED_MIN: Final = 8
_SPELLED_MIN: Final = 6
_SPELLINGS: Final = (
    ("eue", "eu"),
    ("eue", "ue"),
    ("ee", "e"),
    ("eu", "e"),
    ("aa", "a"),
    ("uu", "u"),
    ("rj", "rdj"),
    ("c", "tj"),
    ("u", "oe"),
    ("sh", "s"),
    ("kh", "h"),
    ("nggi", "ngi"),
)
_SHORTENED: Final = (
    ("tanjung ", ("tj ", "tg ", "tjg ", "tanjong ")),
    ("padang ", ("pdg ",)),
    ("sungai ", ("sei ",)),
    ("pangkalan ", ("pkl ", "pangk ")),
    ("kepulauan ", ("kep ",)),
    ("pulau ", ("p ",)),
    ("gunung ", ("gn ",)),
    ("tebing ", ("tb ", "t ")),
    ("lubuk ", ("lb ", "lbk ")),
    ("teluk ", ("tlk ", "tl ")),
    ("muara ", ("ma ", "mra ")),
    ("bukit ", ("bkt ",)),
    ("kuala ", ("kla ",)),
    ("simpang ", ("sp ", "spg ", "simp ")),
    (" barat", (" brt", " bar")),
    (" timur", (" tmr", " tim")),
    (" utara", (" utr", " ut")),
    (" selatan", (" sel", " slt")),
    (" tengah", (" tgh", " teng")),
)
_POINTS: Final = frozenset(["north", "east", "south", "west", "northeast", "southeast"])


def name_key(name: str) -> str:
    """`name` as it is matched: lower-case ASCII words with one space between."""
    return " ".join(as_key(name).split())


def bare(name: str) -> str:
    """`name` without the word for its level: "Kota Bandung" → "Bandung"."""
    for prefix in _PREFIXES:
        if name.startswith(prefix):
            return name[len(prefix) :]
    return name


def variants(key: str, name: str, *, joined: bool) -> Iterator[str]:
    """The keys of a name: `key` is `name` folded, `joined` asks for "gunungkidul" as well."""
    if key.isalnum():
        yield key
        return
    if "/" in name or "(" in name:
        # "Hunuth/Durian Patah" goes by either name, "Kurau (Timur)" without the remark too.
        yield from {name_key(part) for part in _ALTERNATIVES.split(name)} - {""}
    if "  " in key or key[-1:] == " " or key[:1] == " ":
        key = " ".join(key.split())
    if key:
        yield key
        if joined and len(key) > _JOINED_MIN:
            yield key.replace(" ", "")


def spellings(key: str) -> Iterator[str]:
    """Other spellings in use: "Bireun" for Bireuen, "Tjilatjap" for Cilacap, "Tj Palas"."""
    if len(key) >= _SPELLED_MIN:
        for usual, other in _SPELLINGS:
            if usual in key:
                yield key.replace(usual, other)
        for whole, shorts in _SHORTENED:
            if key.startswith(whole) if whole[-1] == " " else key.endswith(whole):
                yield from (key.replace(whole, short) for short in shorts)


def english(key: str) -> Iterator[str]:
    """Both English forms of a compass word: "north aceh", "northern aceh"."""
    yield key
    head, _, tail = key.partition(" ")
    if head in _POINTS:
        yield f"{head}ern {tail}"
