from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click
from tqdm import tqdm

from sipks.program import Program

if TYPE_CHECKING:
    from sipks.intake.models import Upload


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--source",
    "code",
    default="BERKAS",
    show_default=True,
    help="Code of the source that the files come from.",
)
@click.pass_obj
def intake(program: Program, files: tuple[Path, ...], code: str) -> None:
    """Bring FILES in: .jsonl .csv .xlsx .txt (WhatsApp export) .eml, known by their content.

    What is stored is read and grouped at once. The same material again changes nothing. Exit
    status 1: at least one file could not be used.
    """
    program.ready()
    from sipks.people.scope import Actor, bind

    with bind(Actor.program("sipks intake")):
        results = [_bring(path, code) for path in files]
        _read(program)
    sys.exit(0 if all(results) else 1)


def _bring(path: Path, code: str) -> bool:
    from sipks.intake.models import UploadState
    from sipks.intake.services.default_source import UnknownSource, source_of
    from sipks.intake.services.uploads import TooLarge, upload_create

    try:
        with path.open("rb") as stream:
            upload = upload_create(
                source=source_of(code), stream=stream, name=path.name, defer=False
            )
    except UnknownSource:
        raise click.ClickException(f"Tidak ada sumber berkode {code}.") from None
    except TooLarge:
        return _refused(path, "lebih besar dari SIPKS_UPLOAD_MAX_BYTES; bagi berkasnya.")
    except OSError as error:
        return _refused(path, _why(error))
    _run(upload)
    if upload.state == UploadState.REFUSED:
        return _refused(path, upload.refusal)
    click.echo(f"{path.name}: {_figures(upload)}")
    return True


def _run(upload: Upload) -> None:
    from sipks.intake.services.uploads import upload_run

    with _bar(upload.size, "B", upload.name) as bar:
        upload_run(upload=upload, progress=lambda one: _advance(bar, one.bytes_done))


def _bar(total: int, unit: str, name: str) -> tqdm[NoReturn]:
    """A bar on a terminal, nothing where output goes to a file."""
    return tqdm(total=total, unit=unit, unit_scale=True, desc=name, leave=False, disable=None)


def _advance(bar: tqdm[NoReturn], position: int) -> None:
    bar.update(position - bar.n)


def _figures(upload: Upload) -> str:
    parts = [
        f"{upload.rows_done} baris",
        f"{upload.stored} baru",
        f"{upload.known} sudah ada",
        f"{upload.bad} dikesampingkan",
    ]
    return ", ".join([*parts, f"{upload.ignored} bukan laporan"] if upload.ignored else parts)


def _refused(path: Path, reason: str) -> bool:
    click.echo(f"{path.name}: ditolak. {reason}", err=True)
    return False


def _why(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return f"Berkas {error.filename} tidak ada; periksa nama dan foldernya."
    if isinstance(error, IsADirectoryError):
        return "Ini folder; sebutkan berkas di dalamnya."
    if isinstance(error, PermissionError):
        return "Berkas tidak boleh dibaca oleh pengguna ini."
    return f"Berkas tidak terbaca ({error.strerror})."


def _read(program: Program) -> None:
    """Read what waits; a running worker may be doing so at the same time, and that is fine."""
    from sipks.intake.services.readings import pending_count

    with _bar(pending_count(), "bahan", "membaca") as bar:
        program.read_pending(lambda count: _advance(bar, int(bar.n) + count))
