"""When one version of the reader is better than another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _

Figures = Mapping[str, float | None]
COMPARED: Final = ("f1", "group", "form")
"""What counts: telling conflict from the rest, the category at level 1, the form."""
LOSS: Final = 0.01
"""How much any one of them may fall while the others rise."""
LEAST: Final = 30
"""Recent decisions without which nothing is compared."""
FIXED: Final = "fixed"
RECENT: Final = "recent"


def is_better(new: Figures, old: Figures) -> bool:
    """Whether the mean of the figures that both have is higher, and none fell by more than `LOSS`.

    >>> is_better({"f1": 0.95, "group": 0.80}, {"f1": 0.94, "group": 0.80})
    True
    >>> is_better({"f1": 0.99, "group": 0.75}, {"f1": 0.94, "group": 0.78})
    False
    """
    gains = [
        after - before
        for name in COMPARED
        if (after := new.get(name)) is not None and (before := old.get(name)) is not None
    ]
    return bool(gains) and sum(gains) > 0 and min(gains) >= -LOSS


def why_not(figures: Mapping[str, Mapping[str, Figures]]) -> str:
    """Why a version with these figures is not put to work, for the user; empty when it may be.

    `figures` has, for the fixed split and for recent decisions, those of the `new` version and of
    the `old` one.
    """
    recent = figures.get(RECENT)
    decided = int(recent["new"].get("texts") or 0) if recent else 0
    if recent is None or decided < LEAST:
        return _(
            "Baru %(n)s keputusan terbaru yang dapat dipakai membandingkan; perlu sedikitnya"
            " %(least)s."
        ) % {"n": decided, "least": LEAST}
    fixed = figures[FIXED]
    if not is_better(fixed["new"], fixed["old"]):
        return _("Versi ini tidak lebih baik pada contoh tetap.")
    if not is_better(recent["new"], recent["old"]):
        return _("Versi ini tidak lebih baik pada keputusan terbaru.")
    return ""
