"""Whoever can send any statement as the app's role: what he reads is what his account may see."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.db import connection

from sipks.people.rowsec import signed
from sipks.people.scope import Actor, bind

from .rows import without_row_security
from .sql import Refused, holds, notices, readable, run
from .world import CANARIES, World

pytestmark = pytest.mark.django_db
COUNT = "select count(*) from incidents_incident"


@pytest.fixture
def stranger(world: World) -> Iterator[Actor]:
    """The officer of another province at work."""
    with bind(Actor.of(world.users["stranger"])) as actor:
        yield actor


def words_met() -> dict[str, set[str]]:
    """Table → the words of Makassar's records that can be read there."""
    met: dict[str, set[str]] = {}
    for table, text in readable():
        if found := {word for word in CANARIES.values() if holds(text, word)}:
            met.setdefault(table, set()).update(found)
    return met


def test_no_table_holds_a_word_of_another_province(world: World, stranger: Actor) -> None:
    assert words_met() == {}


def test_nor_for_nobody_nor_above_ones_clearance(world: World) -> None:
    assert words_met() == {}
    with bind(Actor.of(world.users["junior"])):
        assert set().union(*words_met().values()) == {CANARIES["limited"]}


def test_its_own_officer_does_meet_them(world: World) -> None:
    """Else the tests above would prove nothing."""
    with bind(Actor.of(world.users["officer"])):
        met = words_met()
    assert {
        "public.incidents_incident", "public.incidents_signal", "public.incidents_decision",
        "public.intake_item", "public.intake_source", "public.intake_upload",
    } <= set(met)  # fmt: skip


def session_pid() -> int:
    return int(run("select pg_backend_pid()")[0][0])


def claims(world: World) -> dict[str, str]:
    """Values by which somebody would pass for the analyst of the centre."""
    centre, pid = str(world.users["centre"].pk), session_pid()
    own = run("select current_setting('sipks.actor')")[0][0]
    mac = own.split("|")[0]
    return {
        "empty": "",
        "no mac": f"{pid}|user|{centre}",
        "any mac": f"{'0' * 64}|{pid}|user|{centre}",
        "the mac of another": f"{mac}|{pid}|user|{centre}",
        "the mac of another, as program": f"{mac}|{pid}|service|intake,incidents",
        "own, with more behind": f"{own}|{centre}",
        "of another session": signed("user", centre, pid + 1),
        "of another session, as program": signed("service", "intake,incidents", pid + 1),
        "no such user": signed("user", "00000000-0000-0000-0000-000000000000", pid),
        "bars in the room": "|||||",
    }


def test_a_claim_cannot_be_forged(world: World, stranger: Actor) -> None:
    seen = {}
    for name, value in claims(world).items():
        run("select set_config('sipks.actor', %s, false)", value)
        seen[name] = run(COUNT)[0][0] + run("select count(*) from people_sealed")[0][0]
    assert seen == dict.fromkeys(seen, 0)


def test_a_claim_from_here_does_count(world: World, stranger: Actor) -> None:
    """Else the test above would prove nothing."""
    value = signed("user", str(world.users["centre"].pk), session_pid())
    run("select set_config('sipks.actor', %s, false)", value)
    assert run(COUNT)[0][0] > 0


