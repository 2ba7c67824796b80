from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db import connection

from sipks.incidents.choices import Aspect
from sipks.incidents.models import Incident

from .tellings import Telling
from .weigh import answered

_KNOWN = """
select asked.incident, asked.teller from unnest(%s::uuid[], %s::text[]) as asked(incident, teller)
where exists (
  select 1 from incidents_signal s
  where s.incident_id = asked.incident and s.teller = asked.teller and s.copy_of_id is null
)
"""


def tally(told: Mapping[Incident, Sequence[Telling]]) -> None:
    """Count new tellings of incidents (not yet saved) without reading the old ones: counts, times
    and classification are exact, severity may rise; what, where and when wait for weighing."""
    if not told:
        return
    known = _known(told)
    for incident, new in told.items():
        tellers = {one.teller for one in new if not one.copy}
        incident.sources += sum((incident.pk, teller) not in known for teller in tellers)
        incident.tellings += len(new)
        incident.speakers += sum(one.speaks for one in new)
        incident.source_kinds = sorted({*incident.source_kinds, *(one.kind for one in new)})
        reported = [one.reported for one in new]
        incident.first_reported = min(incident.first_reported, *reported)
        incident.last_reported = max(incident.last_reported, *reported)
        secrecy = [one.classification for one in new]
        incident.classification = max(incident.classification, *secrecy)
        if Aspect.WHAT not in incident.kept:
            severity = [one.severity for one in new if not one.copy]
            incident.severity = max(incident.severity, *severity, 0)
        if not answered(incident):
            worth = [one.teaches for one in new if not one.copy]
            incident.teaches = max(incident.teaches, *worth, 0)


def _known(told: Mapping[Incident, Sequence[Telling]]) -> set[tuple[UUID, str]]:
    pairs = {(incident.pk, one.teller) for incident, new in told.items() for one in new}
    with connection.cursor() as cursor:
        cursor.execute(_KNOWN, [[pk for pk, _ in pairs], [teller for _, teller in pairs]])
        return set(cursor.fetchall())
