"""Keys of senders: made, rotated and taken back by officers."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from sipks.audit.services import entry_create
from sipks.intake.models import SenderToken, Source, TokenSource, TokenState, Verb
from sipks.people.models import Office
from sipks.people.scope import current_actor

PREFIX = "sipks_"


class TokenUseless(ValueError):
    """A token that is taken back, which nothing makes useful again."""


class TokenRotated(ValueError):
    """Somebody else has rotated the token a moment ago."""


def digest_of(secret: str) -> bytes:
    """What is kept of a secret; 256 random bits need no salt."""
    return sha256(secret.encode()).digest()


@transaction.atomic
def token_create(
    *,
    source: Source,
    name: str,
    days: int = 365,
    verbs: Sequence[str] = (Verb.SEND,),
    networks: Sequence[str] = (),
    also: Iterable[Source] = (),
    office: Office | None = None,
) -> tuple[SenderToken, str]:
    """A token and its secret, which is shown this once only. What comes by it counts as brought
    by the bound actor.

    It lasts `days`, never longer than `SIPKS_TOKEN_MAX_DAYS`; it sends for `source` and for those
    in `also`, and works only from `networks` (CIDR) where any are given. With the partner agency
    `office` it ends too.
    """
    secret = _secret()
    token = SenderToken.objects.create(
        source=source,
        office=office,
        name=name,
        verbs=list(verbs),
        networks=list(networks),
        digest=digest_of(secret),
        expires_at=_end(days),
        created_by=current_actor().id,
    )
    more = [TokenSource(token=token, source=one) for one in also if one != source]
    TokenSource.objects.bulk_create(more)
    _record(
        "token_create", token, until=token.expires_at, verbs=token.verbs, networks=token.networks,
        also=[one.source.code for one in more], office=str(office or ""),
    )  # fmt: skip
    return token, secret


@transaction.atomic
def token_rotate(
    *, token: SenderToken, overlap: timedelta | None = None, days: int | None = None
) -> tuple[SenderToken, str]:
    """A new secret for a token, shown this once only; the one before stays valid for `overlap`
    (`SIPKS_TOKEN_OVERLAP_HOURS` when not given).

    With `days` the token lasts so long from today, else its end stays. A secret that has run out
    is not revived by it. Raises `TokenUseless` for one that is taken back, and `TokenRotated` when
    its secret is no longer that of `token`.
    """
    seen = bytes(token.digest)
    locked = SenderToken.objects.select_for_update(of=("self",)).select_related("source")
    token = locked.get(pk=token.pk)
    if bytes(token.digest) != seen:
        raise TokenRotated(token.name)
    if token.state == TokenState.REVOKED:
        raise TokenUseless(token.name)
    ended = token.state == TokenState.ENDED
    secret, now = _secret(), timezone.now()
    kept = timedelta(hours=settings.TOKEN_OVERLAP_HOURS) if overlap is None else overlap
    token.old_digest, token.old_until = (None, None) if ended else (token.digest, now + kept)
    token.digest, token.rotated_at, token.old_used = digest_of(secret), now, None
    if days is not None:
        token.expires_at = _end(days)
    token.save()
    _record("token_rotate", token, until=token.expires_at, old_until=token.old_until)
    return token, secret


@transaction.atomic
def token_revoke(*, token: SenderToken) -> SenderToken:
    """Make a token useless from now on; revoking it again changes nothing."""
    if token.revoked_at is None:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        _record("token_revoke", token)
    return token


def _secret() -> str:
    return f"{PREFIX}{secrets.token_urlsafe(32)}"


def _end(days: int) -> datetime:
    return timezone.now() + timedelta(days=min(days, settings.TOKEN_MAX_DAYS))


def _record(verb: str, token: SenderToken, **detail: Any) -> None:
    entry_create(
        actor=current_actor(), verb=verb, subject="source", subject_id=token.source_id,
        scope_code=token.source.scope_code, classification=token.source.classification,
        name=token.name, **detail,
    )  # fmt: skip
