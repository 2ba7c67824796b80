from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sipks.intake.models import SourceKind
from sipks.people.scope import COUNTRY

from .choices import CATEGORY_CHOICES, FORM_CHOICES, OPEN, Order, State

ANY_STATE = "semua"
OPEN_STATES = "terbuka"
_CODE = re.compile(r"ID|\d\d(\.\d\d(\.\d\d(\.\d{4})?)?)?")
_DATES = range(1900, 2101)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list or map is asked for. Empty means: all. `since` and `until` are whole days."""

    area: str = COUNTRY
    category: str = ""
    form: str = ""
    source_kind: str = ""
    since: date | None = None
    until: date | None = None
    states: tuple[str, ...] = OPEN
    text: str = ""
    order: Order = Order.NEWEST
    shared: bool = False


def _day(label: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(required=False, label=label, widget=widget, input_formats=["%Y-%m-%d"])


def _any(choices: Any) -> list[Any]:
    return [("", _("Semua")), *choices]


class Filters(forms.Form):
    """The filters of queue, map and table, as they stand in the address.

    Whatever cannot be understood is left out rather than refused: an address that somebody sent
    always shows a list. `cleaned` is what selectors take.
    """

    wilayah = forms.CharField(required=False, label=_("Wilayah"), max_length=13)
    kategori = forms.ChoiceField(
        required=False, label=_("Kategori"), choices=_any(CATEGORY_CHOICES)
    )
    bentuk = forms.ChoiceField(required=False, label=_("Bentuk"), choices=_any(FORM_CHOICES))
    sumber = forms.ChoiceField(required=False, label=_("Sumber"), choices=_any(SourceKind.choices))
    dari = _day(_("Dari"))
    sampai = _day(_("Sampai"))
    status = forms.ChoiceField(
        required=False,
        label=_("Status"),
        choices=[
            (OPEN_STATES, _("Terbuka")),
            *State.choices,
            (ANY_STATE, _("Semua")),
        ],
        initial=OPEN_STATES,
    )
    q = forms.CharField(required=False, label=_("Cari"), max_length=100, widget=forms.SearchInput)
    dibagikan = forms.BooleanField(required=False, label=_("Hanya yang dibagikan kepada saya"))
    urut = forms.ChoiceField(
        required=False, label=_("Urutkan"), choices=Order.choices, initial=Order.NEWEST
    )

    @property
    def cleaned(self) -> Asked:
        """What was asked for, without what could not be understood."""
        self.is_valid()
        given = self.cleaned_data if self.is_bound else {}
        code = given.get("wilayah") or COUNTRY
        since, until = _in_order(given.get("dari"), given.get("sampai"))
        return Asked(
            area=code if _CODE.fullmatch(code) else COUNTRY,
            category=given.get("kategori") or "",
            form=given.get("bentuk") or "",
            source_kind=given.get("sumber") or "",
            since=since,
            until=until,
            states=_states(given.get("status") or OPEN_STATES),
            text=(given.get("q") or "").replace("\0", "").strip(),
            order=Order(given.get("urut") or Order.NEWEST),
            shared=bool(given.get("dibagikan")),
        )

    @property
    def narrowed(self) -> int:
        """How many filters are in use, area, status and order apart."""
        asked = self.cleaned
        values = (
            asked.category,
            asked.form,
            asked.source_kind,
            asked.since,
            asked.until,
            asked.text,
            asked.shared,
        )
        return sum(1 for value in values if value)


def _in_order(since: date | None, until: date | None) -> tuple[date | None, date | None]:
    """Days within reach of the calendar, the earlier first."""
    since, until = (day if day and day.year in _DATES else None for day in (since, until))
    return (until, since) if since and until and since > until else (since, until)


def _states(status: str) -> tuple[str, ...]:
    if status == OPEN_STATES:
        return OPEN
    return () if status == ANY_STATE else (status,)


def last_days(days: int, today: date) -> dict[str, str]:
    """The query for the last `days` days up to `today`, for links."""
    return {"dari": (today - timedelta(days=days - 1)).isoformat(), "sampai": today.isoformat()}
