"""Make this copy ready to work: database, tables, areas. Each step does nothing when done."""

from __future__ import annotations

import os
import subprocess
import sys

import django

from .env import home

SETTINGS = "sipks.config.settings"


def setup() -> None:
    """Load Django with our settings."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    django.setup()


def migrate() -> None:
    """Bring the tables up to date, as their owner, in a process of its own."""
    command = [sys.executable, "-m", "django", "migrate", "--verbosity", "0"]
    owner = os.environ | {"SIPKS_AS_OWNER": "1", "DJANGO_SETTINGS_MODULE": SETTINGS}
    subprocess.run(command, check=True, env=owner)  # noqa: S603 - our own interpreter and words


def migrated() -> bool:
    """Whether the tables are up to date."""
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    try:
        executor = MigrationExecutor(connection)
        return not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return False


def ready() -> None:
    """Load Django, migrate, and load the areas, as far as each is not done yet."""
    setup()
    if not migrated():
        migrate()
    _areas()


def settings_record() -> None:
    """Put changes of the settings since the last start into the record."""
    from .changed import settings_record as record

    record()


def _areas() -> None:
    """Load the shipped areas when there are none or other tables are shipped since, and make the
    offices that belong to them."""
    from sipks.audit.services import entry_create
    from sipks.people.models import Office
    from sipks.people.scope import Actor, bind
    from sipks.people.services.offices import offices_load
    from sipks.places.boundaries import shipped_version
    from sipks.places.models import Area
    from sipks.places.services import areas_load

    mark, version = home() / "wilayah.txt", shipped_version()
    current = mark.exists() and mark.read_text() == version
    if not (current and Area.objects.exists() and Office.objects.exists()):
        with bind(Actor.program("sipks", "audit")) as actor:
            count = areas_load()
            entry_create(
                actor=actor, verb="areas_load", subject="area", count=count, version=version[:64]
            )
            offices_load()
        mark.write_text(version)
