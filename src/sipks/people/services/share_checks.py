"""What must hold for a record to be shared; see `shares`."""

from __future__ import annotations

from datetime import date, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from sipks.people.models import Share, User, share_open_on
from sipks.people.permissions import BY_SHARE, Act, roles_for
from sipks.people.scope import Actor, Scoped, covers, current_actor
from sipks.places.models import Area, Level

OFFICES = (Level.PROVINCE, Level.REGENCY)
"""The levels that have an office to share with."""


def may_share(record: Scoped) -> bool:
    """Whether the bound actor may share a record: in its area, so not what was only shared."""
    actor = current_actor()
    return actor.id is not None and actor.may(Act.SHARE, record.scope_code, record.classification)


def last_day() -> date:
    """The last day that a share may be given until when it is made today."""
    return timezone.localdate() + timedelta(days=settings.SHARE_DAYS)


def check_may(record: Scoped) -> None:
    """Refuse an actor who may not share the record (`PermissionDenied`)."""
    if not may_share(record):
        raise PermissionDenied(_("Membagikan catatan memerlukan peran Verifikator di wilayahnya."))


def check_term(until: date, reason: str) -> None:
    """Refuse a term or reason that will not do; this and the following by `ValidationError`."""
    if not timezone.localdate() <= until <= last_day():
        raise ValidationError(
            {
                "until": _("Hari terakhir harus antara hari ini dan %d hari lagi.")
                % settings.SHARE_DAYS
            }
        )
    if not reason.strip():
        raise ValidationError({"reason": _("Tuliskan mengapa penerima memerlukannya.")})


def check_area(record: Scoped, area: Area) -> None:
    """Refuse an area that has no office, or whose office sees the record anyway."""
    if area.level not in OFFICES or area.valid_to is not None:
        raise ValidationError({"area": _("Pilih kabupaten, kota, atau provinsi.")})
    if covers(area.code, record.scope_code):
        raise ValidationError({"area": _("Kantor itu sudah dapat melihatnya.")})


def check_user(record: Scoped, user: User) -> None:
    """Refuse a user who would not see the record even then, or who sees it anyway."""
    grants = Actor.of(user).grants if user.is_active else ()
    able = roles_for(Act.READ, BY_SHARE)
    if not any(one.roles & able and record.classification <= one.clearance for one in grants):
        raise ValidationError(
            {
                "user": _(
                    "Peran atau kewenangan klasifikasi orang ini tidak sampai untuk catatan ini."
                )
            }
        )
    if any(
        one.carries(Act.READ)
        and covers(one.area_code, record.scope_code)
        and record.classification <= one.clearance
        for one in grants
    ):
        raise ValidationError({"user": _("Orang ini sudah dapat melihatnya.")})


def check_once(record: Scoped, area: Area | None, user: User | None) -> None:
    """Refuse a second share with the same recipient."""
    held = Share.objects.filter(
        share_open_on(timezone.localdate()),
        subject_id=record.pk,
        area_code=area.code if area else "",
        user=user,
    )
    if one := held.first():
        day = date_format(one.until, "j M Y")
        raise ValidationError(
            _("Sudah dibagikan sampai %s; perpanjang yang itu bila perlu lebih lama.") % day
        )
