from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from sipks.intake.models import Source
from sipks.people.choices import Role
from sipks.people.models import User
from sipks.people.scope import Actor, bind
from sipks.places.models import Area
from sipks.privacy.choices import Channel, RequestKind
from sipks.privacy.models import Breach, SubjectRequest
from sipks.privacy.retention.run import SERVICE
from sipks.privacy.services.breaches import breach_create
from sipks.privacy.services.person import Person
from sipks.privacy.services.requests import request_create

from .world import make_source

ASKS = Person("Ambo Contoh", "ambo@contoh.example", "Data apa yang Anda simpan tentang saya?")


@pytest.fixture
def dpo(make_officer: Any) -> User:
    """The officer for data protection of Kota Makassar."""
    user: User = make_officer("dpo", "73.71", Role.INFORMATION_OFFICER)
    return user


@pytest.fixture
def head(make_officer: Any) -> User:
    """The head of the office, who looks on."""
    user: User = make_officer("kaban", "73.71", Role.HEAD)
    return user


@pytest.fixture
def auditor(make_officer: Any) -> User:
    user: User = make_officer("auditor", "73", Role.AUDITOR)
    return user


@pytest.fixture
def far_dpo(make_officer: Any) -> User:
    """The one of another province."""
    user: User = make_officer("dpo53", "53.71", Role.INFORMATION_OFFICER)
    return user


MakeRequest = Callable[..., SubjectRequest]


@pytest.fixture
def make_request(dpo: User, areas: dict[str, Area]) -> MakeRequest:
    """`make_request(kind=…, ago=timedelta)` is a request to Makassar, received so long ago."""

    def make(
        kind: RequestKind = RequestKind.ACCESS,
        ago: timedelta = timedelta(hours=1),
        received_at: datetime | None = None,
    ) -> SubjectRequest:
        with bind(Actor.of(dpo)):
            return request_create(
                area=areas["73.71"], kind=kind, channel=Channel.MAIL, person=ASKS,
                received_at=received_at or timezone.now() - ago,
            )  # fmt: skip

    return make


@pytest.fixture
def make_breach(dpo: User, areas: dict[str, Area]) -> Callable[..., Breach]:
    """`make_breach(ago=timedelta)` is a failure in Makassar that became known so long ago."""

    def make(ago: timedelta = timedelta(hours=1), **more: Any) -> Breach:
        said: dict[str, Any] = {"title": "Laptop hilang", "kinds": ["name"], "what": "Di bus."}
        with bind(Actor.of(dpo)):
            known = timezone.now() - ago
            return breach_create(area=areas["73.71"], known_at=known, **(said | more))

    return make


@pytest.fixture
def source(areas: dict[str, Area], program: Actor) -> Iterator[Source]:
    """A source of posts, with a part of the program bound that may do all that tests set up."""
    with bind(Actor.program("test", *SERVICE[1:])):
        yield make_source(areas["73.71"])
