"""Django's cache in a table, with values as JSON.

Django's own table cache stores pickles, which run as code when they are read: whoever could write
to the table would own the web processes.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from django.db import connection
from django.utils import timezone
from psycopg.types.json import Jsonb

from sipks.people.scope import SIGN_IN, bind

_ADD = """
insert into people_cacherow (key, value, expires_at) values (%s, %s, %s)
on conflict (key) do update set value = excluded.value, expires_at = excluded.expires_at
where people_cacherow.expires_at <= now() returning key
"""
_COUNT = """
insert into people_cacherow (key, value, expires_at) values (%s, to_jsonb(%s::int), %s)
on conflict (key) do update set
  value = case when people_cacherow.expires_at <= now() then excluded.value
    else to_jsonb(people_cacherow.value::int + %s) end,
  expires_at = case when people_cacherow.expires_at <= now() then excluded.expires_at
    else people_cacherow.expires_at end
returning value::int
"""


class TableCache(BaseCache):
    """Values that all processes share. Keys are stored as digests: some are addresses."""

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        found = self._live().filter(pk=self._row(key, version)).values_list("value", flat=True)
        with bind(SIGN_IN):
            return next(iter(found), default)

    def set(
        self,
        key: str,
        value: Any,
        timeout: Any = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> None:
        row = {"value": value, "expires_at": self._end(timeout)}
        with bind(SIGN_IN):
            self._rows().update_or_create(pk=self._row(key, version), defaults=row)

    def add(
        self,
        key: str,
        value: Any,
        timeout: Any = DEFAULT_TIMEOUT,
        version: int | None = None,
    ) -> bool:
        with bind(SIGN_IN), connection.cursor() as cursor:
            row: list[Any] = [self._row(key, version), Jsonb(value), self._end(timeout)]
            cursor.execute(_ADD, row)
            return cursor.fetchone() is not None

    def touch(self, key: str, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        rows = self._live().filter(pk=self._row(key, version))
        with bind(SIGN_IN):
            return bool(rows.update(expires_at=self._end(timeout)))

    def delete(self, key: str, version: int | None = None) -> bool:
        with bind(SIGN_IN):
            return bool(self._rows().filter(pk=self._row(key, version)).delete()[0])

    def clear(self) -> None:
        with bind(SIGN_IN):
            self._rows().all().delete()

    def count(self, key: str, seconds: float, step: int = 1) -> int:
        """Add `step` to a counter that begins anew `seconds` after its first; answers the count.
        One statement: processes that count at the same time lose nothing."""
        with bind(SIGN_IN), connection.cursor() as cursor:
            row: list[Any] = [self._row(key, None), step, self._end(seconds), step]
            cursor.execute(_COUNT, row)
            return int(cursor.fetchone()[0])

    def purge(self) -> int:
        """Delete what has expired; answers how many."""
        with bind(SIGN_IN):
            return int(self._rows().filter(expires_at__lte=timezone.now()).delete()[0])

    def _row(self, key: str, version: int | None) -> str:
        return sha256(self.make_and_validate_key(key, version=version).encode()).hexdigest()

    def _end(self, timeout: Any) -> datetime | None:
        seconds = self.default_timeout if timeout is DEFAULT_TIMEOUT else timeout
        return None if seconds is None else timezone.now() + timedelta(seconds=seconds)

    def _rows(self) -> Any:
        from sipks.people.models import CacheRow

        return CacheRow.objects

    def _live(self) -> Any:
        return self._rows().exclude(expires_at__lte=timezone.now())
