"""The record: entries a second, what it adds to a decision, how fast the chain is proved and
searched."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager, nullcontext
from datetime import date, timedelta
from multiprocessing import get_context
from typing import Any, TypeVar
from unittest.mock import patch

import click

from .machine import fresh_home, median, percentile, table

WRITERS = (1, 2, 4, 8)
WARM_UP = 20
T = TypeVar("T")
# Marked words are drawn from a few; ids, areas, officers and days as they come in a year.
_FILL = """
insert into audit_entry (id, at, actor_id, actor_name, verb, subject, subject_id, scope_code,
  classification, history, origin, detail)
select uuidv7(at - now()), at,
  ('00000000-0000-7000-8000-' || lpad((n %% 3000)::text, 12, '0'))::uuid, 'Petugas ' || n %% 3000,
  (array['incident_verify', 'incident_place', 'sign_in', 'source_update', 'export'])[1 + n %% 5],
  (array['incident', 'incident', 'user', 'source', 'item'])[1 + n %% 5],
  ('00000000-0000-7000-8000-' || lpad((n / 10)::text, 12, '0')), p.code, n %% 3, n %% 5 <> 2,
  '10.0.0.' || n %% 250, jsonb_build_object('before', jsonb_build_object('state', 'new'),
    'after', jsonb_build_object('state', 'verified', 'title', 'Bentrok pemuda ' || n))
