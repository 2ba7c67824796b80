from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sipks.ids import uuid7
from sipks.people.choices import Classification, Role

_MANAGED = "(select guard.is_service('people')) or guard.may('offices', scope_code, 0)"


class Invitation(models.Model):
    """A link that lets one person make an account, or add a membership to the one he has.

    The secret itself is not kept, only its SHA-256; it serves once, until `expires_at`.
    """

    # Written by the services that ask who may give what: a row is as good as a membership.
    row_policy: ClassVar[dict[str, str]] = {"select": _MANAGED} | dict.fromkeys(
        ("insert", "update", "delete"), "(select guard.is_service('people'))"
    )

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    scope_code = models.CharField(max_length=13, db_collation="C")
    office = models.ForeignKey("people.Office", on_delete=models.PROTECT)
    area = models.ForeignKey("places.Area", on_delete=models.PROTECT)
    name = models.CharField(_("nama"), max_length=150)
    username = models.CharField(_("nama pengguna"), max_length=150)
    email = models.EmailField(_("surel"), blank=True)
    roles = ArrayField(models.CharField(max_length=3, choices=Role))
    clearance = models.PositiveSmallIntegerField(choices=Classification)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    decree_number = models.CharField(max_length=100, blank=True)
    decree_date = models.DateField(null=True, blank=True)
    digest = models.BinaryField(max_length=32, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.UUIDField(null=True, blank=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    accepted_by = models.UUIDField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["office", "-id"], name="invitation_of_office")]

    def __str__(self) -> str:
        return f"{self.name} · {self.area}"

    @property
    def open(self) -> bool:
        """Whether it can still be accepted."""
        used = self.accepted_at or self.revoked_at
        return not used and self.expires_at > timezone.now()

    @property
    def role_labels(self) -> list[str]:
        """The roles in words."""
        return [str(Role(role).label) for role in self.roles]


class HandOver(models.Model):
    """That open work went from one officer to another: how many things of each kind."""

    row_policy: ClassVar[dict[str, str]] = {
        "select": f"{_MANAGED} or from_user_id = (select guard.who())"
        " or to_user_id = (select guard.who())",
        "insert": _MANAGED,
    }

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    scope_code = models.CharField(max_length=13, db_collation="C")
    office = models.ForeignKey("people.Office", on_delete=models.PROTECT)
    from_user = models.ForeignKey(
        "people.User", on_delete=models.PROTECT, related_name="handed_over"
    )
    to_user = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="taken_over")
    moved = models.JSONField(default=dict, blank=True)
    note = models.CharField(_("catatan"), max_length=500, blank=True)
    done_by = models.UUIDField(null=True, blank=True)
    done_by_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.from_user} → {self.to_user}"
