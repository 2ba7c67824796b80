from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sipks.intake.connectors.base import FieldError, JsonValue
from sipks.intake.connectors.dates import PLANNED, plausible, read_moment, read_time

from .helpers import NOW, OPTIONS


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2025-03-17T14:30:00+08:00", "2025-03-17T14:30:00+08:00"),
        ("2025-03-17T07:30:00Z", "2025-03-17T07:30:00+00:00"),
        ("2025-03-17 14:30", "2025-03-17T14:30:00+07:00"),
        ("17/03/2025 14.30", "2025-03-17T14:30:00+07:00"),
        ("17-03-25, 14:30:05", "2025-03-17T14:30:05+07:00"),
        ("17.03.2025 2:30 PM", "2025-03-17T14:30:00+07:00"),
        ("3/17/2025 14:30", "2025-03-17T14:30:00+07:00"),
        ("2025/03/17 14.30", "2025-03-17T14:30:00+07:00"),
        ("Senin, 17 Maret 2025 pukul 14.30 WITA", "2025-03-17T14:30:00+08:00"),
        ("17 Agt 2024 09:05 WIT", "2024-08-17T09:05:00+09:00"),
        ("March 17, 2025 14:30", "2025-03-17T14:30:00+07:00"),
        ("Mon Mar 17 07:30:00 +0000 2025", "2025-03-17T07:30:00+00:00"),
        ("1742196600", "2025-03-17T07:30:00+00:00"),
        ("1742196600000", "2025-03-17T07:30:00+00:00"),
        (45733.604166667, "2025-03-17T14:30:00+07:00"),
    ],
)
def test_moments_as_people_and_programs_write_them(written: JsonValue, meant: str) -> None:
    moment, timed = read_moment(written, OPTIONS, "published_at")
    assert (moment, timed) == (datetime.fromisoformat(meant), True)


@pytest.mark.parametrize("written", ["2025-03-17", "17 Mei 2025", "17/5/25", 45733, "20250317"])
def test_a_day_has_no_time(written: JsonValue) -> None:
    moment, timed = read_moment(written, OPTIONS, "published_at")
    assert not timed
    assert (moment.hour, moment.utcoffset()) == (0, timedelta(hours=7))


@pytest.mark.parametrize(
    "written", ["kemarin", "31/02/2025", "99/99/2025", "2025-13-40", "x" * 500]
)
def test_unreadable_dates_say_how_to_write_one(written: str) -> None:
    with pytest.raises(FieldError) as caught:
        read_moment(written, OPTIONS, "published_at")
    assert caught.value.code == "date_unreadable"
    assert "17/03/2025" in caught.value.reason


@pytest.mark.parametrize("year", [1, 1900, 1970, 1989, 2100, 9999])
def test_dates_of_empty_cells_and_of_the_far_future_are_set_aside(year: int) -> None:
    with pytest.raises(FieldError) as caught:
        plausible(datetime(year, 1, 1, tzinfo=UTC), OPTIONS, "published_at")
    assert caught.value.code == "date_implausible"
    assert str(year) in caught.value.reason


def test_an_announced_event_may_lie_ahead_and_a_clock_may_be_a_day_off() -> None:
    soon = NOW + timedelta(days=100)
    assert plausible(soon, OPTIONS, "happened_at", PLANNED) == soon
    assert plausible(NOW + timedelta(hours=20), OPTIONS, "published_at") > NOW
    with pytest.raises(FieldError):
        plausible(soon, OPTIONS, "published_at")


@given(st.text(max_size=120) | st.floats() | st.integers() | st.booleans())
def test_nothing_but_a_field_error_comes_out(value: JsonValue) -> None:
    try:
        moment, _ = read_moment(value, OPTIONS, "published_at")
        plausible(moment, OPTIONS, "published_at")
    except FieldError:
        return
    assert moment.tzinfo is not None


@given(st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2025, 1, 1)))
def test_every_minute_survives_being_written_the_indonesian_way(moment: datetime) -> None:
    found, _ = read_moment(f"{moment:%d/%m/%Y %H.%M} WITA", OPTIONS, "published_at")
    assert found.replace(tzinfo=None) == moment.replace(second=0, microsecond=0)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("14.30", "14:30"), ("2:30 sore", "14:30"), ("12:05 AM", "00:05"), ("25.99", None)],
)
def test_times_of_day(written: str, meant: str | None) -> None:
    found = read_time(written)
    assert (f"{found:%H:%M}" if found else None) == meant
