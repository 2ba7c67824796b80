from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone

from sipks.ids import uuid7

VERBS = ("select", "insert", "update", "delete")
_SERVICE = "(select guard.is_service('people'))"
_OWN = f"{_SERVICE} or user_id = (select guard.who())"


class Session(AbstractBaseSession):
    """An open session. `session_key` holds a digest of what the cookie holds, and `session_data`
    is sealed for that one cookie (`signin/store.py`): reading the table lets nobody in."""

    row_policy: ClassVar[dict[str, str]] = dict.fromkeys(VERBS, _OWN)

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="sessions"
    )
    started_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    address = models.GenericIPAddressField(null=True)
    user_agent = models.CharField(max_length=200, blank=True, default="")

    @classmethod
    def get_session_store_class(cls) -> Any:
        from sipks.people.signin.store import SessionStore

        return SessionStore


class CacheRow(models.Model):
    """A short-lived value that all web processes share: counters of attempts above all."""

    row_policy: ClassVar[dict[str, str]] = dict.fromkeys(VERBS, _SERVICE)

    key = models.CharField(primary_key=True, max_length=64)
    value = models.JSONField(null=True)
    expires_at = models.DateTimeField(null=True, db_index=True)

    def __str__(self) -> str:
        return self.key


class AccountNotice(models.Model):
    """What was done to somebody's sign-in by another, shown to him until he has seen it."""

    row_policy: ClassVar[dict[str, str]] = {
        "select": _OWN,
        "insert": _SERVICE,
        "update": _OWN,
        "delete": "(select guard.is_service('privacy'))",
    }

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices"
    )
    at = models.DateTimeField(default=timezone.now)
    kind = models.CharField(max_length=40)
    by_name = models.CharField(max_length=150)
    reason = models.CharField(max_length=300, blank=True, default="")
    seen_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["user"], name="notice_unseen", condition=models.Q(seen_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.user}"
