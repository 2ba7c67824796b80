from __future__ import annotations

import click

from sipks.program import Program


@click.command("reset-factor")
@click.argument("username")
@click.option("--reason", required=True, help="Kept in the record and shown to the user.")
@click.pass_obj
def reset_factor(program: Program, username: str, reason: str) -> None:
    """Take away the second factors of who lost them all, when no administrator can."""
    program.ready()
    from sipks.people.models import User
    from sipks.people.scope import Actor, bind
    from sipks.people.services.second_factor import ReasonTooShort, second_factor_reset

    with bind(Actor.program("sipks officer reset-factor", "people")):
        user = User.objects.filter(username__iexact=username).first()
        if user is None:
            raise click.ClickException(f"Tidak ada petugas bernama {username}.")
        try:
            removed = second_factor_reset(user, reason)
        except ReasonTooShort:
            raise click.ClickException("Tulis alasannya, sedikitnya sepuluh huruf.") from None
        except PermissionError:
            raise click.ClickException(f"{username} tidak punya keanggotaan.") from None
    click.echo(f"{username}: {removed} faktor dihapus, semua sesi ditutup")
