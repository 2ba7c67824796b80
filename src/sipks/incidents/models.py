from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Q
from django.db.models.functions import Left
from django.urls import reverse

from sipks.ids import uuid7
from sipks.intake.models import Item, Reliability, Source, SourceKind
from sipks.people.scope import Scoped

from .choices import (
    CATEGORY_CHOICES,
    FORM_CHOICES,
    LABELS,
    AsideReason,
    Aspect,
    Credibility,
    Impact,
    Precision,
    State,
    Verb,
)
from .learning.models import Lesson

__all__ = ["Decision", "Fact", "Happening", "Heard", "Incident", "Lesson", "Signal"]


class Happening(Scoped):
    """What a signal and an incident have in common: what, where, when, how grave."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    area = models.ForeignKey("places.Area", null=True, on_delete=models.PROTECT, db_index=False)
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    title = models.CharField(max_length=200)
    category = models.CharField(
        max_length=8, blank=True, choices=CATEGORY_CHOICES, db_collation="C"
    )
    form = models.CharField(max_length=32, blank=True, choices=FORM_CHOICES)
    severity = models.PositiveSmallIntegerField(default=0)
    teaches = models.PositiveSmallIntegerField(
        default=0, db_default=0, help_text="how much a decision would teach the reader, 0-1000"
    )
    happened_from = models.DateTimeField()
    happened_to = models.DateTimeField()
    precision = models.CharField(max_length=5, choices=Precision, default=Precision.DAY)

    class Meta(Scoped.Meta):
        abstract = True

    # `get_…_display` hashes, and so translates, every choice each time: too dear for lists.
    @property
    def category_label(self) -> str:
        """The category in words; empty when it is unknown."""
        return str(LABELS.get(self.category, self.category))

    @property
    def form_label(self) -> str:
        """The form in words; empty when it is unknown."""
        return str(LABELS.get(self.form, self.form))


class Incident(Happening):
    """One happening, however many signals tell of it.

    A merged incident points to the one it went into (`merged_into`) and can be brought back.
    Counts are of its signals: `tellings` all of them, `sources` distinct tellers, copies excluded.
    `version` grows with every decision and every change of what, where or when, so that two
    people at once are noticed. `speakers` and `weighed` belong to the program's bookkeeping: how
    many signals new ones are compared with, and how many there were when all were last weighed.
    """

    share_through = "id"

    state = models.CharField(max_length=9, choices=State, default=State.NEW)
    aside_reason = models.CharField(max_length=12, choices=AsideReason, blank=True)
    grade_source = models.CharField(max_length=1, choices=Reliability, blank=True)
    grade_content = models.PositiveSmallIntegerField(choices=Credibility, null=True)
    merged_into = models.ForeignKey("self", null=True, on_delete=models.PROTECT)
    settled = models.BooleanField(
        default=False, help_text="a person decided on it: the program no longer joins it to others"
    )
    kept = ArrayField(
        models.CharField(max_length=5, choices=Aspect),
        default=list,
        help_text="what a person has set and the program leaves as it is",
    )
    version = models.PositiveIntegerField(default=1)
    tellings = models.PositiveIntegerField(default=0)
    sources = models.PositiveIntegerField(default=0)
    source_kinds = ArrayField(models.CharField(max_length=12, choices=SourceKind), default=list)
    speakers = models.PositiveSmallIntegerField(default=0)
    weighed = models.PositiveIntegerField(default=0)
    first_reported = models.DateTimeField()
    last_reported = models.DateTimeField()

    class Meta(Happening.Meta):
        indexes = [
            models.Index(
                fields=["-last_reported", "-id"],
                condition=Q(merged_into=None),
                name="incident_newest",
            ),
            models.Index(
                fields=["-severity", "-last_reported", "-id"],
                condition=Q(merged_into=None),
                name="incident_severest",
            ),
            models.Index(
                fields=["-teaches", "-last_reported", "-id"],
                condition=Q(merged_into=None),
                name="incident_teaching",
            ),
            models.Index(
                fields=["scope_code", "-last_reported"],
                condition=Q(merged_into=None),
                name="incident_of_area",
            ),
            models.Index(
                fields=["happened_to", "scope_code"],
                # `id` and `classification` are what row security asks for.
                include=[
                    "id",
                    "state",
                    "severity",
                    "category",
                    "form",
                    "last_reported",
                    "happened_from",
                    "classification",
                ],
                condition=Q(merged_into=None),
                name="incident_counts",
            ),
            GinIndex(SearchVector("title", config="simple"), name="incident_words"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of the incident."""
        return reverse("incidents:detail", args=[self.pk])


