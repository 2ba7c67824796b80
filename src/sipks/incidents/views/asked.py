"""What a list is asked for, as it stands in the address."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict

from sipks.incidents.choices import State
from sipks.incidents.forms import ANY_STATE, Filters
from sipks.people.permissions import Act
from sipks.people.scope import current_actor
from sipks.places.fields import AreaField

PAGE_KEYS = ("setelah", "id", "gabung")


def filters_of(request: HttpRequest) -> Filters:
    """The filters of the queue, in its first status unless another is asked for.

    The area may be typed as a name; what cannot be understood is left out.
    """
    asked = request.GET.copy()
    asked.setdefault("status", first_status())
    if wanted := asked.get("wilayah"):
        asked["wilayah"] = _code(str(wanted))
    return Filters(asked)


def first_status() -> str:
    """What the queue begins with: what is new; all, for whom it holds only what is shared."""
    return State.NEW if current_actor().may(Act.READ) else ANY_STATE


def list_query(request: HttpRequest) -> QueryDict:
    """The filters alone, without where in the list one stands."""
    query = request.GET.copy()
    for key in PAGE_KEYS:
        query.pop(key, None)
    for key in [key for key, value in query.items() if not value]:
        del query[key]
    return query


def asked_into(request: HttpRequest, target: str) -> bool:
    """Whether htmx asks for the part of a page with this id."""
    htmx: Any = getattr(request, "htmx", None)
    return bool(htmx) and htmx.target == target


def _code(text: str) -> str:
    try:
        area = AreaField().clean(text)
    except ValidationError:
        return ""
    return area.code if area else ""
