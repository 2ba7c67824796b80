from __future__ import annotations

import re
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.urls import reverse_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sipks.places.models import Area, Level
from sipks.places.naming import folded
from sipks.places.selectors import area_search

_CODE: Final = re.compile(r"ID|\d\d(?:\.\d\d(?:\.\d\d(?:\.\d{4})?)?)?")
_MOST: Final = 6
_KINDS: Final = ("Kabupaten ", "Kota ")


class AreaField(forms.CharField):
    """A place, given as a code (`73.71`), a name, or both as the picker writes them
    (`73.71 · Kota Makassar`); cleans to the current `Area`.

    A name that several places bear is refused with their codes, so that the form works by hand.
    """

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", _("Wilayah"))
        options.setdefault("help_text", _("Ketik nama atau kode, misalnya Kota Makassar."))
        options.setdefault("max_length", 120)
        super().__init__(**options)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """The picker of the page finds its fields by `data-area`."""
        return super().widget_attrs(widget) | {
            "data-area": reverse_lazy("places:search"),
            "autocomplete": "off",
        }

    def prepare_value(self, value: Any) -> Any:
        """An area as the picker would have written it."""
        return f"{value.code} · {value.name}" if isinstance(value, Area) else value

    def clean(self, value: Any) -> Any:
        """The area meant, or None when the field may be empty."""
        text = super().clean(value)
        return _find(text.strip()) if text else None


def _find(text: str) -> Area:
    if code := _CODE.match(text):
        area = Area.objects.filter(code=code[0], valid_to=None).first()
        if area is None:
            raise ValidationError(gettext("Tidak ada wilayah dengan kode %s.") % code[0])
        return area
    return _only(text, _named(text))


def _named(text: str) -> list[Area]:
    """Areas of this name, the widest level first; a city or regency also by its bare name."""
    names = [text, *(f"{kind}{text}" for kind in _KINDS)]
    wanted = Q()
    for name in names:
        wanted |= Q(name__iexact=name)
    current = Area.objects.filter(wanted, valid_to=None).select_related("parent")
    for level in (Level.PROVINCE, Level.REGENCY, Level.DISTRICT, Level.VILLAGE):
        if found := list(current.filter(level=level).order_by("code")[: _MOST + 1]):
            return found
    return []


def _only(text: str, found: list[Area]) -> Area:
    if not found:
        return _known_as(text)
    if len(found) > 1:
        raise ValidationError(
            gettext("Ada beberapa wilayah bernama “%(name)s”. Tulis kodenya: %(list)s")
            % {"name": text, "list": _listed(found)}
        )
    return found[0]


def _known_as(text: str) -> Area:
    """The one area that bears this name among its others (Mks, Ujung Pandang), or with the area
    above it (Bontoala, Kota Makassar); else refuse, with the names that come near."""
    hits = area_search(text, _MOST)
    same = [hit.area for hit in hits if folded(hit.matched) == folded(text)]
    same = same or [hit.area for hit in hits if folded(_with_parent(hit.area)) == folded(text)]
    if len(same) == 1:
        return same[0]
    if hits:
        raise ValidationError(
            gettext("Wilayah “%(name)s” tidak ditemukan. Mungkin maksud Anda: %(list)s")
            % {"name": text, "list": _listed([hit.area for hit in hits])}
        )
    raise ValidationError(
        gettext("Wilayah “%s” tidak ditemukan. Periksa ejaannya, atau tulis kodenya.") % text
    )


def _listed(areas: list[Area]) -> str:
    return "; ".join(_described(area) for area in areas[:_MOST])


def _described(area: Area) -> str:
    return f"{area.code} ({_with_parent(area)})"


def _with_parent(area: Area) -> str:
    return f"{area.name}, {area.parent.name}" if area.parent else area.name
