from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sipks.ids import uuid7
from sipks.people.choices import Classification

if TYPE_CHECKING:
    from sipks.people.scope import Actor

COUNTRY = "ID"
_SERVICE = "(select guard.is_service('seal'))"
_ME = "(select guard.who())"


class SealedKind(models.TextChoices):
    """What is sealed: identities protected by KIP Pasal 17 a.2 and UU 17/2011 Pasal 26, and the
    specific data of persons in PDP Pasal 4."""

    INFORMANT = "informant", _("Identitas pelapor/informan")
    VICTIM = "victim", _("Identitas korban atau saksi")
    CHILD = "child", _("Identitas anak")
    HEALTH = "health", _("Data kesehatan seseorang")
    SARA = "sara", _("Suku, agama, atau ras seseorang")

    @property
    def floor(self) -> Classification:
        """The lowest classification that a value of this kind has."""
        return Classification.SECRET if self.is_identity else Classification.LIMITED

    @property
    def is_identity(self) -> bool:
        """Whether KIP protects it as the identity of somebody who told or suffered something."""
        return self in (SealedKind.INFORMANT, SealedKind.VICTIM)

    @property
    def basis(self) -> Promise:
        """The rule that protects it, for the page that opens it."""
        if self.is_identity:
            return _("UU 14/2008 Pasal 17 huruf a angka 2")
        return _("UU 27/2022 Pasal 4")


class SealedQuerySet(models.QuerySet["Sealed"]):
    """The same rule as the row policy below, said to the ORM."""

    def openable_by(self, actor: Actor) -> SealedQuerySet:
        """Rows that an actor may open: by the permission to unseal, or as their maker or
        handler. A part of the program sees rows only where it works for the seals."""
        from sipks.people.permissions import Act, roles_for
        from sipks.people.scope import below

        if actor.id is None:
            return self if "seal" in actor.rooms else self.none()
        opens, reports = roles_for(Act.UNSEAL), roles_for(Act.REPORT)
        seen = models.Q(pk__in=[])
        for grant in actor.grants:
            cleared = models.Q(classification__lte=grant.clearance)
            if grant.roles & opens:
                places = below("scope_code", grant.area_code) | below("owner_code", grant.area_code)
                seen |= places & cleared
            if grant.roles & reports:
                own = models.Q(created_by=actor.id) | (models.Q(handler_id=actor.id) & cleared)
                seen |= own & below("owner_code", grant.area_code)
        return self.filter(seen)


class SealedManager(models.Manager["Sealed"]):
    """Answers with what the bound actor may open, and raises when nobody is bound."""

    use_in_migrations = False

    def get_queryset(self) -> SealedQuerySet:
        from sipks.people.scope import current_actor

        return SealedQuerySet(self.model, using=self._db).openable_by(current_actor())


class Sealed(models.Model):
    """A value that belongs to a record and that only a few may read: encrypted, with the record's
    scope. `handler_id` is who looks after the informant; `owner_code` is the area of the office
    that received it. Each of these columns is authenticated with the ciphertext."""

    row_policy: ClassVar[dict[str, str]] = {
        "select": (
            f"{_SERVICE}"
            f" or (created_by = {_ME} and guard.may('report', owner_code, 0))"
            f" or (handler_id = {_ME} and guard.may('report', owner_code, classification))"
            " or guard.may('unseal', scope_code, classification)"
            " or guard.may('unseal', owner_code, classification)"
        ),
        "insert": _SERVICE,
        "update": _SERVICE,
        "delete": _SERVICE,
    }

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    kind = models.CharField(max_length=12, choices=SealedKind)
    ciphertext = models.BinaryField()
    key_id = models.CharField(max_length=16, db_index=True)
    scope_code = models.CharField(max_length=13, db_collation="C", default=COUNTRY)
    owner_code = models.CharField(max_length=13, db_collation="C", default=COUNTRY)
    classification = models.PositiveSmallIntegerField(
        choices=Classification, default=Classification.SECRET
    )
    handler_id = models.UUIDField(null=True)
    created_by = models.UUIDField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    opened_count = models.PositiveIntegerField(default=0)
    opened_at = models.DateTimeField(null=True)

    objects: ClassVar[Any] = SealedManager()

    class Meta:
        base_manager_name = "objects"
        verbose_name_plural = "sealed"
        ordering = ["id"]
        indexes = [
            models.Index(fields=["subject", "subject_id"], name="sealed_of_subject"),
            models.Index(fields=["handler_id"], name="sealed_of_handler"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} of {self.subject} {self.subject_id}"


class OpeningQuerySet(models.QuerySet["Opening"]):
    """The same rule as the row policy below, said to the ORM."""

    def known_to(self, actor: Actor) -> OpeningQuerySet:
        """Openings by an actor, of the informants that he looks after, and for an auditor all
        within his area."""
        from sipks.people.permissions import Act, roles_for
        from sipks.people.scope import below

        if actor.id is None:
            return self if "seal" in actor.rooms else self.none()
        seen = models.Q(opened_by=actor.id) | models.Q(handler_id=actor.id)
        for grant in actor.grants:
            if grant.roles & roles_for(Act.AUDIT):
                places = below("scope_code", grant.area_code) | below("owner_code", grant.area_code)
                seen |= places & models.Q(classification__lte=grant.clearance)
        return self.filter(seen)


class OpeningManager(models.Manager["Opening"]):
    """Answers with what the bound actor may know of, and raises when nobody is bound."""

    use_in_migrations = False

    def get_queryset(self) -> OpeningQuerySet:
        from sipks.people.scope import current_actor

        return OpeningQuerySet(self.model, using=self._db).known_to(current_actor())


class Opening(models.Model):
    """One opening of a sealed value: who, when and why. The value itself is nowhere in it. It
    stays when the value is deleted."""

    row_policy: ClassVar[dict[str, str]] = {
        "select": (
            f"{_SERVICE} or opened_by = {_ME} or handler_id = {_ME}"
            " or guard.may('audit', scope_code, classification)"
            " or guard.may('audit', owner_code, classification)"
        ),
        "insert": _SERVICE,
        "update": _SERVICE,
    }

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    sealed_id = models.UUIDField()
    subject = models.CharField(max_length=40)
    subject_id = models.UUIDField()
    kind = models.CharField(max_length=12, choices=SealedKind)
    scope_code = models.CharField(max_length=13, db_collation="C", default=COUNTRY)
    owner_code = models.CharField(max_length=13, db_collation="C", default=COUNTRY)
    classification = models.PositiveSmallIntegerField(
        choices=Classification, default=Classification.SECRET
    )
    handler_id = models.UUIDField(null=True)
    opened_by = models.UUIDField()
    opened_by_name = models.CharField(max_length=150)
    at = models.DateTimeField(auto_now_add=True)
    reason = models.CharField(max_length=500)

    objects: ClassVar[Any] = OpeningManager()

    class Meta:
        base_manager_name = "objects"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["opened_by", "at"], name="opening_by_whom"),
            models.Index(fields=["handler_id", "-id"], name="opening_of_handler"),
        ]

    def __str__(self) -> str:
        return f"{self.sealed_id} by {self.opened_by_name}"
