from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import Promise

from .permissions import Act
from .refusals import Refused
from .scope import current_actor

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def needs(act: Act, why: str | Promise, *, shared: bool = False) -> Callable[[View[P]], View[P]]:
    """Refuse a view (403, saying `why`) to an actor who may not `act` anywhere.

    With `shared`, a view that only reads is open as well to an actor with whom something is
    shared. Whether a role reaches the record's area is asked by the service that writes.
    """

    def decorate(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            actor = current_actor()
            if not (actor.may(act) or (shared and actor.shared)):
                raise Refused(act, why)
            return view(request, *args, **kwargs)

        return guarded

    return decorate
