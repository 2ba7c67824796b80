from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection

from sipks.intake.models import Source
from sipks.people.scope import Actor
from sipks.places.models import Area

from .intake_world import make_source


@pytest.fixture
def source(areas: dict[str, Area], program: Actor) -> Source:
    """A source of Kota Makassar, with the program bound as the actor."""
    return make_source(areas["73.71"])


@pytest.fixture
def role_comes_back() -> Iterator[None]:
    """After the owner has emptied the tables, go on as the app's role."""
    role = connection.settings_dict["ROLE"]
    yield
    connection.close()
    connection.settings_dict["ROLE"] = role


@pytest.fixture
def committed(
    role_comes_back: None, transactional_db: None, areas: dict[str, Area], program: Actor
) -> Iterator[Source]:
    """A source that other threads and processes see; the tables are emptied afterwards."""
    yield make_source(areas["73.71"])
    connection.close()
    connection.settings_dict.pop("ROLE")
