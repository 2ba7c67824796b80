"""Who needs a second factor, and whether this session was opened with one."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.authentication import get_authentication_records
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from sipks.people.choices import Classification
from sipks.people.models import User
from sipks.people.permissions import Act, roles_for
from sipks.people.scope import Actor

RECORDS = "account_authentication_methods"  # allauth's record of how a session was opened
RECORDS_OF = "account_authentication_methods_user"


def needs_second_factor(actor: Actor) -> bool:
    """Whether one of the memberships valid today reads Terbatas or above, or makes its holder an
    administrator."""
    administrators = roles_for(Act.OFFICES)
    return settings.SECOND_FACTOR and any(
        grant.clearance >= Classification.LIMITED or grant.roles & administrators
        for grant in actor.grants
    )


def has_second_factor(request: HttpRequest) -> bool:
    """Whether this session's user proved a second factor in it: a code, a passkey, a recovery
    code, or what the identity provider vouched for."""
    return any(record.get("method") == "mfa" for record in _records(request))


def second_factor_forget(request: HttpRequest) -> None:
    """Take the proof out of the session, after the factor itself was removed."""
    kept = [record for record in _records(request) if record.get("method") != "mfa"]
    request.session[RECORDS] = kept


def proof(user: User) -> dict[str, Any]:
    """What a session holds that was opened with password and second factor; for tests that sign
    in without the pages."""
    now = time.time()
    records = [{"method": "password", "at": now}, {"method": "mfa", "type": "totp", "at": now}]
    return {RECORDS: records, RECORDS_OF: str(user.pk)}


def _records(request: HttpRequest) -> list[dict[str, Any]]:
    user = request.user
    if isinstance(user, AnonymousUser):
        return []
    found: list[dict[str, Any]] = get_authentication_records(request, user)
    return found
