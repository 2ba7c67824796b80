from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from sipks.audit.services import entry_create
from sipks.places.models import Area

from sipks.people.choices import Classification, Role
from sipks.people.models import Membership, User
from sipks.people.scope import current_actor


@transaction.atomic
def officer_create(
    *,
    username: str,
    name: str,
    password: str,
    area: Area,
    roles: Iterable[Role],
    clearance: int = Classification.LIMITED,
) -> User:
    """An account with one membership, valid from today. Raises `ValidationError` when the
    username is taken or unusable."""
    user = User(username=username, name=name)
    user.set_password(password)
    user.full_clean()
    user.save(force_insert=True)
    membership = Membership.objects.create(
        user=user,
        area=area,
        roles=list(roles),
        clearance=clearance,
        valid_from=timezone.localdate(),
    )
    entry_create(
        actor=current_actor(),
        verb="officer_create",
        subject="user",
        subject_id=user.pk,
        area=area.code,
        roles=membership.roles,
        clearance=clearance,
    )
    return user
