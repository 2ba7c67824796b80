"""What follows from allauth's and Django's signals: the session's columns, and the record."""

from __future__ import annotations

from typing import Any

from allauth.account import signals as account
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa import signals as mfa
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.signals import user_logged_in, user_logged_out
from django.db.models.signals import pre_save
from django.http import HttpRequest

from sipks.people.models import User

from .factors import RECORDS, second_factor_forget
from .lifetime import mark_new
from .oidc import trim
from .record import account_record, failed_record


def connect() -> None:
    """Listen; once a process."""
    name = "sipks.signin"
    user_logged_in.connect(_session_began, dispatch_uid=name)
    user_logged_out.connect(_signed_out, dispatch_uid=name)
    account.user_logged_in.connect(_signed_in, dispatch_uid=name)
    for signal, verb in (
        (account.password_changed, "password_change"),
        (account.password_set, "password_change"),
        (account.password_reset, "password_reset"),
    ):
        signal.connect(_noting(verb), dispatch_uid=f"{name}.{verb}", weak=False)
    mfa.authenticator_added.connect(_factor_added, dispatch_uid=name)
    mfa.authenticator_removed.connect(_factor_removed, dispatch_uid=name)
    mfa.authenticator_reset.connect(_codes_renewed, dispatch_uid=name)
    mfa.authentication_failed.connect(_code_failed, dispatch_uid=name)
    pre_save.connect(trim, sender=SocialAccount, dispatch_uid=name)


def _session_began(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    mark_new(request, user)


def _signed_in(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    records = request.session.get(RECORDS, [])
    methods = [record.get("type") or record["method"] for record in records]
    account_record(request, "sign_in", user, methods=methods)


def _signed_out(sender: Any, request: HttpRequest, user: User | None, **kwargs: Any) -> None:
    if isinstance(user, User):
        account_record(request, "sign_out", user)


def _noting(verb: str) -> Any:
    def note(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
        from sipks.people.services.sessions import sessions_end

        # Whoever knew the old password is out everywhere.
        sessions_end(user, keep=request.session.session_key)
        account_record(request, verb, user)

    return note


def _factor_added(
    sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any
) -> None:
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        # To add it, it had to be used: the session has now been opened with it too.
        record_authentication(request, user, "mfa", type=authenticator.type)
    account_record(request, "second_factor_add", user, factor=authenticator.type)


def _factor_removed(
    sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any
) -> None:
    if not Authenticator.objects.filter(user=user).exists():
        second_factor_forget(request)
    account_record(request, "second_factor_remove", user, factor=authenticator.type)


def _codes_renewed(
    sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any
) -> None:
    account_record(request, "recovery_codes_renew", user)


def _code_failed(
    sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any
) -> None:
    failed_record(request, method=authenticator.type, user=user)
