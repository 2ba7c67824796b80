"""How long a session lasts: less when it is not used, less still when it may read secrets."""

from __future__ import annotations

import time
from typing import Any

from django.conf import settings
from django.http import HttpRequest

from sipks.people.choices import Classification
from sipks.people.models import User
from sipks.people.scope import Actor

from .address import client_address
from .store import MARK, SessionStore

STEP = 60  # seconds: how exactly the last use is kept, so that not each request writes
AGENT_LENGTH = 200


def idle_seconds(actor: Actor) -> int:
    """After how long without use a session of this actor ends."""
    secret = any(grant.clearance >= Classification.SECRET for grant in actor.grants)
    minutes = settings.IDLE_MINUTES_SECRET if secret else settings.IDLE_MINUTES
    return int(minutes * 60)


def mark_new(request: HttpRequest, user: User) -> None:
    """Note in a session that just began when, from where, and how long it may last."""
    now = time.time()
    request.session[MARK] = {
        "began": now,
        "seen": now,
        "idle": idle_seconds(Actor.of(user)),
        "longest": settings.SESSION_HOURS * 3600,
        "address": client_address(request),
        "agent": request.META.get("HTTP_USER_AGENT", "")[:AGENT_LENGTH],
    }


def is_over(session: SessionStore, actor: Actor, now: float) -> bool:
    """Whether a session has lasted too long, or was not used for too long: by what the actor may
    read now, which may be more than when it began."""
    mark = session.get(MARK)
    if mark is None:
        return True
    unused = now - mark["seen"] >= min(mark["idle"], idle_seconds(actor))
    return bool(unused or now - mark["began"] >= mark["longest"])


def note_use(request: HttpRequest, actor: Actor, now: float) -> None:
    """Note that a session is used, and from where; once a minute at most."""
    mark: dict[str, Any] = request.session[MARK]
    if now - mark["seen"] < STEP:
        return
    address, idle = client_address(request), idle_seconds(actor)
    request.session[MARK] = mark | {"seen": now, "address": address, "idle": idle}
