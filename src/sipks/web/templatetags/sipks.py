"""Tags that every template has: built assets, icons, times in the zone of a place, badges."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django import template
from django.templatetags.static import static
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from sipks.web import assets
from sipks.web.badges import SEVERITIES, STATES

register = template.Library()
ZONES = {"Asia/Jakarta": "WIB", "Asia/Makassar": "WITA", "Asia/Jayapura": "WIT"}


@register.simple_tag
def vite(entry: str) -> SafeString:
    """The style sheets and the module of a built entry, such as `src/main.ts`.

    Empty while the front end has not been built: every page also works without it.
    """
    built = assets.entry(entry)
    if built is None:
        return SafeString("")
    styles = format_html_join(
        "", '<link rel="stylesheet" href="{}">', ((static(file),) for file in built.styles)
    )
    return styles + format_html('<script type="module" src="{}"></script>', static(built.script))


@register.simple_tag
def icon(name: str, label: str = "", **kwargs: str) -> SafeString:
    """A Tabler icon; decoration unless it has a `label`. `class="…"` adds classes."""
    classes = " ".join(filter(None, ("icon", kwargs.get("class", ""))))
    spoken = format_html('role="img" aria-label="{}"', label) if label else 'aria-hidden="true"'
    return format_html(
        '<svg class="{}" {} width="20" height="20" fill="none" stroke="currentColor"'
        ' stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">'
        '<use href="{}#{}"></use></svg>',
        classes,
        SafeString(spoken),
        static(assets.icons()),
        name,
    )


@register.simple_tag
def local_time(value: datetime | date | None, zone: str = "", style: str = "full") -> SafeString:
    """A moment in the zone of the place, with the zone's name.

    `zone` is a tz name (`area.timezone`), else the office's; `style` is `full` (date and time),
    `date`, or `time`. A plain date is shown as such. Empty for None.
    """
    if value is None:
        return SafeString("")
    if not isinstance(value, datetime):
        shown = formats.date_format(value, "j M Y")
        return format_html('<time datetime="{}">{}</time>', value.isoformat(), shown)
    there = timezone.localtime(value, ZoneInfo(zone) if zone else None)
    name = ZONES.get(zone or str(timezone.get_current_timezone()), there.tzname() or "")
    day, hour = formats.date_format(there, "j M Y"), formats.date_format(there, "H.i")
    shown = {"date": day, "time": f"{hour} {name}"}.get(style, f"{day}, {hour} {name}")
    return format_html(
        '<time class="text-nowrap" datetime="{}">{}</time>', there.isoformat(), shown
    )


@register.simple_tag
def severity(value: int | None) -> SafeString:
    """Severity 0–5 as bars, number and word; never by colour alone."""
    level = min(max(value or 0, 0), 5)
    bars = format_html_join(
        "", "<i{}></i>", ((SafeString(' class="on"') if n < level else "",) for n in range(5))
    )
    return format_html(
        '<span class="severity severity-{}"><span class="severity-bars" aria-hidden="true">{}'
        '</span><span class="severity-text"><span class="visually-hidden">{} </span>{} {}</span>'
        "</span>",
        level,
        bars,
        gettext("Keparahan"),
        level,
        SEVERITIES[level],
    )


@register.simple_tag
def state(value: str) -> SafeString:
    """Where an incident stands, as icon and word."""
    look = STATES.get(value)
    if look is None:
        return format_html('<span class="state">{}</span>', value)
    return format_html(
        '<span class="state state-{}">{}{}</span>', value, icon(look.icon), look.label
    )


@register.simple_tag
def grade(source: str, content: int | None) -> SafeString:
    """Grading such as `B2`: reliability of the source A–F × credibility of the content 1–6."""
    text = f"{source or '–'}{content or '–'}"
    return format_html(
        '<span class="grade" title="{}">{}</span>',
        gettext("Nilai sumber %(source)s, isi %(content)s")
        % {"source": source or "–", "content": content or "–"},
        text,
    )


@register.filter
def lookup(mapping: dict[Any, Any], key: Any) -> Any:
    """`mapping[key]`, or an empty text."""
    return mapping.get(key, "")
