"""Sign-ins in the record. What was typed as a name is kept only when it is a user's: people type
their passwords there."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from sipks.audit.services import entry_create
from sipks.people.models import User
from sipks.people.scope import SIGN_IN, Actor, bind

from .address import client_address


def account_record(request: HttpRequest | None, verb: str, user: User, **detail: Any) -> None:
    """Record what a user did with his own sign-in."""
    actor = Actor.of(user)
    if request is not None:
        detail["address"] = client_address(request)
    with bind(SIGN_IN):
        entry_create(
            actor=actor,
            verb=verb,
            subject="user",
            subject_id=user.pk,
            scope_code=actor.home(),
            **detail,
        )


def failed_record(request: HttpRequest, *, method: str, user: User | None, **detail: Any) -> None:
    """Record a failed try: whose account it was, when it is one; nothing that was typed."""
    home = Actor.of(user).home() if user else ""
    with bind(SIGN_IN):
        entry_create(
            actor=SIGN_IN,
            verb="sign_in_failed",
            subject="user",
            subject_id=user.pk if user else "",
            scope_code=home,
            method=method,
            address=client_address(request),
            **detail,
        )
