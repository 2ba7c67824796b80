from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from django.db import connection

from sipks.incidents.models import Signal

_LEVELS = (2, 5, 8)
_ADD = """
insert into incidents_heard (scope_code, classification, drill, day, signals)
select * from unnest(%s::text[], %s::int2[], %s::bool[], %s::date[], %s::int[])
on conflict (scope_code, day, classification, drill)
do update set signals = incidents_heard.signals + excluded.signals
"""


def heard_add(signals: Sequence[Signal]) -> None:
    """Count new signals for their place and those above it, on the day they were reported."""
    counts: Counter[tuple[str, int, bool, date]] = Counter()
    for one in signals:
        if one.place:
            zone = ZoneInfo(one.area.timezone if one.area else "Asia/Jakarta")
            day = one.reported_at.astimezone(zone).date()
            codes = {one.place[:length] for length in _LEVELS}
            counts.update((code, one.classification, one.drill, day) for code in codes)
    if counts:
        rows = sorted((*key, number) for key, number in counts.items())
        with connection.cursor() as cursor:
            cursor.execute(_ADD, [list(column) for column in zip(*rows, strict=True)])
