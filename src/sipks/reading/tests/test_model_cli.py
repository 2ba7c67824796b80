"""`sipks model train` and `sipks model evaluate`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sipks.reading.learning.cli import model
from sipks.reading.taxonomy import HATE_LABELS

from .hate_tables import HEADER, rows, write


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(model, [*map(str, arguments)])


def figures(*arguments: str | Path) -> dict[str, Any]:
    result = run("evaluate", "--task", "hate", *arguments)
    assert result.exit_code == 0, result.output
    answer: dict[str, Any] = json.loads(result.stdout)
    return answer


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("latih")
    labels = write(folder / "latih.csv", rows()[::2])
    result = run("train", "--task", "hate", "--labels", labels, "--out", folder / "model")
    assert result.exit_code == 0, result.output
    assert not result.stdout
    return folder / "model"


def test_a_trained_model_tells_insult_from_praise(trained: Path, tmp_path: Path) -> None:
    said = figures("--labels", write(tmp_path / "uji.csv", rows()[1::2]), "--model", trained)
    assert said["labels"]["Abusive"]["f1"] > 0.95
    assert said["labels"]["Abusive"]["support"] == 40
    assert said["macro_f1"] > 0.95
    assert said["exact"] > 0.9
    assert said["items"] == 80
    assert said["items_per_second"] > 0


def test_training_with_dev_prints_its_figures(tmp_path: Path) -> None:
    labels = write(tmp_path / "latih.csv", rows()[::3])
    dev = write(tmp_path / "dev.csv", rows()[1::3])
    arguments = ("--labels", labels, "--dev", dev, "--out", tmp_path / "model")
    result = run("train", "--task", "hate", *arguments)
    assert json.loads(result.stdout)["items"] == len(rows()[1::3])
    assert "tersimpan" in result.stderr


def test_the_shipped_reader_is_measured_without_a_model(tmp_path: Path) -> None:
    said = figures("--labels", write(tmp_path / "uji.csv", rows()))
    assert set(said["labels"]) == {"HS", "Abusive", "HS_Individual"}
    assert said["labels"]["Abusive"]["recall"] > 0.5


def test_columns_that_the_model_does_not_know_are_left_out(trained: Path, tmp_path: Path) -> None:
    header = ",".join(["Tweet", *HATE_LABELS])
    table = write(tmp_path / "uji.csv", ["selamat pagi" + ",0" * 12], header)
    assert set(figures("--labels", table, "--model", trained)["labels"]) == set(
        HEADER.split(",")[1:]
    )


@pytest.mark.parametrize(
    ("header", "line", "reason"),
    [
        ("id,HS", "1,0", "tidak ada kolom teks"),
        ("Tweet,marah", "halo,1", "tidak ada kolom label"),
        ("Tweet,HS", "halo,mungkin", "baris 2, kolom hs"),
        ("Tweet,HS", "halo", "baris 2: hanya 1 kolom"),
        ("Tweet,HS", "", "tidak ada baris data"),
        ("Tweet,HS", "halo,1", "perlu 10 baris"),
    ],
)
def test_a_table_that_cannot_be_used_is_refused(
    tmp_path: Path, header: str, line: str, reason: str
) -> None:
    labels = write(tmp_path / "rusak.csv", [line], header)
    result = run("train", "--task", "hate", "--labels", labels, "--out", tmp_path / "model")
    assert result.exit_code == 1
    assert reason in result.stderr
    assert not (tmp_path / "model").exists()


def test_a_mistake_in_dev_shows_before_the_work(tmp_path: Path) -> None:
    labels = write(tmp_path / "latih.csv", rows())
    dev = write(tmp_path / "dev.csv", ["halo,7"], "Tweet,HS")
    arguments = ("--labels", labels, "--dev", dev, "--out", tmp_path / "model")
    result = run("train", "--task", "hate", *arguments)
    assert "dev.csv baris 2" in result.stderr
    assert not (tmp_path / "model").exists()


def test_a_folder_without_a_model_is_refused(tmp_path: Path) -> None:
    labels = write(tmp_path / "uji.csv", rows())
    result = run("evaluate", "--task", "hate", "--labels", labels, "--model", tmp_path)
    assert result.exit_code == 1
    assert "bukan model" in result.stderr
