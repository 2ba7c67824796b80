"""Telling open pages that incidents are new or changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import orjson
from django.db import connection

from sipks.incidents.models import Incident

CHANNEL = "sipks_live"
SHOWN = 50


def announce(incidents: Iterable[Incident], signals: int = 0) -> None:
    """Tell open pages, when the transaction is through, which incidents are new or changed.

    Pages get the ids of at most `SHOWN` (PostgreSQL takes 8,000 bytes a message), each with its
    scope code and classification, and how many more there are.
    """
    rows = list(incidents)
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.execute("select pg_notify(%s, %s)", [CHANNEL, payload(rows, signals)])


def payload(rows: Sequence[Incident], signals: int) -> str:
    """The message as JSON: `{"signals", "incidents": [[id, scope_code, level]…], "more"}`."""
    shown = [[str(one.pk), one.scope_code, one.classification] for one in rows[:SHOWN]]
    message = {"signals": signals, "incidents": shown, "more": max(0, len(rows) - SHOWN)}
    return orjson.dumps(message).decode()
