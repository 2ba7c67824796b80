from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from sipks.ids import uuid7

_CLERK = "(select guard.is_service('people'))"


def share_open_on(day: date) -> Q:
    """Shares that open their record on a day: not past their last day, not ended."""
    return Q(ended_at=None, until__gte=day)


class Share(models.Model):
    """A record opened to somebody outside its area, until its last day (`until` counts).

    To all who read in an area, or to one officer by name; never above the recipient's own
    clearance, which is compared with the record as it is now. `subject` is the label of the
    record's model. `scope_code` and `classification` are those of the record when it was shared.
    A renewed share is a new row that says which one it `renews`.
    """

    row_policy: ClassVar[dict[str, str]] = {
        "select": f"{_CLERK} or user_id = (select guard.who())"
        " or guard.may('read', scope_code, classification)"
        " or (area_code <> '' and guard.may('read', area_code, classification))",
        **dict.fromkeys(("insert", "update", "delete"), _CLERK),
    }

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    area_code = models.CharField(max_length=13, blank=True, db_collation="C")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="shared_to_me"
    )
    until = models.DateField()
    reason = models.CharField(max_length=500)
    scope_code = models.CharField(max_length=13, db_collation="C")
    classification = models.PositiveSmallIntegerField(default=0)
    renews = models.ForeignKey("self", null=True, on_delete=models.SET_NULL)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(user=None, area_code__gt="") | Q(user__isnull=False, area_code=""),
                name="share_with_an_area_or_a_person",
            )
        ]
        indexes = [
            models.Index(fields=["subject_id", "-id"], name="share_of_record"),
            models.Index(fields=["area_code", "until"], name="share_with_area"),
            models.Index(fields=["user", "until"], name="share_with_person"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.subject_id} → {self.area_code or self.user_id}"

    @property
    def open(self) -> bool:
        """Whether it opens its record today."""
        return self.ended_at is None and self.until >= timezone.localdate()
