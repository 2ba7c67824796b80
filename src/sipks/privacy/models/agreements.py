from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from sipks.privacy.choices import Partnership

from .base import Handled


class Agreement(Handled):
    """What was agreed with a partner office on shared data: who answers for what, until when."""

    partner = models.CharField(_("mitra"), max_length=150)
    kind = models.CharField(_("hubungan"), max_length=10, choices=Partnership)
    purpose = models.TextField(_("tujuan dan data"))
    duties = models.TextField(_("pembagian tanggung jawab"))
    number = models.CharField(_("nomor perjanjian"), max_length=100)
    signed_on = models.DateField(_("tanggal"))
    until = models.DateField(_("berlaku sampai"), null=True, blank=True)
    kept_at = models.CharField(
        _("tempat naskah"), max_length=200, help_text=_("Nomor berkas di arsip kantor.")
    )

    class Meta(Handled.Meta):
        ordering = ["partner", "-signed_on"]

    def __str__(self) -> str:
        return self.partner

    def over(self, today: date) -> bool:
        """Whether it has run out."""
        return self.until is not None and self.until < today
