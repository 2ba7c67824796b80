"""Decisions on an incident, in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import formats
from django.utils.translation import gettext, ngettext

from sipks.incidents.choices import LABELS, AsideReason, Verb
from sipks.incidents.models import Decision
from sipks.reading.masking import mask


@dataclass(frozen=True, slots=True)
class Step:
    """A decision, what it came to, its note with identifiers masked, and whether it can be taken
    back now."""

    decision: Decision
    words: str
    note: str
    can_undo: bool


def steps(decisions: Sequence[Decision], names: Mapping[str, str]) -> list[Step]:
    """Decisions in their order; `names` are those of area codes."""
    return [
        Step(one, _said(one, names), mask(one.note), getattr(one, "can_undo", False))
        for one in decisions
    ]


def area_codes(decisions: Sequence[Decision]) -> list[str]:
    """Codes of the areas that decisions speak of."""
    return [one.after["area"] for one in decisions if one.after.get("area")]


def _said(one: Decision, names: Mapping[str, str]) -> str:
    if one.verb not in (Verb.MERGE, Verb.JOIN):
        return _words(one.verb, one.after, names)
    titles: list[str] = getattr(one, "joined", [])
    hidden = len(one.others) - len(titles)
    more = ngettext("%d peristiwa lain", "%d peristiwa lain", hidden) % hidden
    return "; ".join([*titles, more] if hidden else titles)


def _words(verb: str, after: Mapping[str, Any], names: Mapping[str, str]) -> str:
    if verb == Verb.VERIFY:
        return str(after.get("grade", ""))
    if verb == Verb.PLACE:
        code = after.get("area", "")
        return names.get(code, code)
    if verb == Verb.CATEGORY:
        codes = [after.get("category"), after.get("form")]
        return ", ".join(str(LABELS[one]) for one in codes if one in LABELS) or gettext(
            "tidak diketahui"
        )
    if verb == Verb.TIME:
        return _span(after)
    if verb == Verb.SET_ASIDE:
        return str(dict(AsideReason.choices).get(after.get("reason", ""), ""))
    if verb == Verb.SPLIT:
        number = int(after.get("signals", 0))
        return ngettext("%d pemberitaan", "%d pemberitaan", number) % number
    return ""


def _span(after: Mapping[str, Any]) -> str:
    days = [
        formats.date_format(datetime.fromisoformat(after[key]), "j M Y") for key in ("from", "to")
    ]
    return days[0] if days[0] == days[1] else "–".join(days)
