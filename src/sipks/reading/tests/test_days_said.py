"""Days and hours as people say them, published Wednesday 5 February 2025 at 10.00 WIB."""

from __future__ import annotations

import pytest

from sipks.reading import Document, Reader


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        (
            "21.30 WIB warga bentrok di lapangan desa, kemarin.",
            "2025-02-04T21:30:00+07:00",
            "2025-02-04T21:30:00+07:00",
        ),
        ("Bentrok kemarin jam 12 malam.", "2025-02-04T00:00:00+07:00", "2025-02-04T00:00:00+07:00"),
        (
            "Bentrok tadi malam jam 1 dini hari.",
            "2025-02-05T01:00:00+07:00",
            "2025-02-05T01:00:00+07:00",
        ),
        ("Bentrok pecah pukul 08.15.", "2025-02-05T08:15:00+07:00", "2025-02-05T08:15:00+07:00"),
        ("Bentrok pecah pukul 22.15.", "2025-02-04T22:15:00+07:00", "2025-02-04T22:15:00+07:00"),
        ("Bentrok pecah pukul 27.99.", "", ""),
        (
            "Selasa (4/2) pukul 22.00-01.00 WIB dua kampung saling serang.",
            "2025-02-04T22:00:00+07:00",
            "2025-02-05T01:00:00+07:00",
        ),
        (
            "Bentrok pecah 4 Februari. Sekitar jam 9 malam warga berkumpul.",
            "2025-02-04T21:00:00+07:00",
            "2025-02-04T21:00:00+07:00",
        ),
        ("setiap Senin buruh mogok", "", ""),
        ("Buruh mogok Rabu lalu.", "2025-01-29", "2025-01-29"),
        ("Buruh mogok Jumat depan.", "2025-02-07", "2025-02-07"),
        ("Besok Kamis buruh mogok.", "2025-02-06", "2025-02-06"),
        ("Lusa buruh mogok, rapat terakhir sebelum Jumat.", "2025-02-07", "2025-02-07"),
        ("tgl 1 sampai 3 warga blokir jalan", "2025-02-01", "2025-02-03"),
        ("Rusuh 30 Desember - 2 Januari 2025.", "2024-12-30", "2025-01-02"),
        ("Warga bentrok akhir pekan lalu, Minggu malam.", "2025-02-02", "2025-02-02"),
        ("Warga bentrok hari Minggu.", "2025-02-02", "2025-02-02"),
        ("minggu ini warga bentrok", "2025-02-03", "2025-02-09"),
        ("Warga bentrok malam Jumat.", "2025-01-30", "2025-01-30"),
        ("Sehari sebelumnya warga bentrok.", "2025-02-04", "2025-02-04"),
        (
            "Warga bentrok 3 Februari. Dua hari sebelumnya kades diancam.",
            "2025-02-03",
            "2025-02-03",
        ),
        ("Tahun lalu warga bentrok.", "2024-01-01", "2024-12-31"),
        ("Bentrok sejak 2023 soal tapal batas.", "2023-01-01", "2023-12-31"),
        ("Bentrok 25/1 soal tapal batas.", "2025-01-25", "2025-01-25"),
        ("Senin 3/2: warga blokir jalan", "2025-02-03", "2025-02-03"),
        ("RT 3/2 warga ribut", "", ""),
        ("Bentrok 99/99/2025", "", ""),
        ("tiga minggu lalu warga bentrok", "2025-01-13", "2025-01-19"),
        ("Warga bentrok 1-3 Feb.", "2025-02-01", "2025-02-03"),
    ],
)
def test_days_and_hours_are_found(text: str, start: str, end: str) -> None:
    document = Document(text=text, published_at="2025-02-05T10:00:00+07:00")
    when = Reader.default().read(document).when
    assert (when.start if when else "", when.end if when else "") == (start, end)
