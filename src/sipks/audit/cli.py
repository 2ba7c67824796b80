from __future__ import annotations

import sys
import time

import click

from sipks.program import Program


@click.group()
def audit() -> None:
    """The record of what was done."""


@audit.command()
@click.option("--digest", "given", multiple=True, metavar="FILE|HEX",
              help="A digest kept outside: the file, one of its lines, or the digest alone; may be"
              " given several times.")  # fmt: skip
@click.pass_obj
def verify(program: Program, given: tuple[str, ...]) -> None:
    """Prove that no entry was changed, added or removed, or name the first broken link."""
    program.ready()
    from .keeping import digests_read
    from .verifying import verify as run

    try:
        known, alone = digests_read(given)
    except (ValueError, OSError) as error:
        raise click.BadParameter(f"bukan sidik: {error}", param_hint="--digest") from None
    began = time.monotonic()
    with program.acting("sipks audit verify", "audit"):
        verdict = run(known, alone, _progress)
    rate = verdict.count / max(time.monotonic() - began, 0.001)
    if broken := verdict.broken:
        where = f"mata rantai {broken.position}" if broken.position else "tanpa tempat dalam rantai"
        which = f" (catatan {broken.entry})" if broken.entry else ""
        click.echo(f"RUSAK, {where}{which}: {broken.what}")
        click.echo(f"utuh sebelum itu: {verdict.count} {verdict.digest}")
        sys.exit(1)
    click.echo(f"utuh: {verdict.count} catatan, {rate:.0f} per detik")
    click.echo(f"sidik: {verdict.count} {verdict.digest}")


def _progress(count: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{count}", nl=False, err=True)


@audit.command()
@click.pass_obj
def head(program: Program) -> None:
    """Print the newest digest: time, number of entries, SHA-256. Keep it outside."""
    program.ready()
    from django.utils import timezone

    from .keeping import line_of
    from .verifying import head as newest

    with program.acting("sipks audit head", "audit"):
        click.echo(line_of(newest(), timezone.now()))