REFUSED = [
    "set row_security = off; select title from incidents_incident",
    "select * from guard.key",
    "select * from guard.permission",
    "update guard.permission set role = 'R1'",
    "insert into guard.permission values ('read', 'R1')",
    "select guard.claim()",
    "create or replace function guard.who() returns uuid language sql as 'select null::uuid'",
    "alter function guard.who() owner to sipks_app",
    "alter function guard.may(text, text, int) security invoker",
    "alter table incidents_incident disable row level security",
    "alter table incidents_incident no force row level security",
    "alter table incidents_incident owner to sipks_app",
    "create policy mine on incidents_incident for select using (true)",
    "alter policy scope_select on incidents_incident using (true)",
    "drop policy scope_select on incidents_incident",
    "create rule mine as on select to incidents_incident do instead select 1",
    "create trigger mine before update on incidents_incident execute function suppress_redundant_updates_trigger()",  # noqa: E501
    "alter table incidents_incident disable trigger all",
    "create function public.mine() returns int language sql security definer as 'select 1'",
    "create view public.mine as select * from incidents_incident",
    "create table public.mine as select * from incidents_incident",
    "create schema mine",
    "create function guard.mine() returns int language sql as 'select 1'",
    "grant select on guard.key to sipks_app",
    "truncate incidents_incident cascade",
    "drop table incidents_incident cascade",
    "alter role sipks_app bypassrls",
    "create foreign data wrapper mine",
    "create event trigger mine on ddl_command_start execute function suppress_redundant_updates_trigger()",  # noqa: E501
    "copy incidents_incident to program 'cat'",
    "copy incidents_incident to '/tmp/incidents'",
    "copy pg_temp.mine from '/etc/passwd'",
    "select pg_read_file('PG_VERSION')",
    "select pg_read_binary_file('PG_VERSION')",
    "select pg_ls_dir('.')",
    "select pg_stat_file('PG_VERSION')",
    "select lo_import('/etc/passwd')",
    "select lo_export(1, '/tmp/x')",
    "select * from pg_authid",
    "select * from pg_statistic",
    "select * from pg_hba_file_rules()",
    "select pg_reload_conf()",
    "set session_replication_role = replica",
    "set track_activities = on",
    "set session authorization sipks_owner; reset role; select * from guard.key",
]  # fmt: skip


def test_the_walls_are_not_for_the_app_to_move(stranger: Actor) -> None:
    assert {one: why for one in REFUSED if (why := _answer(one)) is not None} == {}


def _answer(statement: str) -> str | None:
    """None for a refusal of right; else what happened."""
    try:
        return f"done: {run(statement)}"
    except Refused as refused:
        said = str(refused)
    return None if re.search(NO_RIGHT, said) else said


NO_RIGHT = "permission denied|must be|row-level security|cannot set parameter"


def test_asking_the_guard_tells_only_of_oneself(stranger: Actor) -> None:
    assert run("select guard.may('read', '53.71', 0), guard.may('read', '73.71', 0)") == [
        (True, False)
    ]
    assert run("select guard.is_service('incidents'), guard.who()") == [(False, stranger.id)]
    assert run("select lo, clearance from guard.reach('read')") == [("53.71", 2)]


LEAK = """create function pg_temp.leak(said text) returns bool language plpgsql cost 0.0000001 as
$$ begin raise notice '%', said; return true; end $$"""
LEAKS = [
    "select 1 from incidents_incident where pg_temp.leak(title)",
    "select 1 from incidents_incident where pg_temp.leak(title) order by pg_temp.leak(title)",
    ("select pg_temp.leak(i.title) from places_area a left join incidents_incident i"
    " on i.area_id = a.id and pg_temp.leak(i.title)"),
    "select 1 from incidents_incident where title::int = 1",
    "select 1 from incidents_incident where 1 / (length(title) - length(title)) = 1",
    "select max(title) from incidents_incident having pg_temp.leak(max(title))",
    "select 1 from intake_item where pg_temp.leak(text)",
    ("select 1 from incidents_fact f join incidents_signal s on s.id = f.signal_id"
    " and pg_temp.leak(s.title)"),
    "update incidents_incident set title = title where pg_temp.leak(title)",
    "delete from incidents_decision where pg_temp.leak(note)",
]  # fmt: skip


def test_conditions_of_ones_own_see_only_ones_own(world: World, stranger: Actor) -> None:
    """A cheap function in WHERE is not asked before the policy is, nor does a cast fail."""
    run(LEAK)
    with notices() as said:
        for statement in LEAKS:
            run(statement)
    assert set(said) <= {"<NULL>"}  # a place with no incident that is seen


def test_conditions_do_see_ones_own(world: World) -> None:
    """Else the test above would prove nothing."""
    with bind(Actor.of(world.users["officer"])), notices() as said:
        run(LEAK)
        run(LEAKS[0])
    assert any(CANARIES["limited"] in one for one in said)


