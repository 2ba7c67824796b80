from __future__ import annotations

import pytest
from django.db import DatabaseError, connection

from sipks.audit.services import entry_create
from sipks.config.database import APP_ROLE, configuration
from sipks.people.scope import Actor, bind

URL = "postgres://officer:rahasia@db.example:5433/sipks?sslmode=verify-full"


def test_a_url_is_used_and_the_login_is_left_for_the_apps_role(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SIPKS_DATABASE_URL", URL)
    monkeypatch.setenv("SIPKS_AS_OWNER", "0")
    found = configuration()
    assert (found["HOST"], found["PORT"], found["NAME"]) == ("db.example", 5433, "sipks")
    assert found["ROLE"] == APP_ROLE
    assert found["OPTIONS"]["sslmode"] == "verify-full"
    assert "pool" in found["OPTIONS"]


def test_migrations_go_through_the_owners_url(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIPKS_DATABASE_URL", URL)
    monkeypatch.setenv("SIPKS_DATABASE_OWNER_URL", URL.replace("officer", "owner"))
    monkeypatch.setenv("SIPKS_AS_OWNER", "1")
    assert configuration()["USER"] == "owner"
    monkeypatch.setenv("SIPKS_AS_OWNER", "0")
    found = configuration()
    assert found["USER"] == "officer"
    assert "ROLE" not in found


@pytest.mark.django_db
def test_the_apps_role_owns_nothing_and_cannot_bypass_row_security() -> None:
    with connection.cursor() as cursor:
        cursor.execute("select current_user")
        assert cursor.fetchone() == (APP_ROLE,)
        cursor.execute(
            "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb"
            " from pg_roles where rolname = current_user"
        )
        assert cursor.fetchone() == (False, False, False, False)
        cursor.execute(
            "select count(*) from pg_class c join pg_roles r on r.oid = c.relowner"
            " where r.rolname = current_user"
        )
        assert cursor.fetchone() == (0,)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "update audit_entry set verb = 'nothing'",
        "delete from audit_entry",
        "truncate audit_entry",
        "drop table audit_entry",
        "create table mine (id int)",
    ],
)
def test_the_record_can_only_grow(statement: str) -> None:
    with bind(Actor.program("test")) as actor:
        entry_create(actor=actor, verb="look", subject="record")
    with pytest.raises(DatabaseError), connection.cursor() as cursor:
        cursor.execute(statement)
