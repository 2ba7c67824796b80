"""Who asked about his own data, once the matter is closed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from sipks.privacy.models import RequestStep, SubjectRequest


def requests(before: datetime) -> QuerySet[Any, Any]:
    """Requests that were answered or withdrawn, with the applicant still in them."""
    found: QuerySet[Any, Any] = SubjectRequest.objects.filter(
        closed_at__lt=before, forgotten_at=None
    )
    return found


def applicants_strip(batch: Sequence[UUID]) -> int:
    """Take out who asked and in what words; kind, dates, ground and outcome stay."""
    RequestStep.objects.filter(request__in=batch).update(note="")
    told: int = SubjectRequest.objects.filter(pk__in=batch).update(
        person=b"", forgotten_at=timezone.now()
    )
    return told
