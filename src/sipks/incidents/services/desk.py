"""The decisions of the verification desk. Each is one transaction, is recorded with what stood
before, and can be undone. `seen` is the incident's version that the person decided on; without
it, that of the object given."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from sipks.incidents.choices import AsideReason, Aspect, Credibility, Precision, State, Verb
from sipks.incidents.models import Decision, Incident
from sipks.intake.models import Reliability
from sipks.people.permissions import Act
from sipks.people.scope import current_actor
from sipks.places.models import Area
from sipks.reading.taxonomy import CATEGORIES, FORMS

from .decisions import decision_record, incidents_open, incidents_save, snapshot
from .errors import DeskError, NotAllowed
from .moving import scopes_follow
from .own import own_report_check
from .regroup import incident_merge, incident_split
from .undo import decision_undo

__all__ = [
    "DeskError",
    "NotAllowed",
    "decision_undo",
    "incident_category_set",
    "incident_merge",
    "incident_place_set",
    "incident_set_aside",
    "incident_split",
    "incident_time_set",
    "incident_verify",
]

_LATITUDES, _LONGITUDES = (-11.5, 6.5), (94.0, 142.0)


@transaction.atomic
def incident_verify(
    *,
    incident: Incident,
    grade_source: str,
    grade_content: int,
    note: str = "",
    seen: int | None = None,
) -> Decision:
    """Take an incident as having happened, graded A–F × 1–6; what, where and when then stay.

    Whoever sent all of its tellings himself may not grade them as reliable. "Confirmed by other
    sources" with only one source in the system needs a note saying who confirmed it.
    """
    [now] = incidents_open([incident], seen)
    _open_state(now)
    if grade_source not in Reliability.values or grade_content not in Credibility.values:
        raise DeskError(_("Nilai harus A–F untuk sumber dan 1–6 untuk isi."))
    own_report_check(now, grade_source, grade_content)
    if grade_content == Credibility.CONFIRMED and now.sources < 2 and not note.strip():
        raise DeskError(
            _("Baru satu sumber yang memberitakan; untuk nilai 1 tuliskan siapa yang membenarkan.")
        )
    before = snapshot(now)
    now.state, now.settled, now.kept = State.VERIFIED, True, Aspect.values
    now.grade_source, now.grade_content = grade_source, grade_content
    incidents_save([now])
    after = {"grade": f"{grade_source}{grade_content}"}
    return decision_record(incident=now, verb=Verb.VERIFY, before=before, after=after, note=note)


@transaction.atomic
def incident_place_set(
    *,
    incident: Incident,
    area: Area,
    point: tuple[float, float] | None = None,
    note: str = "",
    seen: int | None = None,
) -> Decision:
    """Say where it happened: the area, and the point (latitude, longitude in degrees) if known.

    Into an area where the actor is no verifier it goes as new: the office there decides on it.
    """
    [now] = incidents_open([incident], seen)
    if area.valid_to is not None:
        raise DeskError(_("%(area)s sudah tidak berlaku; pilih penggantinya.") % {"area": area})
    if point and not (_within(point[0], _LATITUDES) and _within(point[1], _LONGITUDES)):
        raise DeskError(_("Titik itu di luar Indonesia; periksa lintang dan bujurnya."))
    before = snapshot(now)
    now.area, now.scope_code = area, area.code
    now.lat, now.lon = point or (area.lat, area.lon)
    _keep(now, Aspect.WHERE)
    if not current_actor().may(Act.VERIFY, area.code):
        now.state, now.grade_source, now.grade_content = State.NEW, "", None
        now.aside_reason = ""
    incidents_save([now])
    scopes_follow([now.pk])
    after = {"area": area.code, "point": point}
    return decision_record(incident=now, verb=Verb.PLACE, before=before, after=after, note=note)


@transaction.atomic
def incident_category_set(
    *, incident: Incident, category: str, form: str, note: str = "", seen: int | None = None
) -> Decision:
    """Say what it was: a category of the taxonomy and a form; either may be empty (unknown)."""
    [now] = incidents_open([incident], seen)
    if (category and category not in CATEGORIES) or (form and form not in FORMS):
        raise DeskError(_("Pilih kategori dan bentuk dari daftar."))
    before = snapshot(now)
    now.category, now.form = category, form
    _keep(now, Aspect.WHAT)
    incidents_save([now])
    after = {"category": category, "form": form}
    return decision_record(incident=now, verb=Verb.CATEGORY, before=before, after=after, note=note)


@transaction.atomic
def incident_time_set(
    *,
    incident: Incident,
    happened_from: datetime,
    happened_to: datetime,
    precision: str = Precision.DAY,
    note: str = "",
    seen: int | None = None,
) -> Decision:
    """Say when it happened: both moments with their zone, the first not after the last."""
    [now] = incidents_open([incident], seen)
    if precision not in Precision.values:
        raise DeskError(_("Pilih ketelitian waktu dari daftar."))
    if happened_from.tzinfo is None or happened_to.tzinfo is None:
        raise ValueError("happened_from and happened_to need a time zone")
    if happened_from > happened_to:
        raise DeskError(_("Waktu mulai tidak boleh sesudah waktu selesai."))
    before = snapshot(now)
    now.happened_from, now.happened_to, now.precision = happened_from, happened_to, precision
    _keep(now, Aspect.WHEN)
    incidents_save([now])
    after = {
        "from": happened_from.isoformat(),
        "to": happened_to.isoformat(),
        "precision": precision,
    }
    return decision_record(incident=now, verb=Verb.TIME, before=before, after=after, note=note)


@transaction.atomic
def incident_set_aside(
    *, incident: Incident, reason: str, note: str = "", seen: int | None = None
) -> Decision:
    """Lay an incident aside for a reason of `AsideReason`; nothing is deleted."""
    [now] = incidents_open([incident], seen)
    _open_state(now)
    if reason not in AsideReason.values:
        raise DeskError(_("Pilih alasan dari daftar."))
    before = snapshot(now)
    now.state, now.aside_reason, now.settled = State.SET_ASIDE, reason, True
    incidents_save([now])
    after = {"reason": reason}
    return decision_record(incident=now, verb=Verb.SET_ASIDE, before=before, after=after, note=note)


def _open_state(incident: Incident) -> None:
    if incident.state == State.SET_ASIDE:
        raise DeskError(_("Peristiwa ini sudah dikesampingkan; batalkan itu lebih dulu."))


def _keep(incident: Incident, aspect: str) -> None:
    incident.settled = True
    incident.kept = sorted({*incident.kept, aspect})


def _within(value: float, limits: Iterable[float]) -> bool:
    low, high = limits
    return low <= value <= high
