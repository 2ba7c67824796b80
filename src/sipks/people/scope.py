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

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, Prefetch, Q, Value
from django.db.models.functions import Concat
from django.utils import timezone

from .models import Membership, Share, User, share_open_on, valid_on
from .permissions import BY_SHARE, Act, roles_for

COUNTRY = "ID"


class NoActor(RuntimeError):
    """A scoped model was asked while nobody was bound as the actor."""


@dataclass(frozen=True, slots=True)
class Grant:
    """One membership as far as scope needs it."""

    area_code: str
    roles: frozenset[str]
    clearance: int
    shared: tuple[UUID, ...] = ()
    """Records outside the area that were shared with the user or with an area within this one."""

    def carries(self, act: Act) -> bool:
        """Whether one of the roles may do `act` over the area."""
        return bool(self.roles & roles_for(act))

    def opens(self, key: UUID, classification: int) -> bool:
        """Whether a record of this key is shared, and no more secret than the clearance."""
        return key in self.shared and classification <= self.clearance


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: a user with the memberships valid today, or a named part of the program."""

    id: UUID | None
    name: str
    grants: tuple[Grant, ...] = ()
    rooms: frozenset[str] = frozenset()

    @classmethod
    def of(cls, user: User) -> Actor:
        """The actor for a user, with the memberships valid today."""
        with bind(SIGN_IN):
            return cls(user.pk, str(user), tuple(map(_grant, _valid_today().filter(user=user))))

    @classmethod
    def of_many(cls, ids: Iterable[UUID]) -> dict[UUID, Actor]:
        """The actors for users, by id, as `of`; who may no longer sign in is left out. Two queries
        for any number."""
        with bind(SIGN_IN):
            users = User.objects.filter(pk__in=list(ids), is_active=True).prefetch_related(
                Prefetch("memberships", _valid_today())
            )
            return {
                user.pk: cls(user.pk, str(user), tuple(map(_grant, user.memberships.all())))
                for user in users
            }

    @classmethod
    def program(cls, name: str, *rooms: str) -> Actor:
        """A named part of the program (the worker, an import) that works on all areas, in `rooms`
        and no other; material comes in and is grouped when none is given."""
        return cls(None, name, rooms=frozenset(rooms or ("intake", "incidents")))

    @property
    def everything(self) -> bool:
        """Whether this is a part of the program, which no area bounds."""
        return bool(self.rooms)

    def may(self, act: Act, area_code: str | None = None, classification: int = 0) -> bool:
        """Whether a role that carries `act` is held, over `area_code` when one is given, in a
        membership that is cleared for `classification`."""
        return self.everything or any(
            grant.carries(act)
            and (area_code is None or covers(grant.area_code, area_code))
            and classification <= grant.clearance
            for grant in self.grants
        )

    def sees(self, codes: Iterable[str], classification: int, key: UUID | None = None) -> bool:
        """Whether a record with these scope codes is visible: what `visible_to` asks of the
        database, asked of one record at hand. `key` is that of the record, or of what it is
        shared with."""
        return any(self.may(Act.READ, code, classification) for code in codes) or any(
            grant.opens(key, classification) for grant in self.grants if key
        )

    @property
    def shared(self) -> frozenset[UUID]:
        """The keys of all records that are shared with the actor."""
        return frozenset(key for grant in self.grants for key in grant.shared)

    def home(self) -> str:
        """The code of the widest area that the actor works for; empty when there is none."""
        codes = [grant.area_code for grant in self.grants]
        return COUNTRY if COUNTRY in codes else min(codes, key=len, default="")


SIGN_IN = Actor.program("sign-in", "people")
"""Works where it is not known yet who acts."""


def _valid_today() -> models.QuerySet[Membership]:
    """Memberships valid today with `named` and `near`: the keys of the records that are shared
    with their user, and with areas within theirs."""
    today = timezone.localdate()
    within = Q(area_code=OuterRef("area__code")) | Q(
        area_code__gt=Concat(OuterRef("area__code"), Value(".")),
        area_code__lt=Concat(OuterRef("area__code"), Value("/")),
    )
    keys = Share.objects.filter(share_open_on(today)).order_by("subject_id").values("subject_id")
    return (
        Membership.objects.filter(valid_on(today))
        .select_related("area")
        .annotate(
            named=ArraySubquery(keys.filter(user=OuterRef("user"))),
            near=ArraySubquery(keys.filter(within)),
        )
    )


def _grant(membership: Membership) -> Grant:
    roles = frozenset(membership.roles)
    named: list[UUID] = membership.named if roles & roles_for(Act.READ, BY_SHARE) else []  # type: ignore[attr-defined]
    near: list[UUID] = membership.near if roles & roles_for(Act.READ) else []  # type: ignore[attr-defined]
    shared = tuple(dict.fromkeys((*named, *near)))
    return Grant(membership.area.code, roles, membership.clearance, shared)


_actor: ContextVar[Actor | None] = ContextVar("actor", default=None)


@contextmanager
def bind(actor: Actor) -> Iterator[Actor]:
    """Make `actor` the one who acts within the block."""
    token = _actor.set(actor)
    try:
        yield actor
    finally:
        _actor.reset(token)


def bound_actor() -> Actor | None:
    """The bound actor, if there is one."""
    return _actor.get()


def current_actor() -> Actor:
    """The bound actor; raises `NoActor` when there is none."""
    if (actor := bound_actor()) is None:
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
        """Rows within the area × classification × role of one of the actor's memberships, and
        those shared with him, where the model says by which of its fields (`share_through`)."""
        if actor.everything:
            return self if self.model._meta.app_label in actor.rooms else self.none()
        seen = self._in_area(actor)
        if through := getattr(self.model, "share_through", ""):
            for grant in actor.grants:
                if grant.shared:
                    opened = Q(**{f"{through}__in": grant.shared})
                    seen |= opened & Q(classification__lte=grant.clearance)
        return self.filter(seen)

    def in_area_of(self, actor: Actor) -> ScopedQuerySet[M]:
        """Of these visible rows, those that the actor sees without a share."""
        return self.filter(self._in_area(actor)) if actor.shared else self

    def shared_with(self, actor: Actor) -> ScopedQuerySet[M]:
        """Of these visible rows, those that the actor sees by a share alone."""
        return self.filter(pk__in=actor.shared).exclude(self._in_area(actor))

    def _in_area(self, actor: Actor) -> Q:
        fields: tuple[str, ...] = getattr(self.model, "scope_fields", ("scope_code",))
        seen = Q(pk__in=[])
        for grant in actor.grants:
            if grant.carries(Act.READ):
                places = Q()
                for field in fields:
                    places |= below(field, grant.area_code)
                seen |= places & Q(classification__lte=grant.clearance)
        return seen


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
    share_through: ClassVar[str] = ""
    """The field by which a row is known when it is shared; empty where sharing does not reach."""
    scope_code = models.CharField(max_length=13, db_collation="C", default=COUNTRY)
    classification = models.PositiveSmallIntegerField(default=0)
    drill = models.BooleanField(default=False, help_text="LATIHAN: made for practice")

    objects: ClassVar[ScopedManager[Any]] = ScopedManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"
