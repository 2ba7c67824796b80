"""Several at once, and what happens when one stops half way: with real transactions."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Barrier, Event
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from sipks.audit.models import Entry, Link
from sipks.audit.verifying import verify
from sipks.people.scope import Actor, bind

from .doers import as_owner, own_role, settle, written


@pytest.fixture(autouse=True)
def reader(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A database whose transactions end; what they leave is taken away by its owner, for the
    app's role cannot."""
    with django_db_blocker.unblock(), bind(Actor.program("test", "audit")):
        yield
        with as_owner() as owner:
            owner.execute("delete from audit_link")
            owner.execute("delete from audit_entry")
        connection.close()


class Undone(Exception):
    """Ends a transaction badly."""


def write_and_undo(count: int) -> None:
    with contextlib.suppress(Undone), transaction.atomic():
        written(count)
        raise Undone


def in_thread(pool: ThreadPoolExecutor, work: Callable[..., object]) -> Future[None]:
    def run() -> None:
        try:
            with bind(Actor.program("test", "audit")):
                work()
        finally:
            connection.close()

    return pool.submit(run)


def test_many_writers_make_one_chain() -> None:
    writers, each = 4, 25
    together = Barrier(writers)

    def write() -> None:
        together.wait(30)
        for _ in range(each):
            with transaction.atomic():
                written(2)

    with ThreadPoolExecutor(writers) as pool:
        for one in [in_thread(pool, write) for _ in range(writers)]:
            one.result(60)

    verdict = verify()
    assert verdict.broken is None
    assert verdict.count == writers * each * 2
    assert Entry.objects.count() == verdict.count


def test_what_is_rolled_back_leaves_no_hole() -> None:
    written()
    write_and_undo(3)
    with transaction.atomic():
        write_and_undo(1)
        written()

    verdict = verify()
    assert (verdict.count, verdict.broken) == (2, None)


def test_a_session_that_is_killed_half_way_leaves_no_hole() -> None:
    written()
    began, killed = Event(), Event()
    sessions: list[int] = []

    def stop_half_way() -> None:
        with contextlib.suppress(DatabaseError), transaction.atomic():
            written(2)
            settle()
            with connection.cursor() as cursor:
                cursor.execute("select pg_backend_pid()")
                sessions.append(cursor.fetchone()[0])
            began.set()
            killed.wait(30)
            written()

    with ThreadPoolExecutor(1) as pool:
        stopping = in_thread(pool, stop_half_way)
        assert began.wait(30)
        with own_role() as owner:
            owner.execute("select pg_terminate_backend(%s)", sessions)
        killed.set()
        stopping.result(60)
    written()

    verdict = verify()
    assert (verdict.count, verdict.broken) == (2, None)


def test_the_chain_is_held_only_at_the_end_of_a_transaction() -> None:
    with ThreadPoolExecutor(1) as pool, transaction.atomic():
        written()
        in_thread(pool, written).result(30)
        assert Link.objects.count() == 1

    assert Link.objects.count() == 2


def test_waiting_for_another_table_happens_before_the_chain_is_held() -> None:
    """One adds a child of a row that another holds, and both add entries: neither stops the
    other, although foreign keys are looked at when a transaction ends."""
    with as_owner() as owner:
        owner.execute("drop table if exists audit_child, audit_parent")
        owner.execute("create table audit_parent (id int primary key)")
        owner.execute(
            "create table audit_child (parent int references audit_parent"
            " deferrable initially deferred)"
        )
        owner.execute("insert into audit_parent values (1)")
        owner.execute("grant all on audit_parent, audit_child to public")
    try:
        _child_against_parent()
    finally:
        with as_owner() as owner:
            owner.execute("drop table audit_child, audit_parent")

    assert verify().count == 2


def _child_against_parent() -> None:
    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select 1 from audit_parent where id = 1 for update")
            child = in_thread(pool, _add_child)
            _wait_until_somebody_waits()
            written()
        child.result(30)


def _add_child() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        written()
        cursor.execute("insert into audit_child values (1)")


def _wait_until_somebody_waits() -> None:
    for _ in range(600):
        with connection.cursor() as cursor:
            cursor.execute("select pg_sleep(0.05)")
            cursor.execute("select count(*) from pg_locks where not granted")
            if cursor.fetchone()[0]:
                return
    pytest.fail("nobody waits")


@pytest.mark.parametrize(
    "statement",
    [
        "update audit_entry set verb = 'x'",
        "delete from audit_entry",
        "truncate audit_entry",
        "insert into audit_link values (9, gen_random_uuid(), now(), '')",
        "update audit_link set position = 9",
        "delete from audit_link",
        "truncate audit_link",
        "insert into guard.audit_turn values (gen_random_uuid())",
        "alter table audit_entry disable trigger audit_first_turn",
        "drop trigger audit_first_turn on audit_entry",
        "set session_replication_role = replica",
        "select audit_append(e) from audit_entry e",
        "create or replace function audit_field(t text) returns text return t",
    ],
)
def test_the_apps_role_can_only_add(statement: str) -> None:
    written()

    with pytest.raises(DatabaseError, match=r"permission denied|must be owner"), raw() as cursor:
        cursor.execute(statement)

    assert verify().count == 1


@contextlib.contextmanager
def raw() -> Iterator[Any]:
    with transaction.atomic(), connection.cursor() as cursor:
        yield cursor
