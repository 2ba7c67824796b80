from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from sipks.program import Program

from .signin.cli import reset_factor

if TYPE_CHECKING:
    from sipks.places.models import Area

    from .models import User

Command = Callable[..., Any]


@click.group()
def officer() -> None:
    """Accounts of officers."""


officer.add_command(reset_factor)


def _grant(command: Command) -> Command:
    """The options that say what somebody may do."""
    options = (
        click.option("--area", "code", required=True, help="Code of the area: ID, 73, 73.71 …"),
        click.option("--role", "roles", multiple=True, default=("R3",), show_default=True,
                     help="R1 … R14; may be given several times."),
        click.option("--clearance", type=click.IntRange(0, 3), default=1, show_default=True,
                     help="0 Biasa, 1 Terbatas, 2 Rahasia, 3 Sangat Rahasia."),
    )  # fmt: skip
    for option in reversed(options):
        command = option(command)
    return command


def _ready(command: Command) -> Command:
    """Make the program ready, and say what it refuses."""

    @wraps(command)
    def run(program: Program, *arguments: Any, **options: Any) -> Any:
        program.ready()
        with _said(command.__name__.rstrip("_")):
            return command(*arguments, **options)

    return click.pass_obj(run)


@contextmanager
def _said(name: str) -> Iterator[None]:
    from django.core.exceptions import ValidationError

    from .scope import Actor, bind

    try:
        with bind(Actor.program(f"sipks officer {name}", "people")):
            yield
    except ValidationError as error:
        raise click.ClickException("; ".join(error.messages)) from None


def _area(code: str) -> Area:
    from sipks.places.models import Area

    found = Area.objects.filter(code=code, valid_to=None).first()
    if found is None:
        raise click.ClickException(f"Tidak ada wilayah dengan kode {code}.")
    return found


def _roles(codes: tuple[str, ...]) -> list[Any]:
    from .choices import Role

    try:
        return [Role(code) for code in codes]
    except ValueError as error:
        raise click.ClickException(f"Peran tidak dikenal: {error}") from None


def _user(username: str) -> User:
    from .models import User

    found = User.objects.filter(username=username).first()
    if found is None:
        raise click.ClickException(f"Tidak ada pengguna {username}.")
    return found


@officer.command()
@click.argument("username")
@click.option("--name", required=True, help="Name as it is shown to others.")
@_grant
@_ready
def add(username: str, name: str, code: str, roles: tuple[str, ...], clearance: int) -> None:
    """Make an account and print its first password, once."""
    from .services import officer_create

    password = "-".join(secrets.token_hex(3) for _ in range(3))
    area = _area(code)
    officer_create(
        username=username, name=name, password=password, area=area, roles=_roles(roles),
        clearance=clearance,
    )  # fmt: skip
    click.echo(f"{username} · {area.name} · sandi pertama: {password}")


@officer.command()
@click.argument("username")
@click.option("--name", required=True, help="Name as it is shown to others.")
@click.option("--email", default="", help="Where the link is mailed when there is a server.")
@_grant
@click.option("--decree", default="", help="Number of the decree (SK).")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="Last day; default 31 December.")
@_ready
def invite(
    username: str, name: str, email: str, code: str, roles: tuple[str, ...], clearance: int,
    decree: str, until: Any,
) -> None:  # fmt: skip
    """Invite somebody to the office of an area and print the link, once."""
    from .forms.offices import end_of_year
    from .services.invitations import invitation_create
    from .services.mail import invitation_link, invitation_mail
    from .services.offices import office_of_area

    area = _area(code)
    if (office := office_of_area(area)) is None:
        raise click.ClickException(f"{area.name} tidak mempunyai kantor Kesbangpol.")
    last: date = until.date() if until else end_of_year()
    invitation, secret = invitation_create(
        office=office, name=name, username=username, email=email, roles=_roles(roles),
        clearance=clearance, valid_to=last, decree_number=decree, decree_date=None,
    )  # fmt: skip
    if invitation_mail(invitation=invitation, secret=secret):
        click.echo(f"{username} · {office} · tautan dikirim ke {email}")
    else:
        click.echo(f"{username} · {office} · {invitation_link(secret)}")


@officer.command()
@click.argument("username")
@click.option("--reason", required=True, help="Why; it goes into the record.")
@_ready
def leave(username: str, reason: str) -> None:
    """End somebody's access and all his sessions at once."""
    from .services.leaving import officer_leave

    ended = officer_leave(user=_user(username), reason=reason)
    click.echo(f"{username} · {ended} keanggotaan diakhiri, semua sesi ditutup")


@officer.command(name="reset-password")
@click.argument("username")
@click.option("--reason", required=True, help="Why; it goes into the record.")
@_ready
def reset_password(username: str, reason: str) -> None:
    """Print the link by which somebody who forgot his password sets a new one, once."""
    from .services.password_link import password_link_create

    click.echo(f"{username} · {password_link_create(user=_user(username), reason=reason)}")


@officer.command(name="list")
@click.option("--area", "code", default="ID", show_default=True, help="Only here and below.")
@click.option("--all", "past", is_flag=True, help="Also memberships that ended.")
@_ready
def list_(code: str, past: bool) -> None:
    """Print memberships: username, area, roles, clearance, last day, decree."""
    from django.utils import timezone

    from .models import Membership, valid_on
    from .scope import below

    rows = Membership.objects.filter(below("area__code", _area(code).code))
    if not past:
        rows = rows.filter(valid_on(timezone.localdate()), user__is_active=True)
    for row in rows.select_related("user", "area").order_by("area__code", "user__username"):
        last = row.ended_at.date() if row.ended_at else row.valid_to
        values = (row.user.username, row.area.code, ",".join(row.roles), row.clearance,
                  last or "-", row.decree_number or "-")  # fmt: skip
        click.echo("\t".join(str(value) for value in values))
