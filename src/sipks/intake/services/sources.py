from __future__ import annotations

from django.db import transaction

from sipks.audit.services import entry_create
from sipks.intake.models import Source
from sipks.people.scope import current_actor
from sipks.places.models import Area


@transaction.atomic
def source_create(*, code: str, name: str, kind: str, area: Area, **settings: object) -> Source:
    """Register whoever sends material; it belongs to `area`."""
    source = Source(code=code, name=name, kind=kind, area=area, scope_code=area.code, **settings)
    source.full_clean()
    source.save(force_insert=True)
    entry_create(
        actor=current_actor(), verb="source_create", subject="source", subject_id=source.pk,
        code=code, area=area.code,
    )
    return source
