from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sipks.ids import uuid7

from .naming import kind_word


class Level(models.TextChoices):
    COUNTRY = "country", _("Nasional")
    PROVINCE = "province", _("Provinsi")
    REGENCY = "regency", _("Kabupaten/Kota")
    DISTRICT = "district", _("Kecamatan")
    VILLAGE = "village", _("Desa/Kelurahan")


class Area(models.Model):
    """A place with an official code (Kepmendagri), valid from–to.

    The same code may stand in several rows whose validities do not overlap. `successors` are the
    codes that took over when the row's validity ended.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=13, db_collation="C")
    name = models.CharField(max_length=120)
    level = models.CharField(max_length=8, choices=Level)
    kind = models.CharField(max_length=24)
    parent = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="children", db_index=True
    )
    lat = models.FloatField(null=True)
    lon = models.FloatField(null=True)
    population = models.PositiveIntegerField(null=True)
    timezone = models.CharField(max_length=20, default="Asia/Jakarta")
    capital = models.CharField(max_length=120, blank=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    successors = models.JSONField(default=list, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["code", "valid_from"],
                name="area_code_once_a_validity",
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                fields=["code"],
                condition=models.Q(valid_to=None),
                name="area_one_current_row_a_code",
            ),
        ]
        indexes = [models.Index(fields=["level", "code"], name="area_level_code")]

    def __str__(self) -> str:
        return self.name

    @property
    def word(self) -> str:
        """The word for the kind of the area on the screen: the local one where it is known."""
        return kind_word(self.kind) if self.kind else str(Level(self.level).label)


class Outline(models.Model):
    """The boundary of an area at a date, with whoever drew it; the newest wins."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="outlines")
    wkb = models.BinaryField()
    attribution = models.CharField(max_length=300)
    official = models.BooleanField(default=False)
    valid_from = models.DateField(null=True)
    imported_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.area} ({self.attribution})"
