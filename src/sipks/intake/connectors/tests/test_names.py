from __future__ import annotations

import pytest

from sipks.intake.connectors.names import standard


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Tgl. Kejadian", "happened_at"),
        ("URAIAN KEJADIAN", "chronology"),
        ("published_at", "published_at"),
        ("Desa/Kelurahan", "village"),
        ("Kab/Kota", "regency"),
        ("  Judul Laporan: ", "title"),
        ("handling_step", "action"),
        ("No.", "number"),
        ("kolom entah apa", ""),
        ("x" * 10_000, ""),
    ],
)
def test_headings_are_known_whatever_their_spelling(heading: str, name: str) -> None:
    assert standard(heading) == name
