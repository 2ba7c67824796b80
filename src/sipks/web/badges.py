"""Words and shapes of severity and state: a colour never stands alone."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Look:
    """How a state is shown."""

    label: Promise | str
    icon: str


SEVERITIES = (
    _("Belum dinilai"),
    _("Sangat ringan"),
    _("Ringan"),
    _("Sedang"),
    _("Berat"),
    _("Sangat berat"),
)

STATES = {
    "new": Look(_("Baru"), "circle-dot"),
    "verified": Look(_("Terverifikasi"), "circle-check"),
    "set_aside": Look(_("Dikesampingkan"), "ban"),
    "waiting": Look(_("Menunggu"), "circle-dashed"),
    "running": Look(_("Sedang dibaca"), "circle-dot"),
    "done": Look(_("Selesai"), "circle-check"),
    "refused": Look(_("Ditolak"), "circle-x"),
}
