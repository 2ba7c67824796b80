from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from sipks.reading.learning.cli import model

ROWS = [
    ("Bentrok antarwarga dua desa, tiga rumah dibakar", "1", "SOS-1", "bentrok_massa"),
    ("Buruh pabrik berunjuk rasa damai menuntut upah", "1", "EKO-1", "unjuk_rasa_damai"),
    ("Resep opor ayam untuk lebaran", "0", "", ""),
]


def table(folder: Path, column: str, at: int) -> Path:
    rows = [f'"{row[0]}",{row[at]}' for row in ROWS if row[at]]
    file = folder / "label.csv"
    file.write_text("\n".join([f"text,{column}", *rows]), "utf-8")
    return file


@pytest.mark.parametrize(("task", "at"), [("relevance", 1), ("category", 2), ("form", 3)])
def test_what_ships_is_measured(tmp_path: Path, task: str, at: int) -> None:
    file = table(tmp_path, task, at)
    said = CliRunner().invoke(model, ["evaluate", "--task", task, "--labels", str(file)])
    assert said.exit_code == 0, said.output
    figures = json.loads(said.output)
    assert figures["exact"] == 1.0
    assert figures["items_per_second"] > 0


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        ("text,lain\na,b", "category"),
        ("text,category\na,XYZ-9", "baris 2"),
        ("text,category\na,", "baris 2"),
        ("text,category\n", "tidak ada baris"),
    ],
)
def test_a_bad_table_is_refused_with_its_reason(tmp_path: Path, content: str, reason: str) -> None:
    file = tmp_path / "label.csv"
    file.write_text(content, "utf-8")
    said = CliRunner().invoke(model, ["evaluate", "--task", "category", "--labels", str(file)])
    assert said.exit_code == 1
    assert reason in said.output
