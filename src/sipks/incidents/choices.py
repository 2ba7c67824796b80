from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from sipks.reading.taxonomy import CATEGORIES, FORMS

# What the reader calls its findings, translatable on screen.
CATEGORY_CHOICES = [(code, _(label)) for code, label in CATEGORIES.items()]
FORM_CHOICES = [(code, _(label)) for code, label in FORMS.items()]
LABELS = dict(CATEGORY_CHOICES) | dict(FORM_CHOICES)
SEVERE = 4


class State(models.TextChoices):
    """Where an incident stands at the verification desk."""

    NEW = "new", _("Baru")
    VERIFIED = "verified", _("Terverifikasi")
    SET_ASIDE = "set_aside", _("Dikesampingkan")


OPEN = (State.NEW, State.VERIFIED)


class Credibility(models.IntegerChoices):
    """Content credibility, the number of the A–F × 1–6 grading."""

    CONFIRMED = 1, _("Dibenarkan sumber lain")
    PROBABLE = 2, _("Sangat mungkin benar")
    POSSIBLE = 3, _("Mungkin benar")
    DOUBTFUL = 4, _("Kebenarannya meragukan")
    IMPROBABLE = 5, _("Tidak mungkin benar")
    UNKNOWN = 6, _("Tidak dapat dinilai")


class AsideReason(models.TextChoices):
    """Why an incident is set aside; nothing is deleted."""

    OUT_OF_SCOPE = "out_of_scope", _("Di luar lingkup")
    UNPROVEN = "unproven", _("Tidak terbukti")
    FALSE = "false", _("Palsu")
    DUPLICATE = "duplicate", _("Ganda")


class Impact(models.TextChoices):
    """What a figure counts."""

    KILLED = "killed", _("Meninggal")
    INJURED = "injured", _("Luka")
    DISPLACED = "displaced", _("Mengungsi")
    DAMAGED = "damaged", _("Bangunan rusak")


class Precision(models.TextChoices):
    """How exactly a time is known."""

    HOUR = "hour", _("jam")
    DAY = "day", _("hari")
    WEEK = "week", _("minggu")
    MONTH = "month", _("bulan")
    YEAR = "year", _("tahun")


class Aspect(models.TextChoices):
    """A side of an incident that a person can settle, each for itself."""

    WHAT = "what", _("apa")
    WHERE = "where", _("di mana")
    WHEN = "when", _("kapan")


class Verb(models.TextChoices):
    """A decision on an incident."""

    VERIFY = "verify", _("diverifikasi")
    PLACE = "place", _("lokasi ditetapkan")
    CATEGORY = "category", _("kategori ditetapkan")
    TIME = "time", _("waktu ditetapkan")
    SET_ASIDE = "set_aside", _("dikesampingkan")
    MERGE = "merge", _("digabung")
    SPLIT = "split", _("dipisah")
    JOIN = "join", _("digabung oleh program")


class Order(models.TextChoices):
    """How a list is sorted."""

    NEWEST = "baru", _("Laporan terbaru")
    SEVEREST = "parah", _("Terparah")
    TEACHING = "ajar", _("Paling mengajari program")
