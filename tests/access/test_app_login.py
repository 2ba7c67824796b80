"""The app's own sign-in at the database: what it is, and that no way leads up from it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.db import connection

from sipks.config import embedded
from sipks.config.database import APP_ROLE
from sipks.people.rowsec import has_material

from .policies import OPEN_TO_READ, WITHOUT_MATERIAL
from .sql import run

pytestmark = pytest.mark.django_db

DEFINERS = {
    "guard.clearance", "guard.decisions_touching", "guard.has_shares", "guard.hi",
    "guard.incidents_worded", "guard.is_program", "guard.is_service", "guard.lo", "guard.many",
    "guard.may", "guard.may_change", "guard.reach", "guard.shared", "guard.sources_of", "guard.who",
}  # fmt: skip
"""Functions that work with the rights of the owner. A new one must be looked at before it stands
here: whatever it answers, it answers to everybody."""


@pytest.fixture
def app() -> Iterator[psycopg.Connection[Any]]:
    """A session of the app as it is in real life, and not that of the tests, which changed role."""
    settings = connection.settings_dict
    if not settings.get("EMBEDDED"):
        pytest.skip("the app's sign-in at a server of one's own is made by whoever runs it")
    with psycopg.connect(
        host=embedded.socket_dir(), user=APP_ROLE, dbname=settings["NAME"], autocommit=True
    ) as session:
        yield session


def test_it_is_nobody_special(app: psycopg.Connection[Any]) -> None:
    [row] = app.execute(
        "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication from pg_roles"
        " where rolname = session_user"
    )
    assert not any(row)
    above = app.execute(
        "select rolname from pg_roles where rolname <> session_user"
        " and pg_has_role(session_user, oid, 'member')"
    )
    assert above.fetchall() == []


UP = [
    "set role sipks_owner",
    "set session authorization sipks_owner",
    "set local role postgres",
    "set row_security = off; select count(*) from incidents_incident",
    "select * from guard.key",
    "alter role sipks_app superuser",
    "alter system set row_security = off",
    "grant sipks_owner to sipks_app",
    "create role mine",
    "copy (select 1) to program 'id'",
    "select pg_read_file('/etc/passwd')",
]


@pytest.mark.parametrize("statement", UP)
def test_nothing_leads_up(statement: str, app: psycopg.Connection[Any]) -> None:
    with pytest.raises(psycopg.Error, match=r"permission denied|row-level security|must be"):
        app.execute(statement)


def test_back_to_where_one_began_is_no_way_up(app: psycopg.Connection[Any]) -> None:
    for statement in ("reset role", "set role none", "reset session authorization", "discard all"):
        app.execute(statement)
        assert app.execute("select current_user").fetchall() == [(APP_ROLE,)]


def test_it_owns_nothing_and_makes_nothing(app: psycopg.Connection[Any]) -> None:
    owned = app.execute(
        "select count(*) from pg_class where relowner = current_user::regrole"
        " union all select count(*) from pg_proc where proowner = current_user::regrole"
        " union all select count(*) from pg_namespace where nspowner = current_user::regrole"
    ).fetchall()
    assert owned == [(0,)] * 3
    makes = app.execute(
        "select nspname from pg_namespace where has_schema_privilege(oid, 'create')"
        " and nspname !~ '^pg_temp'"
    ).fetchall()
    assert makes == []


def test_other_sessions_show_no_values(app: psycopg.Connection[Any]) -> None:
    """All sessions of the app are of one role and may read each other's running statements."""
    other: Any = connection.copy()
    other.settings_dict = connection.settings_dict | {"USER": APP_ROLE, "ROLE": None}
    try:
        with other.cursor() as cursor:
            cursor.execute("select %s::text", ["kenaridilewat"])
        shown = app.execute("select query from pg_stat_activity where pid <> pg_backend_pid()")
        found = [query for (query,) in shown if query and "kenaridilewat" in query]
    finally:
        other.close()
    assert found == []


def test_every_table_with_material_is_guarded() -> None:
    """Row security, a policy, and an owner who is not the app; tables without are named by hand."""
    rows = run(
        "select c.relname, c.relrowsecurity,"
        " exists (select 1 from pg_policy where polrelid = c.oid)"
        " from pg_class c join pg_namespace n on n.oid = c.relnamespace"
        " where n.nspname = 'public' and c.relkind in ('r', 'p')"
    )
    guarded = {name for name, secured, policy in rows if secured and policy}
    assert {name for name, *_ in rows} - guarded == WITHOUT_MATERIAL.keys()
    every = apps.get_models(include_auto_created=True)
    assert {one._meta.db_table for one in every if not has_material(one)} <= set(WITHOUT_MATERIAL)


def test_no_policy_is_open_by_oversight() -> None:
    """Policies that hold for any row are those of tables that all may read, named by hand."""
    rows = run("select tablename, cmd from pg_policies where qual = 'true' or with_check = 'true'")
    assert {name for name, cmd in rows if cmd == "SELECT"} == OPEN_TO_READ.keys()
    assert [(name, cmd) for name, cmd in rows if cmd != "SELECT"] == []


def test_nothing_goes_around_the_policies() -> None:
    """Views and functions that work with the owner's rights see all rows."""
    views = run(
        "select c.oid::regclass::text from pg_class c join pg_namespace n on n.oid = c.relnamespace"
        " where c.relkind in ('v', 'm') and n.nspname in ('public', 'guard')"
    )
    assert views == []
    definers = run(
        "select distinct n.nspname || '.' || p.proname from pg_proc p"
        " join pg_namespace n on n.oid = p.pronamespace"
        " where p.prosecdef and has_function_privilege(p.oid, 'execute')"
    )
    assert {name for (name,) in definers} == DEFINERS
    unpinned = run(
        "select oid::regproc::text from pg_proc where prosecdef and coalesce("
        " array_to_string(proconfig, ',') not like 'search_path=pg_catalog%%', true)"
    )
    assert unpinned == []
