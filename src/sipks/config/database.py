"""Which database, as whom; and what the app's role may do in it."""

from __future__ import annotations

from typing import Any

import dj_database_url
from django.db import connections

from . import embedded
from .env import env

APP_ROLE = embedded.APP
ENGINE = "sipks.config.postgresql"


def as_owner() -> bool:
    """Whether this process works as the owner of the tables (migrations only)."""
    return bool(env.bool("AS_OWNER", False))


def configuration() -> dict[str, Any]:
    """Django's settings for the one database.

    With `SIPKS_DATABASE_URL` that server is used, else the embedded one. Migrations go through
    `SIPKS_DATABASE_OWNER_URL` where one is given; without it the same login is used for both and
    the app drops to the role `sipks_app` when it connects.
    """
    url = env.str("DATABASE_URL", "")
    if not url:
        user = embedded.OWNER if as_owner() else embedded.APP
        found: dict[str, Any] = {"NAME": embedded.DATABASE, "USER": user, "EMBEDDED": True}
    else:
        owner_url = env.str("DATABASE_OWNER_URL", "")
        found = dict(dj_database_url.parse(owner_url if owner_url and as_owner() else url))
        if not as_owner() and not owner_url:
            found["ROLE"] = APP_ROLE
    options = found.pop("OPTIONS", {})
    if not as_owner():
        # One pool a process: requests run in many threads, and each new session costs time.
        options |= {"pool": {"min_size": 1, "max_size": 24, "timeout": 10}}
    return found | {
        "ENGINE": ENGINE,
        "OPTIONS": options,
        "CONN_HEALTH_CHECKS": True,
        # One that is held open reads on as whoever is bound when it fetches.
        "DISABLE_SERVER_SIDE_CURSORS": True,
    }


def grant(using: str = "default") -> None:
    """Give the app's role the use of every table, within what row security and the record allow.

    Runs after each migration, as the owner. The role is made where it does not exist yet.
    """
    from sipks.audit import install as chain
    from sipks.people import rowsec

    with connections[using].cursor() as cursor:
        cursor.execute("select 1 from pg_roles where rolname = %s", [APP_ROLE])
        if not cursor.fetchone():
            cursor.execute(f"create role {APP_ROLE} nologin")
        cursor.execute("select pg_has_role(current_user, %s, 'set')", [APP_ROLE])
        if not cursor.fetchone()[0]:
            cursor.execute(f"grant {APP_ROLE} to current_user")
        cursor.execute(f"grant usage on schema public to {APP_ROLE}")
        for what, right in (("tables", "select, insert, update, delete"), ("sequences", "usage")):
            cursor.execute(f"grant {right} on all {what} in schema public to {APP_ROLE}")
        rowsec.install(cursor, APP_ROLE)
        chain.install(cursor, APP_ROLE)
