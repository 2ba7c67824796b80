"""One small world that belongs to Kota Makassar, once Terbatas and once Rahasia."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection
from django.db.models import QuerySet

from sipks.audit.models import Entry
from sipks.incidents.models import Incident, Signal
from sipks.incidents.services.desk import incident_category_set
from sipks.incidents.tests.telling import group, later, tell
from sipks.intake.models import Item, Reading, SenderToken, SetAside, Source, SourceKind, Upload
from sipks.intake.services.sources import source_create
from sipks.intake.services.tokens import token_create
from sipks.intake.tests.intake_world import bring, lines
from sipks.people.choices import Classification
from sipks.people.models import User
from sipks.people.scope import Actor, bind
from sipks.places.models import Area
from sipks.reading import Reading as Conclusions

from .office_world import keep_beside
from .rows import without_row_security

ROOMS = ("people", "audit", "intake", "incidents", "privacy")
LIMITED, SECRET = "limited", "secret"
LEVELS = {LIMITED: Classification.LIMITED, SECRET: Classification.SECRET}
CANARIES = {LIMITED: "kenariterbatas", SECRET: "kenarirahasia"}
"""A word in every name, title and text of a level: whoever meets it has seen that level."""

TEXTS = {
    LIMITED: (
        "Bentrok dua kelompok pemuda di Jalan Cendrawasih Mariso, rumah dilempari batu",
        "Warga pesisir menolak reklamasi pantai", "2025-02-03",
    ),
    SECRET: (
        "Masjid dan gereja dijaga polisi sesudah ancaman bom lewat surat kaleng",
        "Sengketa tanah ulayat dengan perusahaan sawit memanas lagi", "2025-06-10",
    ),
}  # fmt: skip
"""Of each level, two happenings that nobody would take for one another, and a day."""
OF_ASKING = {"people.Session", "people.CacheRow", "intake.Bucket", "audit.Link"}
"""What changes by being asked for anything: sessions, counters; a refusal stands in the record."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What there is of one level of secrecy."""

    level: str
    source: Source
    token: SenderToken
    secret: str
    upload: Upload
    aside: SetAside
    item: Item
    incident: Incident
    twin: Incident
    signals: list[Signal]
    decision: UUID
    beside: dict[str, Any]

    @property
    def canary(self) -> str:
        """The word that gives this level away."""
        return CANARIES[self.level]


@dataclass(slots=True)
class World:
    """Both levels, and everybody who might ask for them."""

    kept: dict[str, Kept]
    users: dict[str, User] = field(default_factory=dict)


def keep(level: str, area: Area, users: dict[str, User], office: dict[str, Any]) -> Kept:
    """Material of one level: a source with a key and a file, an incident that is told twice and
    was decided on, and another incident like it. The program must be bound."""
    word, code = CANARIES[level], f"sumber-{level}"
    source = source_create(
        code=code,
        name=f"Sumber {word}",
        kind=SourceKind.INTELLIGENCE,
        area=area,
        default_classification=LEVELS[level],
    )
    token, secret = token_create(source=source, name=f"kunci {word}")
    upload = bring(source, lines({"id": "1", "text": ""}), f"berkas-{word}.jsonl")
    clash, other, day = TEXTS[level]
    told = [
        tell(f"{clash} {word}", day=day, by=code, killed=(1, 2, 3)),
        tell(f"{clash} {word}, kata warga", day=day, by=code, fields={"source": f"kanal {word}"}),
        tell(f"{other} {word}", by=code, day=None, reported=later(days=20 * LEVELS[level])),
    ]
    first, second, twin = group(*told)
    Reading.objects.create(item=told[0][0], **_understood(told[0][1]))
    incident = Incident.objects.get(pk=first.incident_id)
    with bind(Actor.of(users["officer"])):
        decision = incident_category_set(
            incident=incident, category="SOS-1", form="bentrok_massa", note=f"catatan {word}"
        )
    item = Item.objects.get(pk=first.item_id)
    return Kept(
        level=level,
        source=source,
        token=token,
        secret=secret,
        upload=upload,
        aside=SetAside.objects.get(source=source),
        item=item,
        incident=Incident.objects.get(pk=incident.pk),
        twin=Incident.objects.get(pk=twin.incident_id),
        signals=[first, second],
        decision=decision.pk,
        beside=office | keep_beside(LEVELS[level], area, item, incident, users),
    )


def _understood(said: Conclusions) -> dict[str, Any]:
    return {
        "model": said.model, "language": said.language, "relevant": said.relevant,
        "relevance": said.relevance, "severity": said.severity, "masked": said.masked,
        "fingerprint": said.fingerprint, "result": said.as_dict() | {"masked": None},
    }  # fmt: skip


def everything() -> dict[str, Any]:
    """All rows that a page could change, by table: equal when nothing was changed."""
    found = {}
    with without_row_security():
        for table in apps.get_models():
            if table._meta.label not in OF_ASKING and table._meta.managed:
                columns = [one.attname for one in table._meta.concrete_fields]
                rows: Any = QuerySet(table).order_by("pk").values_list(*columns)
                if table is Entry:
                    rows = rows.exclude(verb="refused")
                found[table._meta.label] = list(map(_plain, rows))
    return found


def touched_rows() -> int:
    """How many rows this transaction has written so far, of those that `everything` compares."""
    asking = [apps.get_model(label)._meta.db_table for label in (*OF_ASKING, Entry._meta.label)]
    with connection.cursor() as cursor:
        cursor.execute(
            "select sum(n_tup_ins + n_tup_upd + n_tup_del) from pg_stat_xact_user_tables"
            " where not relname = any(%s)",
            [asking],
        )
        [(count,)] = cursor.fetchall()
    return int(count)


def _plain(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(bytes(one) if isinstance(one, memoryview) else one for one in row)
