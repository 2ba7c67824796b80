from __future__ import annotations

import hmac
from contextlib import suppress
from hashlib import sha256
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from sipks.people.models import User
from sipks.people.rowsec import conditions, has_material, pads, signed
from sipks.people.scope import Actor, bind

WHO = "select guard.who()"
SERVICE = "select guard.is_service('intake')"


def asked(question: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(question)
        return cursor.fetchone()[0]


def tell(value: str) -> None:
    """As raw SQL would: behind the back of the connection, which keeps what it has told."""
    connection.connection.execute("select set_config('sipks.actor', %s, false)", [value])


@pytest.mark.parametrize("key", ["short", "k" * 64, "a key longer than one block " * 9])
def test_the_padded_key_is_that_of_hmac(key: str) -> None:
    inner, outer = pads(key)
    mine = sha256(outer + sha256(inner + b"message").digest()).hexdigest()
    assert mine == hmac.new(key.encode(), b"message", sha256).hexdigest()


@pytest.mark.django_db
def test_the_database_knows_who_acts(officer: User, neighbour: User) -> None:
    assert asked(WHO) is None
    with bind(Actor.of(officer)):
        assert asked(WHO) == officer.pk
        with bind(Actor.of(neighbour)):
            assert asked(WHO) == neighbour.pk
        assert asked(WHO) == officer.pk
        assert not asked(SERVICE)
    assert asked(WHO) is None


@pytest.mark.django_db
def test_a_service_works_in_its_rooms_only() -> None:
    with bind(Actor.program("test", "people")):
        assert not asked(SERVICE)
    with bind(Actor.program("test", "intake")):
        assert asked(SERVICE)


@pytest.mark.django_db
def test_what_a_transaction_undoes_is_told_again(officer: User) -> None:
    with bind(Actor.program("test")):
        assert asked(SERVICE)
    with suppress(RuntimeError), transaction.atomic(), bind(Actor.of(officer)):
        assert not asked(SERVICE)
        raise RuntimeError
    with bind(Actor.of(officer)):
        assert asked(WHO) == officer.pk
        assert not asked(SERVICE)


@pytest.mark.django_db
@pytest.mark.parametrize("shift", [0, 1])
def test_a_value_of_another_session_says_nothing(officer: User, shift: int) -> None:
    with bind(Actor.of(officer)):
        asked(WHO)
        pid = connection.connection.info.backend_pid
        tell(signed("user", str(officer.pk), pid + shift))
        assert (asked(WHO) == officer.pk) is (shift == 0)


@pytest.mark.django_db
def test_no_value_is_believed_without_the_key(officer: User, settings: Any) -> None:
    with bind(Actor.of(officer)):
        asked(WHO)
        pid = connection.connection.info.backend_pid
        settings.ROW_KEY = "guessed"
        for value in (signed("service", "intake", pid), "x" * 64 + f"|{pid}|service|intake", "|||"):
            tell(value)
            assert not asked(SERVICE)
            assert asked(WHO) is None


@pytest.mark.django_db
def test_every_table_is_guarded_or_named() -> None:
    """The named ones are listed by hand in the access tests."""
    with connection.cursor() as cursor:
        cursor.execute("select relname, relrowsecurity from pg_class where relkind = 'r'")
        guarded = dict(cursor.fetchall())
    for model in apps.get_models(include_auto_created=True):
        assert guarded[model._meta.db_table] is has_material(model), model


def test_what_belongs_to_no_rule_is_for_services_of_its_room() -> None:
    from django.contrib.sessions.models import Session

    assert {one.split(" or ")[1] for one in conditions(Session).values()} == {"false"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "update places_area set code = 'ID' where code = '73.71'",
        "update places_area set id = gen_random_uuid() where code = '73.71'",
        "delete from places_area",
        "insert into socialaccount_socialapp default values",
    ],
)
def test_what_rights_hang_on_is_not_written_at_work(officer: User, statement: str) -> None:
    """Areas by whose codes memberships reach, and providers that may open accounts."""
    with (
        bind(Actor.of(officer)),
        pytest.raises(DatabaseError, match="permission denied"),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
