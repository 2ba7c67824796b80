from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise

from .choices import Role
from .scope import current_actor

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def needs(roles: frozenset[Role], why: str | Promise) -> Callable[[View[P]], View[P]]:
    """Refuse a view (403, saying `why`) to an actor who holds none of `roles` anywhere.

    Whether the role reaches the record's area is asked by the service that writes.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            if not current_actor().may(roles):
                raise PermissionDenied(str(why))
            return view(request, *args, **kwargs)

        return guarded

    return decorate
