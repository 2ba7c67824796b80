"""Sign-in through the office's identity provider (OpenID Connect), for invited users only."""

from __future__ import annotations

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.internal.userkit import unicode_ci_compare
from allauth.account.models import Login
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount, SocialLogin
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sipks.people.models import User

from .record import account_record, failed_record

KEPT = ("sub", "acr", "amr")


class InvitedThroughProvider(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Lets in who is linked by the provider's subject, or else by a verified address that an
    administrator gave him. Nobody else, and nobody is added."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the user, link him at the first time, and note whether the provider asked for a
        second factor. Refuses strangers with a page of their own."""
        claims = _claims(sociallogin)
        if sociallogin.state.get("process") == "connect":
            raise ImmediateHttpResponse(_refused(request))
        if not sociallogin.is_existing:
            user = _invited(claims)
            if user is None:
                failed_record(request, method="oidc", user=None)
                raise ImmediateHttpResponse(_refused(request))
            sociallogin.connect(request, user)
            account_record(request, "provider_link", user)
        if _second_factor(claims):
            record_authentication(request, sociallogin.user, "mfa", type="oidc")

    def on_authentication_error(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        failed_record(request, method="oidc", user=None)


def vouched_for(request: HttpRequest, login: Login) -> bool:
    """Whether a sign-in came through the provider, and with its second factor."""
    came = (login.signal_kwargs or {}).get("sociallogin")
    return came is not None and _second_factor(_claims(came))


def trim(sender: Any, instance: SocialAccount, **kwargs: Any) -> None:
    """Keep of what the provider told only what links the account: no names, no pictures."""
    told = instance.extra_data or {}
    instance.extra_data = {
        part: {key: value for key, value in claims.items() if key in KEPT}
        for part, claims in told.items()
        if isinstance(claims, dict)
    }


def _claims(sociallogin: SocialLogin) -> dict[str, Any]:
    """What the provider says of the user; the signed token counts before its page of facts."""
    told = sociallogin.account.extra_data or {}
    return {**(told.get("userinfo") or {}), **(told.get("id_token") or {})}


def _invited(claims: dict[str, Any]) -> User | None:
    address = claims.get("email") if claims.get("email_verified") is True else None
    if not address:
        return None
    alike = User.objects.filter(email__iexact=address, is_active=True)
    # The database takes some letters for one (ı and I): who owns the one does not own the other.
    found = [one for one in alike if unicode_ci_compare(one.email, address)]
    # Two accounts with one address: it says of neither that it is his.
    return found[0] if len(found) == 1 else None


def _second_factor(claims: dict[str, Any]) -> bool:
    methods = claims.get("amr") or []
    told = {claims.get("acr"), *(methods if isinstance(methods, list) else [methods])}
    return bool(told & set(settings.OIDC_SECOND_FACTOR))


def _refused(request: HttpRequest) -> HttpResponse:
    return render(request, "socialaccount/not_invited.html", status=403)
