"""Deadlines of the law: hours that run on, and working days that do not."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from sipks.privacy.choices import RequestKind
from sipks.privacy.clocks import BREACH, INFORMATION, clock_for

WITA = ZoneInfo("Asia/Makassar")


@pytest.mark.parametrize("kind", [kind for kind in RequestKind if kind != "information"])
def test_rights_of_data_subjects_have_72_hours_through_nights_and_weekends(
    kind: RequestKind,
) -> None:
    friday = datetime(2026, 3, 6, 16, 30, tzinfo=WITA)
    assert clock_for(kind).due(friday, "Asia/Makassar") == datetime(2026, 3, 9, 16, 30, tzinfo=WITA)


def test_a_breach_has_72_hours_from_knowledge() -> None:
    known = datetime(2026, 12, 31, 23, 59, tzinfo=WITA)
    assert BREACH.due(known, "Asia/Makassar") - known == timedelta(hours=72)


@pytest.mark.parametrize(
    ("received", "last", "extended"),
    [
        # Worked by hand on a calendar: the day of receipt does not count, Sat and Sun are skipped.
        (datetime(2026, 3, 2, 9, 0), (2026, 3, 16), (2026, 3, 25)),
        (datetime(2026, 3, 6, 15, 0), (2026, 3, 20), (2026, 3, 31)),
        (datetime(2026, 3, 7, 10, 0), (2026, 3, 20), (2026, 3, 31)),
    ],
)
def test_public_information_has_ten_working_days_and_seven_more(
    received: datetime, last: tuple[int, int, int], extended: tuple[int, int, int]
) -> None:
    moment = received.replace(tzinfo=WITA)
    due = INFORMATION.due(moment, "Asia/Makassar").astimezone(WITA)
    assert (due.year, due.month, due.day) == last
    later = INFORMATION.due(moment, "Asia/Makassar", extended=True).astimezone(WITA)
    assert (later.year, later.month, later.day) == extended


def test_the_day_is_that_of_the_office() -> None:
    """At 23.30 WITA it is still the same day there, while the servers' clock says another."""
    late = datetime(2026, 3, 2, 23, 30, tzinfo=WITA)
    due = INFORMATION.due(late.astimezone(ZoneInfo("Asia/Jayapura")), "Asia/Makassar")
    assert due.astimezone(WITA).day == 16


def test_each_deadline_names_its_rule_and_article() -> None:
    for kind in RequestKind:
        clock = clock_for(kind)
        assert clock.id in ("DL-16", "DL-17")
        assert "Pasal" in clock.basis
