from __future__ import annotations

import orjson

from sipks.ids import uuid7
from sipks.incidents.models import Incident
from sipks.incidents.services.live import SHOWN, payload


def test_a_message_stays_below_what_postgresql_takes() -> None:
    rows = [Incident(id=uuid7(), scope_code="73.71.01.1001", classification=3) for _ in range(5000)]
    message = payload(rows, signals=123_456)
    assert len(message.encode()) < 8000
    told = orjson.loads(message)
    assert len(told["incidents"]) == SHOWN
    assert told["more"] == 5000 - SHOWN


def test_a_message_says_id_scope_and_level() -> None:
    one = Incident(id=uuid7(), scope_code="73.71", classification=1)
    assert orjson.loads(payload([one], 2)) == {
        "signals": 2,
        "incidents": [[str(one.pk), "73.71", 1]],
        "more": 0,
    }
