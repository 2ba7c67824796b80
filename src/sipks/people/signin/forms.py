from __future__ import annotations

from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import EditWebAuthnForm
from django.core.cache import cache

from .record import account_record

# Longer than a code of the app is accepted, which with a wrong clock is 90 seconds.
USED = 120


class _Once:
    """Accepts a code of the app once; allauth remembers it for one step only."""

    authenticator: Authenticator

    def clean_code(self) -> str:
        code: str = super().clean_code()  # type: ignore[misc]
        owner = self.authenticator.user_id
        if self.authenticator.type == Authenticator.Type.TOTP:
            digits = "".join(filter(str.isdigit, code))
            if not cache.add(f"sipks.totp.{owner}.{digits}", True, USED):
                raise get_adapter().validation_error("incorrect_code")
        return code


class Code(_Once, AuthenticateForm):  # type: ignore[misc]
    """The code behind a password."""


class CodeAgain(_Once, ReauthenticateForm):  # type: ignore[misc]
    """The code before something important."""


class PasskeyName(EditWebAuthnForm):  # type: ignore[misc]
    """The name of a passkey; a new one is on record."""

    def save(self) -> Authenticator:
        renamed: Authenticator = super().save()
        account_record(context.request, "second_factor_rename", renamed.user, factor=renamed.type)
        return renamed