SHADOWS = [
    "create temp table people_membership as select * from public.people_membership limit 0",
    "create temp table people_user as select * from public.people_user limit 0",
    "create temp table places_area as select 'ID'::text as code, id from public.places_area",
    "create function pg_temp.who() returns uuid language sql as $$ select '{centre}'::uuid $$",
    "create function pg_temp.sha256(bytea) returns bytea language sql as $$ select ''::bytea $$",
    "create function pg_temp.pg_backend_pid() returns int language sql as $$ select 1 $$",
    ("create function pg_temp.current_setting(text, bool) returns text language sql as"
    " $$ select 'x' $$"),
]  # fmt: skip


def test_names_of_ones_own_do_not_stand_before_the_guards(world: World, stranger: Actor) -> None:
    for statement in SHADOWS:
        run(statement.replace("{centre}", str(world.users["centre"].pk)))
    run("set search_path = pg_temp, guard, public, pg_catalog")
    assert run("select count(*) from public.incidents_incident") == [(0,)]
    assert run("select guard.who()") == [(stranger.id,)]


def test_statistics_tell_no_words(world: World) -> None:
    with without_row_security():
        run("analyze incidents_incident")
    with bind(Actor.of(world.users["stranger"])):
        assert run("select * from pg_stats where tablename = 'incidents_incident'") == []
        assert run("select * from pg_stats_ext where tablename = 'incidents_incident'") == []


def test_what_another_left_behind_shows_nothing(world: World) -> None:
    """Prepared statements and cursors of an earlier actor on the same session."""
    with bind(Actor.of(world.users["officer"])), connection.cursor() as cursor:
        cursor.execute("prepare mine as select title from incidents_incident")
        for _ in range(7):
            cursor.execute("execute mine")
        assert cursor.fetchall()
        cursor.execute("declare mine cursor for select title from incidents_incident")
    with bind(Actor.of(world.users["stranger"])), connection.cursor() as cursor:
        cursor.execute("execute mine")
        assert cursor.fetchall() == []
        cursor.execute("fetch all from mine")
        assert cursor.fetchall() == []


def test_a_taken_name_is_not_a_way_to_read_its_row(world: World, stranger: Actor) -> None:
    code = world.kept["limited"].source.code
    row = (
        "insert into intake_source (id, code, name, kind, area_id, reliability, scope_code,"
        " default_classification, classification, drill, active, item_count)"
        " select gen_random_uuid(), %s, 'x', 'news', id, 'F', '53.71', 0, 0, false, true, 0"
        " from places_area where code = '53.71'"
    )
    for ending in (" returning name", " on conflict (code) do update set name = 'x' returning *"):
        with pytest.raises(Refused) as refused:
            run(row + ending, code)
        assert "kenari" not in str(refused.value)
    assert run(row + " returning name", "kode-baru") == [("x",)]


def test_a_copy_of_a_table_is_of_what_is_seen(world: World, stranger: Actor) -> None:
    with connection.cursor() as cursor, cursor.copy("copy incidents_signal to stdout") as copy:
        assert b"".join(bytes(part) for part in copy) == b""
    with bind(Actor.of(world.users["junior"])), connection.cursor() as cursor:
        cursor.execute("select 1")
        with cursor.copy("copy incidents_signal to stdout") as copy:
            said = b"".join(bytes(part) for part in copy).decode()
    assert CANARIES["limited"] in said
    assert CANARIES["secret"] not in said


def test_searches_of_the_guard_find_only_what_is_seen(world: World, stranger: Actor) -> None:
    """They work with the owner's rights, for the sake of their indexes."""
    keys = [kept.incident.pk for kept in world.kept.values()]
    worded = "select guard.incidents_worded('kenari:*', null)"
    touching = "select guard.decisions_touching(%s)"
    items = [kept.item.pk for kept in world.kept.values()]
    assert run(worded) == run(touching, keys) == []
    assert run("select guard.sources_of(%s)", items) == []
    with bind(Actor.of(world.users["junior"])):
        assert len(run(worded)) == 2
        assert len(run(touching, keys)) == 1
    with bind(Actor.of(world.users["officer"])):
        assert len(run(worded)) == 4
