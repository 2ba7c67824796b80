from __future__ import annotations

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from sipks.ids import uuid7

from sipks.people.choices import Classification, Role


class User(AbstractUser):
    """A named officer. Accounts are made by invitation, never by self-registration."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    name = models.CharField(_("nama"), max_length=150)

    def __str__(self) -> str:
        return self.name or self.username


class Membership(models.Model):
    """What lets a user in: an area and all below it, roles, and a clearance, for a time."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    area = models.ForeignKey("places.Area", on_delete=models.PROTECT)
    roles = ArrayField(models.CharField(max_length=3, choices=Role))
    clearance = models.PositiveSmallIntegerField(
        choices=Classification, default=Classification.LIMITED
    )
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.user} · {self.area}"
