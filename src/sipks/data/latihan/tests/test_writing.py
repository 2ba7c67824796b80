"""The practice files: what they hold, and that the connectors take them as meant."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from sipks.data import latihan
from sipks.intake.connectors import connector_for
from sipks.intake.connectors.base import HEAD_BYTES, Bad, Options, Row

NOW = datetime(2026, 3, 2, 7, 30, tzinfo=ZoneInfo("Asia/Jakarta"))
KINDS = {
    "berita.jsonl": ("jsonl", 130),
    "unggahan.csv": ("csv", 110),
    "laporan-warga.csv": ("csv", 45),
    "Chat WhatsApp dengan Timdu PKS Sulsel.txt": ("whatsapp", 25),
    "laporan-informasi.xlsx": ("xlsx", 20),
}


def written(folder: Path) -> dict[str, str]:
    return {path.name: code for path, code in latihan.write(folder, NOW)}


def test_each_source_gets_its_files(tmp_path: Path) -> None:
    sources = set(written(tmp_path).values())
    kinds = ("BERITA", "MEDSOS", "WARGA", "TIMDU", "LI")
    assert sources == {f"LATIHAN-{kind}" for kind in kinds}


@pytest.mark.parametrize("name", KINDS)
def test_the_connectors_take_the_files_as_meant(name: str, tmp_path: Path) -> None:
    written(tmp_path)
    kind, least = KINDS[name]
    rows, bad = taken_in(tmp_path / name, kind)
    assert len(rows) >= least
    assert all(row.published_at is None or row.published_at <= NOW for row in rows)
    assert all(row.text for row in rows)
    assert bad, "each file has something to set aside"


def test_mails_are_mails(tmp_path: Path) -> None:
    names = [name for name in written(tmp_path) if name.endswith(".eml")]
    assert len(names) >= 5
    for name in names:
        (row,), bad = taken_in(tmp_path / name, "eml")
        assert row.title
        assert row.text
        assert not bad


def test_the_same_moment_writes_the_same_files(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    for name in written(tmp_path / "a"):
        if not name.endswith(".xlsx"):  # a spreadsheet holds the time it was made
            written(tmp_path / "b")
            assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()


def taken_in(path: Path, kind: str) -> tuple[list[Row], list[Bad]]:
    with path.open("rb") as stream:
        connector = connector_for(path.name, stream.read(HEAD_BYTES))
        assert connector.kind == kind
        stream.seek(0)
        records = list(connector.parse(stream, Options(now=NOW)))
    rows = [record for record in records if isinstance(record, Row)]
    return rows, [record for record in records if isinstance(record, Bad)]
