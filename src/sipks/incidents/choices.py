from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Where a signal or incident stands at the verification desk."""

    NEW = "new", _("Baru")
    VERIFIED = "verified", _("Terverifikasi")
    SET_ASIDE = "set_aside", _("Dikesampingkan")


class Credibility(models.IntegerChoices):
    """Content credibility, the number of the A–F × 1–6 grading."""

    CONFIRMED = 1, _("Dibenarkan sumber lain")
    PROBABLE = 2, _("Sangat mungkin benar")
    POSSIBLE = 3, _("Mungkin benar")
    DOUBTFUL = 4, _("Kebenarannya meragukan")
    IMPROBABLE = 5, _("Tidak mungkin benar")
    UNKNOWN = 6, _("Tidak dapat dinilai")


class AsideReason(models.TextChoices):
    OUT_OF_SCOPE = "out_of_scope", _("Di luar lingkup")
    UNPROVEN = "unproven", _("Tidak terbukti")
    FALSE = "false", _("Palsu")
    DUPLICATE = "duplicate", _("Ganda")


class Impact(models.TextChoices):
    KILLED = "killed", _("Meninggal")
    INJURED = "injured", _("Luka")
    DISPLACED = "displaced", _("Mengungsi")
    DAMAGED = "damaged", _("Bangunan rusak")


class Precision(models.TextChoices):
    HOUR = "hour", _("jam")
    DAY = "day", _("hari")
    WEEK = "week", _("minggu")
    MONTH = "month", _("bulan")
    YEAR = "year", _("tahun")
