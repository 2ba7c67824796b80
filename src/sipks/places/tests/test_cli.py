from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from sipks.places.cli import areas


class NoProgram:
    """Stands for the program; these commands must not ask for it."""

    def ready(self) -> None:
        raise AssertionError("the database was asked for")


def run(*args: str, program: Any = None, stdin: str | None = None) -> Result:
    return CliRunner().invoke(areas, args, obj=program or NoProgram(), input=stdin)


def rows(result: Result) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_list_writes_the_columns_that_others_script_against() -> None:
    result = run("list", "--level", "province")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[0] == "code,name,level,parent,lat,lon,population"
    assert len(rows(result)) == 38
    south = next(row for row in rows(result) if row["code"] == "73")
    assert (south["name"], south["parent"]) == ("Sulawesi Selatan", "ID")


@pytest.mark.parametrize(
    ("day", "count"), [("2022-07-24", 34), ("2022-07-25", 37), ("2022-12-08", 38)]
)
def test_list_at_a_date(day: str, count: int) -> None:
    assert len(rows(run("list", "--level", "province", "--at", day))) == count


def test_list_refuses_what_is_no_date_or_level() -> None:
    assert run("list", "--at", "kemarin").exit_code == 2
    assert run("list", "--level", "rt").exit_code == 2


def test_find_a_point_south_of_the_equator() -> None:
    result = run("find", "-5.14", "119.43")
    assert result.exit_code == 0
    assert [row["code"] for row in rows(result)] == ["73", "73.71", "73.71.03"]


def test_find_says_when_a_point_is_at_sea_or_swapped() -> None:
    at_sea, swapped = run("find", "-5", "112"), run("find", "119.43", "-5.14")
    assert (at_sea.exit_code, swapped.exit_code) == (1, 1)
    assert "di laut atau di luar negeri" in at_sea.stderr
    assert "tertukar" in swapped.stderr
    assert "-5.14 119.43" in swapped.stderr


def test_find_needs_a_point() -> None:
    assert run("find").exit_code == 2
    assert run("find", "-5.14").exit_code == 2


def test_find_the_points_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "titik.csv"
    path.write_text("\ufeffid,lat,lon,catatan\na,-5.14,119.43,x\nb,-5,112,\n", encoding="utf-8")
    result = run("find", "--points", str(path))
    assert result.exit_code == 0
    assert result.stdout == "id,code,name\na,73.71.03,Makassar\nb,,\n"


def test_find_points_from_stdin() -> None:
    result = run("find", "--points", "-", stdin="id,lat,lon\n1,-6.1754,106.8272\n")
    assert rows(result)[0]["code"] == "31.71.01"


def test_a_bad_row_does_not_stop_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "titik.csv"
    path.write_text("id,lat,lon\na,utara,119\nb\nc,-5.14,119.43\n", encoding="utf-8")
    result = run("find", "--points", str(path))
    assert result.exit_code == 1
    assert [row["code"] for row in rows(result)] == ["", "", "73.71.03"]
    assert "Baris 2" in result.stderr
    assert "Baris 3" in result.stderr


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"nama,x,y\n", "kolom id, lat, lon tidak ada"), (b"", "kolom id, lat, lon tidak ada"),
     (b"id,lat,lon\n\xff\xfe\xe9,1,2\n", "tidak terbaca")],
)  # fmt: skip
def test_a_file_of_something_else_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "titik.csv"
    path.write_bytes(content)
    result = run("find", "--points", str(path))
    assert result.exit_code == 1
    assert said in result.stderr
    assert "Traceback" not in result.output


def test_a_missing_file_is_told() -> None:
    result = run("find", "--points", "/tidak/ada.csv")
    assert result.exit_code == 1
    assert "tidak terbaca" in result.stderr


def test_no_points_give_no_rows() -> None:
    assert run("find", "--points", "-", stdin="id,lat,lon\n").stdout == "id,code,name\n"


class Ready:
    """Stands for a program whose database is already there; keeps what it is told to record."""

    def __init__(self) -> None:
        self.recorded: list[dict[str, Any]] = []

    def ready(self) -> None:
        """Nothing to do."""

    def record(self, **told: Any) -> None:
        """Keep it."""
        self.recorded.append(told)


@pytest.mark.django_db
def test_import_tells_what_came_in_and_what_was_left_out(areas: Any, tmp_path: Path) -> None:
    path = tmp_path / "batas.geojson"
    path.write_text(
        '{"type":"FeatureCollection","features":['
        '{"type":"Feature","properties":{"kode":"73.71","nama":"Makassar"},"geometry":'
        '{"type":"Polygon","coordinates":[[[119.3,-5.2],[119.5,-5.2],[119.5,-5.0],[119.3,-5.2]]]}},'
        '{"type":"Feature","properties":{"kode":"99.99","nama":"?"},"geometry":'
        '{"type":"Polygon","coordinates":[[[119.3,-5.2],[119.5,-5.2],[119.5,-5.0],[119.3,-5.2]]]}}'
        "]}"
    )
    program = Ready()
    result = run("import", str(path), program=program)
    assert result.exit_code == 1
    assert "1 regency" in result.stdout
    [told] = program.recorded
    assert (told["verb"], told["file"], told["levels"], told["left_out"]) == (
        "outlines_import", "batas.geojson", {"regency": 1}, 1,
    )  # fmt: skip
    assert "Fitur 2 (99.99, ?)" in result.stderr
    find = run("find", "--official", "-5.15", "119.45", program=Ready())
    assert find.exit_code == 0


@pytest.mark.django_db
def test_import_refuses_what_is_no_map(areas: Any, tmp_path: Path) -> None:
    path = tmp_path / "batas.gpkg"
    path.write_bytes(b"bukan peta")
    result = run("import", str(path), program=Ready())
    assert result.exit_code == 1
    assert "tidak dapat dibaca sebagai peta" in result.stderr
