"""The form of a key: what for, how long, what it may do, for which sources, from where."""

from __future__ import annotations

import re
from ipaddress import ip_network
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sipks.people.models import Office
from sipks.people.models.office import OfficeKind
from sipks.people.permissions import Act
from sipks.people.scope import COUNTRY, current_actor

from .models import Source, Verb
from .token_models import sending

_DAYS = [(90, _("3 bulan")), (180, _("6 bulan")), (365, _("1 tahun"))]
_GAP = re.compile(r"[\s,;]+")
_MOST = 20


def token_days() -> list[tuple[int, str | Promise]]:
    """How long a key may last, never longer than `SIPKS_TOKEN_MAX_DAYS`."""
    longest = settings.TOKEN_MAX_DAYS
    found: list[tuple[int, str | Promise]] = [one for one in _DAYS if one[0] <= longest]
    return found or [(longest, gettext("%d hari") % longest)]


class TokenForm(forms.Form):
    """A key with which a program sends through the API."""

    name = forms.CharField(
        label=_("Nama kunci"),
        max_length=100,
        help_text=_("Untuk apa kunci ini, misalnya “server redaksi”."),
    )
    days = forms.TypedChoiceField(label=_("Berlaku"), coerce=int, choices=token_days)
    verbs = forms.MultipleChoiceField(
        label=_("Boleh dipakai untuk"),
        choices=Verb.choices,
        initial=[*sending(), Verb.STATUS],
        widget=forms.CheckboxSelectMultiple,
    )
    office: forms.ModelChoiceField[Office] = forms.ModelChoiceField(
        None, label=_("Untuk lembaga mitra"), required=False, empty_label=_("Bukan lembaga mitra")
    )
    also = forms.CharField(
        label=_("Kode sumber lain"),
        required=False,
        max_length=1000,
        help_text=_("Bila satu program mengirim untuk beberapa sumber. Pisahkan dengan koma."),
    )
    networks = forms.CharField(
        label=_("Hanya dari jaringan"),
        required=False,
        max_length=1000,
        help_text=_("Misalnya 203.0.113.0/24. Kosong: dari mana saja."),
    )

    def __init__(self, *args: Any, source: Source | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.source = source
        self.fields["office"].queryset = _partners(source)  # type: ignore[attr-defined]
        self.fields["days"].initial = token_days()[-1][0]

    def clean_also(self) -> list[Source]:
        """Sources that the actor may send for himself; others are as unknown as none."""
        codes = _parts(self.cleaned_data["also"])
        found = {one.code: one for one in Source.objects.filter(code__in=codes)}
        actor = current_actor()
        for code in codes:
            one = found.get(code)
            if not one or not actor.may(Act.SOURCES, one.scope_code, one.classification):
                raise ValidationError(
                    gettext("Tidak ada sumber “%s” di wilayah tugas Anda.") % code
                )
        return list(found.values())

    def clean_networks(self) -> list[str]:
        """Networks in CIDR form; a single address is a network of one."""
        try:
            found = [ip_network(one, strict=False) for one in _parts(self.cleaned_data["networks"])]
        except ValueError as error:
            said = gettext("“%s” bukan alamat jaringan; tulis seperti 203.0.113.0/24.")
            raise ValidationError(said % str(error).split("'")[1]) from error
        return [str(one) for one in found]


class RotateForm(forms.Form):
    """Until when a key lasts after its rotation; empty keeps its end."""

    days = forms.TypedChoiceField(
        label=_("Berlaku"),
        coerce=int,
        required=False,
        empty_value=None,
        choices=lambda: [("", _("sampai tanggal semula")), *token_days()],
        widget=forms.Select(attrs={"class": "form-select"}),
    )


def _partners(source: Source | None) -> QuerySet[Office]:
    """Partner agencies at the place of a source and above it."""
    parts = source.scope_code.split(".") if source else []
    above = [COUNTRY, *(".".join(parts[:n]) for n in range(1, len(parts) + 1))]
    partners = Office.objects.filter(kind=OfficeKind.PARTNER, active=True)
    return partners.filter(area__code__in=above).select_related("area")


def _parts(text: str) -> list[str]:
    parts = [one for one in _GAP.split(text) if one]
    if len(parts) > _MOST:
        raise ValidationError(gettext("Paling banyak %d.") % _MOST)
    return parts
