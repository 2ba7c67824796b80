"""What a text as a whole lets its groups be: roles by its form, and each group told once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from sipks.reading.actor_roles import ACTS, HARMED, TAKES_PART

ONE_SIDED: Final = frozenset(
    [
        "penyerangan",
        "perusakan_pembakaran",
        "penculikan_penyanderaan",
        "intimidasi_teror",
        "penjarahan",
        "pengusiran",
        "pengeroyokan",
        "ledakan_tembak",
        "blokade",
    ]
)
_STIRRING: Final = ONE_SIDED | {"unjuk_rasa_ricuh"}
EQUAL: Final = frozenset(
    ["bentrok_massa", "kesepakatan_damai", "pernyataan_penolakan", "unjuk_rasa_damai"]
)
_CROWD: Final = frozenset(["massa", "orang", "org"])
_SUFFERING: Final = frozenset(["pendatang", "perantau", "transmigran", "keluarga", "penghuni"])
ACTING: Final = frozenset(
    [
        "massa",
        "kkb",
        "pemuda",
        "ormas",
        "pendukung",
        "perguruan",
        "suporter",
        "warga",
        "petani",
        "nelayan",
        "penambang",
        "buruh",
        "sopir",
        "pelajar",
        "mahasiswa",
        "suku",
    ]
)
STANDING: Final = frozenset(["aparat", "penengah", "penyelenggara"])


@dataclass(slots=True)
class Seen:
    """A group at `raw[start:end]`; its role is empty as long as nothing tells it."""

    name: str
    kind: str
    role: str
    start: int
    end: int


def by_form(seen: list[Seen], form: str | None) -> None:
    """Give roles as the form of what is told lets them be.

    Both sides of a clash, of an agreement and of a peaceful protest take part. Where one side acts
    against another, the first group of those who may act is taken for it and the rest suffer,
    unless the words beside a group tell its own role.
    """
    acting = any(one.role == ACTS for one in seen)
    for one in seen:
        if form in EQUAL and one.kind not in STANDING:
            one.role = TAKES_PART
        elif not one.role and form in _STIRRING and not acting and _may_act(one):
            one.role, acting = ACTS, True
        elif not one.role and form in ONE_SIDED and one.kind not in STANDING:
            one.role = HARMED
        one.role = one.role or TAKES_PART


def _may_act(one: Seen) -> bool:
    return one.kind in ACTING and not _SUFFERING & set(one.name.lower().split())


def without_crowd(groups: list[Seen]) -> list[Seen]:
    """Without a bare "massa" where a group before it says who the crowd is."""
    known, kept = False, []
    for one in groups:
        if not known or one.name.lower() not in _CROWD:
            kept.append(one)
        known = known or (one.kind in ACTING and one.role != HARMED)
    return kept


def widest(groups: list[Seen]) -> Iterator[Seen]:
    """Without a bare word that a fuller name says again: "warga" beside "warga Desa Sukamaju"."""
    said = [f" {one.name.lower()} " for one in groups]
    for one, name in zip(groups, said, strict=True):
        if not any(name in other and name != other for other in said):
            yield one
