"""Decisions as labelled examples."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.conf import settings
from django.db.models import QuerySet

from sipks.incidents.learning.models import Lesson
from sipks.people.choices import Classification
from sipks.reading import Document
from sipks.reading.learning.examples import Example

SPLIT: Final = "desk"
TAUGHT_UP_TO: Final = Classification.LIMITED
"""The models go to every machine, so nothing more secret than this teaches them."""
_CHUNK: Final = 500


def lessons(up_to: int = TAUGHT_UP_TO, most: int | None = None) -> Iterator[Example]:
    """What people decided about texts that the bound actor may read, the newest decision first.

    The text is the masked one, as the reader read it; `register` is the kind of source. Nobody's
    name, author's or officer's, is in it. Practice material teaches only where all is practice
    (`SIPKS_DRILL`). Texts that retention has emptied, and decisions that do not say whether a text
    is about conflict, are left out. `up_to` bounds the secrecy, `most` the number.
    """
    found: QuerySet[Lesson] = Lesson.objects.filter(
        relevant__isnull=False, classification__lte=up_to, drill=settings.DRILL
    )
    found = found.exclude(signal__item__reading__masked="").filter(signal__item__removed_at=None)
    found = found.select_related("signal__item__reading").order_by("-decided_at", "pk")
    rows = found[:most] if most else found
    return map(_example, rows.iterator(_CHUNK))


def _example(lesson: Lesson) -> Example:
    item = lesson.signal.item
    told = item.published_at or item.received_at
    days = (lesson.day_from, lesson.day_to)
    return Example(
        Document(text=item.reading.masked, id=str(item.pk), published_at=told.isoformat()),
        register=lesson.source_kind,
        split=SPLIT,
        relevant=bool(lesson.relevant),
        categories=(lesson.category,) if lesson.category else (),
        forms=(lesson.form,) if lesson.form else (),
        place=lesson.place or None,
        when=(days[0].isoformat(), days[1].isoformat()) if days[0] and days[1] else None,
    )
