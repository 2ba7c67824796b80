from __future__ import annotations

import pytest

from sipks.audit.models import Entry
from sipks.config.changed import VERB, settings_record
from sipks.people.scope import Actor, bind

pytestmark = pytest.mark.django_db


def last() -> Entry:
    with bind(Actor.program("test", "audit")):
        entry: Entry = Entry.objects.filter(verb=VERB).latest("pk")
    return entry


def test_the_first_start_is_recorded_and_the_next_says_nothing() -> None:
    assert "VERSION" in settings_record()
    assert settings_record() == []


def test_a_change_is_told_with_its_values(monkeypatch: pytest.MonkeyPatch) -> None:
    settings_record()
    monkeypatch.setenv("SIPKS_UPLOAD_MAX_BYTES", "1000")
    settings_record()
    monkeypatch.setenv("SIPKS_UPLOAD_MAX_BYTES", "2000")

    assert settings_record() == ["UPLOAD_MAX_BYTES"]
    assert last().detail["before"] == {"UPLOAD_MAX_BYTES": "1000"}
    assert last().detail["after"] == {"UPLOAD_MAX_BYTES": "2000"}


@pytest.mark.parametrize(
    "name", ["SECRET_KEY", "EMAIL_URL", "DATABASE_URL", "OIDC_SECRET", "SEAL_KEYS", "API_TOKEN"]
)
def test_a_secret_is_told_by_its_name_alone(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    settings_record()
    monkeypatch.setenv(f"SIPKS_{name}", "smtp://kata:sandi-panjang@mail")

    assert settings_record() == [name]
    assert "sandi-panjang" not in str(last().detail)
    assert last().detail["after"] == {}


def test_what_is_taken_away_is_a_change(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIPKS_DRILL", "1")
    settings_record()
    monkeypatch.delenv("SIPKS_DRILL")

    assert settings_record() == ["DRILL"]
    assert (last().detail["before"], last().detail["after"]) == ({"DRILL": "1"}, {})
