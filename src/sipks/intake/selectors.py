"""What pages ask of intake. Every answer is within what the bound actor may see."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TypeAlias, TypedDict
from uuid import UUID

from django.db import connection
from django.db.models import Count, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from sipks.intake.models import Item, SenderToken, SetAside, Source, Upload

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class _Counts(TypedDict):
        open_count: int

    CountedSource: TypeAlias = WithAnnotations[Source, _Counts]

PAGE = 50


def sources() -> QuerySet[CountedSource]:
    """Sources by name, each with `area`, its `item_count` and `open_count` (rows set aside)."""
    waiting = (
        SetAside.objects.filter(source=OuterRef("pk"), state=SetAside.State.OPEN)
        .order_by()
        .values("source")
        .annotate(n=Count("pk"))
        .values("n")
    )
    counted = Coalesce(Subquery(waiting, output_field=IntegerField()), 0)
    found: QuerySet[Source] = Source.objects.select_related("area")
    return found.annotate(open_count=counted).order_by("name")


def source_get(pk: UUID) -> CountedSource:
    """One source as in `sources()`. Raises `Source.DoesNotExist`, also where it is not visible."""
    return sources().get(pk=pk)


def source_tokens(source: Source) -> list[SenderToken]:
    """The tokens of a source that the actor sees, newest first, revoked ones too, each with the
    further sources that it sends for."""
    if not Source.objects.filter(pk=source.pk).exists():
        return []
    own = (
        SenderToken.objects.filter(source=source).select_related("office").prefetch_related("also")
    )
    return list(own.order_by("-pk"))


def source_shared_tokens(source: Source) -> list[SenderToken]:
    """The valid tokens of other sources, as far as the actor sees them, that send for this too."""
    found = SenderToken.objects.filter(also=source, source__in=Source.objects.all())
    return list(found.filter(revoked_at=None).select_related("source").order_by("-pk"))


def uploads(
    after: UUID | None = None, size: int = PAGE, source: Source | None = None
) -> list[Upload]:
    """Uploads, newest first, from below the id `after` on, with their source."""
    found = Upload.objects.select_related("source__area").order_by("-pk")
    found = found.filter(source=source) if source else found
    return list(found.filter(pk__lt=after)[:size] if after else found[:size])


def upload_get(pk: UUID) -> Upload:
    """One upload with its source. Raises `Upload.DoesNotExist`."""
    found: Upload = Upload.objects.select_related("source__area").get(pk=pk)
    return found


def set_aside(
    after: UUID | None = None,
    size: int = PAGE,
    source: Source | None = None,
    state: str = SetAside.State.OPEN,
    upload: Upload | None = None,
) -> list[SetAside]:
    """Rows that could not be used, newest first, from below the id `after` on."""
    found = SetAside.objects.filter(state=state)
    found = found.select_related("source__area", "upload", "item")
    found = found.filter(source=source) if source else found
    found = found.filter(upload=upload) if upload else found
    found = found.order_by("-pk")
    return list(found.filter(pk__lt=after)[:size] if after else found[:size])


def set_aside_get(pk: UUID) -> SetAside:
    """One row with its source, file and item. Raises `SetAside.DoesNotExist`."""
    found: SetAside = SetAside.objects.select_related("source__area", "upload", "item").get(pk=pk)
    return found


def item_get(pk: UUID) -> Item:
    """One item with its source, file, reading (where it is read) and place. Raises
    `Item.DoesNotExist`."""
    found: Item = Item.objects.select_related("upload", "reading__place").get(pk=pk)
    found.source = item_sources([pk])[pk]
    return found


def item_sources(ids: Iterable[UUID]) -> dict[UUID, Source]:
    """Who sent the items, by item, as far as the actor may see the items. Of the sources, which
    may themselves be out of his sight, only code, name, kind, reliability and area are told."""
    with connection.cursor() as cursor:
        cursor.execute("select * from guard.sources_of(%s)", [list(ids)])
        return {item: Source(**dict(zip(_SENDER, told, strict=True))) for item, *told in cursor}


_SENDER = ("id", "code", "name", "kind", "reliability", "area_id")


def item_versions(item: Item) -> list[Item]:
    """All versions of a thing by its source's own id, newest first; itself alone without one."""
    if not item.external_id:
        return [item]
    same = Item.objects.filter(source=item.source_id, external_id=item.external_id)
    return list(same.select_related("reading").order_by("-version"))
