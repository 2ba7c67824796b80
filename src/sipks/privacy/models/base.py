"""What the records of data protection have in common: whose they are, and their history."""

from __future__ import annotations

from typing import Any, ClassVar, TypeVar

from django.db import models
from django.db.models import Q

from sipks.ids import uuid7
from sipks.people.choices import Classification
from sipks.people.permissions import Act
from sipks.people.scope import Actor, below, current_actor

M = TypeVar("M", bound=models.Model)

# Who handles may see what he handles; the head of the office and the auditor only look.
_SEES = (
    "guard.is_service('privacy') or guard.may('privacy_read', scope_code, classification)"
    " or guard.may('privacy', scope_code, classification)"
)
_HANDLES = "guard.is_service('privacy') or guard.may('privacy', scope_code, classification)"
# There is no condition for deleting: nobody may.
POLICY = {"select": _SEES, "insert": _HANDLES, "update": _HANDLES}


class HandledQuerySet(models.QuerySet[M]):
    """Records that only those see who handle them, or look on."""

    def visible_to(self, actor: Actor) -> HandledQuerySet[M]:
        """Rows within the area and clearance of a membership that may look at them."""
        if actor.everything:
            return self if "privacy" in actor.rooms else self.none()
        seen = Q(pk__in=[])
        for grant in actor.grants:
            if grant.carries(Act.PRIVACY) or grant.carries(Act.PRIVACY_READ):
                seen |= below("scope_code", grant.area_code) & Q(
                    classification__lte=grant.clearance
                )
        return self.filter(seen)


class HandledManager(models.Manager[M]):
    """Answers with what the bound actor may see; raises when nobody is bound."""

    use_in_migrations = False

    def get_queryset(self) -> HandledQuerySet[M]:
        return HandledQuerySet(self.model, using=self._db).visible_to(current_actor())


class Handled(models.Model):
    """Base of a record that belongs to the office of one area and is none of other readers'."""

    row_policy: ClassVar[dict[str, str]] = POLICY

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    area = models.ForeignKey("places.Area", on_delete=models.PROTECT, related_name="+")
    scope_code = models.CharField(max_length=13, db_collation="C")
    classification = models.PositiveSmallIntegerField(
        choices=Classification, default=Classification.LIMITED
    )
    drill = models.BooleanField(default=False, help_text="LATIHAN: made for practice")

    objects: ClassVar[Any] = HandledManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"


def step_policy(parent: str, column: str) -> dict[str, str]:
    """The policy of a table of steps: seen with its matter, added by who handles the matter, and
    changed by the program alone, when retention takes notes out."""
    matter = f"select 1 from {parent} m where m.id = {column}"  # noqa: S608 - our own names
    return {
        "select": f"exists ({matter})",
        "insert": "guard.is_service('privacy') or "
        f"exists ({matter} and guard.may('privacy', m.scope_code, m.classification))",
        "update": "guard.is_service('privacy')",
    }


class Step(models.Model):
    """One thing done in a matter, by whom, when, why, on what ground. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    verb = models.CharField(max_length=20)
    state = models.CharField(max_length=12, help_text="where the matter stood afterwards")
    note = models.TextField(blank=True)
    ground = models.TextField(blank=True, help_text="the legal text relied on")
    actor_id = models.UUIDField(null=True)
    actor_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.verb} {self.at:%Y-%m-%d}"
