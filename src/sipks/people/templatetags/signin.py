from __future__ import annotations

from django import template
from django.conf import settings

register = template.Library()


@register.simple_tag
def mail_works() -> bool:
    """Whether a mail server is configured, so that a link for a new password can be sent."""
    return "dummy" not in settings.EMAIL_BACKEND


@register.simple_tag
def provider_name() -> str:
    """What the office's identity provider is called; empty when there is none."""
    return settings.OIDC["name"] if settings.OIDC["url"] else ""


@register.simple_tag
def second_factor_waived() -> bool:
    """Whether nobody is asked for a second factor: in practice only."""
    return not settings.SECOND_FACTOR
