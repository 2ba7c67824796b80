from __future__ import annotations

from unittest.mock import MagicMock

import pytest
from pytest_django import Settings

from sipks.config import checks


@pytest.mark.parametrize(
    ("site", "hosts", "found"),
    [
        ("https://sipks.example", ["sipks.example"], []),
        ("http://localhost:8000", ["localhost"], []),
        ("sipks.example", ["sipks.example"], ["sipks.E001"]),
        ("https://sipks.example", ["localhost"], ["sipks.E002"]),
        ("https://sipks.example", ["*"], []),
    ],
)
def test_the_address_must_be_whole_and_allowed(
    settings: Settings, site: str, hosts: list[str], found: list[str]
) -> None:
    settings.SITE_URL, settings.ALLOWED_HOSTS = site, hosts
    assert [one.id for one in checks.site_url(None)] == found


def test_plain_http_is_warned_of_in_service(settings: Settings) -> None:
    settings.SECURE = False
    assert [one.id for one in checks.plain_http(None)] == ["sipks.W001"]
    settings.SECURE = True
    assert not checks.plain_http(None)


@pytest.mark.django_db
def test_a_role_that_bypasses_row_security_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIPKS_AS_OWNER", "0")
    assert checks.app_role(None, databases=["default"]) == []
    superuser = MagicMock()
    superuser.cursor.return_value.__enter__.return_value.fetchone.return_value = (True,)
    monkeypatch.setattr(checks, "connection", superuser)
    assert [one.id for one in checks.app_role(None, databases=["default"])] == ["sipks.E004"]


@pytest.mark.django_db
def test_the_database_must_know_this_copys_key(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    monkeypatch.setenv("SIPKS_AS_OWNER", "0")
    settings.ROW_KEY = "of another copy"
    assert [one.id for one in checks.row_security(None, databases=["default"])] == ["sipks.E005"]


@pytest.mark.django_db
def test_a_login_that_only_steps_down_is_warned_of(monkeypatch: pytest.MonkeyPatch) -> None:
    """As it is in the tests: they make their database as the owner, and step down."""
    monkeypatch.setenv("SIPKS_AS_OWNER", "0")
    assert [one.id for one in checks.row_security(None, databases=["default"])] == ["sipks.W002"]
