from __future__ import annotations

import re
from datetime import datetime

import pytest
from django.utils import translation

from sipks.incidents.models import Incident
from sipks.incidents.templatetags.happenings import happened
from sipks.places.models import Area


def shown(first: str, last: str, precision: str, zone: str | None = "Asia/Makassar") -> str:
    """The words of the tag, without its element."""
    area = Area(code="73.71", name="Kota Makassar", timezone=zone) if zone else None
    one = Incident(
        area=area,
        happened_from=datetime.fromisoformat(first),
        happened_to=datetime.fromisoformat(last),
        precision=precision,
    )
    with translation.override("id"):
        return re.sub("<[^>]+>", "", happened(one))


@pytest.mark.parametrize(
    ("first", "last", "precision", "words"),
    [
        ("2025-02-03T06:30Z", "2025-02-03T06:30Z", "hour", "3 Feb 2025, 14.30 WITA"),
        ("2025-02-02T16:00Z", "2025-02-03T15:59Z", "day", "3 Feb 2025"),
        ("2025-02-02T16:00Z", "2025-02-05T15:59Z", "day", "3–5 Feb 2025"),
        ("2025-01-29T16:00Z", "2025-02-02T15:59Z", "day", "30 Jan–2 Feb 2025"),
        ("2024-12-30T16:00Z", "2025-01-02T15:59Z", "day", "31 Des 2024–2 Jan 2025"),
        ("2025-02-02T16:00Z", "2025-02-09T15:59Z", "week", "minggu 3–9 Feb 2025"),
        ("2025-01-31T16:00Z", "2025-02-28T15:59Z", "month", "Februari 2025"),
        ("2024-12-31T16:00Z", "2025-12-31T15:59Z", "year", "2025"),
    ],
)
def test_a_time_is_said_as_exactly_as_it_is_known(
    first: str, last: str, precision: str, words: str
) -> None:
    assert shown(first, last, precision) == words


@pytest.mark.parametrize(
    ("zone", "words"),
    [
        ("Asia/Jakarta", "3 Feb 2025, 13.30 WIB"),
        ("Asia/Jayapura", "3 Feb 2025, 15.30 WIT"),
        (None, "3 Feb 2025, 13.30 WIB"),
    ],
)
def test_the_zone_is_that_of_the_place(zone: str | None, words: str) -> None:
    assert shown("2025-02-03T06:30Z", "2025-02-03T06:30Z", "hour", zone) == words
