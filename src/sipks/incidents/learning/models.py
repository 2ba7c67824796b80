from __future__ import annotations

from django.db import models

from sipks.intake.models import SourceKind
from sipks.people.scope import Scoped


class Lesson(Scoped):
    """What people decided about one text, beside what the reader had said of it.

    The text itself stays with the item (`signal.item.reading`); so does who decided, with the
    decision. A text has one lesson, that of the last decision. `model` names the reader; what
    begins with `said_` is its answer at that time. `relevant` null, and an empty text, mean that
    the decision did not answer this. Codes of places are those of areas.
    """

    signal = models.OneToOneField(
        "incidents.Signal", primary_key=True, on_delete=models.CASCADE, related_name="lesson"
    )
    source_kind = models.CharField(max_length=12, choices=SourceKind)
    told_at = models.DateTimeField(help_text="when the text was reported")
    decided_at = models.DateTimeField()
    model = models.CharField(max_length=40)
    said_relevant = models.BooleanField(null=True)
    said_relevance = models.FloatField()
    said_category = models.CharField(max_length=8, blank=True)
    said_form = models.CharField(max_length=32, blank=True)
    said_place = models.CharField(max_length=13, blank=True)
    relevant = models.BooleanField(null=True)
    category = models.CharField(max_length=8, blank=True)
    form = models.CharField(max_length=32, blank=True)
    place = models.CharField(max_length=13, blank=True)
    day_from = models.DateField(null=True)
    day_to = models.DateField(null=True)

    class Meta(Scoped.Meta):
        indexes = [
            models.Index(fields=["-decided_at"], name="lesson_newest"),
            models.Index(fields=["-told_at"], name="lesson_told"),
            models.Index(fields=["scope_code", "-told_at"], name="lesson_of_area"),
        ]

    def __str__(self) -> str:
        return f"{self.signal_id} {self.model}"
