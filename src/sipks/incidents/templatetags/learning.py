"""Shares with their interval, as the page of the reader shows them."""

from __future__ import annotations

from django import template
from django.utils import formats
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from sipks.incidents.learning.intervals import Share

register = template.Library()


@register.simple_tag
def share(one: Share) -> SafeString:
    """A share in whole percent with its interval and number; grey where nothing was decided, and
    marked where the number is small."""
    if one.value is None:
        return format_html('<span class="text-secondary">{}</span>', gettext("belum ada keputusan"))
    low, high = (round(100 * bound) for bound in one.bounds)
    few = format_html(' <span class="state">{}</span>', gettext("sedikit")) if one.few else ""
    return format_html(
        '<span class="text-nowrap"><strong>{}\u00a0%</strong> <small class="text-secondary">{}–{}'
        '</small></span><br><small class="text-secondary text-nowrap">{}{}</small>',
        round(100 * one.value),
        low,
        high,
        gettext("%(right)s dari %(n)s") % {"right": one.right, "n": one.n},
        few,
    )


@register.filter
def percent(value: float | None) -> str:
    """A figure in percent with one digit behind the comma; a dash where there is none."""
    return "–" if value is None else formats.number_format(value, 1)
