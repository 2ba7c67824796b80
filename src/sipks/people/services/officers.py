from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from sipks.audit.services import entry_create
from sipks.people.choices import Classification, Role
from sipks.people.models import User
from sipks.people.scope import current_actor
from sipks.places.models import Area

from .clerk import clerk
from .memberships import membership_create
from .offices import office_of_area


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
    """An account with one membership in the office of an area, valid from today; for the first
    officers of an installation, all others are invited. Raises `ValidationError` when the
    username is taken or unusable, or the roles do not fit the area."""
    given = list(roles)
    user = user_create(username=username, name=name, password=password)
    membership = membership_create(
        user=user, area=area, office=office_of_area(area), roles=given, clearance=clearance
    )
    entry_create(
        actor=current_actor(), verb="officer_create", subject="user", subject_id=user.pk,
        scope_code=area.code, area=area.code, roles=membership.roles, clearance=clearance,
    )  # fmt: skip
    return user


def user_create(*, username: str, name: str, password: str, email: str = "") -> User:
    """An account that sees nothing yet. Raises `ValidationError`, also for a name that differs from
    another's in capitals only: two that look alike, of whom neither could sign in as he types."""
    if User.objects.filter(username__iexact=username).exists():
        raise ValidationError({"username": _("Nama pengguna ini sudah dipakai.")})
    user = User(username=username, name=name, email=email)
    user.set_password(password)
    user.full_clean()
    with clerk():
        user.save(force_insert=True)
    return user
