"""Map, queue and incident requests over a large store: median and 95th percentile."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import click
import psycopg

from .machine import fresh_home, median, percentile, table

if TYPE_CHECKING:
    from django.test import Client

# Happenings crowd in some districts (the square of a uniform number picks the rank), are spread
# over three years, and are told as often as the signals go round.
_INCIDENTS = """
insert into incidents_incident (id, scope_code, classification, drill, area_id, lat, lon, title,
  category, form, severity, teaches, happened_from, happened_to, precision, state, aside_reason,
  grade_source, grade_content, settled, kept, version, tellings, sources, source_kinds, speakers,
  weighed, first_reported, last_reported)
with place as (
  select id, code, name, lat, lon, row_number() over (order by md5(code)) - 1 as rank,
    count(*) over () as places
  from places_area where level = 'district' and valid_to is null
), drawn as (
  select n, power(random(), 2) as where_, random() as kind, random() as state_,
    now() - random() * random() * interval '1095 days' as at
  from generate_series(1, %(incidents)s) n
)
select uuidv7(at - now()), p.code, case when n %% 40 = 0 then 2 when n %% 9 = 0 then 1 else 0 end,
  false, p.id, p.lat, p.lon,
  (array['Bentrok pemuda', 'Unjuk rasa buruh', 'Blokade jalan kebun', 'Tawuran pelajar',
         'Sengketa pilkades'])[1 + n %% 5] || ' di ' || p.name || ' ' || n,
  (array['SOS-1', 'EKO-1', 'SDA-1', 'SOS-2', 'POL-3', 'AGM-1', 'SDA-3', 'EKO-3'])[1 + floor(
    kind * kind * 8)::int],
  (array['bentrok_massa', 'unjuk_rasa_damai', 'blokade', 'penyerangan'])[1 + n %% 4],
  n %% 6, case when state_ < 0.5 then (random() * 1000)::int else 0 end,
  at, at + interval '1 day', 'day',
  case when state_ < 0.5 then 'new' when state_ < 0.8 then 'verified' else 'set_aside' end, '',
  '', null, false, '{}', 1, 20, 5, (array['{news}', '{news,social}', '{office}', '{social}']
    )[1 + n %% 4]::varchar[], 5, 20, at, at + interval '6 hours'
from drawn join place p on p.rank = floor(where_ * p.places)
"""
_PAIRS = """
create temp table pair as
select i.id as incident, i.scope_code, i.classification, i.first_reported as at, i.title, n,
  uuidv7(i.first_reported - now()) as item, uuidv7(i.first_reported - now()) as signal
from incidents_incident i cross join generate_series(1, %(each)s) n
"""
_ITEMS = """
insert into intake_item (id, scope_code, owner_code, classification, drill, source_id, connector,
  "row", sheet, external_id, version, content_hash, raw, title, text, fields, author_hash, url,
  published_at, received_at)
select item, scope_code, 'ID', classification, false, %(source)s, 'jsonl', 0, '', '', 1,
  sha256(item::text::bytea), '', '', title || '. Tiga rumah rusak dilempari batu, dua orang luka.',
  '{}', '', '', at, at
from pair
"""
_READINGS = """
insert into intake_reading (item_id, model, read_at, language, relevant, relevance, category, form,
  severity, masked, fingerprint, result, evidence)
select item, 'uji', at, 'id', true, 0.9, 'SOS-1', 'bentrok_massa', 3, title, '', '{}', '[]'
from pair
"""
_SIGNALS = """
insert into incidents_signal (id, scope_code, classification, drill, area_id, lat, lon, title,
  category, form, severity, happened_from, happened_to, precision, item_id, source_id,
  incident_id, place, dated, pinned, speaks, relevance, teller, fingerprint, band_a,
  band_b, band_c, band_d, terms, excerpt, reported_at)
select p.signal, i.scope_code, i.classification, false, i.area_id, i.lat, i.lon, i.title,
  i.category, i.form, i.severity, i.happened_from, i.happened_to, 'day', p.item, %(source)s, i.id,
  i.scope_code, true, false, p.n <= 5, 0.9, 'harian-' || p.n %% 5, 0,
  (random() * 1e9)::int, (random() * 1e9)::int, (random() * 1e9)::int, (random() * 1e9)::int,
  '', i.title, p.at
from pair p join incidents_incident i on i.id = p.incident
"""
_HEARD = """
insert into incidents_heard (scope_code, day, classification, drill, signals)
select left(scope_code, length), reported_at::date, classification, false, count(*)
from incidents_signal cross join unnest(array[2, 5, 8]) as length
group by 1, 2, 3
"""
# Of every tenth signal somebody has decided.
_LESSONS = """
insert into incidents_lesson (signal_id, scope_code, classification, drill, source_kind, told_at,
  decided_at, model, said_relevant, said_relevance, said_category, said_form, said_place, relevant,
  category, form, place)
select id, scope_code, classification, false,
  (array['news', 'social', 'office'])[1 + floor(random() * 3)::int],
  reported_at, reported_at, 'uji', true, random(), category, form, place,
  random() < 0.9, category, form, place
