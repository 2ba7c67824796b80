"""Incidents that may be the same one, each with the reasons to think so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext

from sipks.incidents.forms import ANY_STATE, Filters
from sipks.incidents.matching import agreement
from sipks.incidents.models import Incident
from sipks.incidents.selectors import incident_candidates, queue_page

_FOUND = 8


@dataclass(frozen=True, slots=True)
class Candidate:
    """An incident, how alike its words are (percent; None when it was searched for), and why."""

    incident: Incident
    percent: int | None
    reasons: list[str]


def candidates_of(incident: Incident, wanted: str = "") -> list[Candidate]:
    """What was searched for, else what the program proposes, the most alike first."""
    found: Iterable[Incident]
    if wanted:
        filters = Filters({"q": wanted, "status": ANY_STATE})
        found = [one for one in queue_page(filters, size=_FOUND).items if one.pk != incident.pk]
    else:
        found = incident_candidates(incident)
    return [_candidate(incident, one) for one in found]


def _candidate(incident: Incident, other: Incident) -> Candidate:
    likeness: float | None = getattr(other, "likeness", None)
    percent = None if likeness is None else round(likeness * 100)
    return Candidate(other, percent, [why for why in _reasons(incident, other) if why])


def _reasons(one: Incident, other: Incident) -> list[str]:
    return [_place(one, other), _time(one, other), _kind(one, other)]


def _place(one: Incident, other: Incident) -> str:
    if not agreement(one.scope_code, other.scope_code):
        return ""
    shallow = min((one, other), key=lambda incident: len(incident.scope_code))
    return gettext("tempat cocok (%s)") % shallow.area.name if shallow.area else ""


def _time(one: Incident, other: Incident) -> str:
    gap = max(one.happened_from, other.happened_from) - min(one.happened_to, other.happened_to)
    if gap.total_seconds() <= 0:
        return gettext("waktu cocok")
    days = max(1, round(gap.total_seconds() / 86_400))
    return ngettext("selisih %d hari", "selisih %d hari", days) % days


def _kind(one: Incident, other: Incident) -> str:
    if one.form and one.form == other.form:
        return gettext("bentuk sama")
    if one.category and one.category[:3] == other.category[:3]:
        return gettext("kategori sama")
    return ""
