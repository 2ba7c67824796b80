from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from sipks.program import Program

if TYPE_CHECKING:
    from .models import RetentionRun


@click.group()
def privacy() -> None:
    """Protection of personal data."""


@privacy.command()
@click.option("--apply/--dry-run", "applies", default=False, show_default=True,
              help="Remove what is past its term; else only say what would go.")  # fmt: skip
@click.option("--kind", "kinds", multiple=True, help="Only this kind; may be given several times.")
@click.pass_obj
def retention(program: Program, applies: bool, kinds: tuple[str, ...]) -> None:
    """Say what is past its term of retention, by kind: how many, how large, the oldest, and why."""
    program.ready()
    from sipks.people.scope import bind

    from .retention.rules import BY_KIND
    from .retention.run import Busy, retention_run, service_actor

    if unknown := set(kinds) - set(BY_KIND):
        raise click.ClickException(
            f"Jenis tidak dikenal: {', '.join(sorted(unknown))}. Pilih: {', '.join(BY_KIND)}"
        )
    try:
        with bind(service_actor()):
            run = retention_run(apply=applies, kinds=kinds)
    except Busy:
        raise click.ClickException("Retensi sedang berjalan di tempat lain.") from None
    _tell(run)
    if any(one["problem"] for one in run.found):
        raise SystemExit(1)


def _tell(run: RetentionRun) -> None:
    from .retention.terms import terms

    holds = terms()
    for one in run.found:
        term = holds[one["kind"]]
        click.echo(f"{one['kind']}: {_figures(one)}")
        click.echo(f"    {term.rule.what}")
        click.echo(f"    {one['days']} hari {term.rule.since}; {term.rule.action.label}")
        click.echo(f"    {term.basis}")
        if one["problem"]:
            click.echo(f"    GAGAL: {one['problem']}")
    if not run.applied:
        click.echo("Tidak ada yang dihapus. Dengan --apply yang di atas dilaksanakan.")


def _figures(one: dict[str, Any]) -> str:
    said = f"{one['count']} lewat masa"
    if one["bytes"]:
        said += f", {one['bytes'] / 2**20:.1f} MiB"
    if one["oldest"]:
        said += f", tertua {one['oldest'][:10]}"
    if one["held"]:
        said += f"; {one['held']} ditahan karena masih diperlukan"
    if one["done"]:
        said += f"; {one['done']} dikerjakan"
    return said
