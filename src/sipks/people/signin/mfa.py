from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sipks.people.models import User

from .keys import sealed, unsealed
from .oidc import vouched_for


class SecondFactors(DefaultMFAAdapter):  # type: ignore[misc]
    """allauth's second factors with sealed secrets and our words."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("Kode salah atau sudah dipakai. Tunggu kode berikutnya, lalu ulangi."),
        "cannot_generate_recovery_codes": _(
            "Kode cadangan baru dapat dibuat setelah ada aplikasi kode atau kunci sandi."
        ),
    }

    def encrypt(self, text: str) -> str:
        return sealed(text)

    def decrypt(self, encrypted_text: str) -> str:
        return unsealed(encrypted_text)

    def get_totp_label(self, user: User) -> str:
        return user.username

    def get_totp_issuer(self) -> str:
        return "SIPKS"

    def _get_site_name(self) -> str:
        return "SIPKS"

    def _get_user_identifier(self, user: User) -> str:
        return user.username

    def generate_authenticator_name(self, user: User, type: Any) -> str:
        return gettext("Kunci sandi")


class SecondFactorStage(AuthenticateStage):  # type: ignore[misc]
    """Asks for the second factor, unless the identity provider vouched for one in this sign-in."""

    def _should_handle(self, request: HttpRequest) -> bool:
        return not vouched_for(request, self.login) and super()._should_handle(request)
