from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils import timezone

from sipks.people.models import Session, User
from sipks.people.scope import SIGN_IN, bind
from sipks.people.signin.store import column_of


def sessions_of(user: User) -> QuerySet[Session]:
    """The open sessions of a user, the last used first."""
    return Session.objects.filter(user=user, expire_date__gt=timezone.now()).order_by("-seen_at")


def sessions_open(keys: Iterable[str]) -> set[str]:
    """Which of these keys of cookies belong to sessions that are still open."""
    columns = {column_of(key): key for key in keys}
    alive = Session.objects.filter(session_key__in=columns, expire_date__gt=timezone.now())
    with bind(SIGN_IN):
        return {columns[column] for column in alive.values_list("session_key", flat=True)}


def sessions_end(user: User, keep: str | None = None) -> int:
    """End all sessions of a user at once, on behalf of the program (who may ask for it, the
    caller decides), but for the one whose key is `keep`
    (`request.session.session_key`); answers how many. Open pages stop hearing news with it."""
    with bind(SIGN_IN):
        ended = Session.objects.filter(user=user)
        if keep:
            ended = ended.exclude(session_key=column_of(keep))
        return ended.delete()[0]


def session_end(user: User, column: str) -> bool:
    """End one session of a user, named by its digest; False when he has no such session."""
    with bind(SIGN_IN):
        return bool(Session.objects.filter(user=user, session_key=column).delete()[0])
