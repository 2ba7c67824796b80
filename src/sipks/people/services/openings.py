"""Opening a sealed value: who may, why he does, how often, and the trace that it leaves."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from sipks.audit.services import entry_create
from sipks.people.models import Opening, Sealed
from sipks.people.scope import Actor, bind, current_actor
from sipks.reading.masking import mask

from .sealed import value_of

HOUR = timedelta(hours=1)
MIN_REASON, MAX_REASON = 10, 500
_MIN_LETTERS = 5
_SEALING = Actor.program("sealing", "seal")
_LETTER = re.compile(r"[^\W\d_]")


class TooManyOpenings(PermissionDenied):
    """The bound user has opened as many values within an hour as one may."""


def sealed_open(*, sealed: Sealed, reason: str) -> str:
    """What is sealed, for the bound user, who has said why.

    The opening stands in the record, and on the page of the informant's handler, before the value
    is answered. Raises `Sealed.DoesNotExist` to who may not open it, `ValidationError` for a reason
    that says nothing, `TooManyOpenings` and `SealError`.
    """
    actor = current_actor()
    if actor.id is None:
        raise PermissionDenied  # no part of the program opens what a person sealed
    said = reason_clean(reason)
    try:
        return _open(actor, sealed, said)
    except TooManyOpenings:
        _record(actor, sealed, "refused", said, cause="too_many_openings")
        raise


# Durable: had a caller's transaction to be undone, so would be the trace of what was answered.
@transaction.atomic(durable=True)
@sensitive_variables()
def _open(actor: Actor, sealed: Sealed, reason: str) -> str:
    row: Sealed = Sealed.objects.get(pk=sealed.pk)
    with bind(_SEALING):
        _bound_rate(actor)
        value = value_of(row).decode()
        _note(actor, row, reason)
    _record(actor, row, "sealed_opened", reason)
    return value


def opening_refuse(pk: UUID) -> None:
    """Record that the bound user asked for a sealed value that exists and is not for him."""
    actor = current_actor()
    with bind(_SEALING):
        row = Sealed.objects.filter(pk=pk).first()
    if row is not None:
        _record(actor, row, "refused", "", cause="sealed")


def reason_clean(reason: str) -> str:
    """A reason with identifiers masked. Raises `ValidationError` for filler such as `-----` or
    `aaaaaaaaaa`."""
    text = " ".join(reason.replace("\0", "").split())[:MAX_REASON]
    letters = {letter.casefold() for letter in _LETTER.findall(text)}
    long_enough = len(text.replace(" ", "")) >= MIN_REASON
    if not long_enough or len(letters) < _MIN_LETTERS or " " not in text:
        raise ValidationError(
            _("Tulis alasannya dengan kata-kata, paling sedikit %d huruf.") % MIN_REASON,
            code="reason",
        )
    return mask(text)


def _bound_rate(actor: Actor) -> None:
    """At most `SEAL_OPENINGS_PER_HOUR` by one person, whatever he does at once."""
    with connection.cursor() as cursor:
        lock = "select pg_advisory_xact_lock(hashtextextended(%s, 0))"
        cursor.execute(lock, [f"sealed openings of {actor.id}"])
    since = timezone.now() - HOUR
    lately = Opening.objects.filter(opened_by=actor.id, at__gt=since).count()
    if lately >= settings.SEAL_OPENINGS_PER_HOUR:
        raise TooManyOpenings(_("Terlalu banyak pembukaan dalam satu jam. Coba lagi nanti."))


def _note(actor: Actor, row: Sealed, reason: str) -> None:
    Opening.objects.create(
        sealed_id=row.pk, subject=row.subject, subject_id=row.subject_id, kind=row.kind,
        scope_code=row.scope_code, owner_code=row.owner_code, classification=row.classification,
        handler_id=row.handler_id, opened_by=actor.id, opened_by_name=actor.name[:150],
        reason=reason,
    )  # fmt: skip
    Sealed.objects.filter(pk=row.pk).update(
        opened_count=F("opened_count") + 1, opened_at=timezone.now()
    )


def _record(actor: Actor, row: Sealed, verb: str, reason: str, **detail: Any) -> None:
    entry_create(
        actor=actor, verb=verb, subject=row.subject, subject_id=row.subject_id,
        scope_code=row.scope_code, classification=row.classification,
        sealed=str(row.pk), kind=row.kind, reason=reason, **detail,
    )  # fmt: skip
