"""How much of a deadline is left, as shape and words."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import template
from django.utils import timezone
from django.utils.translation import gettext, ngettext

register = template.Library()
_SOON = timedelta(hours=24)


@register.inclusion_tag("privacy/_clock.html")
def clock(matter: Any) -> dict[str, Any]:
    """The clock of a request or a breach."""
    now = timezone.now()
    late, left = matter.late(now), matter.due_at - now
    if not matter.open:
        words = gettext("selesai terlambat") if late else gettext("selesai tepat waktu")
        return {"icon": "alert-triangle" if late else "circle-check", "words": words, "look": ""}
    if late:
        words = gettext("TERLAMBAT %s") % _span(-left)
        return {"icon": "alert-triangle", "words": words, "look": "state-refused"}
    words = gettext("sisa %s") % _span(left)
    return {"icon": "clock", "words": words, "look": "state-new" if left < _SOON else ""}


def _span(span: timedelta) -> str:
    """Hours, as the law counts, and days where they would be many."""
    hours, minutes = int(span.total_seconds() // 3600), int(span.total_seconds() // 60)
    if hours >= 96:
        return ngettext("%d hari", "%d hari", hours // 24) % (hours // 24)
    if hours:
        return ngettext("%d jam", "%d jam", hours) % hours
    return ngettext("%d menit", "%d menit", minutes) % minutes
