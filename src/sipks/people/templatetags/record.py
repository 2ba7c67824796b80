from __future__ import annotations

from django import template
from django.db.models import Model
from django.urls import reverse

from sipks.people.record.search import RECORDS

register = template.Library()
_SUBJECTS = {label: subject for subject, label in RECORDS.items()}


@register.inclusion_tag("people/record/link.html")
def record_history(record: Model) -> dict[str, str]:
    """A link to what befell a record; costs no query."""
    subject = _SUBJECTS[record._meta.label]
    return {"url": reverse("people:record_history", args=[subject, record.pk])}
