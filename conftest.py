"""What every test base knows: three officers, and a database reached as the app's role."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

pytest_plugins = ["sipks.people.tests.officers"]


def pytest_configure(config: pytest.Config) -> None:
    """Argon2 is slow on purpose; tests make many officers."""
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """After the owner has made the test database, go on as the app's role."""
    from django.db import connection

    from sipks.config.database import APP_ROLE

    connection.close()
    connection.settings_dict["ROLE"] = APP_ROLE
    yield
    connection.close()
    connection.settings_dict.pop("ROLE")
