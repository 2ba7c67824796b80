"""The column names of the publishers: BIG, BPS, HDX (OCHA), and our own export."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from .problems import ImportRefused

LEVELS = ("province", "regency", "district", "village")


@dataclass(frozen=True, slots=True)
class Scheme:
    """How one publisher names its columns, level by level from the province down.

    `ours` says that its codes are those of the Ministry; the codes of BPS (and of HDX, which
    borrows them behind `ID`) look alike but mean other places, so there only names count.
    """

    name: str
    codes: tuple[tuple[str, ...], ...]
    names: tuple[tuple[str, ...], ...]
    ours: bool


BIG = Scheme(
    "BIG",
    (("kdppum",), ("kdpkab",), ("kdcpum",), ("kdepum",)),
    (("wadmpr",), ("wadmkk",), ("wadmkc",), ("wadmkd",)),
    ours=True,
)
BPS = Scheme(
    "BPS",
    (("idprov", "kdprov"), ("idkab", "kdkab"), ("idkec", "kdkec"), ("iddesa", "kddesa")),
    (("nmprov",), ("nmkab",), ("nmkec",), ("nmdesa",)),
    ours=False,
)
HDX = Scheme(
    "HDX",
    tuple((f"adm{n}_pcode",) for n in range(1, 5)),
    tuple((f"adm{n}_id", f"adm{n}_en", f"adm{n}_name") for n in range(1, 5)),
    ours=False,
)
OWN = Scheme(
    "SIPKS",
    (("code", "kode"),) * 4,
    (("name", "nama"),) * 4,
    ours=True,
)


@dataclass(frozen=True, slots=True)
class Label:
    """What a feature says of itself: its level, its code, and the names from the province down."""

    level: str
    code: str
    names: tuple[str, ...]

    def __str__(self) -> str:
        return ", ".join(filter(None, (self.code, *reversed(self.names)))) or "tanpa nama"


def scheme_of(columns: Iterable[str]) -> Scheme:
    """The publisher whose columns these are (lower case); raises `ImportRefused` for none."""
    have = set(columns)
    for scheme in (BIG, HDX, BPS, OWN):
        if any(have.intersection(names) for names in scheme.codes):
            return scheme
    for scheme in (BIG, HDX, BPS):
        if any(have.intersection(names) for names in scheme.names):
            return scheme
    raise ImportRefused(
        "Kolom kode wilayah tidak dikenal. Yang dapat dibaca: BIG (KDPPUM, KDPKAB, KDCPUM, KDEPUM, "
        "WADMPR, WADMKK, …), BPS (idprov, idkab, idkec, nmkab, …), HDX (ADM1_PCODE, ADM2_PCODE, "
        "ADM2_EN, …), atau kolom “kode” berisi kode Kemendagri."
    )


def label_of(scheme: Scheme, columns: Mapping[str, str]) -> Label:
    """The label of one feature: as deep as it has a code or a name."""
    if scheme is OWN:
        code = _first(columns, OWN.codes[0])
        depth = min(code.count(".") if "." in code else len(code) // 2 - 1, 3)
        return Label(LEVELS[max(depth, 0)], code, (_first(columns, OWN.names[0]),))
    codes = [_first(columns, names) for names in scheme.codes]
    names = [_first(columns, known) for known in scheme.names]
    depths = [i for i, pair in enumerate(zip(codes, names, strict=True)) if any(pair)]
    deepest = max(depths, default=0)
    return Label(LEVELS[deepest], codes[deepest], tuple(names[: deepest + 1]))


def _first(columns: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((columns[name] for name in names if columns.get(name)), "")
