from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from sipks.audit.models import Entry
from sipks.intake.connectors.base import FieldError
from sipks.intake.models import Item, Source
from sipks.intake.services.reports import report_create, report_submit
from sipks.people.choices import Role
from sipks.people.models import User
from sipks.people.scope import Actor, bind
from sipks.places.models import Area

pytestmark = pytest.mark.django_db
REPORT: dict[str, Any] = {
    "happened_at": datetime(2025, 3, 17, 6, 30, tzinfo=UTC),
    "exact": True,
    "what": "Dua kelompok pemuda saling lempar batu.",
    "point": (-5.16, 119.41),
    "details": {"spot": "dekat pasar", "parties": "warga dua lorong", "action": "dilerai"},
}


def report(user: User, area: Area, **changes: Any) -> Item:
    with bind(Actor.of(user)):
        return report_create(area=area, **REPORT | changes)


def test_a_report_says_what_where_and_when(officer: User, areas: dict[str, Area]) -> None:
    item = report(officer, areas["73.71.01"])
    assert item.text.splitlines() == [
        "Dua kelompok pemuda saling lempar batu.",
        "Waktu kejadian: 17 Maret 2025 pukul 14.30 WITA.",
        "Pihak yang terlibat: warga dua lorong",
    ]
    assert item.fields == {
        "place": "dekat pasar",
        "parties": "warga dua lorong",
        "action": "dilerai",
        "district": "Mariso",
        "regency": "Kota Makassar",
        "province": "Sulawesi Selatan",
        "area_code": "73.71.01",
        "happened_at": "2025-03-17T14:30:00+08:00",
        "submitted_by": str(officer.pk),
        "lat": -5.16,
        "lon": 119.41,
        "_published_from": "happened_at",
    }
    assert (item.connector, item.source.code, item.scope_code) == ("form", "LAPOR-73.71", "73.71")
    with bind(Actor.of(officer)):
        entry = Entry.objects.get(verb="report_create")
    assert (entry.actor_id, entry.scope_code, entry.history) == (officer.pk, "73.71", True)


def test_a_day_without_a_time_is_only_a_day(officer: User, areas: dict[str, Area]) -> None:
    item = report(officer, areas["73.71"], exact=False)
    assert "pukul" not in item.text
    assert item.fields["_published_precision"] == "day"


def test_who_may_only_report_can_report(make_officer: Any, areas: dict[str, Area]) -> None:
    reporter = make_officer("pelapor", "73.71.01", Role.REPORTER)
    first, second = report(reporter, areas["73.71.01"]), report(reporter, areas["73.71.01"])
    assert first == second
    with bind(Actor.of(reporter)):
        assert Item.objects.count() == Source.objects.count() == 0


def test_a_date_that_cannot_be_is_refused(officer: User, areas: dict[str, Area]) -> None:
    with pytest.raises(FieldError):
        report(officer, areas["73.71"], happened_at=datetime(1900, 1, 1, tzinfo=UTC))


def test_who_works_for_no_office_cannot_report(areas: dict[str, Area]) -> None:
    with bind(Actor.program("test", "people")):
        nobody = User.objects.create_user("x", password="rahasia-betul", name="X")
    with pytest.raises(PermissionDenied):
        report(nobody, areas["73.71"])


def test_a_report_for_a_given_source(source: Source) -> None:
    item = report_submit(source=source, data={"text": "isi", "judul": "J"})
    assert (item.text, item.title, item.source) == ("isi", "J", source)
