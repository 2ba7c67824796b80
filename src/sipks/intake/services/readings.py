from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from sipks.intake.models import Item, Pending, Reading
from sipks.reading import Document
from sipks.reading import Reading as Conclusions
from sipks.rows import rows_write

from .structured import place_words
from .versions import reader

MAX_ATTEMPTS = 3


def pending_count() -> int:
    """How many items wait to be read."""
    return Pending.objects.filter(attempts__lt=MAX_ATTEMPTS).count()


def pending_claim(limit: int) -> list[Item]:
    """Items that wait to be read, oldest first, locked until the transaction ends.

    Several workers may claim at once; none waits for another and none gets the same item.
    """
    waiting = Pending.objects.filter(attempts__lt=MAX_ATTEMPTS).order_by("item_id")
    ids = list(
        waiting.select_for_update(skip_locked=True).values_list("item_id", flat=True)[:limit]
    )
    return list(Item.objects.filter(pk__in=ids).select_related("source").order_by("pk"))


def readings_create(items: Sequence[Item]) -> list[tuple[Item, Conclusions]]:
    """Read items and keep what was understood; they wait no longer. Answers in their order."""
    said = reader().read_many([_document(one) for one in items])
    read = list(zip(items, said, strict=True))
    rows_write(
        [_row(item, conclusions) for item, conclusions in read],
        update=[f.name for f in Reading._meta.concrete_fields if not f.primary_key],
    )
    Pending.objects.filter(item__in=items).delete()
    return read


def reading_fail(*, item: Item, error: str) -> None:
    """Note that an item could not be read; after `MAX_ATTEMPTS` it is left for a person."""
    pending = Pending.objects.get(item=item)
    pending.attempts += 1
    pending.error = error[:2000]
    pending.save()


def _document(item: Item) -> Document:
    return Document(
        id=str(item.pk),
        title=item.title or None,
        text=item.text + place_words(item.fields),
        published_at=item.published_at or item.received_at,
        source=item.source.kind,
    )


def _row(item: Item, said: Conclusions) -> Reading:
    return Reading(
        item=item,
        read_at=timezone.now(),
        model=said.model,
        language=said.language,
        relevant=said.relevant,
        relevance=said.relevance,
        category=said.categories[0].code if said.categories else "",
        form=said.forms[0].code if said.forms else "",
        severity=said.severity,
        masked=said.masked,
        fingerprint=said.fingerprint,
        result=said.as_dict() | {"masked": None},
        evidence=[one.as_dict() for one in said.evidence],
    )
