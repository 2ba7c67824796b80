"""Classes and colours of the map: how many are open, and whether anybody reported at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .selectors import Count

# Yellow to brown: ordered by lightness too, so that it also reads in grey and with any colour
# vision. Grey is kept for silence, which is not calm.
COLOURS = ("#fde3a7", "#fbbd5f", "#ee8f33", "#cf5b1b", "#8f2f12")
CALM, SILENT, UNSEEN = 0, -1, -2
LADDER = tuple(step * 10**power for power in range(6) for step in (1, 2, 5))


@dataclass(frozen=True, slots=True)
class Class:
    """One entry of the legend; `number` is also the suffix of its style."""

    number: int
    label: Promise | str


REST = (
    Class(CALM, _("Ada laporan, tidak ada yang terbuka")),
    Class(SILENT, _("Tidak ada laporan (bukan berarti aman)")),
    Class(UNSEEN, _("Di luar kewenangan Anda")),
)
WORDS = {one.number: one.label for one in REST}


def edges(most: int, classes: int = len(COLOURS)) -> list[int]:
    """Lower bounds of at most `classes` classes for counts 1 … `most`, by steps of 1, 2, 5.

    >>> edges(3)
    [1, 2, 3]
    >>> edges(37)
    [1, 2, 5, 10, 20]
    """
    if most <= classes:
        return list(range(1, most + 1))
    steps = [step for step in LADDER if step <= most]
    apart = (len(steps) - 1) / (classes - 1)
    return sorted({steps[round(n * apart)] for n in range(classes)})


def class_of(count: Count, bounds: Sequence[int]) -> int:
    """1 … 5 by the number of open incidents; 0 heard of but none open, -1 no report, -2 unseen."""
    if count.open:
        return sum(1 for bound in bounds if count.open >= bound)
    if count.heard is None:
        return UNSEEN
    return CALM if count.heard else SILENT


def legend(bounds: Sequence[int], most: int, used: set[int]) -> list[Class]:
    """The classes that the map shows, the fullest first; `most` is the highest count."""
    ends = [high - 1 for high in bounds[1:]] + [most]
    labels = [
        f"{low}–{end}" if end > low else f"{low}" for low, end in zip(bounds, ends, strict=False)
    ]
    counted = [Class(n, label) for n, label in enumerate(labels, start=1)]
    return [*reversed(counted), *(one for one in REST if one.number in used)]
