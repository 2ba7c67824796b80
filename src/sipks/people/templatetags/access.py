"""For the pages that refuse."""

from __future__ import annotations

from django import template

from sipks.people import refusals

register = template.Library()


@register.simple_tag
def whom_to_ask() -> str:
    """The offices whose heads can give the reader a right; see `refusals.whom_to_ask`."""
    return refusals.whom_to_ask()
