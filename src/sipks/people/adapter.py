from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class InvitedOnly(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by an office's administrator; nobody registers himself."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
