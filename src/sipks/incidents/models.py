from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from sipks.ids import uuid7
from sipks.intake.models import Item, Reliability, Source
from sipks.people.scope import Scoped

from .choices import AsideReason, Credibility, Impact, Precision, State


class Happening(Scoped):
    """What a signal and an incident have in common: what, where, when, how grave."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    area = models.ForeignKey("places.Area", null=True, on_delete=models.PROTECT)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    title = models.CharField(max_length=200)
    category = models.CharField(max_length=8, blank=True)
    form = models.CharField(max_length=32, blank=True)
    severity = models.PositiveSmallIntegerField(default=0)
    happened_from = models.DateTimeField()
    happened_to = models.DateTimeField()
    precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)
    state = models.CharField(max_length=9, choices=State, default=State.NEW)
    aside_reason = models.CharField(max_length=12, choices=AsideReason, blank=True)

    class Meta(Scoped.Meta):
        abstract = True


class Incident(Happening):
    """One happening, however many signals tell of it.

    A merged incident points to the one it went into (`merged_into`) and can be brought back.
    Counts are of its signals: `tellings` all of them, `sources` distinct ones, copies excluded.
    """

    grade_source = models.CharField(max_length=1, choices=Reliability, blank=True)
    grade_content = models.PositiveSmallIntegerField(choices=Credibility, null=True)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT)
    settled = models.BooleanField(
        default=False, help_text="a person set what and where: the program no longer changes it"
    )
    tellings = models.PositiveIntegerField(default=0)
    sources = models.PositiveIntegerField(default=0)
    source_kinds = models.JSONField(default=list)
    first_reported = models.DateTimeField()
    last_reported = models.DateTimeField()

    class Meta(Happening.Meta):
        indexes = [
            models.Index(fields=["state", "-last_reported", "-id"], name="incident_queue"),
            models.Index(fields=["scope_code", "-last_reported"], name="incident_of_area"),
            models.Index(fields=["-happened_from"], name="incident_when"),
        ]

    def __str__(self) -> str:
        return self.title


class Signal(Happening):
    """An item that matters, at a place and time; not yet a fact.

    `copy_of` marks a near-duplicate (a syndicated copy): it belongs to the same incident and
    counts once. `pinned` says that a person put the signal where it is, so that the program's
    grouping leaves it there.
    """

    item = models.OneToOneField(Item, on_delete=models.PROTECT, related_name="signal")
    source = models.ForeignKey(Source, on_delete=models.PROTECT)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="signals")
    copy_of = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="copies")
    pinned = models.BooleanField(default=False)
    relevance = models.FloatField()
    teller = models.CharField(max_length=120, help_text="the outlet or office that tells it")
    fingerprint = models.BigIntegerField()
    bands = ArrayField(models.IntegerField(), size=4)
    terms = models.BinaryField(help_text="hashed words, four bytes each, for comparing texts")
    excerpt = models.TextField()
    reported_at = models.DateTimeField()

    class Meta(Happening.Meta):
        indexes = [
            models.Index(fields=["scope_code", "happened_from"], name="signal_neighbours"),
            models.Index(fields=["-reported_at", "-id"], name="signal_newest"),
            GinIndex(fields=["bands"], name="signal_bands"),
        ]

    def __str__(self) -> str:
        return self.title


class Fact(models.Model):
    """A figure as one signal gives it; `high` is null for "at least". Never added up."""

    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="facts")
    kind = models.CharField(max_length=9, choices=Impact)
    low = models.PositiveIntegerField()
    best = models.PositiveIntegerField()
    high = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["signal", "kind"], name="fact_once_a_signal"),
            models.CheckConstraint(
                condition=models.Q(low__lte=models.F("best"))
                & (models.Q(high=None) | models.Q(best__lte=models.F("high"))),
                name="fact_low_best_high",
            ),
        ]


class Decision(models.Model):
    """What a person decided at the desk, with what stood before, so that it can be undone."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="decisions")
    verb = models.CharField(max_length=20)
    before = models.JSONField()
    after = models.JSONField()
    note = models.TextField(blank=True)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
