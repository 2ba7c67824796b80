"""Material as shared pages may show it: masked, and its conclusions in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

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
    """The other columns of the row, masked; the connector's own remarks are left out."""
    return [
        (key, mask(str(value)))
        for key, value in item.fields.items()
        if not key.startswith("_") and value not in (None, "", [], {})
    ]


def place_names(reading: Reading | None) -> dict[str, str]:
    """Names of the areas that a reading speaks of, by code."""
    if reading is None:
        return {}
    places = [*reading.result.get("places", []), reading.result.get("place")]
    return {one["code"]: one["name"] for one in places if one}


def conclusions(reading: Reading | None) -> list[Said]:
    """What a reading says, in the order in which a verifier asks."""
    if reading is None:
        return []
    said = reading.result
    return [
        Said("relevance", gettext("Menyangkut konflik sosial"), _relevant(reading.relevant),
             reading.relevance),
        *(_coded("category", gettext("Kategori"), one, CATEGORIES)
          for one in said.get("categories", [])[:_FEW]),
        *(_coded("form", gettext("Bentuk"), one, FORMS) for one in said.get("forms", [])[:_FEW]),
        *_places(said),
        *_when(said.get("when")),
        *(Said("impact", str(_IMPACT[kind]), figure_words(figure))
          for kind, figure in said.get("impact", {}).items() if figure and kind in _IMPACT),
        *(Said("hate", gettext("Ujaran kebencian"), label, p)
          for label, p in said.get("hate", {}).items() if p >= _HATE_SHOWN),
    ]


def figure_words(figure: Mapping[str, Any]) -> str:
    """A figure in words: `3`, `3–5 (terbaik 4)`, or `sedikitnya 3`."""
    low, best, high = figure["low"], figure["best"], figure["high"]
    if high is None:
        return gettext("sedikitnya %s") % low
    if low == high:
        return str(best)
    return gettext("%(low)s–%(high)s (terbaik %(best)s)") % {
        "low": low, "high": high, "best": best
    }


def _relevant(relevant: bool | None) -> str:
    if relevant is None:
        return gettext("program ragu")
    return gettext("ya") if relevant else gettext("tidak")


def _coded(kind: str, name: str, one: Mapping[str, Any], labels: Mapping[str, str]) -> Said:
    code = one["code"]
    shown = f"{code} {labels.get(code, '')}".strip() if kind == "category" else labels.get(code, code)
    return Said(kind, name, shown, one["p"])


def _places(said: Mapping[str, Any]) -> list[Said]:
    """The place of the text first, then other places it names."""
    about = said.get("place")
    listed = [about] if about else []
    for one in said.get("places", []):
        if all(one["code"] != other["code"] for other in listed):
            listed.append(one)
    names = [gettext("Tempat"), *[gettext("Tempat lain yang disebut")] * len(listed)]
    if not about:
        names = names[1:]
    return [
        Said("place", name, f"{one['name']} ({one['code']})", one.get("p"))
        for name, one in zip(names, listed[:_FEW], strict=False)
    ]


def _when(when: Mapping[str, Any] | None) -> list[Said]:
    if not when:
        return []
    start, end = when["from"], when["to"]
    text = start if start == end else f"{start} – {end}"
    return [Said("time", gettext("Waktu"), text)]
