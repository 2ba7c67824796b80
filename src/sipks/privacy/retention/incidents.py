"""Incidents on which a person decided: never removed, proposed for the archive."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from sipks.incidents.choices import State
from sipks.incidents.models import Incident


def decided(before: datetime) -> QuerySet[Any, Any]:
    """Incidents that were verified or set aside and of which nothing was told since."""
    done = (State.VERIFIED, State.SET_ASIDE)
    return Incident.objects.filter(last_reported__lt=before, state__in=done, merged_into=None)
