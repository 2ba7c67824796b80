from __future__ import annotations

import secrets

import click

from sipks.program import Program


@click.group()
def officer() -> None:
    """Accounts of officers."""


@officer.command()
@click.argument("username")
@click.option("--name", required=True, help="Name as it is shown to others.")
@click.option("--area", "code", required=True, help="Code of the area: ID, 73, 73.71 …")
@click.option("--role", "roles", multiple=True, default=("R3",), show_default=True,
              help="R1 … R14; may be given several times.")  # fmt: skip
@click.option("--clearance", type=click.IntRange(0, 3), default=1, show_default=True,
              help="0 Biasa, 1 Terbatas, 2 Rahasia, 3 Sangat Rahasia.")  # fmt: skip
@click.pass_obj
def add(
    program: Program, username: str, name: str, code: str, roles: tuple[str, ...], clearance: int
) -> None:
    """Make an account and print its first password, once."""
    program.ready()
    from django.core.exceptions import ValidationError

    from sipks.places.models import Area

    from .choices import Role
    from .scope import Actor, bind
    from .services import officer_create

    password = "-".join(secrets.token_hex(3) for _ in range(3))
    try:
        area = Area.objects.get(code=code, valid_to=None)
        with bind(Actor.program("sipks officer add")):
            officer_create(
                username=username,
                name=name,
                password=password,
                area=area,
                roles=[Role(role) for role in roles],
                clearance=clearance,
            )
    except Area.DoesNotExist:
        raise click.ClickException(f"Tidak ada wilayah dengan kode {code}.") from None
    except ValidationError as error:
        raise click.ClickException("; ".join(error.messages)) from None
    except ValueError as error:
        raise click.ClickException(f"Peran tidak dikenal: {error}") from None
    click.echo(f"{username} · {area.name} · sandi pertama: {password}")
