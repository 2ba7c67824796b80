"""The offices that follow from the areas, and those that are entered by hand."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils.translation import gettext as _

from sipks.audit.services import entry_create
from sipks.people.models import GENERATED, Membership, Office, OfficeKind
from sipks.people.scope import COUNTRY, current_actor
from sipks.places.models import Area, Level

from .clerk import clerk

LOCK = 7_300_002
_CHANGEABLE = frozenset({"name", "active"})
_CENTRE = {
    OfficeKind.MINISTRY: "Direktorat Jenderal Politik dan Pemerintahan Umum",
    OfficeKind.SECRETARIAT: "Sekretariat Nasional Tim Terpadu PKS",
    OfficeKind.TEAM: "Tim Terpadu PKS Nasional",
}
_REGIONAL = {OfficeKind.KESBANGPOL: "Kesbangpol", OfficeKind.TEAM: "Tim Terpadu PKS"}


def office_name(kind: OfficeKind, area: Area) -> str:
    """The name that an office bears until somebody gives it its own (Badan or Kantor …)."""
    if area.code == COUNTRY:
        return _CENTRE[kind]
    where = f"Provinsi {area.name}" if area.level == Level.PROVINCE else area.name
    return f"{_REGIONAL[kind]} {where}"


@transaction.atomic
def offices_load() -> int:
    """Make the offices that the areas ask for, and follow areas that changed; answers how many
    offices of these kinds are at work. Doing it again changes nothing.

    An office whose area got another code or name stays the same office. One whose area was split,
    or went without a single successor, ends; people's memberships are left to people.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [LOCK])
    units = {area.code: area for area in _units()}
    at_work = Office.objects.filter(kind__in=GENERATED, active=True).select_related("area")
    held = _followed(at_work, units)
    missing = [
        Office(kind=kind, area=area, name=office_name(kind, area))
        for area in units.values()
        for kind in (_CENTRE if area.code == COUNTRY else _REGIONAL)
        if (kind, area.pk) not in held
    ]
    with clerk():
        Office.objects.bulk_create(missing)
        _memberships_without_office()
    if missing:
        entry_create(
            actor=current_actor(), verb="offices_load", subject="office", made=len(missing)
        )
    return len(held) + len(missing)


def _units() -> Iterable[Area]:
    levels = (Level.COUNTRY, Level.PROVINCE, Level.REGENCY)
    return Area.objects.filter(valid_to=None, level__in=levels).order_by("code")


def _followed(offices: Iterable[Office], units: dict[str, Area]) -> set[tuple[str, Any]]:
    """Move offices of areas that ended; answers which kind stands at which area."""
    standing = [one for one in offices if one.area.valid_to is None]
    held = {(one.kind, one.area_id) for one in standing}
    for office in offices:
        if office.area.valid_to is None:
            continue
        heir = _heir(office.area, units)
        if heir is None or (office.kind, heir.pk) in held:
            office_update(office=office, active=False)
        else:
            _move(office, heir)
            held.add((office.kind, heir.pk))
    return held


def _heir(area: Area, units: dict[str, Area]) -> Area | None:
    """The one area that an ended area lives on in: of the same code, else its only successor."""
    if area.code in units:
        return units[area.code]
    heirs = [units[code] for code in area.successors if code in units]
    return heirs[0] if len(area.successors) == len(heirs) == 1 else None


def _move(office: Office, heir: Area) -> None:
    before = {"area": office.area.code, "name": office.name}
    if office.name == office_name(OfficeKind(office.kind), office.area):
        office.name = office_name(OfficeKind(office.kind), heir)
    office.area = heir
    with clerk():
        office.save(update_fields=["area", "name"])
    entry_create(
        actor=current_actor(), verb="office_update", subject="office", subject_id=office.pk,
        scope_code=heir.code, before=before, after={"area": heir.code, "name": office.name},
    )  # fmt: skip


def _memberships_without_office() -> None:
    """Accounts from before there were offices work for the Kesbangpol of their area."""
    homes = {
        one.area_id: one.pk
        for one in Office.objects.filter(
            kind__in=(OfficeKind.KESBANGPOL, OfficeKind.MINISTRY), active=True
        )
    }
    for membership in Membership.objects.filter(office=None, area__in=homes):
        membership.office_id = homes[membership.area_id]
        membership.save(update_fields=["office"])


def office_of_area(area: Area) -> Office | None:
    """The Kesbangpol of an area; the Ministry's for the nation."""
    kinds = (OfficeKind.KESBANGPOL, OfficeKind.MINISTRY)
    return Office.objects.filter(area=area, kind__in=kinds, active=True).first()


@transaction.atomic
def office_create(*, kind: str, area: Area, name: str) -> Office:
    """Enter an office that does not follow from the areas. Raises `ValidationError`."""
    if kind in GENERATED:
        raise ValidationError(_("Unit jenis ini dibuat sendiri dari daftar wilayah."))
    office = Office(kind=kind, area=area, name=name)
    office.full_clean()
    with clerk():
        office.save(force_insert=True)
    entry_create(
        actor=current_actor(), verb="office_create", subject="office", subject_id=office.pk,
        scope_code=area.code, after={"kind": kind, "name": name},
    )  # fmt: skip
    return office


@transaction.atomic
def office_update(*, office: Office, **fields: Any) -> Office:
    """Change `name` or `active`. Raises `ValidationError`, and `TypeError` for any other name."""
    if unknown := set(fields) - _CHANGEABLE:
        raise TypeError(f"unknown fields: {unknown}")
    changed = {name: value for name, value in fields.items() if getattr(office, name) != value}
    if not changed:
        return office
    before = {name: getattr(office, name) for name in changed}
    for name, value in changed.items():
        setattr(office, name, value)
    office.full_clean()
    with clerk():
        office.save(update_fields=list(changed))
    entry_create(
        actor=current_actor(), verb="office_update", subject="office", subject_id=office.pk,
        scope_code=office.area.code, before=before, after=changed,
    )  # fmt: skip
    return office
