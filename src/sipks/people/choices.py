from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Classification(models.IntegerChoices):
    """Levels of PP 28/2012 Pasal 32; a clearance is the highest level that may be read."""

    OPEN = 0, _("Biasa")
    LIMITED = 1, _("Terbatas")
    SECRET = 2, _("Rahasia")
    TOP_SECRET = 3, _("Sangat Rahasia")


class Role(models.TextChoices):
    """The roles R1–R14 of the procedure."""

    REPORTER = "R1", _("Pelapor")
    OPERATOR = "R2", _("Operator")
    VERIFIER = "R3", _("Verifikator")
    HEAD = "R4", _("Kaban Kesbangpol")
    REGION_HEAD = "R5", _("Kepala daerah")
    TEAM_MEMBER = "R6", _("Anggota Tim Terpadu")
    PROVINCE_ANALYST = "R7", _("Analis provinsi")
    NATIONAL_ANALYST = "R8", _("Analis Pusat")
    NATIONAL_HEAD = "R9", _("Pimpinan Pusat")
    PARTNER = "R10", _("Mitra data")
    PARLIAMENT = "R11", _("Pimpinan DPRD/DPR")
    INFORMATION_OFFICER = "R12", _("PPID")
    AUDITOR = "R13", _("Auditor")
    ADMINISTRATOR = "R14", _("Admin sistem")
