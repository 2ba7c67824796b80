"""What the actor at work may see.

Each entry point (request, job, command) binds one actor; managers of scoped models refuse to
answer while none is bound, so forgetting to ask who is asking shows nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from django.db import models
from django.db.models import Prefetch, Q
from django.utils import timezone

from .choices import READERS, Role
from .models import Membership, User

COUNTRY = "ID"


class NoActor(RuntimeError):
    """A scoped model was asked while nobody was bound as the actor."""


@dataclass(frozen=True, slots=True)
class Grant:
    """One membership as far as scope needs it."""

    area_code: str
    roles: frozenset[str]
    clearance: int


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a user with the memberships valid today, or a named part of the program."""

    id: UUID | None
    name: str
    grants: tuple[Grant, ...] = ()
    everything: bool = False

    @classmethod
    def of(cls, user: User) -> Actor:
        """The actor for a user, with the memberships valid today."""
        return cls(user.pk, str(user), tuple(map(_grant, _valid_today().filter(user=user))))

    @classmethod
    def of_many(cls, ids: Iterable[UUID]) -> dict[UUID, Actor]:
        """The actors for users, by id, as `of`; who may no longer sign in is left out. Two queries
        for any number."""
        users = User.objects.filter(pk__in=list(ids), is_active=True).prefetch_related(
            Prefetch("memberships", _valid_today())
        )
        return {
            user.pk: cls(user.pk, str(user), tuple(map(_grant, user.memberships.all())))
            for user in users
        }

    @classmethod
    def program(cls, name: str) -> Actor:
        """A named part of the program (the worker, an import) that works on all areas."""
        return cls(None, name, everything=True)

    def may(
        self, roles: frozenset[Role], area_code: str | None = None, classification: int = 0
    ) -> bool:
        """Whether one of `roles` is held, over `area_code` when one is given, in a membership
        that is cleared for `classification`."""
        return self.everything or any(
            grant.roles & roles
            and (area_code is None or covers(grant.area_code, area_code))
            and classification <= grant.clearance
            for grant in self.grants
        )

    def home(self) -> str:
        """The code of the widest area that the actor works for; empty when there is none."""
        codes = [grant.area_code for grant in self.grants]
        return COUNTRY if COUNTRY in codes else min(codes, key=len, default="")


def _valid_today() -> models.QuerySet[Membership]:
    today = timezone.localdate()
    valid = Membership.objects.filter(valid_from__lte=today).exclude(valid_to__lt=today)
    return valid.select_related("area")


def _grant(membership: Membership) -> Grant:
    return Grant(membership.area.code, frozenset(membership.roles), membership.clearance)


_actor: ContextVar[Actor | None] = ContextVar("actor", default=None)


@contextmanager
def bind(actor: Actor) -> Iterator[Actor]:
    """Make `actor` the one who acts within the block."""
    token = _actor.set(actor)
    try:
        yield actor
    finally:
        _actor.reset(token)


def current_actor() -> Actor:
    """The bound actor; raises `NoActor` when there is none."""
    if (actor := _actor.get()) is None:
        raise NoActor("no actor is bound: enter `with bind(actor):` first")
    return actor


def covers(outer: str, inner: str) -> bool:
    """Whether area code `outer` is `inner` or above it."""
    return outer in (COUNTRY, inner) or inner.startswith(f"{outer}.")


def below(field: str, code: str) -> Q:
    """`field` lies in `code` or below it, as a range that an index on `field` serves.

    Codes are compared bytewise (collation C) and `/` follows `.`, so the range from `73` to `73/`
    holds `73` and every `73.…` and nothing else.
    """
    if code == COUNTRY:
        return Q()
    return Q(**{f"{field}__gte": code, f"{field}__lt": f"{code}/"})


M = TypeVar("M", bound=models.Model)


class ScopedQuerySet(models.QuerySet[M]):
    """A queryset that can be narrowed to what an actor may see."""

    def visible_to(self, actor: Actor) -> ScopedQuerySet[M]:
        """Rows within the area × classification × role of one of the actor's memberships."""
        if actor.everything:
            return self
        fields: tuple[str, ...] = getattr(self.model, "scope_fields", ("scope_code",))
        seen = Q(pk__in=[])
        for grant in actor.grants:
            if grant.roles & READERS:
                places = Q()
                for field in fields:
                    places |= below(field, grant.area_code)
                seen |= places & Q(classification__lte=grant.clearance)
        return self.filter(seen)


class ScopedManager(models.Manager[M]):
    """Answers with what the bound actor may see, and raises when nobody is bound."""

    use_in_migrations = False

    def get_queryset(self) -> ScopedQuerySet[M]:
        return ScopedQuerySet(self.model, using=self._db).visible_to(current_actor())


class Scoped(models.Model):
    """Base of every model that holds material: where it belongs and how secret it is.

    `scope_code` is the code of the area whose officers, and those above, may see the row: the
    place that it tells of, else the area of the office or source that it came from.
    """

    scope_fields: ClassVar[tuple[str, ...]] = ("scope_code",)
    scope_code = models.CharField(max_length=13, db_collation="C", default=COUNTRY)
    classification = models.PositiveSmallIntegerField(default=0)
    drill = models.BooleanField(default=False, help_text="LATIHAN: made for practice")

    objects: ClassVar[ScopedManager[Any]] = ScopedManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"
