from __future__ import annotations

import pytest

from sipks.incidents.models import Incident
from sipks.people.scope import Actor
from sipks.places.models import Area

from .four import TEXTS
from .telling import group, later, tell


@pytest.fixture
def told(areas: dict[str, Area], program: Actor) -> dict[str, Incident]:
    """One incident in each of four places, reported an hour apart, the last one newest."""
    signals = group(
        *[
            tell(text, place, reported=later(hours=n), severity=n + 1, by=f"s{n}")
            for n, (text, place) in enumerate(TEXTS.values())
        ]
    )
    return {
        name: Incident.objects.get(pk=signal.incident_id)
        for name, signal in zip(TEXTS, signals, strict=True)
    }
