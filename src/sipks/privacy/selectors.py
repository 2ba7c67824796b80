from __future__ import annotations

from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from .choices import BreachState, RequestState
from .models import Agreement, Breach, RetentionRun, SubjectRequest
from .models.base import Handled

H = TypeVar("H", bound=Handled)
MOST = 200
FRESH = timedelta(days=1)


def requests_open() -> list[SubjectRequest]:
    """Requests that an answer is owed to, the most pressing first."""
    return list(_open(SubjectRequest, RequestState.owing())[:MOST])


def requests_closed(after: UUID | None, size: int) -> list[SubjectRequest]:
    """Answered and withdrawn ones by falling id, below `after`."""
    return list(_closed(SubjectRequest, RequestState.owing(), after)[:size])


def breaches_open() -> list[Breach]:
    """Breaches that are not closed, the most pressing first."""
    return list(_open(Breach, BreachState.owing())[:MOST])


def breaches_closed(after: UUID | None, size: int) -> list[Breach]:
    """Closed ones by falling id, below `after`."""
    return list(_closed(Breach, BreachState.owing(), after)[:size])


def _open(model: type[H], states: Any) -> QuerySet[H]:
    found: QuerySet[Any, Any] = model.objects.filter(state__in=states)
    return found.select_related("area").order_by("due_at", "id")


def _closed(model: type[H], states: Any, after: UUID | None) -> QuerySet[H]:
    found: QuerySet[Any, Any] = model.objects.exclude(state__in=states)
    if after:
        found = found.filter(pk__lt=after)
    return found.select_related("area").order_by("-pk")


def agreements() -> list[Agreement]:
    """All agreements that the actor may see, by partner."""
    return list(Agreement.objects.select_related("area")[:MOST])


def last_run() -> RetentionRun | None:
    """The newest finished run over all rules."""
    return RetentionRun.objects.exclude(finished_at=None).first()


def run_is_fresh(run: RetentionRun | None) -> bool:
    """Whether its figures are of today."""
    return run is not None and timezone.now() - run.started_at < FRESH
