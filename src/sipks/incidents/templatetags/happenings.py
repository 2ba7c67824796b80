"""When something happened, as exactly as it is known and no more."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django import template
from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from sipks.incidents.choices import Precision
from sipks.incidents.models import Happening, Incident
from sipks.incidents.selectors.incident import incident_by_share

register = template.Library()
_ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}
_VAGUE = {Precision.MONTH: "F Y", Precision.YEAR: "Y"}


@register.simple_tag
def happened(one: Happening) -> SafeString:
    """The span of a signal or incident in the zone of its place, e.g. `3 Feb 2025, 14.30 WITA`,
    `3 Feb 2025`, `3–5 Feb 2025`, `minggu 3–9 Feb 2025`, `Februari 2025`."""
    name = one.area.timezone if one.area else "Asia/Jakarta"
    start = one.happened_from.astimezone(ZoneInfo(name))
    end = one.happened_to.astimezone(ZoneInfo(name))
    return format_html('<time datetime="{}">{}</time>', start.isoformat(), _words(one, start, end))


@register.filter
def by_share(incident: Incident) -> bool:
    """Whether the reader sees the incident only because it is shared with him."""
    return incident_by_share(incident)


def _words(one: Happening, start: datetime, end: datetime) -> str:
    if pattern := _VAGUE.get(Precision(one.precision)):
        return formats.date_format(start, pattern)
    days = _days(start, end)
    if one.precision == Precision.WEEK:
        return gettext("minggu %s") % days
    if one.precision != Precision.HOUR:
        return days
    zone = _ZONES.get(str(start.tzinfo), start.tzname())
    return f"{days}, {formats.date_format(start, 'H.i')} {zone}"


def _days(start: datetime, end: datetime) -> str:
    last = formats.date_format(end, "j M Y")
    if start.date() == end.date():
        return last
    same_month = (start.year, start.month) == (end.year, end.month)
    pattern = "j" if same_month else "j M" if start.year == end.year else "j M Y"
    return f"{formats.date_format(start, pattern)}–{last}"
