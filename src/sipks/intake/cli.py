from __future__ import annotations

import sys
from pathlib import Path

import click
from tqdm import tqdm


@click.command()
@click.argument("files", nargs=-1, required=True,
                type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--source", "code", default="BERKAS", show_default=True,
              help="Code of the source that the files come from.")
def intake(files: tuple[Path, ...], code: str) -> None:
    """Bring FILES in: .jsonl .csv .xlsx .txt (WhatsApp export) .eml, known by their content.

    What is stored is read and grouped at once. The same material again changes nothing.
    """
    from sipks.config.prepare import ready

    ready()
    from sipks.people.scope import Actor, bind

    with bind(Actor.program("sipks intake")):
        failed = [path for path in files if not _bring(path, code)]
        _read()
    sys.exit(1 if failed else 0)


def _bring(path: Path, code: str) -> bool:
    from sipks.intake.models import Upload, UploadState
    from sipks.intake.services.default_source import source_of
    from sipks.intake.services.uploads import upload_create, upload_run

    with path.open("rb") as stream:
        upload = upload_create(source=source_of(code), stream=stream, name=path.name, defer=False)
    with tqdm(total=upload.size, unit="B", unit_scale=True, desc=path.name, leave=False) as bar:

        def progress(upload: Upload) -> None:
            bar.update(upload.bytes_done - bar.n)

        upload_run(upload=upload, progress=progress)
    if upload.state == UploadState.REFUSED:
        click.echo(f"{path.name}: ditolak. {upload.refusal}", err=True)
        return False
    click.echo(f"{path.name}: {upload.rows_done} baris, {upload.stored} baru, "
               f"{upload.known} sudah ada, {upload.bad} dikesampingkan")
    return True


def _read() -> None:
    """Read what waits; a running worker may be doing so at the same time, and that is fine."""
    from sipks.incidents.services.pipeline import pending_process
    from sipks.intake.models import Pending
    from sipks.intake.services.readings import MAX_ATTEMPTS

    waiting = Pending.objects.filter(attempts__lt=MAX_ATTEMPTS)
    with tqdm(total=waiting.count(), desc="membaca", unit="bahan", leave=False) as bar:
        while done := pending_process():
            bar.update(done)
