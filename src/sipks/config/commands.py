"""Commands for whoever looks after an installation."""

from __future__ import annotations

import click


@click.command()
def migrate() -> None:
    """Bring the database up to date, as the owner of the tables."""
    from .prepare import migrate as run
    from .prepare import settings_record, setup

    run()
    setup()
    settings_record()


@click.command()
@click.option("--deploy", is_flag=True, help="Also what matters only in service (TLS, hosts).")
@click.option("--database", is_flag=True, help="Also the database and the role that is used in it.")
def check(deploy: bool, database: bool) -> None:
    """Say what is wrong with the settings, and what to do about it."""
    from django.core.management import call_command
    from django.core.management.base import SystemCheckError

    from .prepare import setup

    setup()
    databases = ["default"] if database else None
    try:
        call_command("check", deploy=deploy, databases=databases, fail_level="WARNING")
    except SystemCheckError as problem:
        raise click.ClickException(str(problem)) from problem