from incidents_signal where random() < 0.1
"""
_STEPS = (_INCIDENTS, _PAIRS, _ITEMS, _READINGS, _SIGNALS, _HEARD, _LESSONS)


@click.command()
@click.option("--signals", default=2_000_000, show_default=True)
@click.option("--incidents", default=100_000, show_default=True)
@click.option("--rounds", default=40, show_default=True, help="How often each request is made.")
@click.option("--home", default="", help="Keep the database in this folder.")
def main(signals: int, incidents: int, rounds: int, home: str) -> None:
    """Fill a store and ask for what officers look at, as three of them would."""
    with fresh_home(home):
        _fill(signals, incidents)
        officers = {name: _client(name, code) for name, code in _OFFICERS.items()}
        asked = [
            (officer, client, what, path)
            for officer, client in officers.items()
            for what, path in _requests(officer).items()
        ]
        rows = [_measure(*one, rounds) for one in asked]
        with _row_security_off():
            without = [_measure(*one, rounds)["p50 ms"] for one in asked]
        for row, least in zip(rows, without, strict=True):
            row["÷ without"] = row["p50 ms"] / least  # type: ignore[operator]
        table(
            f"Requests with {signals:,} signals in {incidents:,} incidents (budget p95 100 ms);"
            " the last column: median with row security ÷ median without it",
            rows,
        )


@contextmanager
def _row_security_off() -> Iterator[None]:
    """The same tables, guarded by the filters of the application alone."""
    from sipks.config import embedded

    def say(what: str) -> None:
        with psycopg.connect(
            embedded.cluster().get_uri(database=embedded.DATABASE), autocommit=True
        ) as owner:
            for (name,) in owner.execute("select distinct tablename from pg_policies").fetchall():
                owner.execute(f'alter table "{name}" {what} row level security')

    say("disable")
    try:
        yield
    finally:
        say("enable")


_OFFICERS = {"pusat": "ID", "provinsi": "73", "kota": "73.71"}


def _fill(signals: int, incidents: int) -> None:
    """Everything as the owner of the tables, and statistics fresh as autovacuum keeps them."""
    from sipks.config import embedded
    from sipks.incidents.models import Incident
    from sipks.intake.models import Source
    from sipks.intake.services.sources import source_create
    from sipks.people.scope import Actor, bind
    from sipks.places.models import Area

    with bind(Actor.program("benchmark")):
        if Incident.objects.exists():
            return
        country = Area.objects.get(code="ID", valid_to=None)
        source = Source.objects.filter(code="UJI").first() or source_create(
            code="UJI", name="Uji", kind="news", area=country
        )
    values = {"incidents": incidents, "each": signals // incidents, "source": source.pk}
    uri = embedded.cluster().get_uri(database=embedded.DATABASE)
    with psycopg.connect(uri, autocommit=True) as connection:
        connection.execute("set session_replication_role = replica")
        for step in _STEPS:
            begun = time.perf_counter()
            connection.execute(step, values)
            click.echo(f"  {step.split(maxsplit=3)[2]}: {time.perf_counter() - begun:.0f} s")
        connection.execute("vacuum analyze")


def _client(name: str, code: str) -> Client:
    """A signed-in officer with clearance Rahasia."""
    from django.test import Client

    from sipks.people.models import Membership, User
    from sipks.people.scope import SIGN_IN, bind
    from sipks.people.signin.factors import proof
    from sipks.places.models import Area

    with bind(SIGN_IN):
        user, fresh = User.objects.get_or_create(username=name, defaults={"name": name})
        if fresh:
            area = Area.objects.get(code=code, valid_to=None)
            Membership.objects.create(
                user=user, area=area, roles=["R3"], clearance=2, valid_from=date(2020, 1, 1)
            )
    client = Client(HTTP_HOST="localhost")
    with bind(SIGN_IN):
        client.force_login(user, "django.contrib.auth.backends.ModelBackend")
        session = client.session
        session.update(proof(user))
        session.save()
    return client


def _requests(officer: str) -> dict[str, str]:
    """What officers open, by name: addresses."""
    code = _OFFICERS[officer]
    month = f"dari={date.today() - timedelta(days=30)}"
    return {
        "map": f"/peta/?wilayah={code}",
        "map, 30 days": f"/peta/?wilayah={code}&{month}",
        "map data": f"/peta/data/?wilayah={code}",
        "map data, one category": f"/peta/data/?wilayah={code}&kategori=SOS",
        "map data, 30 days": f"/peta/data/?wilayah={code}&{month}",
        "queue": "/antrean/",
        "queue, severest first": "/antrean/?urut=parah",
        "queue, most to teach": "/antrean/?urut=ajar",
        "reader": f"/pembaca/?wilayah={code}",
        "queue, rare category": "/antrean/?kategori=EKO-3",
        "queue, one source": "/antrean/?sumber=office",
        "queue, search": "/antrean/?q=tawuran%20pelajar",
        "queue, page 50": f"/antrean/?setelah={_cursor(officer)}",
        "incident": f"/peristiwa/{_incident(officer)}/",
        "area": f"/wilayah/{code}/",
    }


def _bound(officer: str) -> Any:
    from sipks.people.models import User
    from sipks.people.scope import Actor, bind

    return bind(Actor.of(User.objects.get(username=officer)))


def _cursor(officer: str) -> str:
    """Where page 50 begins."""
    from sipks.incidents.forms import Filters
    from sipks.incidents.selectors import queue_page

    with _bound(officer):
        return queue_page(Filters({}), None, 50 * 30).next_cursor or ""


def _incident(officer: str) -> object:
    from sipks.incidents.forms import Filters
    from sipks.incidents.selectors import queue_page

    with _bound(officer):
        return queue_page(Filters({}), None, 1).items[0].pk


def _measure(officer: str, client: Client, what: str, path: str, rounds: int) -> dict[str, object]:
    """Milliseconds from request to answer, in this process, the first request apart."""
    answer = client.get(path)
    size = len(answer.content)
    times = []
    for _ in range(rounds):
        begun = time.perf_counter()
        client.get(path)
        times.append(1000 * (time.perf_counter() - begun))
    return {
        "officer": officer,
        "request": what,
        "status": answer.status_code,
        "KB": size // 1024,
        "least ms": min(times),
        "p50 ms": median(times),
        "p95 ms": percentile(times, 0.95),
    }


if __name__ == "__main__":
    main()
