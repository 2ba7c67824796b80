from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sipks.people.scope import Actor, bind, bound_actor


@contextmanager
def clerk() -> Iterator[Actor]:
    """Read or write the tables of people as the program, on behalf of whoever is bound.

    The database lets nobody else write there; whether the bound actor may was asked before.
    """
    actor = bound_actor()
    with bind(Actor.program(actor.name if actor else "undangan", "people")) as program:
        yield program
