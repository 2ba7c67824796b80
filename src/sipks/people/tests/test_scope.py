from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from sipks.intake.models import Source, SourceKind
from sipks.people.models import User
from sipks.people.scope import SIGN_IN, Actor, NoActor, bind, covers
from sipks.places.models import Area

pytestmark = pytest.mark.django_db


@pytest.fixture
def sources(areas: dict[str, Area], program: Actor) -> None:
    for code in ("ID", "73", "73.71", "73.06", "53.71"):
        Source.objects.create(
            code=code, name=code, kind=SourceKind.NEWS, area=areas[code], scope_code=code
        )


def seen(user: User) -> set[str]:
    with bind(Actor.of(user)):
        return {source.code for source in Source.objects.all()}


def test_manager_raises_with_no_actor() -> None:
    with pytest.raises(NoActor):
        Source.objects.all()


def test_each_officer_sees_own_area_and_below(
    sources: None, officer: User, neighbour: User, stranger: User, province: User, centre: User
) -> None:
    assert seen(officer) == {"73.71"}
    assert seen(neighbour) == {"73.06"}
    assert seen(stranger) == {"53.71"}
    assert seen(province) == {"73", "73.71", "73.06"}
    assert seen(centre) == {"ID", "73", "73.71", "73.06", "53.71"}


def test_clearance_hides_what_is_more_secret(sources: None, officer: User, program: Actor) -> None:
    Source.objects.filter(code="73.71").update(classification=3)
    assert seen(officer) == set()


def test_expired_membership_shows_nothing(sources: None, officer: User) -> None:
    with bind(SIGN_IN):
        officer.memberships.update(valid_to="2020-12-31")
    assert seen(officer) == set()


def test_many_actors_are_each_as_alone(
    officer: User, province: User, stranger: User, neighbour: User, django_assert_num_queries: Any
) -> None:
    with bind(SIGN_IN):
        User.objects.filter(pk=stranger.pk).update(is_active=False)
        neighbour.memberships.update(valid_to="2020-12-31")
    asked = [one.pk for one in (officer, province, stranger, neighbour)]
    with django_assert_num_queries(2):
        found = Actor.of_many(asked)
    assert found == {one.pk: Actor.of(one) for one in (officer, province, neighbour)}
    assert found[neighbour.pk].grants == ()


def test_saving_outside_the_scope_changes_nothing(sources: None, stranger: User) -> None:
    with bind(Actor.program("test")):
        source = Source.objects.get(code="73.71")
    with bind(Actor.of(stranger)):
        assert Source.objects.filter(pk=source.pk).update(name="x") == 0


def test_covers() -> None:
    assert covers("73", "73.71.01")
    assert covers("ID", "73")
    assert not covers("73.7", "73.71")


def test_app_role_owns_nothing_and_bypasses_nothing() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "select current_user, rolsuper, rolbypassrls, rolcreaterole, "
            "(select count(*) from pg_class where relowner = r.oid) "
            "from pg_roles r where rolname = current_user"
        )
        assert cursor.fetchone() == ("sipks_app", False, False, False, 0)


@pytest.mark.parametrize("verb", ["update audit_entry set verb = 'x'", "delete from audit_entry"])
def test_app_role_cannot_bend_the_audit(verb: str) -> None:
    with pytest.raises(Exception, match="permission denied"), connection.cursor() as cursor:
        cursor.execute(verb)
