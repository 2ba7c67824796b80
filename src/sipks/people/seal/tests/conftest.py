from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection

from sipks.people.models import User
from sipks.people.tests.officers import MakeOfficer


@pytest.fixture
def role_comes_back() -> Iterator[None]:
    """After the owner has emptied the tables, go on as the app's role."""
    role = connection.settings_dict["ROLE"]
    yield
    connection.close()
    connection.settings_dict["ROLE"] = role


@pytest.fixture
def committed(
    role_comes_back: None, transactional_db: None, make_officer: MakeOfficer
) -> Iterator[User]:
    """An officer of Makassar that other processes see; the tables are emptied afterwards."""
    yield make_officer("makassar", "73.71")
    connection.close()
    connection.settings_dict.pop("ROLE")
