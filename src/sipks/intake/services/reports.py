from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from sipks.audit.services import entry_create
from sipks.intake.connectors.base import JsonValue, Options
from sipks.intake.connectors.form import CONNECTOR
from sipks.intake.connectors.sealing import KINDS
from sipks.intake.models import Item, Source, SourceKind
from sipks.people.scope import Actor, bind, current_actor
from sipks.places.models import Area, Level

from .items import items_store
from .sources import source_create

_LEVELS = frozenset({Level.PROVINCE, Level.REGENCY, Level.DISTRICT, Level.VILLAGE})
_ZONES = {"Asia/Jakarta": "WIB", "Asia/Pontianak": "WIB", "Asia/Makassar": "WITA"}
_MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)
# Parts of the answer that tell of the event itself; what was done and advised is not part of it.
_TOLD = {"parties": "Pihak yang terlibat", "why": "Sebab"}
_BESIDE = {"spot": "place", "advice": "recommendation"}


@transaction.atomic
def report_submit(*, source: Source, data: Mapping[str, JsonValue]) -> Item:
    """Store one report from the web form, by standard names (`text`, `title`, `happened_at`,
    `lat`, `lon`, `district`, …). The same report twice is one item. Raises `FieldError`."""
    options = Options(timezone=source.area.timezone, now=timezone.now())
    row = CONNECTOR.row(data, options)
    actor = current_actor()
    with bind(Actor.program("intake")):  # who may report need not be someone who may read
        stored = items_store(
            source=source, rows=[row], connector=CONNECTOR.kind, brought_by=actor.id
        )
        pk = stored.ids[0]
        item: Item = Item.objects.select_related("source").get(pk=pk)
    entry_create(
        actor=actor, verb="report_create", subject="item", subject_id=pk,
        scope_code=item.scope_code, classification=item.classification,
        source=source.code, known=pk not in stored.new, sealed=sorted(row.sealed),
    )  # fmt: skip
    return item


def report_create(
    *,
    area: Area,
    happened_at: datetime,
    exact: bool,
    what: str,
    point: tuple[float, float] | None = None,
    details: Mapping[str, str] | None = None,
    sealed: Mapping[str, str] | None = None,
) -> Item:
    """A report by the bound officer about `area`, through the form of the officer's own office.

    `exact` tells that the time of day is known. `details` may hold `spot`, `parties`, `why`,
    `category`, `known_by`, `action`, `advice`; `sealed` what belongs under seal, by the standard
    names of `connectors.sealing`. `fields["submitted_by"]` is the officer, so that the
    same words of two officers are two reports. Raises `FieldError` for a date that cannot be, and
    `PermissionDenied` for someone who works for no office.
    """
    said = {key: value for key, value in (details or {}).items() if value}
    moment = happened_at.astimezone(ZoneInfo(area.timezone))
    lines = [what, f"Waktu kejadian: {_written(moment, exact)}."]
    lines += [f"{label}: {said[key]}" for key, label in _TOLD.items() if key in said]
    data: dict[str, JsonValue] = {
        **{_BESIDE.get(key, key): value for key, value in said.items()},
        **_names(area),
        "area_code": area.code,
        "text": "\n".join(lines),
        "happened_at": moment.isoformat() if exact else moment.date().isoformat(),
        "submitted_by": str(current_actor().id),
    }
    data |= {name: value for name, value in (sealed or {}).items() if name in KINDS and value}
    if point:
        data["lat"], data["lon"] = point
    return report_submit(source=_form_of_office(), data=data)


def _form_of_office() -> Source:
    """The source of the officer's office for its form, made when first used."""
    home = current_actor().home()
    if not home:
        raise PermissionDenied("Akun ini belum menjadi anggota kantor mana pun.")
    with bind(Actor.program("intake")):
        code = f"LAPOR-{home}"
        found: Source | None = Source.objects.filter(code=code).select_related("area").first()
        if found:
            return found
        area = Area.objects.get(code=home, valid_to=None)
        return source_create(
            code=code, name=f"Formulir Lapor {area.name}", kind=SourceKind.OFFICE, area=area
        )


def _names(area: Area) -> dict[str, JsonValue]:
    names: dict[str, JsonValue] = {}
    step: Area | None = area
    while step is not None:
        if step.level in _LEVELS:
            names[str(step.level)] = step.name
        step = step.parent
    return names


def _written(moment: datetime, exact: bool) -> str:
    day = f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"
    return f"{day} pukul {moment:%H.%M} {_ZONES.get(str(moment.tzinfo), 'WIT')}" if exact else day
