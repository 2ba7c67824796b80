from __future__ import annotations

from django.db import connection

_LOCK = 0x5195_0001


def grouping_lock() -> None:
    """Wait until no one else groups or decides, and hold them off until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [_LOCK])
