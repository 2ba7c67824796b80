"""One session of the database serves many officers: none finds what another was shown."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from asgiref.sync import async_to_sync, sync_to_async
from django.db import connection, transaction

from sipks.incidents.models import Incident
from sipks.people.scope import Actor, bind
from sipks.people.tests.officers import MakeOfficer
from sipks.places.models import Area

from .rows import SPOTS, Maker, without_row_security
from .sql import Refused, run

pytestmark = pytest.mark.django_db
COUNT = "select count(*) from incidents_incident"


def count() -> int:
    return int(run(COUNT)[0][0])


SEEN = {"officer": 6, "junior": 4, "stranger": 3}
"""How many of the incidents at every spot each sees; nobody sees one."""


@pytest.fixture
def actors(make_officer: MakeOfficer, areas: dict[str, Area]) -> dict[str, Actor]:
    """Three officers, and an incident of every level in every area."""
    users = {
        "officer": make_officer("officer", "73.71"),
        "junior": make_officer("junior", "73.71", clearance=1),
        "stranger": make_officer("stranger", "53.71"),
    }
    with without_row_security():
        Maker(list(users.values()), areas).of(Incident)
    return {who: Actor.of(user) for who, user in users.items()}


def test_one_after_the_other(actors: dict[str, Actor]) -> None:
    for who in ("officer", "stranger", "junior", "officer"):
        with bind(actors[who]):
            assert count() == SEEN[who]
        assert count() == 0


def test_one_within_the_other(actors: dict[str, Actor]) -> None:
    """As when a service of the program works within an officer's request."""
    with bind(actors["junior"]):
        with bind(Actor.program("uji", "incidents")):
            assert count() == len(SPOTS)
        assert count() == SEEN["junior"]
        with bind(Actor.program("uji", "people")):
            assert count() == 0
        assert count() == SEEN["junior"]


def test_after_an_error(actors: dict[str, Actor]) -> None:
    with bind(actors["officer"]):
        assert count() == SEEN["officer"]
        with pytest.raises(Refused):
            run("select 1 / 0")
        with suppress(RuntimeError), bind(actors["junior"]), transaction.atomic():
            assert count() == SEEN["junior"]
            raise RuntimeError
        assert count() == SEEN["officer"]
    assert count() == 0


@pytest.mark.parametrize("inner", ["stranger", None])
def test_after_a_savepoint_is_taken_back(inner: str | None, actors: dict[str, Actor]) -> None:
    """What was told within is forgotten with it, and must be told again; never the other's."""
    with bind(actors["officer"]):
        mark = transaction.savepoint()
        assert count() == SEEN["officer"]
    if inner:
        with bind(actors[inner]):
            assert count() == SEEN[inner]
            transaction.savepoint_rollback(mark)
            assert count() == SEEN[inner]
    else:
        transaction.savepoint_rollback(mark)
        assert count() == 0
    with bind(actors["junior"]):
        assert count() == SEEN["junior"]


def test_an_error_within_a_transaction_lets_nobody_else_in(actors: dict[str, Actor]) -> None:
    try:
        with transaction.atomic(), bind(actors["officer"]), connection.cursor() as cursor:
            cursor.execute(COUNT)
            cursor.execute("select 1 / 0")
    except Exception:  # noqa: BLE001 - whatever it is: the next one must see nothing
        assert count() == 0
    with bind(actors["stranger"]):
        assert count() == SEEN["stranger"]


def test_a_claim_changed_behind_the_programs_back_does_not_stay(actors: dict[str, Actor]) -> None:
    with bind(actors["officer"]):
        assert count() == SEEN["officer"]
        run("select set_config('sipks.actor', '', false)")
        assert count() == 0
    with bind(actors["stranger"]):
        assert count() == SEEN["stranger"]
    with bind(actors["officer"]):
        assert count() == SEEN["officer"]


@pytest.mark.parametrize("who", ["officer", "junior", "stranger"])
def test_work_handed_to_a_thread_keeps_its_actor(who: str, actors: dict[str, Actor]) -> None:
    async def ask() -> int:
        with bind(actors[who]):
            return await sync_to_async(count)()

    async def together() -> list[int]:
        with bind(actors["officer"]):
            return list(await asyncio.gather(*(ask() for _ in range(3)), sync_to_async(count)()))

    assert async_to_sync(together)() == [SEEN[who]] * 3 + [SEEN["officer"]]


class Pooled:
    """Connections of the app's kind, of a pool that has one session only."""

    def __init__(self) -> None:
        self.made: list[Any] = []
        self.first = self.take()

    def take(self) -> Any:
        """What a thread would get: a connection of its own, over the pool's session."""
        made: Any = connection.copy()
        made.settings_dict = connection.settings_dict | {
            "OPTIONS": {"pool": {"min_size": 1, "max_size": 1, "timeout": 5}}
        }
        self.made.append(made)
        return made


@pytest.fixture
def pool() -> Iterator[Pooled]:
    made = Pooled()
    yield made
    for one in made.made:
        one.close()
    made.first.close_pool()


def ask(pooled: Any, statement: str) -> list[tuple[Any, ...]]:
    with pooled.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall()) if cursor.description else []


WHO = "select guard.who(), pg_backend_pid()"


def test_the_next_of_a_pool_is_not_the_last(pool: Pooled, actors: dict[str, Actor]) -> None:
    officer, stranger = actors["officer"], actors["stranger"]
    first = pool.first
    with bind(officer):
        [(who, pid)] = ask(first, WHO)
    assert who == officer.id
    first.close()
    assert ask(pool.take(), WHO) == [(None, pid)]
    pool.made[-1].close()
    with bind(stranger):
        assert ask(pool.take(), WHO) == [(stranger.id, pid)]


def test_the_next_of_a_pool_after_an_error(pool: Pooled, actors: dict[str, Actor]) -> None:
    first = pool.first
    with bind(actors["officer"]):
        [(_, pid)] = ask(first, WHO)
        first.set_autocommit(False)
        with pytest.raises(Exception, match="division"):
            ask(first, "select 1 / 0")
    first.close()
    assert ask(pool.take(), WHO) == [(None, pid)]


def test_what_one_leaves_in_a_session_is_gone_for_the_next(
    pool: Pooled, actors: dict[str, Actor]
) -> None:
    """A temporary table, a cursor that stays open, a role, a setting."""
    first = pool.first
    with bind(actors["officer"]):
        ask(first, "create temp table left_over as select 1 as one")
        ask(first, "declare left_over cursor with hold for select 1")
        ask(first, "set search_path = pg_temp")
    first.close()
    after = pool.take()
    with bind(actors["stranger"]):
        assert ask(after, "select to_regclass('pg_temp.left_over')") == [(None,)]
        assert ask(after, "select name from pg_cursors") == []
        assert "pg_temp" not in ask(after, "show search_path")[0][0]


def test_threads_do_not_share_an_actor(pool: Pooled, actors: dict[str, Actor]) -> None:
    """A thread that nobody bound asks as nobody, whoever is bound where it was started."""
    found: list[Any] = []
    pool.first.inc_thread_sharing()
    with bind(actors["officer"]):
        thread = threading.Thread(target=lambda: found.append(ask(pool.first, WHO)[0][0]))
        thread.start()
        thread.join(10)
    assert found == [None]
