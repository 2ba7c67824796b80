"""What tests of privacy share: material of a given age, read and grouped."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any

from django.utils import timezone

from sipks.incidents.services.pipeline import pending_process
from sipks.intake.connectors.base import Row
from sipks.intake.models import Item, SetAside, Source, SourceKind
from sipks.intake.services.items import items_store
from sipks.intake.services.sources import source_create
from sipks.people.scope import bind
from sipks.places.models import Area
from sipks.privacy.retention.run import retention_run, service_actor

IDLE = "Diskon besar di toko sepatu, ayo belanja sekarang juga"
GRAVE = "Bentrok antarwarga di Mariso Makassar, dua orang luka terkena busur, satu rumah dibakar"


def make_source(area: Area, code: str = "MEDSOS", kind: str = SourceKind.SOCIAL) -> Source:
    """A source of public posts; the program must be bound."""
    return source_create(code=code, name=code, kind=SourceKind(kind), area=area)


def bring(source: Source, *texts: str, days: int = 0, **more: Any) -> list[Item]:
    """Items that came `days` ago, read and grouped."""
    connector = more.pop("connector", "jsonl")
    rows = [Row(raw=text.encode(), text=text, **more) for text in texts]
    stored = items_store(source=source, rows=rows, connector=connector)
    while pending_process():
        pass
    came = timezone.now() - timedelta(days=days)
    Item.objects.filter(pk__in=stored.ids).update(received_at=came)
    return [Item.objects.get(pk=pk) for pk in stored.ids]


def run(kind: str, *, apply: bool = True) -> dict[str, Any]:
    """Go over one rule, as the part of the program that does so; answers what it found."""
    with bind(service_actor()):
        return dict(retention_run(apply=apply, kinds=[kind]).found[0])


def aside(source: Source, state: SetAside.State, days: int, **more: Any) -> SetAside:
    """A row that was set aside `days` ago."""
    made: SetAside = SetAside.objects.create(
        source=source, connector="jsonl", raw=b"rahasia", code="no_text", reason="Tidak ada isi.",
        values={"nama": "x"}, digest=os.urandom(32), state=state, scope_code=source.scope_code,
        **more,
    )  # fmt: skip
    SetAside.objects.filter(pk=made.pk).update(created_at=timezone.now() - timedelta(days=days))
    return made
