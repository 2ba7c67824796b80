from __future__ import annotations

from typing import ClassVar

from django.db import models

from sipks.ids import uuid7

_ANYBODY = "guard.who() is not null or guard.is_service('privacy')"


class RetentionTerm(models.Model):
    """A term that stands in place of the declared one from a day on, with its legal basis.

    Rows are added, never changed: which term held on which day can always be told.
    """

    row_policy: ClassVar[dict[str, str]] = {
        "select": _ANYBODY,
        "insert": "guard.is_service('privacy') or guard.may('privacy', 'ID', 0)",
    }

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=30)
    days = models.PositiveIntegerField()
    basis = models.TextField()
    valid_from = models.DateField()
    set_by = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-valid_from", "-id"]

    def __str__(self) -> str:
        return f"{self.kind}: {self.days}"


class RetentionRun(models.Model):
    """What a run over the rules has found, and what it has done. Figures only, no material.

    `found` has one object a rule: kind, days, before, count, bytes, oldest, done, problem.
    """

    row_policy: ClassVar[dict[str, str]] = {
        "select": _ANYBODY,
        "insert": "guard.is_service('privacy')",
        "update": "guard.is_service('privacy')",
    }

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    applied = models.BooleanField()
    actor_name = models.CharField(max_length=150)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    found = models.JSONField(default=list)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d} {'apply' if self.applied else 'dry run'}"
