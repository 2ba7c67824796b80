from __future__ import annotations

from math import ceil
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .models import User
from .signin.address import client_address
from .signin.device import remember
from .signin.limits import Attempt, TooManyAttempts, mail_allowed
from .signin.record import failed_record


class InvitedOnly(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by invitation; nobody registers himself. Guessing is held back by
    `signin.limits`, in the place of allauth's limits, by which a stranger could lock a name."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": gettext_lazy("Nama pengguna atau kata sandi salah."),
        "incorrect_password": gettext_lazy("Kata sandi salah."),
        "too_many_login_attempts": gettext_lazy(
            "Terlalu banyak kode yang salah. Tunggu lima menit, lalu coba lagi."
        ),
        "rate_limited": gettext_lazy("Terlalu sering mencoba. Tunggu beberapa menit."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """The user of a name and password, or None. Raises `ValidationError` when there were too
        many tries; the password is not looked at then."""
        name = str(credentials.get("username", ""))
        attempt = Attempt(request, name)
        try:
            attempt.begin()
        except TooManyAttempts as refused:
            if refused.first:
                _record(request, name, attempt, blocked=True)
            raise _too_many(refused) from None
        AuthenticationBackend.unstash_authenticated_user()
        found = authenticate(request, **credentials)
        # A right password of an account that is not active: its own page says so.
        user = found or AuthenticationBackend.unstash_authenticated_user()
        if isinstance(user, User):
            attempt.succeeded()
            return user
        attempt.failed()
        _record(request, name, attempt)
        return None

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().post_login(request, user, **kwargs)
        remember(request, response, user.username)
        return response

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        super().send_notification_mail(template_prefix, user, context, email or user.email)

    def get_login_stages(self) -> list[str]:
        return ["sipks.people.signin.mfa.SecondFactorStage"]

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        if mail_allowed(user.pk):
            super().send_password_reset_mail(user, email, context)


def _record(request: HttpRequest, name: str, attempt: Attempt, **detail: Any) -> None:
    owner = User.objects.filter(username__iexact=name).first()
    known = attempt.known
    failed_record(request, method="password", user=owner, known_device=known, **detail)


def _too_many(refused: TooManyAttempts) -> ValidationError:
    minutes, seconds = ceil(refused.seconds / 60), ceil(refused.seconds)
    wait = (
        ngettext("%(n)d detik", "%(n)d detik", seconds) % {"n": seconds}
        if seconds <= 60
        else ngettext("%(n)d menit", "%(n)d menit", minutes) % {"n": minutes}
    )
    text = _("Terlalu banyak percobaan. Tunggu %(wait)s, atau masuk dari perangkat yang biasa "
             "Anda pakai.")  # fmt: skip
    return ValidationError(text % {"wait": wait}, code="too_many_login_attempts")
