from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from sipks.ids import uuid7


class OfficeKind(models.TextChoices):
    MINISTRY = "polpum", _("Ditjen Polpum")
    SECRETARIAT = "setnas", _("Sekretariat Nasional Timdu PKS")
    KESBANGPOL = "kesbangpol", _("Kesbangpol")
    TEAM = "timdu", _("Tim Terpadu PKS")
    FORUM = "fkdm", _("FKDM")
    VIGILANCE = "tkdp", _("Tim Kewaspadaan Dini Pemda")
    PARTNER = "mitra", _("Lembaga mitra")


GENERATED = (OfficeKind.MINISTRY, OfficeKind.SECRETARIAT, OfficeKind.KESBANGPOL, OfficeKind.TEAM)
"""Kinds that follow from the areas; the others are entered by the offices themselves."""


class Office(models.Model):
    """A unit that people work for. That it exists is known to all; who works there is not."""

    row_policy: ClassVar[dict[str, str]] = {"select": "true"} | dict.fromkeys(
        ("insert", "update", "delete"), "(select guard.is_service('people'))"
    )

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(_("jenis"), max_length=10, choices=OfficeKind)
    area = models.ForeignKey("places.Area", on_delete=models.PROTECT, verbose_name=_("wilayah"))
    name = models.CharField(_("nama"), max_length=150)
    active = models.BooleanField(_("aktif"), default=True)

    class Meta:
        ordering = ["area__code", "kind", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "area"],
                condition=models.Q(active=True) & ~models.Q(kind="mitra"),
                name="office_one_of_a_kind_an_area",
            ),
            models.UniqueConstraint(
                fields=["area", "name"],
                condition=models.Q(active=True),
                name="office_name_once_an_area",
            ),
        ]

    def __str__(self) -> str:
        return self.name


_MANAGED = "(select guard.is_service('people')) or guard.may('offices', scope_code, 0)"
# Most actors read by one membership: two comparisons a row.
_READ = (
    "(scope_code >= (select guard.lo()) and scope_code < (select guard.hi()))"
    f" or {_MANAGED} or guard.may('read', scope_code, 0)"
)


class TeamDecree(models.Model):
    """A decree (SK) of a head of region that forms the Tim Terpadu of one year."""

    row_policy: ClassVar[dict[str, str]] = {
        "select": _READ, "insert": _MANAGED, "update": _MANAGED, "delete": _MANAGED,
    }  # fmt: skip

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="decrees")
    scope_code = models.CharField(max_length=13, db_collation="C")
    number = models.CharField(_("nomor SK"), max_length=100)
    decreed_on = models.DateField(_("tanggal SK"))
    year = models.PositiveSmallIntegerField(_("tahun"))
    valid_to = models.DateField(_("berlaku sampai"))
    file = models.CharField(max_length=200, blank=True, default="")
    file_name = models.CharField(max_length=200, blank=True, default="")
    recorded_by = models.UUIDField(null=True, blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-year", "-decreed_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "year", "number"], name="team_decree_once_a_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} ({self.year})"


class TeamPosition(models.TextChoices):
    CHAIR = "ketua", _("Ketua")
    DEPUTY = "wakil", _("Wakil ketua")
    SECRETARY = "sekretaris", _("Sekretaris")
    MEMBER = "anggota", _("Anggota")


class SubTeam(models.TextChoices):
    PREVENTION = "pencegahan", _("Pencegahan")
    CESSATION = "penghentian", _("Penghentian")
    RECOVERY = "pemulihan", _("Pemulihan")


# Policies of the decree hold inside: whoever does not see it sees no member.
_OF_DECREE = (
    "(select guard.is_service('people')) or exists (select 1 from people_teamdecree d"
    " where d.id = people_teammember.decree_id and {})"
)


class TeamMember(models.Model):
    """A seat of the team: who, in which agency and post, with what part in the team."""

    row_policy: ClassVar[dict[str, str]] = {
        "select": _OF_DECREE.format("true"),
    } | dict.fromkeys(
        ("insert", "update", "delete"), _OF_DECREE.format("guard.may('offices', d.scope_code, 0)")
    )

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    decree = models.ForeignKey(TeamDecree, on_delete=models.CASCADE, related_name="members")
    order = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("nama"), max_length=150)
    agency = models.CharField(_("instansi"), max_length=150)
    post = models.CharField(_("jabatan"), max_length=150)
    position = models.CharField(_("kedudukan"), max_length=10, choices=TeamPosition)
    subteam = models.CharField(_("subtim"), max_length=12, choices=SubTeam, blank=True)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name
