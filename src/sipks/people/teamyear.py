"""How a Tim Terpadu stands with its yearly decree (SK): pure rules, with the day given.

The decree is renewed every year and is due on 31 January; from 1 December the next one is
announced (rule DL-12 of the procedure). No decree is a gap in what is known, not an alarm.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _


class TeamState(models.TextChoices):
    """`current` counts; every other state is a reason for standing in the list of those missing."""

    CURRENT = "current", _("berlaku")
    LAST_YEAR = "last_year", _("SK tahun lalu")
    EXPIRED = "expired", _("kedaluwarsa")
    NONE = "none", _("belum ada")


@dataclass(frozen=True, slots=True)
class Held:
    """A decree as far as the rules need it."""

    year: int
    valid_to: date


@dataclass(frozen=True, slots=True)
class Standing:
    """How a team stands on a day; `due` is when its next decree is due, where one is missing."""

    state: TeamState
    latest: int | None = None
    due: date | None = None
    renewing: bool = False
    """It is December and the decree for the new year is not there yet."""

    @property
    def current(self) -> bool:
        """Whether the team has a decree that is valid on that day."""
        return self.state == TeamState.CURRENT


def standing(decrees: Iterable[Held], today: date) -> Standing:
    """How a team with these decrees stands on a day."""
    held = list(decrees)
    latest = max((one.year for one in held), default=None)
    if any(one.year == today.year and one.valid_to >= today for one in held):
        renewing = today.month == 12 and latest == today.year
        due = date(today.year + 1, 1, 31) if renewing else None
        return Standing(TeamState.CURRENT, latest, due, renewing)
    due = date(today.year, 1, 31)
    if latest is None:
        return Standing(TeamState.NONE, None, due)
    if latest == today.year - 1:
        return Standing(TeamState.LAST_YEAR, latest, due)
    return Standing(TeamState.EXPIRED, latest, due)
