"""Small labelled tables for the tests of training, put together from parts written for them."""

from __future__ import annotations

from itertools import product
from pathlib import Path

INSULTS = ("dasar goblok", "kau memang tolol", "otak udang semua", "bodoh sekali kamu")
PRAISE = ("terima kasih banyak", "semoga sehat selalu", "kerja yang bagus", "selamat pagi semua")
TARGETS = ("USER", "tetangga sebelah", "panitia lomba", "penjaga warung", "anak kos itu")
TAILS = ("hari ini", "sejak kemarin", r"\xf0\x9f\x98\x82", "#LombaKampung")

HEADER = "Tweet,HS,Abusive,HS_Individual"


def rows() -> list[str]:
    """Lines of a table with three labels, half of them insults."""
    lines = []
    for number, (phrase, target, tail) in enumerate(product((*INSULTS, *PRAISE), TARGETS, TAILS)):
        insult = phrase in INSULTS
        lines.append(f"{phrase} {target} {tail} {number},{insult:d},{insult:d},{insult:d}")
    return lines


def write(path: Path, lines: list[str], header: str = HEADER, encoding: str = "utf-8") -> Path:
    """A table at `path`."""
    path.write_text("\n".join([header, *lines]), encoding)
    return path
