"""Memberships of every make: what several of them give is what each gives alone, and no more."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sipks.incidents.models import Heard
from sipks.people.choices import Role
from sipks.people.models import Membership, User
from sipks.people.permissions import Act
from sipks.people.scope import Actor, bind
from sipks.people.tests.officers import AREAS
from sipks.places.models import Area

pytestmark = pytest.mark.django_db
CODES = [code for code, *_ in AREAS]
LEVELS = range(4)
READ_ALONE = {"R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9", "R13"}
"""Roles that read all of their area without anything being shared with them."""
SEND_ALONE = {"R2", "R3", "R4", "R7", "R8"}
OFFICES_ALONE = {"R4", "R14"}
Row = tuple[str, int]


@dataclass(frozen=True)
class Given:
    """A membership to be: where, as what, up to which level, and from and to which day from
    today."""

    area: str
    roles: frozenset[str]
    clearance: int
    since: int
    until: int | None

    @property
    def valid(self) -> bool:
        return self.since <= 0 and (self.until is None or self.until >= 0)

    def reaches(self, code: str, level: int) -> bool:
        """Whether this alone covers a place and a level today."""
        below = self.area == "ID" or code == self.area or code.startswith(f"{self.area}.")
        return self.valid and below and level <= self.clearance


def held_as(area: str, role: str, clearance: int = 3, until: int | None = None) -> Given:
    """A membership of one role that began long ago."""
    return Given(area, frozenset({role}), clearance, -400, until)


memberships = st.lists(
    st.builds(
        Given,
        st.sampled_from(CODES),
        st.frozensets(st.sampled_from([one.value for one in Role]), min_size=1, max_size=2),
        st.sampled_from(list(LEVELS)),
        st.sampled_from([-400, -400, -400, -1, 0, 1, 30]),
        st.sampled_from([None, None, None, 400, 0, -1, -30]),
    ),
    max_size=3,
)
many = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture
def rows(areas: dict[str, Area]) -> dict[int, Row]:
    """A row of every level in every area, by its key."""
    with bind(Actor.program("uji")):
        Heard.objects.bulk_create(
            Heard(scope_code=code, classification=level, day=date(2025, 2, 3), signals=1)
            for code, level in product(CODES, LEVELS)
        )
        return {one.pk: (one.scope_code, one.classification) for one in Heard.objects.all()}


@contextmanager
def somebody(held: list[Given]) -> Iterator[Actor]:
    """An officer with these memberships, for the length of the block."""
    today = timezone.localdate()
    places = {one.code: one for one in Area.objects.all()}
    with transaction.atomic():
        with bind(Actor.program("uji", "people")):
            user = User.objects.create_user("siapa", name="Siapa")
            Membership.objects.bulk_create(
                Membership(
                    user=user,
                    area=places[one.area],
                    roles=sorted(one.roles),
                    clearance=one.clearance,
                    valid_from=today + timedelta(one.since),
                    valid_to=None if one.until is None else today + timedelta(one.until),
                )
                for one in held
            )
            actor = Actor.of(user)
        with bind(actor):
            yield actor
        transaction.set_rollback(True)


def by_the_app() -> set[Row]:
    """What the manager answers with."""
    return set(Heard.objects.values_list("scope_code", "classification"))


def by_the_database() -> set[Row]:
    """What the table itself shows to raw SQL."""
    with connection.cursor() as cursor:
        cursor.execute("select scope_code, classification from incidents_heard")
        return set(cursor.fetchall())


def seen(held: list[Given]) -> set[Row]:
    """What is seen with these memberships: the same by both, or the test fails."""
    with somebody(held):
        app, database = by_the_app(), by_the_database()
    assert app == database
    return app


@many
@given(held=memberships)
def test_nothing_is_seen_but_what_each_membership_gives(
    rows: dict[int, Row], held: list[Given]
) -> None:
    expected = {
        row for row in rows.values() for one in held if one.roles & READ_ALONE and one.reaches(*row)
    }
    assert seen(held) == expected


@settings(many, max_examples=30)
@given(held=memberships.filter(lambda held: len(held) > 1))
def test_who_loses_a_membership_sees_what_the_others_give(
    rows: dict[int, Row], held: list[Given]
) -> None:
    """Never more than before, and never anything that none of those left gives alone."""
    whole = seen(held)
    for at in range(len(held)):
        assert seen(held[:at] + held[at + 1 :]) <= whole
    assert set().union(*(seen([one]) for one in held)) == whole


def may_by_the_database(act: Act, code: str, level: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select guard.may(%s, %s, %s)", [act.value, code, level])
        [(answer,)] = cursor.fetchall()
    return bool(answer)


@many
@given(
    held=memberships,
    act=st.sampled_from(list(Act)),
    code=st.sampled_from(CODES),
    level=st.sampled_from(list(LEVELS)),
)
def test_rights_do_not_add_up(
    rows: dict[int, Row], held: list[Given], act: Act, code: str, level: int
) -> None:
    """An act needs one membership that gives role, place and level together; the database says
    the same as the program."""
    with somebody(held) as actor:
        whole = actor.may(act, code, level)
        assert may_by_the_database(act, code, level) == whole
    alone = []
    for one in held:
        with somebody([one]) as actor:
            alone.append(actor.may(act, code, level))
    assert whole == any(alone)
    for right, roles in ((Act.READ, READ_ALONE), (Act.SOURCES, SEND_ALONE),
                         (Act.OFFICES, OFFICES_ALONE)):  # fmt: skip
        if act is right:
            assert whole == any(one.roles & roles and one.reaches(code, level) for one in held)


@many
@given(held=memberships)
@example(held=[held_as("73.71", "R3"), held_as("73", "R5")])
@example(held=[held_as("73.71", "R3", 1), held_as("73.71", "R13", 3)])
def test_reading_and_judging_do_not_add_up(rows: dict[int, Row], held: list[Given]) -> None:
    """Raw SQL changes no row that the same officer's roles do not let him change there."""
    may = {
        row for row in rows.values() for one in held if one.roles & SEND_ALONE and one.reaches(*row)
    }
    with somebody(held), connection.cursor() as cursor:
        cursor.execute(
            "update incidents_heard set signals = 7 returning scope_code, classification"
        )
        changed = set(cursor.fetchall())
    assert changed == may


def test_the_days_of_a_membership_are_counted_where_the_office_is(rows: dict[int, Row]) -> None:
    """First and last day count; the day before and the day after do not."""
    for since, until, inside in ((0, 0, True), (1, 9, False), (-9, -1, False), (-9, None, True)):
        held = [Given("73.71", frozenset({"R3"}), 3, since, until)]
        assert bool(seen(held)) == inside, (since, until)


def test_a_user_who_left_is_nobody_to_the_database(rows: dict[int, Row]) -> None:
    with somebody([held_as("ID", "R8")]):
        assert by_the_database()
        with bind(Actor.program("uji", "people")):
            User.objects.filter(username="siapa").update(is_active=False)
        assert by_the_database() == set()
