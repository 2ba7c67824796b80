from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sipks.ids import uuid7
from sipks.people.choices import Classification, Role


class User(AbstractUser):
    """A named officer. Accounts are made by invitation, never by self-registration."""

    # Asked at sign-in, and for the names of colleagues; nobody changes another's account.
    row_policy: ClassVar[dict[str, str]] = {
        "select": "true",
        "insert": "(select guard.is_service('people'))",
        "update": "(select guard.is_service('people')) or id = (select guard.who())",
        "delete": "(select guard.is_service('people'))",
    }
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(_("nama"), max_length=150)

    def __str__(self) -> str:
        return self.name or self.username


def valid_on(day: date) -> Q:
    """Memberships that let somebody in on a day: begun, not past their last day, not ended."""
    last = Q(valid_to=None) | Q(valid_to__gte=day)
    return last & Q(valid_from__lte=day, ended_at=None)


class Membership(models.Model):
    """What lets a user in: an area and all below it, roles, and a clearance, for a time.

    `valid_to` is the last day, from the decree (SK); `ended_at` is when somebody ended it before.
    A changed membership is a new row that says which one it `replaces`.
    """

    # Read before it is known who acts; written by the services that ask who may give what.
    row_policy: ClassVar[dict[str, str]] = {"select": "true"} | dict.fromkeys(
        ("insert", "update", "delete"), "(select guard.is_service('people'))"
    )

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    area = models.ForeignKey("places.Area", on_delete=models.PROTECT)
    office = models.ForeignKey(
        "people.Office", null=True, on_delete=models.PROTECT, related_name="memberships"
    )
    roles = ArrayField(models.CharField(max_length=3, choices=Role))
    clearance = models.PositiveSmallIntegerField(
        choices=Classification, default=Classification.LIMITED
    )
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    decree_number = models.CharField(max_length=100, blank=True, default="")
    decree_date = models.DateField(null=True)
    granted_by = models.UUIDField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.UUIDField(null=True)
    end_reason = models.CharField(max_length=300, blank=True, default="")
    replaces = models.ForeignKey("self", null=True, on_delete=models.SET_NULL)

    class Meta:
        indexes = [models.Index(fields=["office", "valid_to"], name="membership_of_office")]

    def __str__(self) -> str:
        return f"{self.user} · {self.area}"

    @property
    def valid(self) -> bool:
        """Whether it lets its user in today."""
        today = timezone.localdate()
        begun = self.ended_at is None and self.valid_from <= today
        return begun and (self.valid_to is None or self.valid_to >= today)

    @property
    def role_labels(self) -> list[str]:
        """The roles in words."""
        return [str(Role(role).label) for role in self.roles]