from (
  select n, now() - (%(count)s - n) * (interval '365 days' / %(count)s) as at
  from generate_series(1, %(count)s::int) n
) drawn join (
  select code, row_number() over (order by code) - 1 as rank, count(*) over () as places
  from places_area where level = 'regency' and valid_to is null
) p on p.rank = n %% p.places
"""


_UNLINKED = """
delete from audit_entry e where not exists (select from audit_link l where l.entry_id = e.id)
"""


@click.command()
@click.option("--seconds", default=5.0, show_default=True, help="How long each figure is taken.")
@click.option("--entries", default=100_000, show_default=True, help="Links to prove.")
@click.option("--search", "searched", default=1_000_000, show_default=True,
              help="Entries to search in; they stand outside the chain.")  # fmt: skip
@click.option("--home", default="", help="Keep the database in this folder.")
def main(seconds: float, entries: int, searched: int, home: str) -> None:
    """Print four tables."""
    with fresh_home(home):
        _areas_and_officer()
        rows = [_entries_a_second(writers, seconds) for writers in WRITERS]
        table("entries a second, each its own transaction", rows)
        rows = [_decisions(writers, seconds) for writers in WRITERS]
        table("a decision of the desk, with the record and without", rows)
        table("proof of the chain", [_proof(entries)])
        with _chain_asleep():
            table(f"search pages in {searched:,} entries, ms", _searches(searched))


def _areas_and_officer() -> None:
    from sipks.people.choices import Role
    from sipks.people.scope import Actor, bind
    from sipks.people.services import officer_create
    from sipks.places.models import Area

    country = Area.objects.get(code="ID", valid_to=None)
    with bind(Actor.program("benchmark", "people", "audit")):
        for name, role in (("verifikator", Role.NATIONAL_ANALYST), ("auditor", Role.AUDITOR)):
            officer_create(
                username=name, name=name.title(), password="tidak-dipakai-9", area=country,
                roles=[role], clearance=3,
            )  # fmt: skip


@contextmanager
def _owner() -> Iterator[Any]:
    import psycopg

    from sipks.config import embedded

    uri = embedded.cluster().get_uri(database=embedded.DATABASE)
    with psycopg.connect(uri, autocommit=True) as connection:
        yield connection


@contextmanager
def _chain_asleep() -> Iterator[None]:
    with _owner() as owner:
        owner.execute("alter table audit_entry disable trigger audit_first_turn")
    try:
        yield
    finally:
        with _owner() as owner:
            owner.execute(_UNLINKED)
            owner.execute("alter table audit_entry enable always trigger audit_first_turn")


def _entries_a_second(writers: int, seconds: float) -> dict[str, object]:
    chained = _together(writers, write_entries, seconds)
    with _chain_asleep():
        plain = _together(writers, write_entries, seconds)
    return {
        "writers": writers,
        "entries/s": sum(len(one) for one in chained) / seconds,
        "ms": median(ms for one in chained for ms in one),
        "without chain/s": sum(len(one) for one in plain) / seconds,
        "without chain ms": median(ms for one in plain for ms in one),
    }


def _decisions(writers: int, seconds: float) -> dict[str, object]:
    taken = [ms for one in _together(writers, decide, seconds) for ms in one]
    ours, theirs = (median(ms for ms, recorded in taken if recorded is said) for said in (1, 0))
    return {
        "writers": writers,
        "decisions/s": len(taken) / seconds,
        "with ms": ours,
        "without ms": theirs,
        "added ms": ours - theirs,
        "÷": ours / theirs,
    }


def _together(writers: int, work: Callable[[float], list[T]], seconds: float) -> list[list[T]]:
    """What each of so many processes measured, all at work at once."""
    with ProcessPoolExecutor(writers, get_context("spawn"), _set_up) as pool:
        list(pool.map(_ready, range(writers * 4)))
        return list(pool.map(work, [seconds] * writers))


def _set_up() -> None:
    os.environ["SIPKS_DATABASE_WATCHED"] = "1"
    from sipks.config.prepare import setup

    setup()


def _ready(number: int) -> int:
    time.sleep(0.2)
    return number


def _repeat(work: Callable[[int], object], seconds: float) -> list[float]:
    """Milliseconds of each turn within `seconds`."""
    for turn in range(WARM_UP):
        work(turn)
    taken: list[float] = []
    end = time.perf_counter() + seconds
    while (began := time.perf_counter()) < end:
        work(len(taken))
        taken.append((time.perf_counter() - began) * 1000)
    return taken


def write_entries(seconds: float) -> list[float]:
    """Entries such as a change of a source leaves."""
    from sipks.audit.services import entry_create
    from sipks.people.scope import Actor, bind

    with bind(Actor.program("benchmark", "audit")) as actor:
        return _repeat(
            lambda turn: entry_create(
                actor=actor, verb="source_update", subject="source", subject_id=turn,
                scope_code="73.71", before={"name": "Harian A"}, after={"name": f"Harian {turn}"},
            ),
            seconds,
        )  # fmt: skip


def decide(seconds: float) -> list[tuple[float, int]]:
    """An officer says of an incident of his own what it was, again and again; every other time it
    leaves nothing in the record. So what else the machine does at the time weighs on both."""
    from django.utils import timezone

    from sipks.ids import uuid7
    from sipks.incidents.models import Incident
    from sipks.incidents.services.desk import incident_category_set
    from sipks.people.models import User
    from sipks.people.scope import Actor, bind
    from sipks.places.models import Area

    now, area = timezone.now(), Area.objects.get(code="73.71", valid_to=None)
    with bind(Actor.program("benchmark")):
        incident = Incident.objects.create(
            id=uuid7(), title="Bentrok", area=area, scope_code=area.code, happened_from=now,
            happened_to=now, first_reported=now, last_reported=now,
        )  # fmt: skip
    with bind(Actor.of(User.objects.get(username="verifikator"))):

        def turn(number: int) -> None:
            incident.refresh_from_db()
            category = ("SOS-1", "SOS-2")[number % 4 // 2]
            silent = patch("sipks.incidents.services.decisions.entry_create")
            with nullcontext() if number % 2 else silent:
                incident_category_set(incident=incident, category=category, form="bentrok_massa")

        taken = _repeat(turn, seconds)
    return [(ms, number % 2) for number, ms in enumerate(taken)]


def _proof(count: int) -> dict[str, object]:
    from sipks.audit.verifying import verify
    from sipks.people.scope import Actor, bind

    began = time.perf_counter()
    with _owner() as owner:
        owner.execute(_FILL, {"count": count})
    filled = time.perf_counter() - began
    began = time.perf_counter()
    with bind(Actor.program("benchmark", "audit")):
        verdict = verify()
    taken = time.perf_counter() - began
    if verdict.broken:
        raise click.ClickException(str(verdict.broken))
    return {
        "links": verdict.count,
        "seconds": taken,
        "links/s": verdict.count / taken,
        "linked in bulk/s": count / filled,
    }


def _searches(count: int) -> list[dict[str, object]]:
    from django.test import Client

    from sipks.people.models import User
    from sipks.people.scope import SIGN_IN, bind
    from sipks.people.signin.factors import proof

    with _owner() as owner:
        owner.execute(_FILL, {"count": count})
        owner.execute("vacuum analyze audit_entry")
    day = date.today() - timedelta(days=200)
    asked = {
        "newest": {},
        "an officer": {"petugas": "Petugas 77"},
        "a verb": {"tindakan": "export"},
        "a record": {"catatan": "00000000-0000-7000-8000-000000000077"},
        "an area": {"wilayah": "73.71"},
        "a week": {"dari": str(day), "sampai": str(day + timedelta(days=7))},
        "words": {"kata": "pemuda 99"},
        "words, none": {"kata": "tidak ada kata ini"},
    }
    client = Client(HTTP_HOST="localhost")
    with bind(SIGN_IN):
        user = User.objects.get(username="auditor")
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        session = client.session
        session.update(proof(user))
        session.save()
    return [_pages(client, name, query) for name, query in asked.items()]


def _pages(client: Any, name: str, query: dict[str, str]) -> dict[str, object]:
    taken = []
    for _ in range(12):
        began = time.perf_counter()
        status = client.get("/jejak/", query).status_code
        taken.append((time.perf_counter() - began) * 1000)
    return {
        "asked for": name,
        "status": status,
        "median": median(taken[2:]),
        "p95": percentile(taken[2:], 0.95),
    }


if __name__ == "__main__":
    main()
