from __future__ import annotations

import secrets
from datetime import timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from sipks.audit.services import entry_create
from sipks.intake.models import SenderToken, Source
from sipks.people.scope import current_actor

_SEEN = timedelta(minutes=1)


@transaction.atomic
def token_create(*, source: Source, name: str, days: int | None = 365) -> tuple[SenderToken, str]:
    """A token for one source and its secret, which is shown this once only. What comes by it
    counts as brought by the bound actor."""
    secret = f"sipks_{secrets.token_urlsafe(32)}"
    expires = timezone.now() + timedelta(days=days) if days else None
    token = SenderToken.objects.create(
        source=source,
        name=name,
        digest=sha256(secret.encode()).digest(),
        expires_at=expires,
        created_by=current_actor().id,
    )
    entry_create(
        actor=current_actor(),
        verb="token_create",
        subject="source",
        subject_id=source.pk,
        name=name,
    )
    return token, secret


@transaction.atomic
def token_revoke(*, token: SenderToken) -> SenderToken:
    """Make a token useless from now on; revoking it again changes nothing."""
    if token.revoked_at is None:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        entry_create(
            actor=current_actor(), verb="token_revoke", subject="source",
            subject_id=token.source_id, name=token.name,
        )  # fmt: skip
    return token


def token_check(secret: str) -> SenderToken | None:
    """The valid token of an active source with this secret, if there is one."""
    now = timezone.now()
    found = (
        SenderToken.objects.filter(
            digest=sha256(secret.encode()).digest(), revoked_at=None, source__active=True
        )
        .filter(Q(expires_at=None) | Q(expires_at__gt=now))
        .select_related("source__area")
        .first()
    )
    if found and (found.last_used is None or now - found.last_used > _SEEN):
        SenderToken.objects.filter(pk=found.pk).update(last_used=now)
    return found
