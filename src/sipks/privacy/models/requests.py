from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils import timezone

from sipks.privacy.choices import Channel, Outcome, RequestKind, RequestState
from sipks.privacy.clocks import Clock, clock_for

from .base import Handled, Step, step_policy


class SubjectRequest(Handled):
    """What a person asks about his own data, or of public information, and its answer.

    Who asks, how to reach him, his words and the reply stand sealed in `person` (`services.person`)
    and nowhere else; they are taken out when the term of retention is over, and `forgotten_at` says
    when. `due_at` follows from `clock` and `received_at`.
    """

    number = models.CharField(max_length=40, unique=True)
    kind = models.CharField(max_length=12, choices=RequestKind)
    state = models.CharField(max_length=12, choices=RequestState, default=RequestState.RECEIVED)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    channel = models.CharField(max_length=8, choices=Channel)
    person = models.BinaryField(default=bytes)
    ground = models.TextField(blank=True, help_text="the exception relied on, with its article")
    received_at = models.DateTimeField()
    extended = models.BooleanField(default=False)
    due_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, help_text="answered or withdrawn")
    forgotten_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(Handled.Meta):
        ordering = ["due_at", "id"]
        indexes = [models.Index(fields=["state", "due_at"], name="privacy_request_due")]

    def __str__(self) -> str:
        return self.number

    @property
    def clock(self) -> Clock:
        """The rule that its deadline comes from."""
        return clock_for(self.kind)

    @property
    def open(self) -> bool:
        """Whether an answer is still owed."""
        return self.state in RequestState.owing()

    def late(self, now: datetime | None = None) -> bool:
        """Whether it was, or is, answered after its deadline."""
        return (self.closed_at or (now or timezone.now())) > self.due_at and (
            self.open or self.closed_at is not None
        )


class RequestStep(Step):
    """One step in a request."""

    row_policy: ClassVar[dict[str, str]] = step_policy("privacy_subjectrequest", "request_id")

    request = models.ForeignKey(SubjectRequest, on_delete=models.PROTECT, related_name="steps")

    class Meta(Step.Meta):
        pass
