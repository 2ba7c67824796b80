"""Memberships and shares of every make: each opens what it opens, together no more; and the
explainer says what is so."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sipks.incidents.models import Incident
from sipks.people.explain import explain
from sipks.people.models import User
from sipks.people.scope import Actor, bind
from sipks.places.models import Area

from .rows import SPOTS, Maker, Spot, share, without_row_security
from .test_memberships import READ_ALONE, Given, held_as, memberships, somebody

pytestmark = pytest.mark.django_db
RECEIVE = READ_ALONE | {"R10", "R11", "R12"}
"""Roles to which a record may be opened by name; by way of their area only those that read."""


@dataclass(frozen=True)
class Opened:
    """A share to be: of which incident, with the user or with an area, how many days from today,
    and whether somebody ended it."""

    spot: Spot
    area: str
    days: int
    ended: bool

    def opens_to(self, held: list[Given]) -> bool:
        """Whether it opens its incident to somebody with these memberships."""
        if self.ended or self.days < 0:
            return False
        return any(
            one.roles & RECEIVE
            if not self.area
            else one.roles & READ_ALONE and one.reaches(self.area, self.spot[1])
            for one in held
            if one.valid and self.spot[1] <= one.clearance
        )


shares = st.lists(
    st.builds(
        Opened,
        st.sampled_from(SPOTS),
        st.sampled_from(["", "", "73.06", "53.71", "73", "73.71"]),
        st.sampled_from([-1, 0, 0, 5, 5]),
        st.sampled_from([False, False, False, True]),
    ),
    max_size=3,
    unique_by=lambda one: (one.spot, one.area),
)
many = settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def incidents(areas: dict[str, Area]) -> dict[UUID, Spot]:
    """An incident at every spot, by key."""
    with bind(Actor.program("uji", "people")):
        owner = User.objects.create_user("pemilik", name="Pemilik")
    with without_row_security():
        made = Maker([owner], areas).of(Incident)
    return {row.pk: spot for spot, row in made.items()}


@contextmanager
def opened(given: list[Opened], incidents: dict[UUID, Spot], to: UUID) -> Iterator[None]:
    """These shares, for the length of the block."""
    keys = {spot: key for key, spot in incidents.items()}
    owner = User.objects.get(username="pemilik")
    now = timezone.now()
    with transaction.atomic():
        with bind(Actor.program("uji", "people")):
            for one in given:
                whom = {"area_code": one.area} if one.area else {"user_id": to}
                ended = {"ended_at": now} if one.ended else {}
                share(keys[one.spot], one.spot, owner, days=one.days, **whom, **ended)
        yield
        transaction.set_rollback(True)


def seen(held: list[Given], given: list[Opened], incidents: dict[UUID, Spot]) -> set[Spot]:
    """What is seen with these memberships and shares: the same by manager and raw SQL, and what
    the explainer says of the shared ones and one more, or the test fails."""
    with somebody(held) as stale, opened(given, incidents, stale.id or UUID(int=0)):
        user = User.objects.get(username="siapa")
        actor = Actor.of(user)
        with bind(actor), connection.cursor() as cursor:
            app = set(Incident.objects.values_list("pk", flat=True))
            cursor.execute("select id from incidents_incident")
            assert {key for (key,) in cursor.fetchall()} == app
        with bind(Actor.program("uji", "incidents", "people")):
            spots = {one.spot for one in given} | {("73.71", 1)}
            asked = [key for key, spot in incidents.items() if spot in spots]
            for row in Incident.objects.filter(pk__in=asked):
                told = explain(user, row)
                assert told.allowed == (row.pk in app) == any(one.opens for one in told.routes)
    return {incidents[key] for key in app}


@many
@given(held=memberships, given=shares)
@example(held=[held_as("53.71", "R11", 1)], given=[Opened(("73.71", 1), "", 0, False)])
@example(held=[held_as("53.71", "R1", 3)], given=[Opened(("73.71", 1), "", 5, False)])
@example(held=[held_as("73.06", "R3", 1)], given=[Opened(("73.71", 2), "73.06", 5, False)])
@example(
    held=[held_as("73.06", "R14", 3), held_as("53.71", "R3", 0)],
    given=[Opened(("73.71", 2), "73.06", 5, False), Opened(("73.71", 3), "", 5, False)],
)
def test_all_is_what_each_gives_and_no_more(
    incidents: dict[UUID, Spot], held: list[Given], given: list[Opened]
) -> None:
    by_area = {
        spot for spot in SPOTS for one in held if one.roles & READ_ALONE and one.reaches(*spot)
    }
    by_share = {one.spot for one in given if one.opens_to(held)}
    assert seen(held, given, incidents) == by_area | by_share


@settings(many, max_examples=20)
@given(held=memberships, given=shares.filter(bool))
def test_who_loses_a_membership_or_a_share_sees_no_more(
    incidents: dict[UUID, Spot], held: list[Given], given: list[Opened]
) -> None:
    whole = seen(held, given, incidents)
    for at in range(len(held)):
        assert seen(held[:at] + held[at + 1 :], given, incidents) <= whole
    for at in range(len(given)):
        assert seen(held, given[:at] + given[at + 1 :], incidents) <= whole
