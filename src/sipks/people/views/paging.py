"""Pages of a list by the key of the last row shown: the cost does not grow with the depth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar
from uuid import UUID

from django.db.models import Model
from django.http import HttpRequest

M = TypeVar("M", bound=Model)
Fetch: TypeAlias = Callable[[UUID | None, int], list[M]]
SIZE = 50


@dataclass(frozen=True, slots=True)
class Page(Generic[M]):
    """Rows of one page, and the addresses of the first page and the next, empty where none."""

    rows: list[M]
    first: str
    next: str


def newest_first(request: HttpRequest, fetch: Fetch[M], size: int = SIZE) -> Page[M]:
    """A page of what `fetch(after, size)` answers, by falling id (UUIDv7: by falling age).

    `?setelah=` is the id of the last row shown; one that is no id begins again at the top.
    """
    after = _cursor(request.GET.get("setelah", ""))
    shown = fetch(after, size + 1)
    more = len(shown) > size
    return Page(
        shown[:size],
        _address(request) if after else "",
        _address(request, str(shown[size - 1].pk)) if more else "",
    )


def _cursor(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _address(request: HttpRequest, after: str = "") -> str:
    query = request.GET.copy()
    query.pop("setelah", None)
    if after:
        query["setelah"] = after
    return f"{request.path}?{query.urlencode()}" if query else request.path