class Signal(Happening):
    """An item that matters, at a place and time; not yet a fact.

    `place` is the code of the area that the telling itself names, empty when it names none;
    `cell` is its first five characters, the regency, in a column that an index serves under row
    security. `scope_code` follows the incident when that is known more exactly. `copy_of` marks a
    near-duplicate (a syndicated copy): it belongs to the same incident and counts once; the bands
    are keys by which near-duplicates find each other (`matching.bands`). `speaks`
    says that new signals are compared with this one. `pinned` says that a person put the signal
    where it is, so that the program's grouping leaves it there.
    """

    share_through = "incident"

    item = models.OneToOneField(Item, on_delete=models.PROTECT, related_name="signal")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, db_index=False)
    incident = models.ForeignKey(
        Incident, on_delete=models.PROTECT, related_name="signals", db_index=False
    )
    copy_of = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="copies", db_index=False
    )
    place = models.CharField(max_length=13, blank=True, db_collation="C")
    cell = models.GeneratedField(
        expression=Left("place", 5),
        output_field=models.CharField(max_length=5, db_collation="C"),
        db_persist=True,
    )
    dated = models.BooleanField(default=False, help_text="the telling itself says when")
    pinned = models.BooleanField(default=False)
    speaks = models.BooleanField(default=True)
    relevance = models.FloatField()
    teller = models.CharField(max_length=120, help_text="the outlet or office that tells it")
    fingerprint = models.BigIntegerField()
    band_a = models.IntegerField()
    band_b = models.IntegerField()
    band_c = models.IntegerField()
    band_d = models.IntegerField()
    terms = models.BinaryField(help_text="hashed words, four bytes each, for comparing texts")
    excerpt = models.TextField()
    reported_at = models.DateTimeField()

    class Meta(Happening.Meta):
        indexes = [
            models.Index(fields=["incident", "teller"], name="signal_of_incident"),
            models.Index(
                fields=["cell", "happened_from"], condition=Q(speaks=True), name="signal_near"
            ),
            *(
                models.Index(
                    fields=[f"band_{one}"], condition=Q(copy_of=None), name=f"signal_band_{one}"
                )
                for one in "abcd"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Fact(models.Model):
    """A figure as one signal gives it; `high` is null for "at least". Never added up."""

    scope_through = "signal"

    signal = models.ForeignKey(Signal, on_delete=models.CASCADE, related_name="facts")
    kind = models.CharField(max_length=9, choices=Impact)
    low = models.PositiveIntegerField()
    best = models.PositiveIntegerField()
    high = models.PositiveIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["signal", "kind"], name="fact_once_a_signal"),
            models.CheckConstraint(
                condition=Q(low__lte=models.F("best"))
                & (Q(high=None) | Q(best__lte=models.F("high"))),
                name="fact_low_best_high",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.best}"


class Decision(models.Model):
    """What a person (or, for `join`, the program) decided, with what stood before, so that it can
    be undone. `others` are further incidents that it touched."""

    scope_through = "incident"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="decisions")
    others = ArrayField(models.UUIDField(), default=list)
    verb = models.CharField(max_length=20, choices=Verb)
    before = models.JSONField()
    after = models.JSONField()
    note = models.TextField(blank=True)
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [GinIndex(fields=["others"], name="decision_others")]

    def __str__(self) -> str:
        return f"{self.verb} {self.at:%Y-%m-%d}"


class Heard(Scoped):
    """How many signals came from an area (and all below it) on a day: the other side of silence.

    `scope_code` is a province, regency or district; `day` is that of the report in the zone of
    the area. Kept up to date in the transaction that stores the signals.
    """

    day = models.DateField()
    signals = models.PositiveIntegerField()

    class Meta(Scoped.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=["scope_code", "day", "classification", "drill"], name="heard_once_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.scope_code} {self.day}"
