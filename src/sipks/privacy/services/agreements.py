from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext

from sipks.audit.services import entry_create
from sipks.people.permissions import Act
from sipks.people.scope import current_actor
from sipks.places.models import Area
from sipks.privacy.models import Agreement


@transaction.atomic
def agreement_create(*, area: Area, **said: Any) -> Agreement:
    """Record an agreement with a partner. Raises `PermissionDenied` outside the actor's area."""
    actor = current_actor()
    if not actor.may(Act.PRIVACY, area.code):
        raise PermissionDenied(gettext("Wilayah ini di luar wilayah tugas Anda."))
    made: Agreement = Agreement.objects.create(area=area, scope_code=area.code, **said)
    entry_create(
        actor=actor, verb="agreement_create", subject="agreement", subject_id=made.pk,
        scope_code=made.scope_code, classification=made.classification,
        partner=made.partner, number=made.number,
    )  # fmt: skip
    return made
