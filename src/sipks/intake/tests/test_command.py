from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sipks.intake.cli import intake
from sipks.intake.models import Item, Upload
from sipks.people.scope import Actor, bind
from sipks.places.models import Area

from .intake_world import lines, make_source

pytestmark = pytest.mark.django_db


class Program:
    """The program, with nothing beyond intake in it."""

    read = 0

    def ready(self) -> None:
        """It is."""

    def read_pending(self, progress: Callable[[int], None] = lambda count: None) -> int:
        """Note that it was asked to read."""
        self.read += 1
        progress(1)
        return 1


@pytest.fixture
def program_made(areas: dict[str, Area]) -> Program:
    return Program()


def run(program: Program, *words: object) -> Result:
    return CliRunner().invoke(intake, [str(word) for word in words], obj=program)


def test_files_are_brought_in_and_read(program_made: Program, tmp_path: Path) -> None:
    one, two = tmp_path / "a.jsonl", tmp_path / "b.csv"
    one.write_bytes(lines({"text": "a"}, {"text": ""}))
    two.write_bytes(b"isi\na\nb\n")
    result = run(program_made, one, two)
    assert result.exit_code == 0, result.output
    assert "a.jsonl: 2 baris, 1 baru, 0 sudah ada, 1 dikesampingkan" in result.output
    assert "b.csv: 2 baris, 1 baru, 1 sudah ada, 0 dikesampingkan" in result.output
    assert program_made.read == 1
    again = run(program_made, one, two)
    assert "0 baru" in again.output
    with bind(Actor.program("test")):
        assert Item.objects.count() == 2
        assert set(Item.objects.values_list("source__code", flat=True)) == {"BERKAS"}


def test_one_bad_file_does_not_stop_the_others_and_is_told(
    program_made: Program, tmp_path: Path
) -> None:
    good, empty = tmp_path / "a.csv", tmp_path / "kosong.csv"
    good.write_bytes(b"isi\na\n")
    empty.touch()
    result = run(program_made, tmp_path / "tak-ada.csv", empty, tmp_path, good)
    assert result.exit_code == 1
    for words in ("tidak ada; periksa nama", "kosong", "Ini folder", "a.csv: 1 baris, 1 baru"):
        assert words in result.output
    assert program_made.read == 1


def test_a_source_is_chosen_by_its_code(
    program_made: Program, tmp_path: Path, areas: dict[str, Area]
) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(b"isi\na\n")
    with bind(Actor.program("test")):
        make_source(areas["73.71"], "LURAH")
    assert run(program_made, file, "--source", "LURAH").exit_code == 0
    wrong = run(program_made, file, "--source", "SALAH")
    assert wrong.exit_code == 1
    assert "Tidak ada sumber berkode SALAH" in wrong.output
    with bind(Actor.program("test")):
        assert Upload.objects.get().source.code == "LURAH"


def test_a_file_past_the_limit_is_told(
    program_made: Program, tmp_path: Path, settings: object
) -> None:
    settings.UPLOAD_MAX_BYTES = 3  # type: ignore[attr-defined]
    file = tmp_path / "a.csv"
    file.write_bytes(b"isi\na\n")
    result = run(program_made, file)
    assert result.exit_code == 1
    assert "SIPKS_UPLOAD_MAX_BYTES" in result.output
