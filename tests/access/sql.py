"""Statements that somebody sends to the database who can send any: as the app's role, on behalf of
whoever is bound."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import DatabaseError, connection, transaction

Rows = list[tuple[Any, ...]]


class Refused(Exception):
    """The database refused a statement; the text is what it said."""


def run(statement: str, *values: Any) -> Rows:
    """One statement, undone when it fails. Raises `Refused`."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values or None)
            return cursor.fetchall() if cursor.description else []
    except DatabaseError as error:
        raise Refused(str(error)) from error


def tables() -> list[str]:
    """Every table and view of every schema that is not PostgreSQL's own, with its schema."""
    found = run(
        "select quote_ident(n.nspname) || '.' || quote_ident(c.relname) from pg_class c"
        " join pg_namespace n on n.oid = c.relnamespace"
        " where c.relkind in ('r', 'v', 'm', 'p', 'f')"
        " and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname !~ '^pg_'"
        " order by 1"
    )
    return [name for (name,) in found]


def readable() -> Iterator[tuple[str, str]]:
    """Every row that the role can read, as text, with the name of its table."""
    for table in tables():
        try:
            rows = run(f"select t::text from {table} t")
        except Refused:
            continue
        yield from ((table, str(text)) for (text,) in rows)


def holds(text: str, word: str) -> bool:
    """Whether a row holds a word, as it is or in the hexadecimal form of bytes."""
    return word in text or word.encode().hex() in text


@contextmanager
def notices() -> Iterator[list[str]]:
    """What the database says aside while the block runs."""
    said: list[str] = []
    session: Any = connection.connection

    def hear(notice: psycopg.errors.Diagnostic) -> None:
        said.append(str(notice.message_primary))

    session.add_notice_handler(hear)
    try:
        yield said
    finally:
        session.remove_notice_handler(hear)
