from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from sipks.privacy.choices import BreachState, DataKind
from sipks.privacy.clocks import BREACH, Clock

from .base import Handled, Step, step_policy


class Breach(Handled):
    """A failure to protect personal data: the clock starts when the office knows of it.

    `subjects` is null where the number is not known, which is not zero.
    """

    number = models.CharField(max_length=40, unique=True)
    state = models.CharField(max_length=12, choices=BreachState, default=BreachState.KNOWN)
    title = models.CharField(max_length=200)
    happened_at = models.DateTimeField(null=True, blank=True)
    known_at = models.DateTimeField()
    due_at = models.DateTimeField()
    kinds = ArrayField(models.CharField(max_length=12, choices=DataKind))
    subjects = models.PositiveIntegerField(null=True, blank=True)
    what = models.TextField()
    effects = models.TextField(blank=True)
    measures = models.TextField(blank=True)
    subjects_told_at = models.DateTimeField(null=True)
    agency_told_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(Handled.Meta):
        ordering = ["due_at", "id"]
        verbose_name_plural = "breaches"

    def __str__(self) -> str:
        return self.number

    @property
    def clock(self) -> Clock:
        """The rule that its deadline comes from."""
        return BREACH

    @property
    def open(self) -> bool:
        """Whether a notice is still owed."""
        return self.state in BreachState.owing() and not (
            self.subjects_told_at and self.agency_told_at
        )

    def late(self, now: datetime | None = None) -> bool:
        """Whether a notice went out, or is still owed, after the deadline."""
        told = [self.subjects_told_at, self.agency_told_at]
        end = (now or timezone.now()) if self.open else max(filter(None, told), default=None)
        return end is not None and end > self.due_at


class BreachStep(Step):
    """One step in a breach."""

    row_policy: ClassVar[dict[str, str]] = step_policy("privacy_breach", "breach_id")

    breach = models.ForeignKey(Breach, on_delete=models.PROTECT, related_name="steps")

    class Meta(Step.Meta):
        pass
