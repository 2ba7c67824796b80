from __future__ import annotations

import click

from sipks.program import Program


@click.group()
def seal() -> None:
    """Keys of what is sealed: informants' identities, second factors, kept files."""


@seal.command()
@click.pass_obj
def status(program: Program) -> None:
    """Say which keys there are, and how many values are sealed under each."""
    program.ready()
    from .errors import SealError

    try:
        _status()
    except SealError as error:
        raise click.ClickException(str(error)) from None


def _status() -> None:
    from sipks.people.scope import Actor, bind

    from .ring import ring
    from .rotation import counts

    with bind(Actor.program("sipks seal", "seal", "people")):
        found = counts()
    keys = ring()
    lost = sorted({key for store in found.values() for key in store} - {k.id for k in keys.keys})
    for number, key in enumerate([key.id for key in keys.keys] + lost):
        note = "kunci sekarang" if number == 0 else "HILANG" if key in lost else "kunci lama"
        held = ", ".join(f"{name} {store[key]}" for name, store in found.items() if store[key])
        click.echo(f"{key}  {note:<14}  {held or '0'}")


@seal.command()
@click.option("--new", is_flag=True, help="Make a new key first, in the file of keys.")
@click.pass_obj
def rotate(program: Program, new: bool) -> None:
    """Seal every value anew under the current key, while the system runs.

    May be stopped at any moment and started again. With keys from the environment put the new one
    first there, restart, and then rotate.
    """
    program.ready()
    from sipks.people.scope import Actor, bind

    from .errors import SealError
    from .ring import ring
    from .rotation import key_add, renew_all

    try:
        current = (key_add() if new else ring()).current
        with bind(Actor.program("sipks seal rotate", "seal", "people")) as actor:
            done = renew_all(lambda name, done: click.echo(f"{name}: {done}", err=True))
            _record(actor, "seal_rotate", key=current.id, renewed=done)
    except SealError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{done} nilai disegel ulang dengan kunci {current.id}.")
    _status()


@seal.command()
@click.argument("key_id")
@click.pass_obj
def forget(program: Program, key_id: str) -> None:
    """Take an old key out of the file, once nothing is sealed under it."""
    program.ready()
    from sipks.people.scope import Actor, bind

    from .errors import SealError
    from .rotation import key_remove

    try:
        with bind(Actor.program("sipks seal forget", "seal", "people")) as actor:
            key_remove(key_id)
            _record(actor, "seal_forget", key=key_id)
    except SealError as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"Kunci {key_id} dibuang.")


def _record(actor: object, verb: str, **detail: object) -> None:
    from sipks.audit.services import entry_create

    entry_create(actor=actor, verb=verb, subject="settings", **detail)  # type: ignore[arg-type]
