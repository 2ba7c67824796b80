"""Material as shared pages may show it: masked, and its conclusions in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sipks.reading.masking import mask
from sipks.reading.taxonomy import CATEGORIES, FORMS

from .models import Item, Reading

_IMPACT: dict[str, str | Promise] = {
    "killed": _("Meninggal"),
    "injured": _("Luka"),
    "displaced": _("Mengungsi"),
    "damaged": _("Bangunan rusak"),
}
_LABELS: dict[str, str | Promise] = {
    "source": _("Media"),
    "category": _("Kategori menurut pengirim"),
    "happened_at": _("Waktu kejadian"),
    "time": _("Jam"),
    "province": _("Provinsi"),
    "regency": _("Kabupaten/Kota"),
    "district": _("Kecamatan"),
    "village": _("Desa/Kelurahan"),
    "place": _("Lokasi"),
    "area_code": _("Kode wilayah"),
    "lat": _("Lintang"),
    "lon": _("Bujur"),
    "parties": _("Pihak yang terlibat"),
    "why": _("Sebab"),
    "known_by": _("Diketahui dari"),
    "action": _("Tindakan"),
    "recommendation": _("Rekomendasi"),
}
# Who sent a report is for the audit, not for everybody who reads it.
_KEPT_BACK = frozenset({"submitted_by"})
_HATE_SHOWN = 0.5
_FEW = 3


@dataclass(frozen=True, slots=True)
class Said:
    """One conclusion: its kind (as in the marks), what it says, how sure (0–1) where known."""

    kind: str
    name: str
    text: str
    p: float | None = None

    @property
    def percent(self) -> int | None:
        """The probability in whole percent; never 0 or 100, for the program is never certain."""
        return None if self.p is None else min(99, max(1, round(self.p * 100)))


def masked_text(item: Item) -> str:
    """The text of an item without personal identifiers, whether it has been read or not."""
    reading: Reading | None = getattr(item, "reading", None)
    if reading is not None:
        return reading.masked
    return mask(f"{item.title}\n{item.text}" if item.title else item.text)


def masked_fields(item: Item) -> list[tuple[str, str]]:
    """The other columns of the row by their names on screen, masked. Left out are the connector's
    own remarks, what already stands in the text, and who typed a report in."""
    in_text = set(item.fields.get("_text_from") or ())
    return [
        (str(_LABELS.get(key, key)), mask(_value(key, value)))
        for key, value in item.fields.items()
        if not (key.startswith("_") or key in in_text or key in _KEPT_BACK)
        and value not in (None, "", [], {})
    ]


def _value(key: str, value: Any) -> str:
    try:
        return _moment(value) if key == "happened_at" else str(value)
    except (TypeError, ValueError):
        return str(value)


def place_names(reading: Reading | None) -> dict[str, str]:
    """Names of the areas that a reading speaks of, by code."""
    if reading is None:
        return {}
    places = [*reading.result.get("places", []), reading.result.get("place")]
    return {one["code"]: one["name"] for one in places if one and one["code"]}


def conclusions(reading: Reading | None) -> list[Said]:
    """What a reading says, in the order in which a verifier asks."""
    if reading is None:
        return []
    said = reading.result
    return [
        Said(
            "relevance",
            gettext("Menyangkut konflik sosial"),
            _relevant(reading.relevant),
            reading.relevance,
        ),
        *(
            _coded("category", gettext("Kategori"), one, CATEGORIES)
            for one in said.get("categories", [])[:_FEW]
        ),
        *(_coded("form", gettext("Bentuk"), one, FORMS) for one in said.get("forms", [])[:_FEW]),
        *_places(said),
        *_when(said.get("when")),
        *(
            Said("impact", str(_IMPACT[kind]), figure_words(figure))
            for kind, figure in said.get("impact", {}).items()
            if figure and kind in _IMPACT
        ),
        *(
            Said("hate", gettext("Ujaran kebencian"), label, p)
            for label, p in said.get("hate", {}).items()
            if p >= _HATE_SHOWN
        ),
    ]


def figure_words(figure: Mapping[str, Any]) -> str:
    """A figure in words: `3`, `3–5 (terbaik 4)`, or `sedikitnya 3`."""
    low, best, high = figure["low"], figure["best"], figure["high"]
    if high is None:
        return gettext("sedikitnya %s") % str(low)
    if low == high:
        return str(best)
    return gettext("%(low)s–%(high)s (terbaik %(best)s)") % {"low": low, "high": high, "best": best}


def _relevant(relevant: bool | None) -> str:
    if relevant is None:
        return gettext("program ragu")
    return gettext("ya") if relevant else gettext("tidak")


def _coded(kind: str, name: str, one: Mapping[str, Any], labels: Mapping[str, str]) -> Said:
    code = one["code"]
    label: str = gettext(labels.get(code, code))
    shown = f"{code} {label}" if kind == "category" and label != code else label
    return Said(kind, name, shown, one["p"])


def _places(said: Mapping[str, Any]) -> list[Said]:
    """The place of the text first, then other places it names."""
    about = said.get("place")
    listed = [about] if about else []
    for one in said.get("places", []):
        # Countries abroad, roads and the like have no code and are nobody's area.
        if one["code"] and not any(_holds(one["code"], other["code"]) for other in listed):
            listed.append(one)
    names = [gettext("Tempat"), *[gettext("Tempat lain yang disebut")] * len(listed)]
    if not about:
        names = names[1:]
    return [
        Said("place", name, f"{one['name']} ({one['code']})", one.get("p"))
        for name, one in zip(names, listed[:_FEW], strict=False)
    ]


def _holds(outer: str, inner: str) -> bool:
    """Whether naming `outer` says no more than `inner` did: the same place, or one around it."""
    return outer == inner or inner.startswith(f"{outer}.")


def _when(when: Mapping[str, Any] | None) -> list[Said]:
    if not when:
        return []
    start, end = _moment(when["from"]), _moment(when["to"])
    text = start if start == end else f"{start} – {end}"
    return [Said("time", gettext("Waktu"), text)]


def _moment(iso: str) -> str:
    """An ISO date or date-time of the reader as on screen; the hour as the text gave it."""
    moment = datetime.fromisoformat(iso)
    return formats.date_format(moment, "j M Y" if len(iso) == len("2025-02-03") else "j M Y, H.i")
