"""How what the reader said compares with what people decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.db.models import Count, F, IntegerField, Q, QuerySet, Sum
from django.db.models.functions import Cast, Floor, Least, Left, TruncMonth
from django.utils import timezone

from sipks.incidents.learning.intervals import Share
from sipks.incidents.learning.models import Lesson
from sipks.people.scope import COUNTRY, below

MONTHS: Final = 12
A_MONTH: Final = 1_500
"""The page looks at so many texts of a month, those reported last."""
BINS: Final = 10
_GROUP, _REGENCY = 3, 5
_YES, _ASKED = Q(said_relevant=True), Q(relevant__isnull=False)
_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Quality:
    """Shares of answers that people agreed with.

    `precision`: of the texts that the reader called conflict, those that are; `recall`: of the
    texts that are, those that it called so (of what reached the desk: what it called no conflict
    is not shown there). `group` is the category at level 1, `place` the regency.
    """

    decisions: int
    unsure: int
    precision: Share
    recall: Share
    group: Share
    form: Share
    place: Share


@dataclass(frozen=True, slots=True)
class Line:
    """The quality in one month (its first moment) or of one kind of source."""

    key: Any
    quality: Quality


@dataclass(frozen=True, slots=True)
class Bin:
    """Texts of about one probability: the mean of it, and for how many it came true."""

    mean: float
    share: Share


@dataclass(frozen=True, slots=True)
class Report:
    """All of it for an area: `bounded` says that there are more texts than were looked at."""

    whole: Quality
    months: Sequence[Line]
    sources: Sequence[Line]
    bins: Sequence[Bin]
    bounded: bool


def quality_report(area: str = COUNTRY) -> Report:
    """What people decided on texts of an area (and below) that the bound actor may read, beside
    what the reader had said, in the months up to the newest such text. Three queries."""
    held: QuerySet[Lesson] = Lesson.objects.filter(below("scope_code", area), drill=settings.DRILL)
    kept, bounded = _bounded(held)
    rows: list[Any] = list(
        kept.annotate(month=TruncMonth("told_at"), bin=_BIN)
        .values("month", "source_kind", "bin")
        .annotate(**_COUNTS)
        .order_by()
    )
    return Report(
        whole=_quality(rows),
        months=_lines(rows, lambda row: row["month"])[::-1],
        sources=_lines(rows, lambda row: row["source_kind"]),
        bins=_bins(rows),
        bounded=bounded,
    )


def _bounded(held: QuerySet[Lesson]) -> tuple[QuerySet[Lesson], bool]:
    """The newest `A_MONTH` texts of each of `MONTHS` months, and whether that leaves any out, so
    that the cost has a bound and each month is told of however much is decided in another."""
    newest = held.order_by("-told_at").values_list("told_at", flat=True).first()
    if newest is None:
        return held.none(), False
    starts = _starts(newest)
    cuts = [
        held.filter(told_at__gte=start, told_at__lt=end)
        .order_by("-told_at")
        .values_list("told_at", flat=True)[A_MONTH - 1 : A_MONTH]
        for start, end in zip(starts, [newest + _INSTANT, *starts], strict=False)
    ]
    kept = held.filter(told_at__gte=starts[-1])
    found = list(cuts[0].union(*cuts[1:], all=True))
    for cut in found:
        start = max(one for one in starts if one <= cut)
        kept = kept.exclude(told_at__gte=start, told_at__lt=cut)
    return kept, bool(found)


def _starts(newest: datetime) -> list[datetime]:
    """The first moments of so many months, that of `newest` first."""
    first = timezone.localtime(newest).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    starts = [first]
    while len(starts) < MONTHS:
        starts.append((starts[-1] - timedelta(days=1)).replace(day=1))
    return starts


_BIN: Final = Least(Cast(Floor(F("said_relevance") * BINS), IntegerField()), BINS - 1)
_COUNTS: Final = {
    "decisions": Count("pk"),
    "unsure": Count("pk", filter=Q(said_relevant=None)),
    "said": Count("pk", filter=_YES & _ASKED),
    "asked": Count("pk", filter=_ASKED),
    "sum": Sum("said_relevance", filter=_ASKED),
    "true": Count("pk", filter=Q(relevant=True)),
    "both": Count("pk", filter=_YES & Q(relevant=True)),
    "groups": Count("pk", filter=~Q(category="")),
    "group": Count(
        "pk", filter=~Q(category="") & Q(said_category__startswith=Left("category", _GROUP))
    ),
    "forms": Count("pk", filter=~Q(form="")),
    "form": Count("pk", filter=~Q(form="") & Q(said_form=F("form"))),
    "places": Count("pk", filter=~Q(place="") & ~Q(said_place="")),
    "place": Count("pk", filter=~Q(place="") & Q(said_place__startswith=Left("place", _REGENCY))),
}


def _quality(rows: Iterable[dict[str, Any]]) -> Quality:
    kept = list(rows)

    def total(name: str) -> int:
        return sum(row[name] for row in kept)

    return Quality(
        decisions=total("decisions"),
        unsure=total("unsure"),
        precision=Share(total("both"), total("said")),
        recall=Share(total("both"), total("true")),
        group=Share(total("group"), total("groups")),
        form=Share(total("form"), total("forms")),
        place=Share(total("place"), total("places")),
    )


def _lines(rows: Sequence[dict[str, Any]], key: Callable[[dict[str, Any]], Any]) -> list[Line]:
    keys: list[str | datetime] = sorted({key(row) for row in rows})
    return [Line(one, _quality(row for row in rows if key(row) == one)) for one in keys]


def _bins(rows: Sequence[dict[str, Any]]) -> list[Bin]:
    found = []
    for bin_ in range(BINS):
        own = [row for row in rows if row["bin"] == bin_ and row["asked"]]
        if n := sum(row["asked"] for row in own):
            mean = sum(row["sum"] for row in own) / n
            found.append(Bin(mean, Share(sum(row["true"] for row in own), n)))
    return found
