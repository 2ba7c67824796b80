from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from sipks.ids import uuid7


class ReaderState(models.TextChoices):
    """Whether a version of the reader's models is at work."""

    CANDIDATE = "candidate", _("Calon")
    ACTIVE = "active", _("Dipakai")
    RETIRED = "retired", _("Tidak dipakai lagi")


class ReaderModel(models.Model):
    """One version of the reader's models, learnt from the shipped examples and from decisions of
    the desk. Where none is active, the models that ship with the program read.

    `content` is what `sipks.reading.learning.models.Models.to_bytes` gives: weights of words, no
    texts. `taught` counts the examples of each category that it learnt from. `figures` holds how
    well it and the version `against` read the fixed split and recent decisions. `previous` is what
    was active before it (null: the shipped models), for going back.
    """

    # It is about no area: whoever reads anywhere may know by which version he is served, and who
    # governs the models of the whole country puts one to work.
    row_policy: ClassVar[dict[str, str]] = {
        "select": "(select guard.is_service('intake')) or (select guard.hi()) is not null",
        "insert": "(select guard.is_service('intake'))",
        "update": "(select guard.is_service('intake')) or guard.may('models', 'ID', 0)",
        "delete": "false",
    }

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    version = models.CharField(max_length=30, unique=True)
    state = models.CharField(max_length=9, choices=ReaderState, default=ReaderState.CANDIDATE)
    content = models.BinaryField()
    taught = models.JSONField(default=dict)
    trained_at = models.DateTimeField(auto_now_add=True)
    lessons = models.PositiveIntegerField(help_text="decisions that it learnt from")
    against = models.CharField(max_length=30)
    figures = models.JSONField(default=dict)
    previous = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    promoted_by = models.UUIDField(null=True)
    promoted_name = models.CharField(max_length=150, blank=True)
    promoted_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="active"), name="reader_model_one_active"
            )
        ]

    def __str__(self) -> str:
        return f"{self.version} ({self.state})"
