"""What tests of privacy share: material of a given age, read and grouped."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils import timezone

from sipks.incidents.services.pipeline import pending_process
from sipks.intake.connectors.base import Row
from sipks.intake.models import Item, Source, SourceKind
from sipks.intake.services.items import items_store
from sipks.intake.services.sources import source_create
from sipks.places.models import Area

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
