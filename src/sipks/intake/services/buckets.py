"""Rate limits that all web processes share: token buckets, one statement a request."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.utils import timezone

from sipks.intake.models import Bucket

_KEPT = timedelta(days=1)  # every bucket is full again by then

# Losing the last second of it in a crash harms nobody, so it does not wait for the disk.
_TAKE = """
with quick as (select set_config('synchronous_commit', 'off', true))
insert into intake_bucket as b (key, level, at)
select %(key)s, %(burst)s - %(cost)s, now() from quick
on conflict (key) do update set at = now(), level = least(
    %(burst)s, b.level + greatest(0, extract(epoch from now() - b.at)) * %(refill)s) - %(cost)s
where least(%(burst)s, b.level + greatest(0, extract(epoch from now() - b.at)) * %(refill)s)
    >= %(needed)s
"""
_WAIT = """
select (%(needed)s - level) / %(refill)s - extract(epoch from now() - at)
from intake_bucket where key = %(key)s
"""


@dataclass(frozen=True, slots=True)
class Rate:
    """How much comes back a minute, and how much may lie in store."""

    per_minute: float
    burst: float


def bucket_take(key: str, rate: Rate, cost: float = 1) -> float:
    """Take `cost` from a bucket that holds at least that: 0 when it was taken, else after how many
    seconds it may be asked for again."""
    return _take(key, rate, cost, needed=cost)


def bucket_charge(key: str, rate: Rate, cost: float) -> None:
    """Take `cost` even where less is left: who sent much at once waits before the next time."""
    _take(key, rate, min(cost, rate.burst), needed=float("-inf"))


def _take(key: str, rate: Rate, cost: float, needed: float) -> float:
    asked: dict[str, str | float] = {
        "key": key, "burst": rate.burst, "cost": cost, "needed": needed,
        "refill": rate.per_minute / 60,
    }  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, asked)
        if cursor.rowcount:
            return 0.0
        cursor.execute(_WAIT, asked)
        found = cursor.fetchone()
    return max(1.0, float(found[0])) if found else 1.0


def buckets_forget() -> int:
    """Drop buckets that nobody has used for a day; answers how many."""
    return Bucket.objects.filter(at__lt=timezone.now() - _KEPT).delete()[0]
